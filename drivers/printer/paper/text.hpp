#pragma once

#include <string>
#include <string_view>

#include "drivers/printer/paper/paper.hpp"

namespace drivers::printer::paper {

/// What the paper says, as lines of UTF-8 that keep their places: a column for each 12 dots, an
/// empty line where paper was left bare. Codes stand as "[qr https://…]", pictures as
/// "[picture 128x64]", cuts as a line of dashes.
std::string text_of(const Paper& paper);

/// "ean_13", "qr"…
std::string_view name_of(CodeKind kind);

}  // namespace drivers::printer::paper
