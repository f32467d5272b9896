#include "pos/locale/country.hpp"

#include <unicode/unistr.h>

#include <algorithm>

#include "pos/locale/tag.hpp"

namespace pos::locale {

namespace {

std::string named_country(std::string_view code, const Locale& locale, bool in_capitals) {
    const auto is_letter = [](char c) { return c >= 'A' && c <= 'Z'; };
    const bool is_code = code.size() == 2 && std::ranges::all_of(code, is_letter);
    const auto language = locale_of_tag(locale.tag());
    if (!is_code || !language) return std::string{code};
    const icu::Locale country{"", std::string{code}.c_str()};
    icu::UnicodeString name;
    country.getDisplayCountry(*language, name);
    if (in_capitals) name.toUpper(*language);
    std::string text;
    name.toUTF8String(text);
    return text;
}

}  // namespace

std::string country_name(std::string_view code, const Locale& locale) {
    return named_country(code, locale, false);
}

std::string postal_country(std::string_view code, const Locale& locale) {
    return named_country(code, locale, true);
}

}  // namespace pos::locale
