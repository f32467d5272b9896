#include "app/core/imports/figures.hpp"

#include <algorithm>

#include "app/core/imports/trim.hpp"
#include "pos/locale/typed.hpp"

namespace app::core::imports {

namespace {

constexpr std::size_t kPlainDigitsMax = 17;

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

/// Digits with at most one point: most figures of most files, read without memory.
std::optional<std::int64_t> read_plain(std::string_view text, unsigned decimals) {
    std::int64_t value = 0;
    std::size_t digits = 0;
    unsigned behind = 0;
    bool point = false;
    for (const char c : text) {
        if (c == '.' && !point) {
            point = true;
        } else if (is_digit(c) && ++digits + decimals <= kPlainDigitsMax) {
            value = value * 10 + (c - '0');
            behind += point ? 1U : 0U;
        } else {
            return std::nullopt;
        }
    }
    if (digits == 0 || behind > decimals) return std::nullopt;
    for (; behind < decimals; ++behind) value *= 10;
    return value;
}

/// "1,299": a thousand or a little more than one.
bool reads_two_ways(std::string_view text, std::string_view signs) {
    const std::size_t at = text.find_first_of(".,");
    if (at == std::string_view::npos || !signs.contains(text[at]) ||
        text.find_first_of(".,", at + 1) != text.npos) {
        return false;
    }
    const std::string_view behind = text.substr(at + 1);
    const auto first = std::ranges::find_if(text, is_digit);
    const auto before = text.begin() + static_cast<std::ptrdiff_t>(at) - first;
    return behind.size() == 3 && std::ranges::all_of(behind, is_digit) && before >= 1 &&
           before <= 3 && *first != '0';
}

/// The text with its decimal sign made plain; nothing if the other sign does not group thousands.
std::optional<std::string> with_sign(std::string_view text, char decimal, char group) {
    if (std::ranges::count(text, decimal) > 1) return std::nullopt;
    std::string made{text};
    if (!made.contains(decimal) && made.contains(group)) (made += decimal) += '0';
    return pos::locale::to_plain_decimal(made);
}

FigureError error_of(pos::DecimalError error) {
    switch (error) {
        case pos::DecimalError::empty:
        case pos::DecimalError::not_a_number:
            return FigureError::not_a_figure;
        case pos::DecimalError::too_many_decimals:
            return FigureError::too_many_decimals;
        case pos::DecimalError::out_of_range:
            return FigureError::out_of_range;
    }
    return FigureError::not_a_figure;
}

}  // namespace

std::string_view FigureReader::without_currency(std::string_view text) const {
    text = trim(text);
    for (const std::string& sign : currency_signs_) {
        if (text.starts_with(sign)) return trim(text.substr(sign.size()));
        if (text.ends_with(sign)) return trim(text.substr(0, text.size() - sign.size()));
    }
    return text;
}

std::expected<std::int64_t, FigureError> FigureReader::read(std::string_view text,
                                                            unsigned decimals) const {
    const bool asks = sign_ == DecimalSign::either && lone_point_ == LonePoint::asks;
    if (sign_ != DecimalSign::comma && !(asks && text.contains('.'))) {
        if (const auto value = read_plain(text, decimals)) return *value;
    }
    const std::string_view figure = without_currency(text);
    std::optional<std::string> plain;
    switch (sign_) {
        case DecimalSign::either:
            if (reads_two_ways(figure, asks ? ".," : ","))
                return std::unexpected{FigureError::ambiguous};
            plain = pos::locale::to_plain_decimal(figure);
            break;
        case DecimalSign::point:
            plain = with_sign(figure, '.', ',');
            break;
        case DecimalSign::comma:
            plain = with_sign(figure, ',', '.');
            break;
    }
    if (!plain) return std::unexpected{FigureError::not_a_figure};
    const auto value = pos::parse_decimal(*plain, decimals);
    if (!value) return std::unexpected{error_of(value.error())};
    return *value;
}

}  // namespace app::core::imports
