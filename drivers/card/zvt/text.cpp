#include "drivers/card/zvt/text.hpp"

#include <array>
#include <cstddef>
#include <utility>
#include <vector>

#include "pos/base/utf8.hpp"
#include "pos/locale/clean.hpp"

namespace drivers::card::zvt {

namespace {

constexpr std::size_t kCardDigitsMin = 13;
constexpr std::size_t kCardDigitsMax = 19;
constexpr std::size_t kTooLongToShow = 17;  // unbroken: perhaps a card number and what follows it
constexpr std::size_t kDigitsShown = 4;

/// The upper half of code page 437. source: PA00P015, 15.2
constexpr std::u32string_view kUpper437 =
    U"ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡«»"
    U"░▒▓│┤╡╢╖╕╣║╗╝╜╛┐└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀"
    U"αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u00A0";
static_assert(kUpper437.size() == 128);

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

/// source: ISO/IEC 7812-1, annex B
bool has_check_digit(std::string_view digits) {
    unsigned sum = 0;
    bool twice = false;
    for (auto at = digits.rbegin(); at != digits.rend(); ++at, twice = !twice) {
        auto digit = static_cast<unsigned>(*at - '0');
        if (twice) digit = digit * 2 > 9 ? digit * 2 - 9 : digit * 2;
        sum += digit;
    }
    return sum % 10 == 0;
}

/// Digits without anything between them: where they begin and end.
struct Group {
    std::size_t begin{0};
    std::size_t end{0};
    std::size_t size() const { return end - begin; }
};

/// Hides all digits from `begin` to `end` but the last four.
void hide(std::string& text, std::size_t begin, std::size_t end) {
    std::size_t shown = 0;
    for (std::size_t at = end; at-- > begin;) {
        if (!is_digit(text[at])) continue;
        if (shown < kDigitsShown) {
            ++shown;
        } else {
            text[at] = '*';
        }
    }
}

/// Hides what is a card number among groups that stand one separator apart.
void mask_groups(std::string& text, std::string_view before, const std::vector<Group>& groups) {
    for (std::size_t first = 0; first < groups.size(); ++first) {
        if (groups[first].size() >= kTooLongToShow) {
            hide(text, groups[first].begin, groups[first].end);
        }
        std::string digits;
        for (std::size_t last = first; last < groups.size(); ++last) {
            digits += before.substr(groups[last].begin, groups[last].size());
            if (digits.size() > kCardDigitsMax) break;
            if (digits.size() >= kCardDigitsMin && has_check_digit(digits)) {
                hide(text, groups[first].begin, groups[last].end);
            }
        }
    }
}

/// One pass: what it leaves may form a number anew with what stands beside it.
std::string masked_once(std::string_view text) {
    std::string out{text};
    std::vector<Group> groups;
    for (std::size_t at = 0; at < text.size();) {
        if (!is_digit(text[at])) {
            ++at;
            continue;
        }
        Group group{at, at};
        while (group.end < text.size() && is_digit(text[group.end])) ++group.end;
        const bool joins = !groups.empty() && groups.back().end + 1 == group.begin &&
                           (text[group.begin - 1] == ' ' || text[group.begin - 1] == '-');
        if (!joins) {
            mask_groups(out, text, groups);
            groups.clear();
        }
        groups.push_back(group);
        at = group.end;
    }
    mask_groups(out, text, groups);
    return out;
}

}  // namespace

std::string masked(std::string_view text) {
    std::string before{text};
    for (;;) {
        std::string after = masked_once(before);
        if (after == before) return after;
        before = std::move(after);
    }
}

std::string to_text(pos::BytesView bytes, Charset charset) {
    std::string raw;
    for (const std::byte byte : bytes) {
        const auto code = std::to_integer<unsigned>(byte);
        raw += code < 0x20 || code == 0x7F ? ' ' : static_cast<char>(code);
    }
    // A terminal that agreed to UTF-8 and does not keep to it is read as before it agreed.
    if (charset == Charset::utf8 && pos::locale::valid_utf8(raw)) return masked(raw);
    std::string text;
    for (const char c : raw) {
        const auto code = static_cast<unsigned char>(c);
        text += code < 0x80 ? std::string(1, c) : pos::to_utf8(kUpper437[code - 0x80U]);
    }
    return masked(text);
}

}  // namespace drivers::card::zvt
