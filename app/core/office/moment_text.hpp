#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "pos/catalog/promotion.hpp"

namespace app::core {

/// "18:30" as seconds of the day.
std::optional<std::int32_t> seconds_from(std::string_view text);
std::string time_text(std::int32_t second_of_day);

/// "2026-12-01", "2026-12-01 18:30" or "2026-12-01T18:30"; a day alone is its beginning.
std::optional<pos::catalog::LocalMoment> moment_from(std::string_view text);

}  // namespace app::core
