#include "pos/base/utf8.hpp"

namespace pos {

std::string to_utf8(char32_t c) {
    if ((c >= 0xD800 && c <= 0xDFFF) || c > 0x10FFFF) c = 0xFFFD;
    const auto tail = [&](unsigned shift) {
        return static_cast<char>(0x80U | (c >> shift & 0x3FU));
    };
    if (c < 0x80) return {static_cast<char>(c)};
    if (c < 0x800) return {static_cast<char>(0xC0U | c >> 6), tail(0)};
    if (c < 0x10000) return {static_cast<char>(0xE0U | c >> 12), tail(6), tail(0)};
    return {static_cast<char>(0xF0U | c >> 18), tail(12), tail(6), tail(0)};
}

}  // namespace pos
