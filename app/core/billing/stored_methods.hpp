#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "app/core/billing/billing_books.hpp"
#include "app/core/failure.hpp"
#include "pos/base/random.hpp"
#include "pos/customer/account.hpp"
#include "pos/store/billing/payment_methods.hpp"

/// What payers have left at the payment provider: a card or an account, under a token of the
/// provider's.
namespace app::core::billing {

/// Whether 13 to 19 digits in a row, blanks and dashes aside, could be a card's number.
///
/// source: ISO/IEC 7812-1, the check digit (Luhn)
bool holds_card_number(std::string_view text);

struct NewMethod {
    std::string account;  // its number
    std::string token;    // empty: that of the one there is
    std::string label;    // "Visa ending 4242"; empty: as it is
    std::string until;    // its last day; empty: as it is, "never": none
    std::optional<bool> collects{};
};
/// Gives an account a method in place of the one it has, or changes that one.
///
/// errors: no provider; no such account; no token or label; one of them too long, or it looks like
///         a card's number; a token with blanks or other than ASCII; no day, or one that has passed
Outcome<pos::store::billing::PaymentMethod> put_method(BillingBooks& books, const NewMethod& asked,
                                                       pos::Instant now, pos::Random& random);
/// Nothing is charged to it from now on: what waits is not sent, what may have got out is asked
/// about.
///
/// errors: no such account, or it has none
Outcome<void> end_method(BillingBooks& books, const std::string& account, pos::Instant now);

/// The account's method, if it may be charged now.
///
/// errors: it has none; it has expired; there is no provider, or it is another one's than today's
Outcome<pos::store::billing::PaymentMethod> usable_method(BillingBooks& books,
                                                          const pos::customer::Account& account,
                                                          pos::Instant now);

}  // namespace app::core::billing
