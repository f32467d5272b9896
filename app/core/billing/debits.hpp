#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "app/core/billing/billing_books.hpp"
#include "app/core/failure.hpp"
#include "pos/money/money.hpp"
#include "pos/store/billing/debits.hpp"

/// Direct debit: what customers owe is collected by the office's bank, with their mandate.
namespace app::core::billing {

/// A customer's mandate, as people say it.
struct MandateInput {
    std::string reference;
    std::string account;  // its number
    std::string holder;   // empty: the customer
    std::string iban;
    std::string bic;
    std::string signed_on;  // a day
    bool b2b{false};
    bool one_time{false};
};
/// Adds a mandate or changes one.
///
/// errors: no such account, no IBAN, a day to come, a reference of another account or with
///         characters that banks do not know
Outcome<void> put_mandate(BillingBooks& books, const MandateInput& input, pos::Instant now);
/// From that day on nothing is collected with it. Empty: today.
Outcome<void> end_mandate(BillingBooks& books, const std::string& reference, const std::string& on,
                          pos::Instant now);

/// With its next collection it ends: the bank is told that it is the last (FNAL), and nothing more
/// is collected. Where that order is withdrawn, the next one is; ended or given again, it is not
/// said any more.
///
/// errors: no such mandate; one that has ended, or that is for one collection alone
Outcome<void> end_mandate_with_next(BillingBooks& books, const std::string& reference,
                                    pos::Instant now);

struct CollectOptions {
    pos::Date collect_on{};  // what is due by then is collected
    bool b2b{false};
};
struct CollectReport {
    std::string message;  // what the file is known by; empty: nothing was to be collected
    std::int64_t collections{0};
    pos::Money sum{};
};
/// An invoice that an order would collect, or would not, and why.
struct Looked {
    std::string number;   // the document's
    std::string account;  // its number
    std::string name;
    pos::Money amount{};
    std::string mandate;  // that collects it; of what is refused empty
    /// As NotCollectable::reason, or "instalments"; empty: it is collected.
    std::string reason;
};
/// What order_collections() would do by now, without doing it: what it collects first, then what it
/// leaves of accounts that have given a mandate.
Outcome<std::vector<Looked>> look_at_collections(pos::store::db::Connection& db,
                                                 const CollectOptions& options, pos::Date today);

/// Orders a collection of everything that is open and due by that day, of accounts with a mandate.
/// What is ordered is not ordered again until it was withdrawn, or it came back and collect_again()
/// was said of it.
///
/// errors: nobody said who collects (`counterfoil sender`: IBAN and creditor identifier); a day
/// that
///         is not to come
Outcome<CollectReport> order_collections(BillingBooks& books, const CollectOptions& options,
                                         pos::Instant now, pos::Random& random);

/// The file for the bank, pain.008: the same one each time.
///
/// errors: no such order
Outcome<std::string> collection_file(BillingBooks& books, const std::string& message);

/// The bank has credited an order: each collection is a payment for its invoice, once, whoever says
/// it how often. How many are new.
Outcome<std::int64_t> settle_collections(BillingBooks& books, const std::string& message,
                                         pos::Instant now, pos::Random& random);

/// One came back, for the bank's reason: what it had paid is open again. Where only its payment is
/// known to have gone back, as in books of before, nothing else changes than what is said of it.
///
/// errors: no such collection; it came back or was withdrawn before, by return_payment() too
///
/// `debit`: what the bank calls end-to-end reference
Outcome<void> return_collection(BillingBooks& books, const std::string& debit,
                                const std::string& reason, pos::Instant now);

/// An order that never went to the bank.
Outcome<std::int64_t> withdraw_collections(BillingBooks& books, const std::string& message,
                                           pos::Instant now);

}  // namespace app::core::billing
