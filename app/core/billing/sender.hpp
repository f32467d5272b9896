#pragma once

#include <string>

#include "app/core/billing/billing_books.hpp"
#include "app/core/failure.hpp"
#include "pos/store/db/connection.hpp"

namespace app::core::billing {

/// Who sends the bills, as they say it: one record, kept as JSON under a setting of the office's.
struct Sender {
    std::string name;
    std::string street;
    std::string postcode;
    std::string city;
    std::string country;       // ISO 3166, two letters
    std::string vat_id;        // "DE123456789"
    std::string tax_number;    // of the tax office
    std::string registration;  // of the court
    std::string email;
    std::string phone;
    std::string contact;  // whom customers ask
    std::string iban;     // to which they pay
    std::string bic;
    std::string bank_account_name;
    std::string creditor;          // identifier of whoever collects by direct debit
    std::string e_address;         // where programs answer to; else the e-mail address
    std::string e_address_scheme;  // of the list EAS
    bool operator==(const Sender&) const = default;
};

/// Empty where the office never said.
Outcome<Sender> read_sender(pos::store::db::Connection& db);

/// Puts what is not empty in place of what was said before; "-" takes the electronic address away.
///
/// errors: usage: a country that is not two capital letters, an IBAN or a creditor
///         identifier whose check digits are wrong; an electronic address as check_e_address()
Outcome<Sender> change_sender(BillingBooks& books, const Sender& change, pos::Instant now);

/// In whose name the account is that customers pay to.
const std::string& holder_of(const Sender& sender);

/// ISO 13616: letters, digits and a remainder of 1 by 97.
bool is_iban(const std::string& text);

}  // namespace app::core::billing
