#pragma once

#include <string>
#include <string_view>

namespace app::core::tabular {

/// A text as a cell of a CSV file that people open in a spreadsheet: quoted where it must be, and
/// with an apostrophe before what such a program would take for a formula.
///
/// source: RFC 4180
std::string text_cell(std::string_view text);

/// A figure or a day as a cell, as it is.
std::string plain_cell(std::string_view text);

}  // namespace app::core::tabular
