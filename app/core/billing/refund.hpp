#pragma once

#include <string>
#include <vector>

#include "app/core/billing/billing_books.hpp"
#include "app/core/failure.hpp"
#include "pos/money/money.hpp"
#include "pos/store/billing/receivables.hpp"

namespace app::core::billing {

/// Money that goes back to a customer who has paid or was credited more than is owed.
struct NewRefund {
    std::string account;  // its number
    std::string amount;   // "30.00"; empty: all that may go back
    std::string reason;
    std::string external_id{};  // of the transfer or the order: booked once
};
struct Refund {
    pos::Money amount{};
    bool again{false};  // it was there already
};
/// Books it as money that went out, taken from what is ahead, the oldest first. It is no payment
/// that bounced.
///
/// errors: no such account, no amount above zero, more than is ahead of what is owed; an external
///         id of another refund
Outcome<Refund> refund(BillingBooks& books, const NewRefund& asked, pos::Instant now);
/// The same within the caller's transaction of the books.
Outcome<Refund> book_refund(BillingBooks& books, const NewRefund& asked, pos::Instant now);

/// How much of what an account has ahead may go back. Of open items, what is owed positive.
std::int64_t spare_minor(const std::vector<pos::store::billing::OpenItem>& items);

}  // namespace app::core::billing
