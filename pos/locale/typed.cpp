#include "pos/locale/typed.hpp"

#include <unicode/uchar.h>
#include <unicode/utf8.h>
#include <array>

namespace pos::locale {

namespace {

enum class Sign { none, plus, minus };

constexpr std::size_t kCharactersMax = 60;

bool is_space(char32_t c) {
    return c == ' ' || c == 0xA0 || c == 0x202F || c == 0x2009;
}
bool is_apostrophe(char32_t c) {
    return c == '\'' || c == 0x2019;
}
bool is_ignored(char32_t c) {  // direction marks that a formatted figure may carry
    return c == 0x200E || c == 0x200F || c == 0x061C;
}
Sign sign_of(char32_t c) {
    if (c == '+' || c == 0xFF0B) return Sign::plus;
    if (c == '-' || c == 0x2212 || c == 0x2013 || c == 0xFE63 || c == 0xFF0D) return Sign::minus;
    return Sign::none;
}

/// One character for each digit ('0'…'9'), point ('.'), comma (','), sign and space of the text.
std::optional<std::string> to_ascii(std::string_view text) {
    std::string plain;
    const auto* const bytes = reinterpret_cast<const std::uint8_t*>(text.data());
    const auto length = static_cast<std::int32_t>(text.size());
    for (std::int32_t at = 0; at < length;) {
        UChar32 c = 0;
        U8_NEXT(bytes, at, length, c);
        if (c < 0 || plain.size() >= kCharactersMax) return std::nullopt;
        const auto code = static_cast<char32_t>(c);
        const std::int32_t digit = u_charDigitValue(c);
        if (is_ignored(code)) continue;
        if (digit >= 0) {
            plain += static_cast<char>('0' + digit);
        } else if (c == '.' || c == 0xFF0E) {
            plain += '.';
        } else if (c == ',' || c == 0x066B || c == 0xFF0C) {
            plain += ',';
        } else if (is_space(code)) {
            plain += ' ';
        } else if (is_apostrophe(code) || c == 0x066C) {
            plain += '\'';
        } else if (sign_of(code) != Sign::none) {
            plain += sign_of(code) == Sign::minus ? '-' : '+';
        } else {
            return std::nullopt;
        }
    }
    return plain;
}

std::string_view trim(std::string_view text) {
    while (text.starts_with(' ')) text.remove_prefix(1);
    while (text.ends_with(' ')) text.remove_suffix(1);
    return text;
}

/// Takes a sign off one end; nothing if there is one at each.
std::optional<bool> take_minus(std::string_view& text) {
    const bool ahead = text.starts_with('-') || text.starts_with('+');
    const bool minus_ahead = text.starts_with('-');
    if (ahead) text.remove_prefix(1);
    text = trim(text);
    if (!text.ends_with('-') && !text.ends_with('+')) return minus_ahead;
    if (ahead) return std::nullopt;
    const bool minus_behind = text.ends_with('-');
    text.remove_suffix(1);
    text = trim(text);
    return minus_behind;
}

bool all_digits(std::string_view text) {
    return text.find_first_not_of("0123456789") == std::string_view::npos;
}

/// "1 234 567" → "1234567"; nothing unless one kind of sign parts groups of three.
std::optional<std::string> ungroup(std::string_view whole) {
    const std::size_t first = whole.find_first_not_of("0123456789");
    if (first == std::string_view::npos) return std::string{whole};
    if (first == 0 || first > 3) return std::nullopt;
    const char sign = whole[first];
    std::string digits{whole.substr(0, first)};
    for (std::size_t at = first; at < whole.size(); at += 4) {
        const std::string_view group = whole.substr(at + 1, 3);
        if (whole[at] != sign || group.size() != 3 || !all_digits(group)) return std::nullopt;
        digits += group;
    }
    return digits;
}

/// Where the decimal sign stands, if there is one: the last of commas and points, unless it occurs
/// more than once.
std::size_t decimal_place(std::string_view text) {
    const std::size_t last = text.find_last_of(".,");
    if (last == std::string_view::npos) return last;
    return text.find(text[last]) == last ? last : std::string_view::npos;
}

}  // namespace

std::optional<std::string> to_plain_decimal(std::string_view text) {
    const auto ascii = to_ascii(text);
    if (!ascii) return std::nullopt;
    std::string_view rest = trim(*ascii);
    const auto minus = take_minus(rest);
    if (!minus) return std::nullopt;

    const std::size_t place = decimal_place(rest);
    const std::string_view whole = rest.substr(0, place);
    const std::string_view part =
        place == std::string_view::npos ? std::string_view{} : rest.substr(place + 1);
    if (whole.empty() && part.empty()) return std::nullopt;
    if (!all_digits(part)) return std::nullopt;
    const auto digits = ungroup(whole);
    if (!digits) return std::nullopt;

    std::string plain{*minus ? "-" : ""};
    plain += digits->empty() ? "0" : *digits;
    if (!part.empty()) {
        plain += '.';
        plain += part;
    }
    return plain;
}

}  // namespace pos::locale
