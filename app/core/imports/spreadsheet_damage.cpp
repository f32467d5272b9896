#include "app/core/imports/spreadsheet_damage.hpp"

#include <algorithm>
#include <array>
#include <span>
#include <vector>

#include "app/core/imports/trim.hpp"
#include "app/core/tabular/encoding.hpp"
#include "pos/catalog/barcode.hpp"
#include "pos/locale/clean.hpp"
#include "pos/locale/fold.hpp"

namespace app::core::imports {

namespace {

using pos::catalog::GtinStatus;

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

bool is_digits(std::string_view text) {
    return !text.empty() && std::ranges::all_of(text, is_digit);
}

/// In English, German, French and Spanish, folded, as programs shorten them.
constexpr std::array<std::string_view, 34> kMonths{
    "jan",  "feb",  "mar",  "apr", "may",  "jun",  "jul", "aug",    "sep",  "sept", "oct",  "nov",
    "dec",  "marz", "mrz",  "mai", "juni", "juli", "okt", "dez",    "janv", "fevr", "mars", "avr",
    "juin", "juil", "aout", "ene", "abr",  "ago",  "dic", "janner", "june", "july"};

std::vector<std::string_view> parts_of(std::string_view text, std::string_view signs) {
    std::vector<std::string_view> parts;
    while (!text.empty()) {
        const auto end = std::min(text.find_first_of(signs), text.size());
        if (end > 0) parts.push_back(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return parts;
}

bool is_short_figure(std::string_view text, std::size_t digits_max) {
    return text.size() <= digits_max && is_digits(text);
}

bool is_day(std::string_view text) {
    constexpr int kLast = 31;
    if (!is_short_figure(text, 2)) return false;
    const int day = std::stoi(std::string{text});
    return day >= 1 && day <= kLast;
}

/// "26", "2026": as spreadsheets write the year of a date, and of those it has. Of "DEC-100" and
/// "MAY-3000" they make none that looks like it.
bool is_year(std::string_view text) {
    if (!is_digits(text)) return false;
    return text.size() == 2 ||
           (text.size() == 4 && (text.starts_with("19") || text.starts_with("20")));
}

/// "2026-01-02"
bool is_iso_date(std::string_view text) {
    constexpr std::string_view kShape{"dddd-dd-dd"};
    return text.size() == kShape.size() && std::ranges::equal(text, kShape, [](char c, char shape) {
               return shape == 'd' ? is_digit(c) : c == shape;
           });
}

/// "2.1.2026", "01/02/26"
bool is_written_date(std::string_view text) {
    for (const char sign : {'.', '/', '-'}) {
        const auto parts = parts_of(text, std::string_view{&sign, 1});
        if (parts.size() != 3 || std::ranges::count(text, sign) != 2) continue;
        return is_short_figure(parts[0], 2) && is_short_figure(parts[1], 2) &&
               is_digits(parts[2]) && (parts[2].size() == 2 || parts[2].size() == 4);
    }
    return false;
}

/// The bytes that were read as Windows-1252; or as Latin-1, which has controls (U+0080–9F) where
/// the other has letters, and which stand for the five bytes that mean nothing there. What came of
/// no byte is '?'.
std::string bytes_read(std::string_view text) {
    constexpr unsigned char kControlsEnd = 0xA0;
    const auto is_control = [&](std::size_t at) {
        return text[at] == '\xC2' && at + 1 < text.size() &&
               static_cast<unsigned char>(text[at + 1]) < kControlsEnd;
    };
    std::string bytes;
    std::size_t from = 0;
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (!is_control(at)) continue;
        bytes += tabular::to_cp1252(text.substr(from, at - from));
        bytes += text[at + 1];
        from = at + 2;
    }
    bytes += tabular::to_cp1252(text.substr(from));
    return bytes;
}

}  // namespace

bool is_rounded(std::string_view text) {
    const auto e = text.find_first_of("eE");
    if (e == std::string_view::npos || e == 0 || !text.substr(e + 1).starts_with('+')) return false;
    const auto mantissa = text.substr(0, e);
    return is_digits(text.substr(e + 2)) && std::ranges::all_of(mantissa, [](char c) {
               return is_digit(c) || c == '.' || c == ',';
           });
}

bool is_error_value(std::string_view text) {
    // Of Calc, where it has no name: "Err:502".
    constexpr std::string_view kNumbered = "Err:5";
    if (text.starts_with(kNumbered)) {
        return text.size() == kNumbered.size() + 2 && is_digits(text.substr(kNumbered.size()));
    }
    if (!text.starts_with('#')) return false;
    if (text.size() >= 3 && std::ranges::all_of(text, [](char c) { return c == '#'; })) return true;
    // As Excel and Calc write them in English, German, French, Spanish and Hebrew.
    constexpr std::array<std::string_view, 31> kValues{"#N/A",
                                                       "#NAME?",
                                                       "#REF!",
                                                       "#VALUE!",
                                                       "#DIV/0!",
                                                       "#NUM!",
                                                       "#NULL!",
                                                       "#SPILL!",
                                                       "#CALC!",
                                                       "#NV",
                                                       "#WERT!",
                                                       "#BEZUG!",
                                                       "#ZAHL!",
                                                       "#KALK!",
                                                       "#NOM?",
                                                       "#VALEUR!",
                                                       "#NOMBRE!",
                                                       "#NUL!",
                                                       "#CALCUL!",
                                                       "#N/D",
                                                       "#VALOR!",
                                                       "#¡REF!",
                                                       "#¡VALOR!",
                                                       "#¿NOMBRE?",
                                                       "#¡DIV/0!",
                                                       "#¡NUM!",
                                                       "#¡NULO!",
                                                       "#¡CALC!",
                                                       "#ÜBERLAUF!",
                                                       "#PROPAGATION!",
                                                       "#¡DESBORDAMIENTO!"};
    return std::ranges::find(kValues, text) != kValues.end();
}

bool is_made_date(std::string_view text) {
    constexpr std::size_t kLongest = 24;
    if (text.size() > kLongest || std::ranges::none_of(text, is_digit)) return false;
    if (is_iso_date(text.substr(0, text.find_first_of(" T")))) return true;
    const auto folded = pos::locale::fold(text);
    const auto parts = parts_of(folded, " .-/");
    if (parts.size() < 2 || parts.size() > 3) return false;
    const auto is_month = [](std::string_view part) {
        return std::ranges::find(kMonths, part) != kMonths.end();
    };
    const bool whole = parts.size() == 3;
    return std::ranges::count_if(parts, is_month) == 1 &&
           std::ranges::count_if(parts, is_year) >= (whole ? 1 : 0) &&
           std::ranges::all_of(parts, [&](std::string_view part) {
               return is_month(part) || is_day(part) || is_year(part);
           });
}

bool is_date(std::string_view text) {
    return is_made_date(text) || is_written_date(text);
}

std::string_view without_guard(std::string_view text) {
    const bool guarded = text.size() >= 3 && text.starts_with("=\"") && text.ends_with('"');
    return guarded ? trim(text.substr(2, text.size() - 3)) : text;
}

std::string_view without_apostrophe(std::string_view text) {
    return text.size() > 1 && text[0] == '\'' && is_digit(text[1]) ? text.substr(1) : text;
}

std::optional<std::string> barcode_of_figure(std::string_view text) {
    if (is_digits(text)) return std::nullopt;
    if (const auto sign = text.find_last_of(".,"); sign != std::string_view::npos) {
        const auto behind = text.substr(sign + 1);
        const bool zeros = std::ranges::all_of(behind, [](char c) { return c == '0'; });
        if (zeros && behind.size() <= 2) text = text.substr(0, sign);
    }
    std::string digits;
    constexpr std::string_view kNoBreakSpaces[]{"\u00A0", "\u202F"};
    while (!text.empty()) {
        std::size_t taken = 1;
        for (const auto space : kNoBreakSpaces) {
            if (text.starts_with(space)) taken = space.size();
        }
        if (is_digit(text.front())) {
            digits += text.front();
        } else if (taken == 1 && !std::string_view{"., '"}.contains(text.front())) {
            return std::nullopt;
        }
        text.remove_prefix(taken);
    }
    if (pos::catalog::gtin_status(digits) != GtinStatus::valid) return std::nullopt;
    return digits;
}

std::optional<std::string> with_lost_zero(std::string_view text) {
    constexpr std::size_t kDigitsLeft = 11;
    if (text.size() != kDigitsLeft) return std::nullopt;
    std::string whole = "0" + std::string{text};
    if (pos::catalog::gtin_status(whole) != GtinStatus::valid) return std::nullopt;
    return whole;
}

std::optional<std::string> with_letters_mended(std::string_view text) {
    // The first bytes of most letters beyond ASCII, and of dashes, quotes and "€", read as
    // Windows-1252 or Latin-1.
    constexpr std::string_view kSigns[]{"Â",       "Ã",       "Ä", "Å", "â€", "â‚",
                                        "â\u0080", "â\u0082", "Ð", "Ñ", "×"};
    const bool doubtful =
        std::ranges::any_of(kSigns, [&](std::string_view sign) { return text.contains(sign); });
    if (!doubtful) return std::nullopt;
    auto once = bytes_read(text);
    const bool whole = std::ranges::count(once, '?') == std::ranges::count(text, '?') &&
                       once.size() < text.size() && pos::locale::valid_utf8(once);
    if (!whole) return std::nullopt;
    return once;
}

bool lost_letters(std::string_view text) {
    return text.contains("\uFFFD");
}

}  // namespace app::core::imports
