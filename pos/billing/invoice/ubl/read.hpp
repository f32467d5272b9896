#pragma once

#include "pos/billing/invoice/syntax/reading.hpp"
#include "pos/xml/document.hpp"

namespace pos::billing::invoice::ubl {

/// Whether the file is an Invoice or a CreditNote of UBL 2.
bool is_ubl(const xml::Element& root);

/// Reads as much of a UBL invoice or credit note as there is; parts of one, too.
///
/// requires: is_ubl(root)
/// source:   EN 16931-3-2, UBL 2.1 binding
Reading read(const xml::Element& root);

}  // namespace pos::billing::invoice::ubl
