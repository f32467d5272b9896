#include "app/core/imports/words.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "pos/locale/fold.hpp"

namespace app::core::imports {

namespace {

struct Unit {
    std::string_view word;  // folded
    std::string_view unit;
};

constexpr std::array kUnits{
    Unit{"", ""},
    Unit{"pc", ""},
    Unit{"pcs", ""},
    Unit{"piece", ""},
    Unit{"pieces", ""},
    Unit{"each", ""},
    Unit{"ea", ""},
    Unit{"unit", ""},
    Unit{"units", ""},
    Unit{"item", ""},
    Unit{"st", ""},
    Unit{"st.", ""},
    Unit{"stk", ""},
    Unit{"stk.", ""},
    Unit{"stuck", ""},
    Unit{"piece(s)", ""},
    Unit{"ko", ""},
    Unit{"kom", ""},
    Unit{"kom.", ""},
    Unit{"komad", ""},
    Unit{"szt", ""},
    Unit{"szt.", ""},
    Unit{"ks", ""},
    Unit{"db", ""},
    Unit{"ud", ""},
    Unit{"ud.", ""},
    Unit{"pz", ""},
    Unit{"pz.", ""},
    Unit{"шт", ""},
    Unit{"шт.", ""},
    Unit{"יחידה", ""},
    Unit{"יח'", ""},
    Unit{"יח", ""},
    Unit{"יחידות", ""},
    Unit{"kg", "kg"},
    Unit{"kgs", "kg"},
    Unit{"kilo", "kg"},
    Unit{"kilos", "kg"},
    Unit{"kilogram", "kg"},
    Unit{"kilogramm", "kg"},
    Unit{"kilograms", "kg"},
    Unit{"кг", "kg"},
    Unit{"ק\"ג", "kg"},
    Unit{"קג", "kg"},
    Unit{"קילו", "kg"},
    Unit{"קילוגרם", "kg"},
    Unit{"g", "g"},
    Unit{"gr", "g"},
    Unit{"gram", "g"},
    Unit{"gramm", "g"},
    Unit{"grams", "g"},
    Unit{"גרם", "g"},
    Unit{"l", "l"},
    Unit{"lt", "l"},
    Unit{"ltr", "l"},
    Unit{"liter", "l"},
    Unit{"litre", "l"},
    Unit{"litar", "l"},
    Unit{"litres", "l"},
    Unit{"ליטר", "l"},
    Unit{"ml", "ml"},
    Unit{"m", "m"},
    Unit{"metre", "m"},
    Unit{"meter", "m"},
    Unit{"metar", "m"},
    Unit{"מטר", "m"},
    Unit{"m2", "m2"},
    Unit{"h", "h"},
    Unit{"hr", "h"},
    Unit{"hour", "h"},
    Unit{"hours", "h"},
    Unit{"std", "h"},
    Unit{"stunde", "h"},
};

// Folded; "wahr", "vrai", "verdadero" and the like are what spreadsheets write for TRUE.
constexpr std::array<std::string_view, 15> kYes{"1",    "y",    "yes",       "true", "t",
                                                "x",    "ja",   "da",        "si",   "oui",
                                                "wahr", "vrai", "verdadero", "כן",   "אמת"};
constexpr std::array<std::string_view, 15> kNo{"",     "0",      "n",    "no",    "false",
                                               "f",    "-",      "nein", "ne",    "non",
                                               "faux", "falsch", "לא",   "falso", "שקר"};

constexpr std::array<std::string_view, 10> kSold{"active",     "sold",  "available", "aktiv",
                                                 "im verkauf", "actif", "en vente",  "activo",
                                                 "a la venta", "פעיל"};
constexpr std::array<std::string_view, 14> kNotSold{
    "gone",          "inactive", "discontinued",          "not sold", "no longer sold", "inaktiv",
    "ausgelistet",   "gesperrt", "nicht mehr im verkauf", "inactif",  "arrete",         "inactivo",
    "descatalogado", "לא פעיל"};

}  // namespace

std::optional<std::string_view> unit_of(std::string_view word) {
    const std::string folded = pos::locale::fold(word);
    const auto* const found = std::ranges::find(kUnits, folded, &Unit::word);
    if (found == kUnits.end()) return std::nullopt;
    return found->unit;
}

std::optional<bool> yes_or_no(std::string_view word) {
    if (word == "0" || word.empty()) return false;
    if (word == "1") return true;
    const std::string folded = pos::locale::fold(word);
    if (std::ranges::find(kYes, folded) != kYes.end()) return true;
    if (std::ranges::find(kNo, folded) != kNo.end()) return false;
    return std::nullopt;
}

std::optional<bool> is_sold(std::string_view word) {
    if (const auto said = yes_or_no(word)) return said;
    const std::string folded = pos::locale::fold(word);
    if (std::ranges::find(kSold, folded) != kSold.end()) return true;
    if (std::ranges::find(kNotSold, folded) != kNotSold.end()) return false;
    return std::nullopt;
}

}  // namespace app::core::imports
