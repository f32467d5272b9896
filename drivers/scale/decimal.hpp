#pragma once

#include <optional>
#include <string_view>

#include "pos/money/quantity.hpp"

namespace drivers::scale {

/// A weight as scales write it: "01.234", "  0.50", "-0.02". At most 9 digits, 6 of them decimals.
std::optional<pos::Quantity> weight_of(std::string_view text);

}  // namespace drivers::scale
