#pragma once

#include "pos/billing/invoice/syntax/fields.hpp"

namespace pos::billing::invoice::ubl {

inline constexpr const char* kInvoiceSpace =
    "urn:oasis:names:specification:ubl:schema:xsd:Invoice-2";
inline constexpr const char* kCreditNoteSpace =
    "urn:oasis:names:specification:ubl:schema:xsd:CreditNote-2";
inline constexpr const char* kGroupSpace =
    "urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2";
inline constexpr const char* kLeafSpace =
    "urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2";

inline constexpr Spaces kSpaces{kLeafSpace, kGroupSpace};

/// What kind of document an additional reference is to: the object invoiced (BT-18, BT-128), and in
/// a credit note the project (BT-11).
inline constexpr const char* kObjectReference = "130";
inline constexpr const char* kProjectReference = "50";

/// The scheme by which a creditor's SEPA identifier (BT-90) is told from other identifiers.
inline constexpr const char* kSepa = "SEPA";

}  // namespace pos::billing::invoice::ubl
