#pragma once

#include <optional>
#include <string>

#include "app/core/billing/billing_books.hpp"
#include "app/core/billing/customers.hpp"
#include "app/core/failure.hpp"
#include "pos/journal/events/billing.hpp"

namespace app::core::billing {

/// What an account owed, or had paid ahead, before it was kept here.
struct OpeningBalance {
    std::string account;    // its number; it is owed by whoever pays for it
    std::string amount;     // "119.00"; below zero: paid ahead
    std::string reference;  // of the bill that it is of; the same one again is the same balance
    std::string on;         // of that bill: "2026-11-03"; empty: none
    std::string due;        // empty: that day, or today
    std::string text;       // as the statement's line says it; empty: what the reference says
};

/// Enters it within the caller's transaction of the books: a document of a series of its own that
/// is owed against the book of opening balances. Until settle() nothing else pays it. Unchanged
/// where it is there already.
///
/// errors: no such account, an amount of nothing or that is none, a day that is none or to come,
///         taken: another amount or day under the same reference
Outcome<CustomerPut> write_balance(BillingBooks& books, const OpeningBalance& balance,
                                   pos::Instant now, pos::Random& random);

/// Whether a document is one: nothing is sold by it, and no bill is made of it.
bool is_opening_balance(const pos::journal::DocumentIssued& issued);

/// The account that owes it: that of the number, or whoever pays for it.
Outcome<pos::Ulid> owing_account(BillingBooks& books, const std::string& account);

}  // namespace app::core::billing
