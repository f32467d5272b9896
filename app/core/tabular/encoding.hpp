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
    cp1255,  // Hebrew Windows
};

/// Bytes as UTF-8.
class TextInput : public Input {
public:
    /// False once letters were met that are in neither of the Windows tables known here, as far as
    /// can be told: they came out as others. Said of what was read so far.
    virtual bool letters_are_sure() const = 0;
};

/// The bytes of `input` as UTF-8, without a byte order mark. `automatic` goes by the mark, else by
/// zero bytes (UTF-16), else by the first stretch with bytes outside ASCII: UTF-8 unless most of
/// them make none; then cp1255 if its words are of Hebrew letters, else cp1252.
///
/// ensures: invalid UTF-8 passes through as it is, so that its place can be reported; a half
///          UTF-16 character becomes three bytes that are invalid UTF-8
std::unique_ptr<TextInput> as_utf8(std::unique_ptr<Input> input, Encoding encoding);

/// UTF-8 as cp1252; what that has no place for becomes a question mark.
std::string to_cp1252(std::string_view text);

}  // namespace app::core::tabular
