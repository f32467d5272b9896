#pragma once

#include <string>

#include "app/core/invoice/words.hpp"
#include "pos/billing/invoice/invoice.hpp"
#include "pos/journal/events/billing.hpp"

/// How the lines of a document came about, for programs and for people.
namespace app::core::billing {

/// "130.5 kWh: 100 × 0.3 + 30.5 × 0.25", in no language. Empty where the line says it all.
std::string plain_note(const pos::journal::DocumentLine& line);

/// The same as a language writes it, prices with the currency's decimals at least, and "145 kWh ×
/// 0.3199" where one price comes to the whole line. Of calls it says what they came to, since each
/// is in a list of its own: "90 min 5 s: calls 4.73 + connection fees 0.15".
std::string note_in_words(const pos::journal::DocumentLine& line, const invoice::Words& words);

/// The name of a line as it was signed, with the figures and days that meters showed written as
/// the language does: "Strom, 4711: 1000,5 (01.11.2026) – ~1130 (01.12.2026)". What was written by
/// hand stays as it is.
std::string name_in_words(const pos::journal::DocumentLine& line,
                          const pos::locale::Locale& locale);

/// Why no tax is due, in words of the language; as it was signed where the language has none for
/// that. Empty where tax is due.
std::string exemption_in_words(const pos::journal::DocumentTax& tax, const invoice::Words& words);

/// Says in words of the language what a document says in words of ours whoever reads it, programs
/// too: why no tax is due, and how a credit note is paid. Codes stay.
void put_reasons_in_words(pos::billing::invoice::Invoice& invoice,
                          const pos::journal::DocumentIssued& issued, const invoice::Words& words);

/// Makes the lines of an invoice, each known by its position in the document, ones for people: in
/// words, and without the code by which a plan knows a charge. Its reasons are in words as well.
void put_in_words(pos::billing::invoice::Invoice& invoice,
                  const pos::journal::DocumentIssued& issued, const invoice::Words& words);

}  // namespace app::core::billing
