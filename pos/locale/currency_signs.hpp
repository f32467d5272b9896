#pragma once

#include <string>
#include <vector>

#include "pos/money/currency.hpp"

namespace pos::locale {

/// What people write beside an amount of that currency: its code and its signs (EUR, €; CZK, Kč).
std::vector<std::string> currency_signs(Currency currency);

/// The three digits that ISO 4217 gives the currency: "978" of EUR; empty for one without.
std::string numeric_code(Currency currency);

}  // namespace pos::locale
