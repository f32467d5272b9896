#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "pos/catalog/scan.hpp"

namespace pos::catalog {

/// What a rule found in a code.
struct Label {
    std::string reference;
    std::int64_t value{0};
    std::string base;  // the same code with a value of zero, its check digits made anew
};

/// requires: check(rule)
/// ensures:  empty unless every place of the pattern fits and every check digit is right
std::optional<Label> match(const EmbeddedRule& rule, std::string_view code);

}  // namespace pos::catalog
