#include "drivers/printer/code_points.hpp"

#include <unicode/unistr.h>

namespace drivers::printer {

std::u32string code_points(std::string_view text) {
    std::u32string out;
    out.reserve(text.size());
    if (is_plain_latin(text)) {
        for (std::size_t i = 0; i < text.size(); ++i) {
            char32_t c = static_cast<unsigned char>(text[i]);
            if (c >= 0x80) c = (c & 0x1F) << 6 | (static_cast<unsigned char>(text[++i]) & 0x3F);
            out.push_back(c);
        }
        return out;
    }
    const auto wide = icu::UnicodeString::fromUTF8({text.data(), std::int32_t(text.size())});
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

bool is_plain_latin(std::string_view text) {
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto byte = static_cast<unsigned char>(text[i]);
        if (byte < 0x80) continue;
        if (byte < 0xC2 || byte > 0xCB || ++i == text.size()) return false;
        if ((static_cast<unsigned char>(text[i]) & 0xC0U) != 0x80U) return false;
    }
    return true;
}

}  // namespace drivers::printer
