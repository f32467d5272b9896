#include "pos/money/decimal.hpp"

#include <algorithm>
#include <limits>

namespace pos {

namespace {

constexpr unsigned kExactDecimals = 14;
constexpr Wide kExactTextMax = Wide{kExactScale} * 1'000'000'000'000'000'000 - 1;

std::expected<Wide, DecimalError> parse_scaled(std::string_view text, unsigned decimals,
                                               Wide limit) {
    if (text.empty()) return std::unexpected{DecimalError::empty};
    const bool negative = text.front() == '-';
    if (negative || text.front() == '+') text.remove_prefix(1);
    Wide value = 0;
    unsigned decimals_seen = 0;
    bool point = false;
    bool digit = false;
    bool lost = false;
    bool too_large = false;
    for (const char c : text) {
        if (c == '.' && !point) {
            point = true;
            continue;
        }
        if (c < '0' || c > '9') return std::unexpected{DecimalError::not_a_number};
        digit = true;
        if (point && decimals_seen == decimals) {
            lost = lost || c != '0';
            continue;
        }
        if (point) ++decimals_seen;
        if (!too_large) value = value * 10 + (c - '0');
        too_large = too_large || value > limit;
    }
    if (!digit) return std::unexpected{DecimalError::not_a_number};
    if (lost) return std::unexpected{DecimalError::too_many_decimals};
    for (; decimals_seen < decimals && !too_large; ++decimals_seen) {
        value *= 10;
        too_large = value > limit;
    }
    if (too_large) return std::unexpected{DecimalError::out_of_range};
    return negative ? -value : value;
}

__extension__ typedef unsigned __int128 WideMagnitude;

template <class Magnitude>
std::string format_scaled(bool negative, Magnitude rest, unsigned decimals, unsigned decimals_min) {
    std::string reversed;
    for (unsigned place = 0; place < decimals; ++place, rest /= 10) {
        reversed += static_cast<char>('0' + static_cast<int>(rest % 10));
    }
    const auto keep = reversed.find_first_not_of('0');
    const std::size_t drop = std::min<std::size_t>(keep == std::string::npos ? decimals : keep,
                                                   decimals - std::min(decimals, decimals_min));
    reversed.erase(0, drop);
    if (!reversed.empty()) reversed += '.';
    do {
        reversed += static_cast<char>('0' + static_cast<int>(rest % 10));
        rest /= 10;
    } while (rest != 0);
    if (negative) reversed += '-';
    std::ranges::reverse(reversed);
    return reversed;
}

}  // namespace

std::expected<std::int64_t, DecimalError> parse_decimal(std::string_view text, unsigned decimals) {
    const auto value = parse_scaled(text, decimals, std::numeric_limits<std::int64_t>::max());
    if (!value) return std::unexpected{value.error()};
    return static_cast<std::int64_t>(*value);
}

std::string format_decimal(std::int64_t scaled, unsigned decimals, unsigned decimals_min) {
    const auto bits = static_cast<std::uint64_t>(scaled);
    return format_scaled(scaled < 0, scaled < 0 ? std::uint64_t{0} - bits : bits, decimals,
                         decimals_min);
}

std::expected<Exact, DecimalError> parse_exact(std::string_view text) {
    const auto e14 = parse_scaled(text, kExactDecimals, kExactTextMax);
    if (!e14) return std::unexpected{e14.error()};
    return Exact{*e14};
}

std::string to_string(Exact figure, unsigned decimals_min) {
    const auto bits = static_cast<WideMagnitude>(figure.e14);
    return format_scaled(figure.e14 < 0, figure.e14 < 0 ? -bits : bits, kExactDecimals,
                         decimals_min);
}

std::expected<Money, DecimalError> parse_money(std::string_view text, Currency currency) {
    const auto minor = parse_decimal(text, static_cast<unsigned>(currency.exponent));
    if (!minor) return std::unexpected{minor.error()};
    const Money money{*minor, currency};
    if (!in_range(money)) return std::unexpected{DecimalError::out_of_range};
    return money;
}

std::expected<UnitPrice, DecimalError> parse_unit_price(std::string_view text, Currency currency) {
    const auto e8 = parse_decimal(text, 8);
    if (!e8) return std::unexpected{e8.error()};
    const UnitPrice price{*e8, currency};
    if (!in_range(price)) return std::unexpected{DecimalError::out_of_range};
    return price;
}

std::expected<Quantity, DecimalError> parse_quantity(std::string_view text) {
    const auto millionths = parse_decimal(text, 6);
    if (!millionths) return std::unexpected{millionths.error()};
    const Quantity quantity{*millionths};
    if (!in_range(quantity)) return std::unexpected{DecimalError::out_of_range};
    return quantity;
}

std::expected<Rate, DecimalError> parse_percent(std::string_view text) {
    const auto e8 = parse_decimal(text, 6);
    if (!e8) return std::unexpected{e8.error()};
    const Rate rate{*e8};
    if (!in_range(rate)) return std::unexpected{DecimalError::out_of_range};
    return rate;
}

std::string to_string(Money money) {
    const auto decimals = static_cast<unsigned>(money.currency.exponent);
    return format_decimal(money.minor, decimals, decimals);
}

std::string to_string(UnitPrice price) {
    return format_decimal(price.e8, 8, static_cast<unsigned>(price.currency.exponent));
}

std::string to_string(Quantity quantity) {
    return format_decimal(quantity.millionths, 6, 0);
}

std::string percent_string(Rate rate) {
    return format_decimal(rate.e8, 6, 0);
}

}  // namespace pos
