#pragma once

#include <string>
#include <string_view>

namespace pos::locale {

/// A unit as people write it, whatever its capitals: "KWH" and "kwh" → "kWh", "m3" → "m³"; what is
/// no unit known here as it is.
std::string unit_sign(std::string_view unit);

}  // namespace pos::locale
