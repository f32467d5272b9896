#include "pos/locale/unit_sign.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace pos::locale {

std::string unit_sign(std::string_view unit) {
    using Known = std::pair<std::string_view, std::string_view>;  // in small letters, as written
    static constexpr std::array<Known, 23> kSigns{{
        {"gwh", "GWh"},     {"mwh", "MWh"},     {"kwh", "kWh"},   {"wh", "Wh"},
        {"mvarh", "MVArh"}, {"kvarh", "kVArh"}, {"varh", "VArh"}, {"mvar", "MVAr"},
        {"kvar", "kVAr"},   {"var", "VAr"},     {"mw", "MW"},     {"kw", "kW"},
        {"w", "W"},         {"mvah", "MVAh"},   {"kvah", "kVAh"}, {"vah", "VAh"},
        {"mva", "MVA"},     {"kva", "kVA"},     {"va", "VA"},     {"gj", "GJ"},
        {"mj", "MJ"},       {"m3", "m³"},       {"m2", "m²"},
    }};
    const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? char(c + 32) : c; };
    const auto found = std::ranges::find_if(kSigns, [&](const Known& known) {
        return std::ranges::equal(known.first, unit, {}, {}, lower);
    });
    return std::string{found == kSigns.end() ? unit : found->second};
}

}  // namespace pos::locale
