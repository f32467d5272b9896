#pragma once

#include <string_view>

// Forms that texts must have, and check digits.
namespace pos::billing::invoice::check {

bool is_digits(std::string_view text);

/// An IBAN, white space aside: letters, digits and the check number (ISO 13616).
bool is_iban(std::string_view text);

/// "a@b.c"
bool is_email(std::string_view text);
/// With the characters alone that addresses have where nobody quotes.
bool is_plain_email(std::string_view text);
/// At least three digits.
bool is_phone(std::string_view text);
/// "scheme:…"
bool is_url(std::string_view text);

/// Whether each line of payment terms that begins with # is a discount in XRechnung's form,
/// "#SKONTO#TAGE=14#PROZENT=2.00#", and a line ends after the last. Where only the end of such a
/// line counts, anything may stand before it.
bool are_discount_terms(std::string_view terms, bool only_end_counts);

bool is_gln(std::string_view text);                // GS1: any length, modulo 10
bool is_norwegian_number(std::string_view text);   // 9 digits, modulo 11
bool is_danish_number(std::string_view text);      // DK and 8 digits, or 8 digits
bool is_belgian_number(std::string_view text);     // 10 digits, modulo 97
bool is_italian_office(std::string_view text);     // Codice IPA: 6 letters and digits
bool is_italian_tax_code(std::string_view text);   // Codice Fiscale
bool is_italian_vat(std::string_view text);        // IT and 11 digits; others pass
bool is_swedish_number(std::string_view text);     // 10 digits, Luhn
bool is_australian_number(std::string_view text);  // 11 digits, modulo 89

}  // namespace pos::billing::invoice::check
