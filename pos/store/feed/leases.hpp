#pragma once

#include <optional>
#include <string>
#include <vector>

#include "pos/base/clock.hpp"
#include "pos/journal/events/lease.hpp"
#include "pos/store/db/connection.hpp"
#include "pos/store/feed/known_account.hpp"
#include "pos/store/feed/lease_content.hpp"

/// Leases of credit on their way from head office to the one till that may spend them.
namespace pos::store::feed {

// ---- at head office, within the transaction of the books that grants or ends it ----

/// Puts a lease into the feed of its terminal, and nobody else's. It holds the feed's head to the
/// transaction's end.
db::Result<void> tell_lease(db::Connection& db, const Ulid& terminal, const Ulid& lease,
                            const LeaseContent& content);
/// It has ended.
db::Result<void> tell_lease_is_over(db::Connection& db, const Ulid& terminal, const Ulid& lease);

/// What stands in change_row.branch of what one terminal alone hears.
std::string feed_of(const Ulid& terminal);

// ---- at a till ----

/// Adds the leases of an account that this till may spend, less what it spent of them.
db::Result<void> add_leases(db::Connection& db, KnownAccount& known);

/// Whether this till has any that it has not given up.
db::Result<bool> knows_leases(db::Connection& db);

/// What goes back with the close of the day: leases that last until then, those that are over, and
/// those of which nothing may be spent any more.
db::Result<std::vector<journal::GivenUpLease>> leases_to_give_up(db::Connection& db,
                                                                 Currency currency, Instant now);

/// How a sale was paid with credit: what a till gives back of it if goods come back.
struct CreditOfSale {
    Ulid account{};
    std::string account_number;
    std::vector<journal::CreditPart> parts;  // less what came back of it
    bool operator==(const CreditOfSale&) const = default;
};
db::Result<std::optional<CreditOfSale>> credit_of_sale(db::Connection& db, const Ulid& sale);

/// What a ticket's own payment with credit said, or what went back on it.
db::Result<std::optional<journal::CreditUsed>> credit_on_ticket(db::Connection& db,
                                                                const Ulid& sale);

}  // namespace pos::store::feed
