#include "pos/locale/clean.hpp"

#include <unicode/uchar.h>
#include <unicode/utf8.h>
#include <algorithm>

namespace pos::locale {

namespace {

bool is_plain_ascii(std::string_view text) {
    return std::ranges::all_of(text, [](char c) { return c >= ' ' && c <= '~'; });
}

bool is_dropped(UChar32 c) {
    if (c >= 0x202A && c <= 0x202E) return true;  // embeddings and overrides
    if (c >= 0x2066 && c <= 0x2069) return true;  // isolates
    if (c == 0xFEFF || c == 0x200B) return true;
    if (c >= 0xE0000 && c <= 0xE0FFF) return true;  // tags: invisible text
    return u_charType(c) == U_CONTROL_CHAR || !U_IS_UNICODE_CHAR(c);
}

void append(UChar32 c, std::string& out) {
    std::uint8_t bytes[U8_MAX_LENGTH];
    std::int32_t length = 0;
    U8_APPEND_UNSAFE(bytes, length, c);
    out.append(reinterpret_cast<const char*>(bytes), static_cast<std::size_t>(length));
}

}  // namespace

void clean_name_into(std::string_view text, std::string& out) {
    out.clear();
    if (is_plain_ascii(text) && !text.starts_with(' ') && !text.ends_with(' ') &&
        text.find("  ") == std::string_view::npos) {
        out = text;
        return;
    }
    const auto* const bytes = reinterpret_cast<const std::uint8_t*>(text.data());
    const auto length = static_cast<std::int64_t>(text.size());
    bool space = false;
    for (std::int64_t at = 0; at < length;) {
        UChar32 c = 0;
        U8_NEXT(bytes, at, length, c);
        if (c >= 0 && u_isUWhiteSpace(c)) {
            space = !out.empty();
            continue;
        }
        if (c >= 0 && is_dropped(c)) continue;
        if (space) out += ' ';
        space = false;
        append(c < 0 ? 0xFFFD : c, out);
    }
}

std::string clean_name(std::string_view text) {
    std::string out;
    clean_name_into(text, out);
    return out;
}

bool valid_utf8(std::string_view text) {
    const auto* const bytes = reinterpret_cast<const std::uint8_t*>(text.data());
    const auto length = static_cast<std::int64_t>(text.size());
    for (std::int64_t at = 0; at < length;) {
        UChar32 c = 0;
        U8_NEXT(bytes, at, length, c);
        if (c < 0) return false;
    }
    return true;
}

std::string_view cut_utf8(std::string_view text, std::size_t bytes_max) {
    if (text.size() <= bytes_max) return text;
    std::size_t end = bytes_max;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
    return text.substr(0, end);
}

}  // namespace pos::locale
