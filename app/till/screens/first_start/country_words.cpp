#include "app/till/screens/first_start/country_words.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "app/till/ui/beside.hpp"
#include "pos/money/decimal.hpp"

namespace till::first_start {

namespace {

/// A figure with a point as the language writes it.
std::string figure(const ui::Frame& frame, std::string with_point) {
    const std::string& language = frame.texts().language();
    if (language == "de" || language == "fr" || language == "es")
        std::ranges::replace(with_point, '.', ',');
    return with_point;
}

/// "Standard 19 %, Food, books 7 %"
std::string rates_of(const ui::Frame& frame, const app::core::Country& country) {
    std::string words;
    for (const auto& rate : country.rates) {
        const std::string percent = figure(frame, pos::format_decimal(rate.rate.e8, 6, 0));
        // Where reading starts right, a space would part the sign from its figure.
        const std::string_view sign = frame.texts().right_to_left() ? "%" : "\u00a0%";
        ui::add_beside(
            frame.texts(), words,
            fmt::format("{} {}{}", rate.words.in(frame.texts().language()), percent, sign));
    }
    return words;
}

}  // namespace

const std::string& name_of(const ui::Frame& frame, const app::core::Country& country) {
    return country.name.in(frame.texts().language());
}

std::string taxes_of(const ui::Frame& frame, const app::core::Country& country) {
    constexpr std::string_view kRightToLeft = "\u200f";
    const std::string words = country.tax + ": " + rates_of(frame, country);
    return frame.texts().right_to_left() ? std::string{kRightToLeft} + words : words;
}

std::string cash_step_of(const ui::Frame& frame, const app::core::Country& country) {
    const auto currency = pos::currency_of(country.currency);
    const unsigned decimals = currency ? static_cast<unsigned>(currency->exponent) : 2U;
    return figure(frame, pos::format_decimal(country.cash_step_minor, decimals, decimals));
}

}  // namespace till::first_start
