#include "pos/locale/currency_signs.hpp"

#include <unicode/ucurr.h>
#include <unicode/unistr.h>
#include <algorithm>
#include <array>

namespace pos::locale {

std::vector<std::string> currency_signs(Currency currency) {
    const std::string code = code_of(currency);
    if (code.empty()) return {};
    std::vector<std::string> signs{code};
    auto text = icu::UnicodeString::fromUTF8(code);
    for (const UCurrNameStyle style : {UCURR_SYMBOL_NAME, UCURR_NARROW_SYMBOL_NAME}) {
        UErrorCode status = U_ZERO_ERROR;
        std::int32_t length = 0;
        const char16_t* const name =
            ucurr_getName(text.getTerminatedBuffer(), "en", style, nullptr, &length, &status);
        if (U_FAILURE(status)) continue;
        std::string sign;
        icu::UnicodeString{name, length}.toUTF8String(sign);
        if (std::ranges::find(signs, sign) == signs.end()) signs.push_back(std::move(sign));
    }
    return signs;
}

std::string currency_used_in(std::string_view country) {
    if (country.size() != 2) return {};
    const std::string locale = "und_" + std::string{country};
    UErrorCode status = U_ZERO_ERROR;
    char16_t code[4] = {};
    const auto length = ucurr_forLocale(locale.c_str(), code, 4, &status);
    if (U_FAILURE(status) || length != 3) return {};
    std::string found;
    icu::UnicodeString{code, length}.toUTF8String(found);
    return currency_of(found) ? found : std::string{};
}

std::string numeric_code(Currency currency) {
    auto text = icu::UnicodeString::fromUTF8(code_of(currency));
    const std::int32_t number = ucurr_getNumericCode(text.getTerminatedBuffer());
    if (number <= 0 || number > 999) return {};
    const std::string digits = std::to_string(number);
    return std::string(3 - digits.size(), '0') + digits;
}

}  // namespace pos::locale
