#include "pos/locale/tag.hpp"

#include <unicode/localebuilder.h>
#include <algorithm>
#include <span>
#include <string>

namespace pos::locale {

std::expected<icu::Locale, LocaleError> locale_of_tag(std::string_view tag) {
    if (tag.empty() || tag.size() > 80) return std::unexpected{LocaleError::unknown_language};
    UErrorCode status = U_ZERO_ERROR;
    const icu::Locale locale =
        icu::LocaleBuilder{}
            .setLanguageTag({tag.data(), static_cast<std::int32_t>(tag.size())})
            .build(status);
    if (U_FAILURE(status)) return std::unexpected{LocaleError::unknown_language};

    std::int32_t count = 0;
    const icu::Locale* const first = icu::Locale::getAvailableLocales(count);
    const std::span known{first, static_cast<std::size_t>(count)};
    const std::string_view language = locale.getLanguage();
    const bool found = !language.empty() && std::ranges::any_of(known, [&](const auto& one) {
        return one.getLanguage() == language;
    });
    if (!found) return std::unexpected{LocaleError::unknown_language};
    return locale;
}

}  // namespace pos::locale
