#pragma once

#include <optional>

#include "app/core/billing/bill_run.hpp"
#include "app/core/billing/daily.hpp"
#include "app/core/failure.hpp"

/// Bills that make themselves: whoever serves the office bills what is due, once a day.
namespace app::core::billing {

inline constexpr Daily kDailyBills{.setting = "billing.daily", .chore = "bills"};

/// Bills what is due where today's time has come and nobody has done it yet. Nothing: it was not
/// to be done. A process that was killed at it is followed by another after some minutes; days on
/// which none served are made up for, since a run bills all that is due by its day.
///
/// errors: as run_bills(); it is tried again at the next call
Outcome<std::optional<BillRunReport>> bill_if_due(const Serving& serving);

}  // namespace app::core::billing
