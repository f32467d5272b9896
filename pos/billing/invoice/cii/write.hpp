#pragma once

#include <string>

#include "pos/billing/invoice/invoice.hpp"

namespace pos::billing::invoice::cii {

/// The invoice as CII D16B. What is not there is not written.
///
/// source: EN 16931-3-3, CII D16B binding
std::string write(const Invoice& invoice);

}  // namespace pos::billing::invoice::cii
