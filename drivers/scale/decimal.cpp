#include "drivers/scale/decimal.hpp"

#include <cstdint>

namespace drivers::scale {

std::optional<pos::Quantity> weight_of(std::string_view text) {
    constexpr unsigned kDigitsMax = 9;
    constexpr unsigned kDecimalsMax = 6;
    while (text.starts_with(' ')) text.remove_prefix(1);
    while (text.ends_with(' ')) text.remove_suffix(1);
    const bool negative = text.starts_with('-');
    if (negative || text.starts_with('+')) text.remove_prefix(1);
    std::int64_t value = 0;
    unsigned digits = 0;
    std::optional<unsigned> decimals;
    for (const char c : text) {
        if ((c == '.' || c == ',') && !decimals) {
            decimals = 0;
            continue;
        }
        if (c < '0' || c > '9' || ++digits > kDigitsMax) return std::nullopt;
        value = value * 10 + (c - '0');
        if (decimals && ++*decimals > kDecimalsMax) return std::nullopt;
    }
    if (digits == 0) return std::nullopt;
    for (unsigned at = decimals.value_or(0); at < kDecimalsMax; ++at) value *= 10;
    return pos::Quantity{negative ? -value : value};
}

}  // namespace drivers::scale
