#include "app/core/meter/figure.hpp"

#include <charconv>

#include "drivers/meter/decimal.hpp"

namespace app::core::meter {

namespace {

/// "2.5e-05"
std::optional<pos::Exact> with_exponent(std::string_view text) {
    const std::size_t e = text.find_first_of("eE");
    if (e == std::string_view::npos) return std::nullopt;
    const auto mantissa = pos::parse_exact(text.substr(0, e));
    std::string_view power = text.substr(e + 1);
    if (power.starts_with('+')) power.remove_prefix(1);
    int exponent = 0;
    const char* const end = power.data() + power.size();
    const auto read = std::from_chars(power.data(), end, exponent);
    if (!mantissa || read.ec != std::errc{} || read.ptr != end) return std::nullopt;
    if (exponent < -400 || exponent > 400) return std::nullopt;
    return drivers::meter::scaled(*mantissa, 1, exponent);
}

}  // namespace

std::expected<pos::Exact, std::string> read_figure(std::string_view text,
                                                   imports::DecimalSign sign) {
    const std::string quoted = '"' + std::string{text} + '"';
    if (sign != imports::DecimalSign::comma) {
        const auto plain = pos::parse_exact(text);
        if (plain) return *plain;
        if (plain.error() == pos::DecimalError::too_many_decimals) {
            return std::unexpected{quoted + " has more than fourteen decimals"};
        }
        if (plain.error() == pos::DecimalError::out_of_range) {
            return std::unexpected{quoted + " is too large"};
        }
        if (const auto figure = with_exponent(text)) return *figure;
    }
    constexpr unsigned kDecimals = 9;
    const auto read = imports::FigureReader{sign, {}}.read(text, kDecimals);
    if (read) return pos::Exact{pos::Wide{*read} * (pos::kExactScale / 1'000'000'000)};
    switch (read.error()) {
        case imports::FigureError::not_a_figure:
            return std::unexpected{quoted + " is no figure"};
        case imports::FigureError::ambiguous:
            return std::unexpected{quoted +
                                   " reads two ways: say which sign parts decimals (--decimal)"};
        case imports::FigureError::too_many_decimals:
            return std::unexpected{quoted + " has too many decimals"};
        case imports::FigureError::out_of_range:
            return std::unexpected{quoted + " is too large"};
    }
    return std::unexpected{quoted + " is no figure"};
}

}  // namespace app::core::meter
