#include "pos/locale/figures.hpp"

#include <unicode/utf8.h>
#include <array>
#include <string_view>

#include "pos/base/assert.hpp"

namespace pos::locale {

namespace {

/// Digits as '0' … '9', at least one before the decimals.
struct Digits {
    std::array<char, 24> text{};
    std::size_t length{0};
    std::size_t whole{0};  // how many stand before the decimal sign
};

Digits digits_of(std::uint64_t magnitude, unsigned decimals, unsigned decimals_min) {
    Digits digits;
    std::size_t at = digits.text.size();
    std::size_t count = 0;
    while (magnitude > 0 || count <= decimals) {
        digits.text[--at] = static_cast<char>('0' + magnitude % 10);
        magnitude /= 10;
        ++count;
    }
    digits.whole = count - decimals;
    unsigned shown = decimals;
    while (shown > decimals_min &&
           digits.text[digits.text.size() - 1 - (decimals - shown)] == '0') {
        --shown;
    }
    digits.length = digits.whole + shown;
    std::copy(digits.text.begin() + static_cast<std::ptrdiff_t>(at),
              digits.text.begin() + static_cast<std::ptrdiff_t>(at + digits.length),
              digits.text.begin());
    return digits;
}

void append_digit(char digit, char32_t zero, std::string& out) {
    if (zero == '0') {
        out += digit;
        return;
    }
    std::array<std::uint8_t, U8_MAX_LENGTH> bytes{};
    std::int32_t length = 0;
    U8_APPEND_UNSAFE(bytes, length,
                     static_cast<UChar32>(zero + static_cast<char32_t>(digit - '0')));
    out.append(reinterpret_cast<const char*>(bytes.data()), static_cast<std::size_t>(length));
}

/// Whether a group sign stands before the digit that has `left` digits from it to the decimal sign.
bool group_starts(std::size_t left, std::size_t whole, const FigureStyle& style) {
    const auto size = static_cast<std::size_t>(style.group_size);
    const auto further = static_cast<std::size_t>(style.group_size_further);
    if (size == 0 || left == whole || left < size) return false;
    if (whole < size + static_cast<std::size_t>(style.group_min)) return false;
    return left == size || (further > 0 && (left - size) % further == 0);
}

}  // namespace

std::string figure(std::int64_t scaled, unsigned decimals, unsigned decimals_min,
                   const FigureStyle& style, const Affixes& affixes) {
    POS_ASSERT(decimals_min <= decimals && decimals <= 18);
    const bool negative = scaled < 0;
    const auto bits = static_cast<std::uint64_t>(scaled);
    const Digits digits = digits_of(negative ? 0 - bits : bits, decimals, decimals_min);

    std::string out;
    out.reserve(48);
    out += negative ? affixes.negative_before : affixes.before;
    for (std::size_t at = 0; at < digits.length; ++at) {
        if (at == digits.whole) out += style.decimal_sign;
        if (at < digits.whole && group_starts(digits.whole - at, digits.whole, style)) {
            out += style.group_sign;
        }
        append_digit(digits.text[at], style.zero, out);
    }
    out += negative ? affixes.negative_behind : affixes.behind;
    return out;
}

}  // namespace pos::locale
