#pragma once

#include <string>
#include <string_view>

#include "pos/locale/locale.hpp"

namespace pos::locale {

/// "Deutschland" for "DE" in German, to be read. A code that no country has stays as it is.
std::string country_name(std::string_view code, const Locale& locale);

/// "DEUTSCHLAND" for "DE" in German: the name of a country as the last line of an address abroad
/// has it, in capital letters. A code that no country has stays as it is.
///
/// source: Universal Postal Union, "Addressing the world"
std::string postal_country(std::string_view code, const Locale& locale);

}  // namespace pos::locale
