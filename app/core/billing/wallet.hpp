#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "app/core/billing/billing_books.hpp"
#include "app/core/failure.hpp"
#include "pos/journal/events/billing.hpp"
#include "pos/money/money.hpp"
#include "pos/store/billing/wallets.hpp"

namespace app::core::billing {

/// Prepaid credit for an account. Times are as NewSubscription::start has them, in its zone.
struct NewLot {
    std::string account;  // its number
    std::string amount;   // "50.00"
    std::string unit{};   // of grant_units(): "kWh", as the charges that it covers have it
    bool promotional{false};
    std::int64_t priority{0};          // lower ones are used up first
    std::string effective;             // from when on it counts; empty: now
    std::string expires;               // empty: never
    std::vector<std::string> charges;  // codes of those it pays; empty: whatever is owed
    std::string rollover;              // so much of what is left goes on once; empty: nothing
    std::string due;                   // of paid credit: a day; empty: the account's terms
    std::string external_id;           // of whoever grants: taken once
    std::string note;
    std::string method;             // how it was paid: cash, card, bank; empty: it is owed
    std::string reference;          // of that payment
    std::string received_on;        // the day of that payment; empty: today
    std::int64_t lifetime_days{0};  // in place of `expires`; 0: as that says
};
struct Granted {
    pos::Ulid lot{};
    std::string account;
    pos::Money amount{};
    bool again{false};  // it was there already
};
/// Grants a lot, and takes its payment in where it was paid at once.
///
/// errors: no such account, no amount above zero, times that make no sense, an external id of
///         another lot or payment, promotional credit that was paid, a scope without a charge
Outcome<Granted> grant_credit(BillingBooks& books, const NewLot& lot, pos::Instant now,
                              pos::Random& random);

/// The same within the caller's transaction of the books.
Outcome<Granted> write_credit(BillingBooks& books, const NewLot& lot, pos::Instant now,
                              pos::Random& random);

/// Ends a lot before its time with what is left of it; what was paid is the customer's again.
///
/// errors: no such lot, nothing left of it, or it has expired
Outcome<pos::Money> void_credit(BillingBooks& books, const std::string& lot,
                                const std::string& reason, pos::Instant now);

/// Says of every lot that has expired what was lost and what goes on; how many there were.
Outcome<std::int64_t> end_expired_credit(BillingBooks& books, pos::Instant now,
                                         pos::Random& random);

/// Grants a lot by itself when less is left: owed as soon as a bill leaves less, or charged to the
/// payer's method whenever there is less, and granted once it is paid. "off": no more. One that was
/// stopped goes on.
///
/// errors: no such account, no amounts above zero; of a charged one: the account has left no
///         method, an amount below `below`, so that one would not do, no count from 1 to 31
struct NewTopUp {
    std::string account;
    std::string below;
    std::string amount;
    std::int64_t priority{0};
    std::int64_t lifetime_days{0};  // 0: for ever
    bool off{false};
    bool charged{false};
    std::int64_t most_a_month{0};  // of a charged one: times
};
Outcome<void> change_top_up(BillingBooks& books, const NewTopUp& rule, pos::Instant now);

/// Lets an account's lots pay an invoice that this transaction of the books has just issued, and
/// tops the wallet up where its rule says so; what they paid, in minor units: no more than is left
/// of it.
pos::store::Answer<std::int64_t> pay_from_wallet(BillingBooks& books,
                                                 const pos::journal::DocumentIssued& issued,
                                                 std::int64_t left_minor, pos::Instant now,
                                                 pos::Random& random);

/// How one lot stands at an instant.
enum class LotState : std::uint8_t { to_come, counts, used_up, expired };
LotState state_of(const pos::store::billing::StoredLot& lot, pos::Instant at);
std::string word_of(LotState state);
std::string word_of(pos::journal::WalletMove move);

/// An account's lots in the order in which they are used up, and what may be spent at that instant.
struct Wallet {
    std::vector<pos::store::billing::StoredLot> lots;
    pos::Money balance{};
};
pos::store::Answer<Wallet> wallet_at(pos::store::db::Connection& db, const pos::Ulid& account,
                                     pos::Currency currency, pos::Instant at);

/// What lots paid of a document's lines: by lot, by line (from 0).
struct PaidOfLine {
    pos::store::billing::StoredLot lot;
    std::size_t line{0};
    pos::Money amount{};
};
pos::store::Answer<std::vector<PaidOfLine>> paid_of_lines(
    pos::store::db::Connection& db, const pos::journal::DocumentIssued& issued);

/// The charges that a lot pays, as its row has them.
std::vector<std::string> scope_of(const pos::journal::WalletLotRow& lot);

}  // namespace app::core::billing
