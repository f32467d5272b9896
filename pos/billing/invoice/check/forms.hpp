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
bool is_german_vat(std::string_view text);         // DE and 9 digits

/// A Leitweg-ID, by which German authorities find out whose an invoice is: 2 to 12 digits, up to 30
/// letters and digits where wanted, two check digits (ISO 7064, modulo 97-10), parted by hyphens.
///
/// source:  KoSIT, Formatspezifikation Leitweg-ID, version 2.0.2
/// example: "04011000-1234512345-06"
bool is_leitweg_id(std::string_view text);
/// Whether a text is meant as one, whatever its check digits: it has all three parts, begins with
/// the number of a German state (01 to 16) or the federation's (99), and its second part has four
/// characters at least, unlike a day's ("15-11-26").
bool is_like_leitweg_id(std::string_view text);

}  // namespace pos::billing::invoice::check
