#pragma once

#include <string_view>

#include "app/core/billing/write_invoice.hpp"

namespace app::core::billing {

/// An invoice that somebody wrote down as JSON:
///
///     {"account": "K-7", "lines": [{"text": "Advice", "quantity": "1.5", "unit": "h",
///      "price": "180.00", "tax_class": "standard"}], "note": "As agreed."}
///
/// Also "prices" ("without_tax", "with_tax"), "due" (2026-12-31) and "reference", by which a repeat
/// is known. Of a line only text and price must be there.
///
/// errors: usage: no JSON; fields that are missing, unknown or of a wrong kind, each named
Outcome<NewInvoice> read_new_invoice(std::string_view text);

/// The same as text: read_new_invoice() of it is the same invoice.
std::string write_new_invoice(const NewInvoice& invoice);

}  // namespace app::core::billing
