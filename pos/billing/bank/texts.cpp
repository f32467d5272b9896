#include "pos/billing/bank/texts.hpp"

#include <algorithm>

#include "pos/base/utf8.hpp"
#include "pos/locale/clean.hpp"
#include "pos/money/decimal.hpp"

namespace pos::billing::bank {

std::string clean(std::string_view text) {
    std::string utf8;
    if (locale::valid_utf8(text)) {
        utf8 = text;
    } else {
        for (const char c : text) utf8 += to_utf8(static_cast<unsigned char>(c));
    }
    std::string out;
    bool blank = false;
    for (std::size_t i = 0; i < utf8.size(); ++i) {
        const auto byte = static_cast<unsigned char>(utf8[i]);
        // U+0080 to U+009F are controls as well.
        const bool high_control =
            byte == 0xC2 && i + 1 < utf8.size() && static_cast<unsigned char>(utf8[i + 1]) < 0xA0;
        if (high_control) ++i;
        if (byte <= ' ' || byte == 0x7F || high_control) {
            blank = !out.empty();
            continue;
        }
        if (blank) out += ' ';
        blank = false;
        out += utf8[i];
    }
    return out;
}

std::string compact(std::string_view text) {
    std::string out;
    for (const char c : text) {
        if ((c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z')) out += c;
        if (c >= 'a' && c <= 'z') out += static_cast<char>(c - 'a' + 'A');
    }
    return out;
}

bool looks_like_iban(std::string_view text) {
    if (text.size() < 15 || text.size() > 34) return false;
    const auto letter = [](char c) { return c >= 'A' && c <= 'Z'; };
    const auto digit = [](char c) { return c >= '0' && c <= '9'; };
    if (!letter(text[0]) || !letter(text[1]) || !digit(text[2]) || !digit(text[3])) return false;
    int rest = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[(i + 4) % text.size()];
        if (digit(c)) {
            rest = (rest * 10 + (c - '0')) % 97;
        } else if (letter(c)) {
            rest = (rest * 100 + (c - 'A' + 10)) % 97;
        } else {
            return false;
        }
    }
    return rest == 1;
}

std::string reference_of(std::string_view text) {
    std::string cleaned = clean(text);
    const std::string letters = compact(cleaned);
    if (letters == "NONREF" || letters == "NOTPROVIDED" || letters == "NOREF") return {};
    return cleaned;
}

void append(std::string& to, std::string_view text) {
    if (!to.empty() && !text.empty()) to += ' ';
    to += text;
}

bool is_currency(std::string_view text) {
    return text.size() == 3 &&
           std::ranges::all_of(text, [](char c) { return c >= 'A' && c <= 'Z'; });
}

std::optional<Exact> figure_of(std::string_view text) {
    if (text.empty() || text.front() == '-' || text.front() == '+') return {};
    const auto figure = parse_exact(text);
    return figure ? std::optional{*figure} : std::nullopt;
}

}  // namespace pos::billing::bank
