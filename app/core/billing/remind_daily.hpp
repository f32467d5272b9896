#pragma once

#include <optional>
#include <string>
#include <vector>

#include "app/core/billing/daily.hpp"
#include "app/core/billing/reminders.hpp"
#include "app/core/failure.hpp"

/// Reminders that whoever serves the office gives by itself on the day on which they are due.
namespace app::core::billing {

inline constexpr Daily kDailyReminders{.setting = "billing.daily_reminders", .chore = "reminders"};

/// Lets it happen from now on, or no more.
///
/// errors: nobody is reminded yet, since there are no levels
Outcome<void> change_daily_reminders(BillingBooks& books, std::optional<TimeOfDay> time,
                                     pos::Instant now);

struct NotReminded {
    std::string number;  // of the invoice
    std::string why;
};
struct DailyReminders {
    std::vector<Reminded> given;
    std::vector<NotReminded> refused;  // tried again tomorrow
};
/// Reminds of what has come to its next level, as bill_if_due() bills.
///
/// errors: as remind(); it is tried again at the next call
Outcome<std::optional<DailyReminders>> remind_if_due(const Serving& serving);

}  // namespace app::core::billing
