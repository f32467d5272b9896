#pragma once

#include <optional>
#include <string_view>

#include "app/office/web/fields.hpp"

namespace app::office::web {

/// A form with files in it, as its Content-Type parts it: the file of the input "table" is the
/// fields "table.name" and "table.bytes". Each other field stands there twice: "text.lines" may
/// have lines, and "text" is not there if it has. Nothing for what is no such form, is cut off, or
/// has a field that read_fields() would not take otherwise.
///
/// source: RFC 7578
std::optional<Fields> read_form_with_file(std::string_view body, std::string_view content_type);

}  // namespace app::office::web
