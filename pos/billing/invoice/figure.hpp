#pragma once

#include <cstdint>
#include <expected>
#include <string>
#include <string_view>

#include "pos/money/decimal.hpp"
#include "pos/money/exact.hpp"

namespace pos::billing::invoice {

/// A figure as it stands on an invoice: its exact value, and how many decimals it is written with.
/// Amounts of our own have the currency's decimals; those of others have what stands there.
struct Figure {
    Exact value{};
    std::uint8_t decimals{0};

    /// By value: 1.5 is 1.50.
    friend bool operator==(const Figure& a, const Figure& b) { return a.value == b.value; }
    friend auto operator<=>(const Figure& a, const Figure& b) { return a.value <=> b.value; }
};

/// An amount with its currency's decimals.
Figure figure(Money amount);
Figure figure(Quantity quantity);
Figure figure(UnitPrice price);
/// 19 % → 19
Figure percent_figure(Rate rate);
/// With as many decimals as it needs.
Figure figure(Exact value);

/// "-1234.50" as it is written.
///
/// errors: as parse_exact
std::expected<Figure, DecimalError> parse_figure(std::string_view text);

/// As it was written.
std::string to_string(const Figure& figure);

}  // namespace pos::billing::invoice
