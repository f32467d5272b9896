#pragma once

#include <string>

#include "app/core/billing/billing_books.hpp"
#include "app/core/failure.hpp"

/// Credit that a till spent and the office does not know that it ever gave: its database was put
/// back from an older copy. What the till says is signed by it; whether it was so people decide.
namespace app::core::billing {

struct LeaseAcceptance {
    std::string entry;  // as unbooked() names it
    std::string reason;
};
/// Takes what the till spent into the books, as if the credit had been given to it: out of the
/// account's wallet as far as that has some, and owed for the rest, as what is sold above a lease
/// is. The lease ends with it and the till is told so; what else it spent of it books itself then.
///
/// returns: what was spent
/// errors:  no reason; nothing of that kind waits there; the office knows the lease, or the till or
///          account it does not; another currency; goods that came back before they were sold
Outcome<pos::Money> accept_lease(BillingBooks& books, const LeaseAcceptance& asked,
                                 pos::Instant now, pos::Random& random);

}  // namespace app::core::billing
