#pragma once

#include <string>

#include "app/core/invoice/sheet.hpp"

namespace app::core::invoice {

/// The sheet on A4 as a PDF file: as many pages as it takes, columns repeated on each, text of any
/// script set by Pango, what is to be paid as a code that banking apps scan. The address stands
/// where a windowed envelope shows it (DIN 5008, form B).
///
/// ensures: the same bytes for the same sheet
std::string render_pdf(const Sheet& sheet);

}  // namespace app::core::invoice
