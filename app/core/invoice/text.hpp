#pragma once

#include <string>

#include "app/core/invoice/sheet.hpp"

namespace app::core::invoice {

/// The sheet as lines of at most 80 characters, for a terminal or an email.
std::string render_text(const Sheet& sheet);

}  // namespace app::core::invoice
