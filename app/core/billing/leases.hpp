#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "app/core/billing/billing_books.hpp"
#include "app/core/failure.hpp"
#include "pos/money/money.hpp"
#include "pos/store/billing/leases.hpp"

/// Credit that one till may spend while it hears of nobody. It leaves the wallet before the till is
/// told of it; what the till does with it comes in its journal, and is booked by book_tills.
namespace app::core::billing {

/// A lease that is asked for. Times are as NewSubscription::start has them, in the account's zone.
struct NewLease {
    std::string account;  // its number
    std::string branch;   // "B01"
    std::string till;     // "T1"
    std::string amount;   // "50.00"
    std::string floor;    // so much above it the merchant risks; empty: what the setting says
    std::string expires;  // empty: when the first of its lots does
    bool until_close{false};
    std::string external_id;  // of whoever grants: granted once
    std::string note;
};
struct GrantedLease {
    pos::Ulid lease{};
    std::string account;
    std::string branch;
    std::string till;
    pos::Money amount{};
    pos::Money floor{};
    bool again{false};  // it was there already
};

/// Takes credit out of an account's wallet, lot by lot as they are used up, and tells that one till
/// of it. Credit that pays some charges alone is not leased: a till sells goods.
///
/// errors: no such account, no till that may sell there, an account in another currency than the
///         books', no amount above zero, more than the wallet has, a time that makes no sense, an
///         id of another lease
Outcome<GrantedLease> grant_lease(BillingBooks& books, const NewLease& lease, pos::Instant now,
                                  pos::Random& random);
/// The same within the caller's transaction of the books.
Outcome<GrantedLease> write_lease(BillingBooks& books, const NewLease& lease, pos::Instant now,
                                  pos::Random& random);

/// What a clerk knows of a till that sends nothing any more: so much was spent there of what is
/// left, and the rest is the wallet's again.
struct LeaseSettlement {
    std::string lease;
    std::string spent;  // empty: nothing
    std::string reason;
};
/// What went back to the wallet.
///
/// errors: no such lease, it has ended, its till may still spend it, more than is left, no reason
Outcome<pos::Money> settle_lease(BillingBooks& books, const LeaseSettlement& settlement,
                                 pos::Instant now, pos::Random& random);

/// So much above a lease tills may sell, where a lease says nothing else; nothing at first.
///
/// errors: no amount
Outcome<void> change_lease_floor(BillingBooks& books, const std::string& amount, pos::Instant now);
Outcome<pos::Money> lease_floor(pos::store::db::Connection& db, pos::Currency currency);

/// As much of an account's credit as a till is to have; without a till's code each of the branch.
struct NewLeaseRule {
    std::string account;
    std::string branch;
    std::string till;
    std::string upto;
    std::string floor;
    bool until_close{false};
    bool off{false};
};
/// errors: no such account or branch, no till that sells there, an account in another currency than
///         the books', no amount above zero, a floor that is no amount; off: there is no such rule
Outcome<void> change_lease_rule(BillingBooks& books, const NewLeaseRule& rule, pos::Instant now);

/// Fills the rules' tills up that have half of what they are to have, or less, as far as the
/// wallets have it: one transaction each.
///
/// returns: what was granted
Outcome<std::vector<GrantedLease>> fill_leases(BillingBooks& books, pos::Instant now,
                                               pos::Random& random);
/// Whether any till of a rule has half of what it is to have, or less.
Outcome<bool> has_leases_to_fill(pos::store::db::Connection& db);

/// "open", "frozen" or "ended".
std::string word_of(const pos::store::billing::StoredLease& lease);
std::string word_of(pos::journal::LeaseMove move);
/// What tills may still spend of these, in one currency.
std::int64_t leased_minor(const std::vector<pos::store::billing::StoredLease>& leases);

}  // namespace app::core::billing
