#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "app/core/invoice/sheet.hpp"
#include "pos/billing/invoice/invoice.hpp"

namespace app::core::invoice {

/// What an invoice is written as.
enum class Shape : std::uint8_t {
    ubl,         // UBL 2.1
    cii,         // UN/CEFACT Cross Industry Invoice D16B
    text,        // for a terminal or an email
    pdf,         // a page
    factur_x,    // a page, PDF/A-3, with the CII inside
    receipt_80,  // ESC/POS, for a receipt printer of 80 mm paper
    receipt_58,  // of 58 mm
};

/// `language`: "en" or "de", of what people read.
std::string write_as(Shape shape, const pos::billing::invoice::Invoice& invoice,
                     std::string_view language);

/// The same with the page that people read, however it was made; other shapes do without it.
std::string write_as(Shape shape, const pos::billing::invoice::Invoice& invoice,
                     const Sheet& sheet);

/// Whether people read it, so that it is made of a page.
bool is_for_people(Shape shape);

}  // namespace app::core::invoice
