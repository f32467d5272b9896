#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace pos::billing::wallet {

/// A line of a document, tax included. What gives back is paid by nobody.
struct PayableLine {
    std::string charge;  // its code; empty of one that people wrote
    std::int64_t minor{0};
};

/// What is left of a lot, and of which charges it pays.
struct PayingLot {
    std::int64_t left_minor{0};
    std::vector<std::string> scope{};  // codes of charges; empty: whatever is owed
};

/// What one lot pays of one line.
struct LinePaid {
    std::size_t lot{0};
    std::size_t line{0};
    std::int64_t minor{0};
    bool operator==(const LinePaid&) const = default;
};

/// Lets lots pay a document: each in its turn the lines it may pay, from the first on, until
/// `most_minor` is paid, what the whole document comes to.
///
/// Paying again with what each lot paid before says the same of each line: so a document's entry
/// needs no more than that to explain its lines.
///
/// units:    minor units of one currency
/// requires: lots in their burn_order(), of that instant
/// ensures:  of no lot more than is left, of no line more than it comes to, of all no more than
///           most_minor
std::vector<LinePaid> pay_lines(std::span<const PayableLine> lines, std::span<const PayingLot> lots,
                                std::int64_t most_minor);

}  // namespace pos::billing::wallet
