#pragma once

#include <string_view>

/// What levels.cpp asks of every document that becomes an e-invoice: no question may look at all
/// agreements there are.
namespace pos::store::billing::level_sql {

/// Parameters: the document. By whose document it is, so that an index finds the agreements, of
/// which an account has few.
inline constexpr std::string_view kBehind =
    "SELECT DISTINCT d.number, d.issued_on FROM document s JOIN level_agreement l ON l.account = "
    "s.account AND (l.document = s.document OR l.credit_note = s.document) JOIN document c ON "
    "c.document = l.credit_note JOIN document_line b ON b.entry = c.entry JOIN document_line r ON "
    "r.item = b.of_item JOIN document d ON d.entry = r.entry WHERE s.document = $1 ORDER BY "
    "d.issued_on, d.number";

/// Parameters: the document.
inline constexpr std::string_view kDeducted =
    "SELECT a.amount_minor FROM level_agreement l JOIN allocation a ON a.from_item = l.credit_note "
    "AND a.to_item = l.document WHERE l.document = $1";

}  // namespace pos::store::billing::level_sql
