#pragma once

#include <optional>
#include <string>
#include <vector>

#include "app/core/billing/billing_books.hpp"
#include "app/core/failure.hpp"
#include "pos/billing/plan/subscription.hpp"

namespace app::core::billing {

/// Publishes a plan, or its next version; what was published stays as it is. Its version. What
/// begins with the plan, or changes to it, before `from` does so by an earlier version; none: this
/// one holds at once, until the day of a version that has a later one.
///
/// errors: usage, with every field that is wrong; another currency than before; a day that is over
Outcome<std::uint32_t> publish_plan(BillingBooks& books, const std::string& json, pos::Instant now,
                                    std::optional<pos::Date> from = {});

/// Somebody subscribes.
struct NewSubscription {
    std::string account;  // its number
    std::string plan;
    std::uint32_t version{0};         // 0: the latest that holds by its start
    std::string number;               // unique; empty: the account's number and a counter
    std::string start;                // "2026-12-01", "2026-12-01 18:30", or an instant; empty: now
    std::string base;                 // the subscription that this one is added to, if any
    std::vector<std::string> points;  // meters and numbers whose usage it is, from its start on
    unsigned anchor_day{0};           // 0: what the plan says
    std::string coupon{};             // that is redeemed on it, from its start on; empty: none
};
/// The subscription's number.
///
/// errors: no such account, plan or base; a number that is taken; another currency; a start more
///         than kBackDaysMax days ago; a coupon that may not be redeemed
Outcome<std::string> subscribe(BillingBooks& books, const NewSubscription& asked, pos::Instant now,
                               pos::Random& random);

/// The same within the caller's transaction of the books.
Outcome<std::string> write_subscription(BillingBooks& books, const NewSubscription& asked,
                                        pos::Instant now, pos::Random& random);

/// How far back something may take effect.
inline constexpr int kBackDaysMax = 400;

/// What becomes of a subscription.
struct SubscriptionChange {
    std::string number;
    pos::billing::plan::Act act{pos::billing::plan::Act::cancelled};
    std::string at;    // as NewSubscription::start, or "end" for the end of what is billed
    std::string plan;  // of changed
    std::uint32_t version{0};
    pos::billing::plan::PhasesFrom phases_from{pos::billing::plan::PhasesFrom::subscription};
    unsigned anchor_day{0};  // of anchored
};
/// What was to become of it after that instant counts no more.
///
/// errors: no such subscription or plan; a time before its start, or too long ago; one that is
///         over; anything but an end of it where the account was closed; a pause of what is paused,
///         or its end where it is not
Outcome<pos::Instant> change_subscription(BillingBooks& books, const SubscriptionChange& change,
                                          pos::Instant now);

/// The same within the caller's transaction of the books.
Outcome<pos::Instant> write_change(BillingBooks& books, const SubscriptionChange& change,
                                   pos::Instant now);

/// "repriced": for notes, exports and keys of words.
const char* word_of(pos::billing::plan::Act act);

/// "2026-12-01", "2026-12-01 18:30" in a zone, or an instant with Z.
Outcome<pos::Instant> read_time(const std::string& text, const pos::locale::Zone& zone);

}  // namespace app::core::billing
