#pragma once

#include <cstdint>
#include <optional>

#include "app/core/billing/daily.hpp"
#include "app/core/failure.hpp"

/// Credit whose time is over, and credit that is due anew: whoever serves the office books that it
/// has expired, and grants what recurs, once a day, and does so unless told otherwise, since nobody
/// outside hears of it.
namespace app::core::billing {

inline constexpr Daily kDailyExpiry{
    .setting = "billing.daily_expiry", .chore = "expiry", .unless_said = TimeOfDay{0, 0}};

/// How many lots it booked. Nothing: it was not to be done, or nothing has expired.
///
/// errors: the database's; it is tried again at the next call
Outcome<std::optional<std::int64_t>> expire_if_due(const Serving& serving);

}  // namespace app::core::billing
