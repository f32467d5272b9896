#pragma once

#include "pos/billing/invoice/syntax/reading.hpp"
#include "pos/xml/document.hpp"

namespace pos::billing::invoice::cii {

/// Whether the file is a Cross Industry Invoice D16B, the format of Factur-X and ZUGFeRD 2 too.
bool is_cii(const xml::Element& root);

/// Reads as much of an invoice as there is; parts of one, too.
///
/// requires: is_cii(root)
/// source:   EN 16931-3-3, CII D16B binding
Reading read(const xml::Element& root);

}  // namespace pos::billing::invoice::cii
