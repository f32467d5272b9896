#pragma once

#include <string>

#include "app/core/failure.hpp"
#include "pos/billing/invoice/syntax/reading.hpp"

namespace app::core::invoice {

/// Reads an e-invoice: UBL, CII, or a page that carries one (Factur-X, ZUGFeRD). "-" is standard
/// input; gzip and zstd are unpacked.
///
/// errors: environment where the file cannot be read; refused where it is no e-invoice
Outcome<pos::billing::invoice::Reading> load(const std::string& path);

}  // namespace app::core::invoice
