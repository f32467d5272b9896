#pragma once

#include <string>
#include <vector>

#include "app/core/billing/billing_books.hpp"
#include "app/core/failure.hpp"
#include "pos/customer/account.hpp"
#include "pos/customer/party.hpp"
#include "pos/customer/references.hpp"
#include "pos/money/money.hpp"

namespace app::core::billing {

/// A customer and the account it is billed on, as people say them. What is empty is the office's,
/// or stays as it is where the customer is known already.
struct CustomerInput {
    std::string number;
    std::string name;
    std::string kind;  // "person" or "organisation"
    std::string street;
    std::string postcode;
    std::string city;
    std::string region;
    std::string country;
    std::string email;
    std::string phone;
    std::string tax_number;
    std::string language;
    std::string account;   // its number; empty: the customer's
    std::string payer;     // the number of the account that pays for it; "-": itself again
    std::string currency;  // ISO 4217
    std::string zone;      // IANA
    std::string bill_day;
    std::string terms_days;
    std::string grace_days;
    std::string tax;       // domestic, reverse_charge, intra_community, export, exempt
    std::string delivery;  // print, email, none
    pos::customer::InvoiceReferences references{};  // of the account; "-" takes one away
};

enum class CustomerPut : std::uint8_t { added, changed, unchanged };

/// Adds a customer with its account, or changes what is known of them.
///
/// errors: refused or usage, in a sentence that names the field
Outcome<CustomerPut> put_customer(BillingBooks& books, const CustomerInput& input, pos::Instant now,
                                  pos::Random& random);

/// Adds a customer without an account, or changes what is known of one: `wanted` says which. One
/// that is added without a number gets one, and `input` has it then.
///
/// errors: refused or usage, in a sentence that names the field; the number is known, or is not
Outcome<CustomerPut> put_person(BillingBooks& books, CustomerInput& input, CustomerPut wanted,
                                pos::Instant now, pos::Random& random);

/// put_customer() within an open transaction of the books, without a word of the account in the
/// journal: for imports.
Outcome<CustomerPut> write_customer(BillingBooks& books, const CustomerInput& input,
                                    pos::Instant now, pos::Random& random);

/// Opens an account, its first or a further one, for a customer who is known: `input.number`, or
/// the id, is whose. The account's number: as `input.account` says, or the customer's.
///
/// errors: no such customer, or several; the number is another account's; as put_customer()
Outcome<std::string> open_account(BillingBooks& books, const CustomerInput& input, pos::Instant now,
                                  pos::Random& random);

/// Changes on what terms the account `input.account` is billed; whose it is stays, and so does what
/// is known of them. Whether anything changed.
///
/// errors: no such account; as put_customer()
Outcome<bool> change_account(BillingBooks& books, const CustomerInput& input, pos::Instant now);

std::string word_of(pos::customer::TaxProfile profile);
std::string word_of(pos::customer::Delivery delivery);

/// Says in the books' journal what was changed, within their open transaction. Nothing personal.
Outcome<void> note_change(BillingBooks& books, std::string key, std::string from, std::string to,
                          pos::Instant now);

/// "12.50 EUR": an amount in such a note.
std::string noted_amount(pos::Money amount);

}  // namespace app::core::billing
