#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "app/core/tabular/input.hpp"

namespace app::core::tabular {

enum class Encoding {
    automatic,
    utf8,
    utf16_le,
    utf16_be,
    cp1252,  // Western European Windows
};

/// The bytes of `input` as UTF-8, without a byte order mark. `automatic` goes by the mark, else by
/// zero bytes (UTF-16), else by the first stretch with bytes outside ASCII: UTF-8 unless most of
/// them make none, then cp1252.
///
/// ensures: invalid UTF-8 passes through as it is, so that its place can be reported; a half
///          UTF-16 character becomes three bytes that are invalid UTF-8
std::unique_ptr<Input> as_utf8(std::unique_ptr<Input> input, Encoding encoding);

/// UTF-8 as cp1252; what that has no place for becomes a question mark.
std::string to_cp1252(std::string_view text);

}  // namespace app::core::tabular
