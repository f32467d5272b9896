#pragma once

#include <string>

#include "app/core/billing/sender.hpp"
#include "pos/billing/invoice/invoice.hpp"
#include "pos/customer/party.hpp"
#include "pos/money/currency.hpp"
#include "pos/store/billing/documents.hpp"

namespace app::core::billing {

/// A document of ours in the terms of EN 16931, to be written as UBL, CII, PDF or text. Each line
/// is one piece of what it came to, and says in its note what was used and how it was reckoned: a
/// quantity in tiers has no one price. A credit note's amounts are positive there.
///
/// It says how it is to be paid as it was asked when it was issued, whatever was agreed since.
///
/// Whoever said no buyer reference finds their account's number there; an e-mail address is where
/// it goes to electronically if nothing else is said.
///
/// `corrected` is the number of the document that it corrects, if it corrects one
pos::billing::invoice::Invoice e_invoice(const pos::store::billing::StoredDocument& document,
                                         const Sender& sender, const std::string& corrected);

/// Who writes to whom, without anything that is billed: for pages that are no invoice. With
/// `number` it says how to pay by transfer, referring to that.
pos::billing::invoice::Invoice letterhead(const pos::customer::Party& party, const Sender& sender,
                                          pos::Currency currency, const std::string& number);

/// e_invoice() with the number that it corrects looked up.
Outcome<pos::billing::invoice::Invoice> invoice_of(
    pos::store::db::Connection& db, const pos::store::billing::StoredDocument& document,
    const Sender& sender);

/// What a document asks for: without what prepaid credit and level payments paid as it was issued.
Outcome<pos::Money> left_to_ask(pos::store::db::Connection& db,
                                const pos::journal::DocumentIssued& issued);

/// Has an invoice say which rules it keeps, for a file that a program reads: XRechnung between two
/// in Germany, Peppol BIS Billing 3 between others; EN 16931 alone where one of its fields is
/// missing for those, such as an address on a network that Peppol knows.
void declare_rules(pos::billing::invoice::Invoice& invoice);

}  // namespace app::core::billing
