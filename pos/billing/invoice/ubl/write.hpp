#pragma once

#include <string>

#include "pos/billing/invoice/invoice.hpp"

namespace pos::billing::invoice::ubl {

/// The invoice as UBL 2.1: a CreditNote where its type is one, else an Invoice. What is not there
/// is not written, so that the file has the faults that the invoice has and no others.
///
/// source: EN 16931-3-2, UBL 2.1 binding
std::string write(const Invoice& invoice);

}  // namespace pos::billing::invoice::ubl
