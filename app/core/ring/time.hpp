#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "pos/base/calendar.hpp"

namespace app::core::ring {

/// A time of a file, as the shop's clock showed it.
struct WallClock {
    pos::Date date{};
    std::int32_t second_of_day{0};
    bool operator==(const WallClock&) const = default;
};

/// Whether parse_time() can read by it: %Y or %y, %m and %d, and if wanted %H, %M and %S; %% is a
/// per cent sign, other characters stand for themselves.
bool is_time_format(std::string_view format);

/// Empty for a text that is not written so, or a time that does not exist.
///
/// requires: is_time_format(format)
std::optional<WallClock> parse_time(std::string_view text, std::string_view format);

}  // namespace app::core::ring
