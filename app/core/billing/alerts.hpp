#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "app/core/billing/billing_books.hpp"
#include "app/core/billing/daily.hpp"
#include "app/core/failure.hpp"
#include "pos/store/billing/alerts.hpp"
#include "pos/store/billing/subscriptions.hpp"

/// What customers are told of their usage before it is billed: once a period each, by e-mail.
namespace app::core::billing {

struct NewAlert {
    std::string subscription;  // its number
    std::string meter;         // what is counted; empty: money, without tax and without fees
    std::string limit;         // "250", of that or of the account's currency
    int percent{100};          // of the limit, at which it is told
};
inline constexpr int kPercentMax = 1'000;

/// What a subscription's plans count, those of the past and to come as well, and in which unit.
///
/// errors: a plan that cannot be read
Outcome<std::map<std::string, std::string>> counted_of(
    pos::store::db::Connection& db, const pos::store::billing::StoredSubscription& subscription);

/// The same one again changes nothing. What was used already is told, too.
///
/// errors: no such subscription; a limit or a share that makes no sense; nothing of that name is
///         counted by its plan
Outcome<pos::store::billing::UsageAlert> add_alert(BillingBooks& books, const NewAlert& asked,
                                                   pos::Instant now);
/// errors: there is none
Outcome<void> end_alert(BillingBooks& books, const pos::Ulid& alert, pos::Instant now);

/// Lets the last telling of one wait again that failed, or of which nobody knows whether it
/// arrived.
///
/// errors: there is no such alert, or nothing of it to tell again
Outcome<void> tell_again(BillingBooks& books, const pos::Ulid& alert, pos::Instant now);

struct AlertReport {
    std::int64_t reached{0};
    std::int64_t sent{0};
    std::int64_t later{0};
    std::int64_t unknown{0};
    std::vector<std::string> failed;  // each in a sentence
    std::string unreachable;          // why the rest waits; empty: none does
};
/// Looks at what was used since the last time, notes which limits were reached, and tells of them.
/// Each is marked before it is given to the mail server and after: one that is killed in between is
/// unknown, and is not told again.
///
/// `go_on` is asked between them; false stops there.
/// errors: no mail server where there is something to tell; the database
Outcome<AlertReport> tell_alerts(BillingBooks& books, pos::Clock& clock,
                                 const std::function<bool()>& go_on);

/// The same, where usage came in since or somebody is still to be told, and an office that knows a
/// mail server. Of several processes one does so. Nothing: nothing to do, or not this process's.
Outcome<std::optional<AlertReport>> tell_alerts_if_due(const Serving& serving);

}  // namespace app::core::billing
