#pragma once

#include <algorithm>
#include <string_view>

#include "pos/catalog/gs1/lint.hpp"

/// The linters themselves, for lint.cpp and for each other. lint_characters.cpp: sets of
/// characters; lint_checks.cpp: check digits; lint_numbers.cpp: figures; lint_dates.cpp: dates and
/// times; lint_lists.cpp: code lists; lint_coupons.cpp: North American coupons.
namespace pos::catalog::gs1::linters {

#define LINTER(name) Lint name(std::string_view part);
#include "pos/catalog/gs1/linters.inc"
#undef LINTER

// What the refusals point at.
inline Lint whole(LintError error, std::string_view part) {
    return Flaw{error, 0, part.size()};
}
inline Lint one(LintError error, std::size_t at) {
    return Flaw{error, at, 1};
}

constexpr bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

inline std::size_t first_non_digit(std::string_view part) {
    return static_cast<std::size_t>(std::ranges::find_if_not(part, is_digit) - part.begin());
}

}  // namespace pos::catalog::gs1::linters
