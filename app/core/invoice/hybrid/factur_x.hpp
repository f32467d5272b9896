#pragma once

#include <expected>
#include <optional>
#include <string>
#include <string_view>

#include "app/core/invoice/sheet.hpp"
#include "pos/billing/invoice/invoice.hpp"

/// One file for people and programs: the page of an invoice with its XML inside.
namespace app::core::invoice {

/// The sheet as PDF/A-3b with the invoice as CII embedded, in the profile that BT-24 names.
///
/// ensures: the same bytes for the same invoice and sheet; fonts embedded, colours by a profile
/// source: ISO 19005-3; Factur-X 1.0.07 (ZUGFeRD 2.3), sections 6.2 and 6.3
std::string render_factur_x(const pos::billing::invoice::Invoice& invoice, const Sheet& sheet);

bool is_pdf(std::string_view bytes);

/// The XML that a PDF file carries as an invoice: "factur-x.xml", "xrechnung.xml",
/// "zugferd-invoice.xml" or "ZUGFeRD-invoice.xml", whatever the case. Nothing: it carries none.
///
/// errors: why it is no PDF file that can be read, in words
std::expected<std::optional<std::string>, std::string> embedded_invoice(std::string_view pdf,
                                                                        std::size_t bytes_max);

}  // namespace app::core::invoice
