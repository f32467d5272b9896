#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "pos/billing/invoice/invoice.hpp"

namespace app::core::invoice {

/// What an invoice is written as.
enum class Shape : std::uint8_t {
    ubl,       // UBL 2.1
    cii,       // UN/CEFACT Cross Industry Invoice D16B
    text,      // for a terminal or an email
    pdf,       // a page
    factur_x,  // a page, PDF/A-3, with the CII inside
};

/// `language`: "en" or "de", of what people read.
std::string write_as(Shape shape, const pos::billing::invoice::Invoice& invoice,
                     std::string_view language);

}  // namespace app::core::invoice
