#pragma once

#include <string>

#include "app/core/billing/billing_books.hpp"
#include "app/core/failure.hpp"
#include "pos/money/money.hpp"

namespace app::core::billing {

/// What was paid of the wrong invoice.
struct Reallocation {
    std::string document;  // the number of the invoice that is to be open again
    std::string from;      // a payment's id, the bank's, or a credit note's number; empty: every
                           // payment of it
    std::string to;        // the number of the invoice that it pays instead; empty: none
};
struct Reallocated {
    pos::Money undone{};     // open again
    pos::Money allocated{};  // of it: pays the other invoice; the rest is ahead
};
/// errors: no such document or payment, or another account's; nothing of it pays that invoice;
///         nothing is open of the other one
Outcome<Reallocated> reallocate(BillingBooks& books, const Reallocation& asked, pos::Instant now);

}  // namespace app::core::billing
