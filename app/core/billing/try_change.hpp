#pragma once

#include <optional>
#include <string>

#include "app/core/billing/subscribe.hpp"
#include "pos/journal/events/billing.hpp"

namespace app::core::billing {

/// What a change or a start would come to on the account that pays: what would be billed up to that
/// day, or would be but for level payments.
struct ChangeTried {
    pos::Instant at{};    // from when on the change would hold
    pos::Date as_of{};    // that day or today, and the days of grace
    std::string account;  // whose bill it would be
    std::optional<pos::journal::DocumentIssued> without;  // nothing to bill: none
    std::optional<pos::journal::DocumentIssued> with;
};

/// Works out a change and gives it up again: nothing is kept of it.
///
/// errors: as change_subscription(); the account could not be billed with it or without it
Outcome<ChangeTried> try_change(BillingBooks& books, const SubscriptionChange& change,
                                pos::Instant now);

/// The same of somebody who subscribes.
///
/// errors: as subscribe(); the account could not be billed with it or without it
Outcome<ChangeTried> try_start(BillingBooks& books, const NewSubscription& asked, pos::Instant now,
                               pos::Random& random);

}  // namespace app::core::billing
