#pragma once

#include <string_view>

namespace pos::billing::invoice::check {

/// Whether a code stands in one of the lists of assets/einvoice/codes.txt.
///
/// requires: a list of that name
bool is_code(std::string_view list, std::string_view code);

}  // namespace pos::billing::invoice::check
