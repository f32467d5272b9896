#include "drivers/printer/code_points.hpp"

#include <unicode/unistr.h>

namespace drivers::printer {

std::u32string code_points(std::string_view text) {
    const auto wide = icu::UnicodeString::fromUTF8({text.data(), std::int32_t(text.size())});
    std::u32string out;
    out.reserve(text.size());
    for (std::int32_t at = 0; at < wide.length(); at = wide.moveIndex32(at, 1)) {
        out.push_back(static_cast<char32_t>(wide.char32At(at)));
    }
    return out;
}

std::string to_utf8(std::u32string_view characters) {
    icu::UnicodeString wide;
    for (const char32_t c : characters) wide.append(static_cast<UChar32>(c));
    std::string out;
    return wide.toUTF8String(out);
}

}  // namespace drivers::printer
