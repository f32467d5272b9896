#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace pos::locale {

/// A typed figure in plain notation ("-1234.5", for pos/money/decimal.hpp): a single comma or dot
/// is the decimal sign; of both, the last is; what occurs more than once, and spaces and
/// apostrophes between groups of three, is grouping. Digits of any script; minus before or behind.
///
/// Empty when `text` is no figure, or its grouping is not in threes.
std::optional<std::string> to_plain_decimal(std::string_view text);

}  // namespace pos::locale
