#pragma once

#include <span>
#include <string>
#include <vector>

#include "pos/document/writer.hpp"
#include "pos/journal/events/shift.hpp"

namespace pos::document {

/// A cart that waits for its customer.
struct Waiting {
    std::string label;  // whose it is; may be empty
    std::size_t lines{0};
    Money total{};
    bool operator==(const Waiting&) const = default;
};

/// The figures of a shift that is still open.
struct XReport {
    journal::When when;  // printed
    journal::Actor user;
    LocalTime opened{};
    std::string first_receipt;
    std::string last_receipt;
    Currency currency{};
    journal::ShiftFigures figures;
    std::vector<Waiting> waiting;
    bool operator==(const XReport&) const = default;
};

// `till` names the terminal for people: "B01 T1". `copy` counts reprints from 1, 0 is the original.

Document x_report(const XReport& report, const House& house, const std::string& till);

/// `waiting` are the carts that the day left behind.
Document z_report(const journal::ShiftClosed& report, const House& house, const std::string& till,
                  std::span<const Waiting> waiting, std::uint32_t copy);

}  // namespace pos::document
