#pragma once

#include <expected>
#include <span>
#include <string>

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

}  // namespace pos::shift
