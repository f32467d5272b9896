#pragma once

#include <string>

#include "app/core/billing/billing_books.hpp"
#include "app/core/failure.hpp"
#include "pos/base/clock.hpp"

/// What a clerk says of direct debits that came back: nothing collects them by itself.
namespace app::core::billing {

/// What came back of a document, by its number, is collected again: with the next order whose day
/// is not before its due day, as letters and tills say by then. Said again, nothing changes.
///
/// errors: no such document; nothing is open of it, or nothing of it came back; no mandate holds
///         that could collect it
Outcome<void> collect_again(BillingBooks& books, const std::string& document, pos::Instant now);

/// collect_again() is taken back, before an order took it: the customer is to transfer it after
/// all. Said again, nothing changes.
///
/// errors: no such document; nothing is open of it, or nothing of it came back; the bank was told
///         to collect it
Outcome<void> do_not_collect_again(BillingBooks& books, const std::string& document,
                                   pos::Instant now);

}  // namespace app::core::billing
