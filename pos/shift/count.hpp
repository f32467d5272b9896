#pragma once

#include <cstdint>
#include <expected>
#include <span>
#include <string>
#include <vector>

#include "pos/shift/figures.hpp"

namespace pos::shift {

/// What a person counted of one tender.
struct Counted {
    std::string code;
    Money amount{};
    bool operator==(const Counted&) const = default;
};

enum class CountError {
    unknown_tender,  // counted, but neither cash nor taken in this shift
    counted_twice,
    negative_amount,  // of cash: a drawer holds nothing or something
    tender_missing,   // every tender of the figures must be counted
};

/// The figures with what was counted and the differences (counted - expected) filled in.
///
/// errors: in enum order
std::expected<journal::ShiftFigures, CountError> count(journal::ShiftFigures figures,
                                                       std::span<const Counted> counts);

/// One kind of coin or note and how many of it lie in the drawer.
struct Pile {
    std::int64_t value_minor{0};
    std::int64_t pieces{0};
    bool operator==(const Pile&) const = default;
};

/// The coins and notes in use, largest first; empty for a currency that we know none of. In minor
/// units.
std::span<const std::int64_t> denominations(Currency currency);

enum class PileError { bad_value, bad_pieces, amount_out_of_range };
/// errors: in enum order over all piles; bad_value: not positive; bad_pieces: negative
std::expected<Money, PileError> sum(std::span<const Pile> piles, Currency currency);

}  // namespace pos::shift
