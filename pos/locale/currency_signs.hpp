#pragma once

#include <string>
#include <vector>

#include "pos/money/currency.hpp"

namespace pos::locale {

/// What people write beside an amount of that currency: its code and its signs (EUR, €; CZK, Kč).
std::vector<std::string> currency_signs(Currency currency);

}  // namespace pos::locale
