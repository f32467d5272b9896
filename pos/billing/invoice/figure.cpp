#include "pos/billing/invoice/figure.hpp"

#include <algorithm>

namespace pos::billing::invoice {

namespace {

constexpr std::size_t kDecimalsMax = 14;

std::uint8_t decimals_of(std::string_view text) {
    const std::size_t point = text.find('.');
    if (point == std::string_view::npos) return 0;
    return static_cast<std::uint8_t>(std::min(text.size() - point - 1, kDecimalsMax));
}

Figure shortest(const std::string& text) {
    return *parse_figure(text);
}

}  // namespace

Figure figure(Money amount) {
    return {exact(amount), static_cast<std::uint8_t>(amount.currency.exponent)};
}

Figure figure(Quantity quantity) {
    return shortest(pos::to_string(quantity));
}

Figure figure(UnitPrice price) {
    return shortest(pos::to_string(price));
}

Figure percent_figure(Rate rate) {
    return shortest(percent_string(rate));
}

Figure figure(Exact value) {
    return {value, decimals_of(pos::to_string(value))};
}

std::expected<Figure, DecimalError> parse_figure(std::string_view text) {
    const auto value = parse_exact(text);
    if (!value) return std::unexpected{value.error()};
    return Figure{*value, decimals_of(text)};
}

std::string to_string(const Figure& figure) {
    return pos::to_string(figure.value, figure.decimals);
}

}  // namespace pos::billing::invoice
