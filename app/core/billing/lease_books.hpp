#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "app/core/billing/billing_books.hpp"
#include "app/core/failure.hpp"
#include "pos/journal/events/lease.hpp"
#include "pos/store/billing/leases.hpp"

/// What tills did with leases, into the books; within the caller's transaction of them.
namespace app::core::billing {

/// External ids of the credit that a till sold above a lease begin with it.
inline constexpr std::string_view kOverId = "lease-over:";
/// Of the refusal of what a till spent of credit that the office does not know: what it is about.
inline constexpr const char* kLeaseNotHere = "lease_not_here";

/// What of an account's wallet a till may spend is taken, `minor` at most, in the order in which it
/// burns; nothing is written of it.
Outcome<std::vector<pos::journal::LotSpent>> take_of_wallet(BillingBooks& books,
                                                            const pos::Ulid& account,
                                                            pos::Currency currency,
                                                            std::int64_t minor, pos::Instant now,
                                                            pos::Random& random);

/// A payment with leased credit, or what came back of one. What is above the lease is owed: credit
/// that the account buys, and has spent. What comes back of that is owed no more.
///
/// errors: no such lease, or more comes back than was spent of it
Outcome<void> take_credit_used(BillingBooks& books, const pos::journal::CreditUsed& used,
                               pos::Instant now, pos::Random& random);

/// A till spends no more of these: what is left of each is the wallet's again. One that is not
/// known here, or has ended, is passed over.
Outcome<void> take_credit_given_up(BillingBooks& books, const pos::journal::CreditGivenUp& given_up,
                                   pos::Instant now, pos::Random& random);

/// So much of a lease was spent, for a clerk who says so.
Outcome<void> book_spent(BillingBooks& books, const pos::store::billing::StoredLease& lease,
                         std::int64_t minor, const std::string& reason, pos::Instant now);
/// Returns what is left of a lease to its lots, ends it and tells its till. What of the lots has
/// expired or was voided meanwhile goes the way of that.
Outcome<void> end_lease(BillingBooks& books, const pos::store::billing::StoredLease& lease,
                        const std::string& reason, pos::Instant now, pos::Random& random);

}  // namespace app::core::billing
