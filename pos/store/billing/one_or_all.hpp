#pragma once

#include <fmt/format.h>

#include <string>
#include <string_view>

namespace pos::store::billing {

/// A condition for whoever asks for one, by its index, or for all: SQLite goes through every row
/// where one condition serves both.
///
/// Parameters: `$value` is the one; `$is_one` is 1, or 0 where all are asked for
inline std::string one_or_all(bool one, std::string_view column, int value, int is_one) {
    return one ? fmt::format("{} = ${} AND CAST(${} AS BIGINT) = 1", column, value, is_one)
               : fmt::format("({} = ${} OR CAST(${} AS BIGINT) = 0)", column, value, is_one);
}

}  // namespace pos::store::billing
