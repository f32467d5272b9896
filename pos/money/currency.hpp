#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace pos {

/// An ISO 4217 currency: its three letters and how many decimals its minor unit has (0 to 4).
/// The exponent travels with the amount, so that stored amounts never depend on a table.
struct Currency {
    std::array<std::int8_t, 3> letters{};
    std::int8_t exponent{0};
    auto operator<=>(const Currency&) const = default;

    template <class Archive>
    void serialize(Archive& archive, unsigned) {
        archive & letters & exponent;
    }
};

/// Empty for a code that is not an active ISO 4217 currency ("EUR", upper case).
///
/// source: ISO 4217, list one; the table is in currency.cpp
std::optional<Currency> currency_of(std::string_view code);

/// "EUR"; empty for no currency.
std::string code_of(Currency currency);

/// ISO 4217's number, by which card terminals know a currency: 978 for EUR. Empty for no currency
/// and for one that is not in the table.
std::optional<std::uint16_t> number_of(Currency currency);

/// Minor units in one major unit: 1, 10, 100, 1,000 or 10,000.
std::int64_t minor_per_major(Currency currency);

/// For archives: three capital letters (or none at all) and an exponent from 0 to 4.
bool in_range(const Currency& currency);

}  // namespace pos
