#include "pos/billing/invoice/check/forms.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <optional>
#include <string>

#include "pos/xml/document.hpp"

namespace pos::billing::invoice::check {

namespace {

bool digit(char c) {
    return c >= '0' && c <= '9';
}
bool capital(char c) {
    return c >= 'A' && c <= 'Z';
}
bool letter(char c) {
    return capital(c) || (c >= 'a' && c <= 'z');
}
bool blank(char c) {
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}
unsigned value(char c) {
    return static_cast<unsigned>(c - '0');
}

}  // namespace

bool is_digits(std::string_view text) {
    return !text.empty() && std::ranges::all_of(text, digit);
}

bool is_iban(std::string_view text) {
    std::string packed;
    for (const char c : text) {
        if (!blank(c)) packed += c;
    }
    if (packed.size() < 4 || packed.size() > 34 || !capital(packed[0]) || !capital(packed[1]) ||
        !digit(packed[2]) || !digit(packed[3]))
        return false;
    std::ranges::rotate(packed, packed.begin() + 4);
    unsigned rest = 0;
    for (const char c : packed) {
        if (!digit(c) && !letter(c)) return false;
        const unsigned number = digit(c) ? value(c) : static_cast<unsigned>((c & ~0x20) - 'A' + 10);
        rest = (rest * (number > 9 ? 100 : 10) + number) % 97;
    }
    return rest == 1;
}

namespace {

/// One @, no white space, and a domain of at least two parts none of which is empty.
bool is_address(std::string_view text, bool (*allowed)(char)) {
    const std::size_t at = text.find('@');
    if (at == std::string_view::npos || at == 0) return false;
    const std::string_view local = text.substr(0, at);
    std::string_view domain = text.substr(at + 1);
    if (!std::ranges::all_of(local, allowed)) return false;
    if (domain.find('.') == std::string_view::npos) return false;
    while (true) {
        const std::size_t point = std::min(domain.find('.'), domain.size());
        const std::string_view part = domain.substr(0, point);
        if (part.empty() || !std::ranges::all_of(part, allowed)) return false;
        if (part.find('@') != std::string_view::npos) return false;
        if (point == domain.size()) return true;
        domain.remove_prefix(point + 1);
    }
}

}  // namespace

bool is_email(std::string_view text) {
    return is_address(text, [](char c) { return !blank(c) && c != '@'; });
}

bool is_plain_email(std::string_view text) {
    const std::size_t at = text.find('@');
    if (at == std::string_view::npos || text.starts_with('.')) return false;
    if (at > 0 && text[at - 1] == '.') return false;
    return text.find("..") == std::string_view::npos && is_address(text, [](char c) {
               return digit(c) || letter(c) ||
                      std::string_view{"!#$%&\"*+/=?^_`{|}~-."}.find(c) != std::string_view::npos;
           });
}

bool is_phone(std::string_view text) {
    return std::ranges::count_if(text, digit) >= 3;
}

bool is_url(std::string_view text) {
    const std::size_t colon = text.find(':');
    if (colon == std::string_view::npos || colon < 2 || !letter(text[0])) return false;
    return std::ranges::all_of(text.substr(1, colon - 1), [](char c) {
        return digit(c) || letter(c) || c == '+' || c == '.' || c == '-';
    });
}

namespace {

bool take(std::string_view& text, std::string_view prefix) {
    if (!text.starts_with(prefix)) return false;
    text.remove_prefix(prefix.size());
    return true;
}

bool take_digits(std::string_view& text, std::size_t least, std::size_t most) {
    std::size_t count = 0;
    while (count < text.size() && digit(text[count])) ++count;
    if (count < least || count > most) return false;
    text.remove_prefix(count);
    return true;
}

bool take_amount(std::string_view& text) {
    return take_digits(text, 1, std::string_view::npos) && take(text, ".") &&
           take_digits(text, 2, 2);
}

bool is_discount(std::string_view line) {
    if (!take(line, "#SKONTO#TAGE=") || !take_digits(line, 1, std::string_view::npos)) return false;
    if (!take(line, "#PROZENT=") || !take_amount(line)) return false;
    if (take(line, "#BASISBETRAG=")) {
        take(line, "-");
        if (!take_amount(line)) return false;
    }
    return line == "#";
}

bool ends_in_discount(std::string_view line) {
    const std::size_t last = line.rfind("#SKONTO#");
    return last != std::string_view::npos && is_discount(line.substr(last));
}

}  // namespace

bool are_discount_terms(std::string_view terms, bool only_end_counts) {
    bool any = false;
    std::string_view after = terms;  // what follows the last #…# of a line
    for (std::string_view rest = terms; !rest.empty();) {
        const std::size_t end = std::min(rest.find('\n'), rest.size());
        const std::string_view line = rest.substr(0, end);
        const std::string_view trimmed = xml::trim(line);
        if (trimmed.starts_with('#')) {
            any = true;
            if (!is_discount(trimmed) && !(only_end_counts && ends_in_discount(trimmed)))
                return false;
        }
        const std::size_t first = line.find('#');
        const std::size_t last = line.rfind('#');
        if (first != std::string_view::npos && last > first + 1) after = rest.substr(last + 1);
        rest.remove_prefix(std::min(end + 1, rest.size()));
    }
    if (!any) return true;
    const std::size_t text = std::min(after.find_first_not_of(" \t\r\n"), after.size());
    return after.substr(0, text).find('\n') != std::string_view::npos;
}

bool is_gln(std::string_view text) {
    if (!is_digits(text)) return false;
    unsigned sum = 0;
    for (std::size_t i = 1; i < text.size(); ++i)
        sum += value(text[text.size() - 1 - i]) * (i % 2 == 1 ? 3 : 1);
    return (10 - sum % 10) % 10 == value(text.back());
}

bool is_norwegian_number(std::string_view text) {
    if (text.size() != 9 || !is_digits(text)) return false;
    unsigned sum = 0;
    unsigned any = value(text[8]);
    for (unsigned i = 0; i < 8; ++i) {
        sum += value(text[7 - i]) * (i % 6 + 2);
        any += value(text[7 - i]);
    }
    return any > 0 && (11 - sum % 11) % 11 == value(text[8]);
}

bool is_danish_number(std::string_view text) {
    if (text.size() == 10 && text.starts_with("DK")) text.remove_prefix(2);
    return text.size() == 8 && is_digits(text);
}

bool is_belgian_number(std::string_view text) {
    if (text.size() != 10 || !is_digits(text)) return false;
    unsigned number = 0;
    for (const char c : text.substr(0, 8)) number = number * 10 + value(c);
    return 97 - number % 97 == value(text[8]) * 10 + value(text[9]);
}

bool is_italian_office(std::string_view text) {
    return text.size() == 6 &&
           std::ranges::all_of(text, [](char c) { return digit(c) || letter(c); });
}

bool is_italian_tax_code(std::string_view text) {
    if (text.size() == 11) return is_digits(text);
    if (text.size() != 16) return false;
    return std::ranges::all_of(text.substr(0, 6), letter) && is_digits(text.substr(6, 2)) &&
           letter(text[8]) && is_digits(text.substr(9, 2)) && digit(text[14]) && letter(text[15]);
}

bool is_italian_vat(std::string_view text) {
    if (!text.starts_with("IT") && !text.starts_with("it")) return true;
    text.remove_prefix(2);
    if (text.size() != 11 || !is_digits(text)) return false;
    unsigned sum = 0;
    for (std::size_t i = 0; i < 11; ++i) {
        const unsigned twice = value(text[i]) * 2;
        sum += i % 2 == 0 ? value(text[i]) : twice > 9 ? twice - 9 : twice;
    }
    return sum % 10 == 0;
}

bool is_swedish_number(std::string_view text) {
    if (text.size() != 10 || !is_digits(text)) return false;
    unsigned sum = 0;
    for (std::size_t i = 0; i < 9; ++i) {
        const unsigned twice = value(text[i]) * 2;
        sum += i % 2 == 0 ? (twice > 9 ? twice - 9 : twice) : value(text[i]);
    }
    return (10 - sum % 10) % 10 == value(text[9]);
}

bool is_australian_number(std::string_view text) {
    if (text.size() != 11 || !is_digits(text)) return false;
    constexpr std::array<int, 11> kWeights{10, 1, 3, 5, 7, 9, 11, 13, 15, 17, 19};
    int sum = -10;
    for (std::size_t i = 0; i < 11; ++i) sum += static_cast<int>(value(text[i])) * kWeights[i];
    return sum % 89 == 0;
}

bool is_german_vat(std::string_view text) {
    return text.size() == 11 && text.starts_with("DE") && is_digits(text.substr(2));
}

namespace {

struct LeitwegParts {
    std::string_view coarse;
    std::string_view fine;  // may be left out
    std::string_view check;
};

/// Nothing for what has not their form.
std::optional<LeitwegParts> leitweg_parts(std::string_view text) {
    const std::size_t first = text.find('-');
    const std::size_t last = text.rfind('-');
    if (first == std::string_view::npos) return std::nullopt;
    LeitwegParts parts{text.substr(0, first), {}, text.substr(last + 1)};
    if (last > first) {
        parts.fine = text.substr(first + 1, last - first - 1);
        if (parts.fine.empty() || parts.fine.size() > 30) return std::nullopt;
    }
    if (parts.coarse.size() < 2 || parts.coarse.size() > 12 || !is_digits(parts.coarse))
        return std::nullopt;
    const bool letters =
        std::ranges::all_of(parts.fine, [](char c) { return digit(c) || letter(c); });
    if (!letters || parts.check.size() != 2 || !is_digits(parts.check)) return std::nullopt;
    return parts;
}

}  // namespace

bool is_leitweg_id(std::string_view text) {
    if (!leitweg_parts(text)) return false;
    unsigned rest = 0;
    for (const char c : text) {
        if (c == '-') continue;
        const unsigned number = digit(c) ? value(c) : static_cast<unsigned>((c & ~0x20) - 'A' + 10);
        rest = (rest * (number > 9 ? 100 : 10) + number) % 97;
    }
    return rest == 1;
}

bool is_like_leitweg_id(std::string_view text) {
    const auto parts = leitweg_parts(text);
    if (!parts || parts->fine.size() < 4) return false;
    const unsigned state = value(parts->coarse[0]) * 10 + value(parts->coarse[1]);
    return (state >= 1 && state <= 16) || state == 99;
}

}  // namespace pos::billing::invoice::check
