#pragma once

#include <cstdint>

#include "app/core/billing/billing_books.hpp"
#include "app/core/billing/reminders.hpp"
#include "app/core/failure.hpp"
#include "pos/store/billing/reminders.hpp"

/// Services of those who do not pay: limited or switched off by a level of reminders, and switched
/// on again once all is settled that was reminded of so.
namespace app::core::billing {

/// Orders what a level says for every service of the invoice's account that runs and is not as
/// limited yet; how many. Within the caller's transaction. Nothing where nobody is known to be
/// called.
///
/// requires: level.service
Outcome<std::int64_t> order_for_reminder(BillingBooks& books,
                                         const pos::store::billing::Overdue& invoice,
                                         const ReminderLevel& level, std::int64_t nth,
                                         pos::Instant now);

/// Orders services on that reminders had limited or switched off, where their account owes nothing
/// more of which it was reminded by such a level: paid, credited, written off, disputed or agreed
/// in instalments. Whatever a person or the subscription itself ordered since is left alone. How
/// many.
Outcome<std::int64_t> switch_settled_on(BillingBooks& books, pos::Instant now);
/// Whether there is any.
Outcome<bool> has_settled_services(pos::store::db::Connection& db, pos::Instant now);

}  // namespace app::core::billing
