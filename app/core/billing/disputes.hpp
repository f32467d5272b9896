#pragma once

#include <string>

#include "app/core/billing/billing_books.hpp"
#include "app/core/failure.hpp"
#include "pos/base/random.hpp"
#include "pos/money/money.hpp"

/// What a customer says is not owed is set aside: nobody is reminded of it, nothing of it is
/// collected, and it ages apart, until it is credited or rejected.
namespace app::core::billing {

struct NewDispute {
    std::string document;  // the invoice's number
    std::string amount;    // "10.00"; empty: all that is open
    std::string reason;
};
/// What is set aside.
///
/// errors: no such invoice, nothing open, more than is open, no reason, disputed already
Outcome<pos::Money> open_dispute(BillingBooks& books, const NewDispute& asked, pos::Instant now,
                                 pos::Random& random);

/// The customer owes it after all: what is open counts again as of the day that it was due.
///
/// errors: no such invoice, nothing disputed of it, no answer
Outcome<void> reject_dispute(BillingBooks& books, const std::string& document,
                             const std::string& answer, pos::Instant now);

/// A credit note of an invoice settles what is disputed of it, within the caller's transaction:
/// what it does not credit counts again.
Outcome<void> settle_dispute(BillingBooks& books, const pos::Ulid& document,
                             const std::string& credit_note, pos::Instant now);

}  // namespace app::core::billing
