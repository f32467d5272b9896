#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "pos/money/currency.hpp"

namespace pos::locale {

/// What people write beside an amount of that currency: its code and its signs (EUR, €; CZK, Kč).
std::vector<std::string> currency_signs(Currency currency);

/// What is paid with in a country of those two letters of ISO 3166: "CLP" of CL. Empty where that
/// is not known.
std::string currency_used_in(std::string_view country);

/// The three digits that ISO 4217 gives the currency: "978" of EUR; empty for one without.
std::string numeric_code(Currency currency);

}  // namespace pos::locale
