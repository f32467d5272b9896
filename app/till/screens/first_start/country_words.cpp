#include "app/till/screens/first_start/country_words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <utility>

#include "app/till/ui/beside.hpp"
#include "app/till/ui/locale_for.hpp"
#include "pos/base/assert.hpp"
#include "pos/locale/locale.hpp"
#include "pos/locale/zone.hpp"
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

/// How dates are written there; made once a language and place, since that takes a while.
const pos::locale::Locale& dates_of(const ui::Frame& frame, const app::core::Country& country) {
    static std::map<std::string, pos::locale::Locale> known;
    const auto tag = ui::locale_for(frame.texts().language(), country.locale);
    auto at = known.find(tag);
    if (at == known.end()) {
        auto opened = pos::locale::Locale::open(tag);
        if (!opened) opened = pos::locale::Locale::open("en-GB");
        POS_ASSERT(opened.has_value());
        at = known.emplace(tag, std::move(*opened)).first;
    }
    return at->second;
}

/// "Food 6 % from 01/04/2026 · 12 % from 01/01/2028"
std::string rate_words(const ui::Frame& frame, const app::core::Country& country,
                       const app::core::CountryRate& rate, pos::Date today) {
    // Where reading starts right, a space would part the sign from its figure.
    const std::string_view sign = frame.texts().right_to_left() ? "%" : "\u00a0%";
    const auto dated = [&](const app::core::DatedRate& one, const std::string& before) {
        const std::string percent = figure(frame, pos::format_decimal(one.rate.e8, 6, 0));
        return frame.texts().with(ui::TextKey::groups_tax_later,
                                  {{"percent", fmt::format("{}{}{}", before, percent, sign)},
                                   {"date", dates_of(frame, country).date(one.from)}});
    };
    const auto& now = rate.on(today);
    std::string words = dated(now, rate.words.in(frame.texts().language()) + " ");
    for (const auto& later : rate.since)
        if (later.from > now.from) ui::add_beside(frame.texts(), words, dated(later, {}));
    return words;
}

}  // namespace

std::string_view name_of(const ui::Frame& frame, const app::core::Country& country) {
    if (country.code.empty()) return frame.text(ui::TextKey::start_country_other);
    return country.name.in(frame.texts().language());
}

std::vector<std::string> taxes_of(const ui::Frame& frame, const app::core::Country& country,
                                  pos::Instant now) {
    if (country.rates.empty()) return {};
    constexpr std::string_view kRightToLeft = "\u200f";
    const auto zone = pos::locale::Zone::open(country.zone);
    const pos::Date today = zone ? zone->local(now).date : country.rates.front().since.back().from;
    std::vector<std::string> lines;
    if (!country.tax.empty()) lines.push_back(country.tax + ":");
    for (const auto& rate : country.rates) lines.push_back(rate_words(frame, country, rate, today));
    if (frame.texts().right_to_left())
        for (std::string& line : lines) line.insert(0, kRightToLeft);
    return lines;
}

std::string clock_words(const std::string& zone) {
    std::string words = zone;
    std::ranges::replace(words, '_', ' ');
    return words;
}

std::string cash_step_of(const ui::Frame& frame, const app::core::Country& country) {
    const auto currency = pos::currency_of(country.currency);
    const unsigned decimals = currency ? static_cast<unsigned>(currency->exponent) : 2U;
    return figure(frame, pos::format_decimal(country.cash_step_minor, decimals, decimals));
}

}  // namespace till::first_start
