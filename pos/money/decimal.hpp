#pragma once

#include <cstdint>
#include <expected>
#include <string>
#include <string_view>

#include "pos/money/exact.hpp"
#include "pos/money/quantity.hpp"

namespace pos {

enum class DecimalError { empty, not_a_number, too_many_decimals, out_of_range };

/// Reads "-1234.5" exactly, as an integer number of 10^-decimals. No group separators, no exponent:
/// a caller that accepts them takes them out first.
///
/// shape:  optional sign, digits with at most one point, at least one digit
/// errors: in enum order; too_many_decimals only for decimals that are not zero
std::expected<std::int64_t, DecimalError> parse_decimal(std::string_view text, unsigned decimals);

/// The shortest exact form with at least `decimals_min` decimals: 1.5, 2.00, 0.001.
std::string format_decimal(std::int64_t scaled, unsigned decimals, unsigned decimals_min);

/// "-1234.5" as an exact figure: at most fourteen decimals, below 10^18 in size.
///
/// errors: as parse_decimal
std::expected<Exact, DecimalError> parse_exact(std::string_view text);

// The same for our values, in plain notation for machines; people get theirs from pos/locale.
std::expected<Money, DecimalError> parse_money(std::string_view text, Currency currency);
std::expected<UnitPrice, DecimalError> parse_unit_price(std::string_view text, Currency currency);
std::expected<Quantity, DecimalError> parse_quantity(std::string_view text);
/// "19" → 19 %
std::expected<Rate, DecimalError> parse_percent(std::string_view text);

std::string to_string(Money money);        // "-12.30", no currency
std::string to_string(UnitPrice price);    // "2.55", "0.0125": at least the currency's decimals
std::string to_string(Quantity quantity);  // "2", "1.204"
std::string to_string(Exact figure, unsigned decimals_min = 0);  // "0.05", "1300"
std::string percent_string(Rate rate);                           // "19", "7.5"

}  // namespace pos
