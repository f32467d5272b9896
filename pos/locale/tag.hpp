#pragma once

// For the .cpp files of this folder only: the one header that names ICU.

#include <unicode/locid.h>
#include <expected>
#include <string_view>

#include "pos/locale/locale.hpp"

namespace pos::locale {

/// ICU's locale for a BCP 47 tag whose language it has data for.
std::expected<icu::Locale, LocaleError> locale_of_tag(std::string_view tag);

}  // namespace pos::locale
