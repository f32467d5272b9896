#pragma once

#include <string>

#include "app/core/invoice/sheet.hpp"
#include "pos/document/document.hpp"

namespace app::core::invoice {

/// The sheet as a receipt printer prints it, one thing below the other: figures of each line beside
/// its name, what is to be paid as a code to scan. Charts and lists of single calls are left to the
/// page.
pos::document::Document receipt_of(const Sheet& sheet);

/// The same as ESC/POS bytes for the usual printer of that paper.
///
/// requires: 58 or 80 millimetres
std::string render_receipt(const Sheet& sheet, unsigned paper_mm);

}  // namespace app::core::invoice
