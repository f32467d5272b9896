#include "app/till/screens/first_start/place.hpp"

#include <algorithm>

#include "app/till/ui/languages.hpp"
#include "pos/locale/currency_signs.hpp"
#include "pos/locale/zone.hpp"
#include "pos/money/decimal.hpp"

namespace till::first_start {

namespace {

/// What only the shop could say, as a rate of the country, so that files of goods may name it.
void add_said_rate(const std::string& percent, app::core::Country& country) {
    const auto rate = pos::parse_percent(percent);
    if (percent.empty() || !rate) return;
    app::core::CountryRate said{.tax_class = "standard",
                                .code = "A",
                                .words = {},
                                .since = {{pos::make_date(2000, 1, 1), *rate}}};
    if (country.own) {
        said.tax_class = country.own->tax_class;
        said.code = country.own->code;
        said.words = country.own->words;
    }
    const auto same =
        std::ranges::find(country.rates, said.tax_class, &app::core::CountryRate::tax_class);
    if (same == country.rates.end()) country.rates.insert(country.rates.begin(), std::move(said));
}

}  // namespace

bool is_elsewhere(const Model& m) {
    return m.countries.at(m.country).code.empty();
}

bool is_asked(const Model& m, Step step) {
    if (step == Step::zone) return m.zones.size() > 1;
    if (step == Step::tax) return is_elsewhere(m) || m.countries.at(m.country).own.has_value();
    return true;
}

void choose_clocks(Model& m) {
    const auto& country = m.countries.at(m.country);
    const bool is_here = pos::locale::country_of(m.system_zone) == country.code;
    m.zones = is_elsewhere(m) ? pos::locale::zones_everywhere(m.system_zone)
                              : pos::locale::zones_of(
                                    country.code, is_here ? m.system_zone : country.zone, m.now);
    m.zone = 0;
    fill_in_currency(m);
}

void fill_in_currency(Model& m) {
    if (!is_elsewhere(m) || m.zone >= m.zones.size()) return;
    fill_in(m, Field::currency,
            pos::locale::currency_used_in(pos::locale::country_of(m.zones[m.zone])));
}

app::core::Country country_of_shop(const Model& m) {
    app::core::Country country = m.countries.at(m.country);
    if (m.zone < m.zones.size()) country.zone = m.zones[m.zone];
    add_said_rate(rate_of_shop(m), country);
    if (!is_elsewhere(m)) return country;
    country.currency = m.text(Field::currency);
    std::ranges::transform(country.currency, country.currency.begin(), [](char c) {
        return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    });
    country.locale = ui::kLanguages[m.language].code;
    const std::string region = pos::locale::country_of(country.zone);
    if (!region.empty()) country.locale += "-" + region;
    return country;
}

std::string rate_of_shop(const Model& m) {
    if (!is_asked(m, Step::tax)) return {};
    std::string rate = m.text(Field::rate);
    std::erase_if(rate, [](char c) { return c == ' ' || c == '%'; });
    std::ranges::replace(rate, ',', '.');
    return rate;
}

TaxDoubt tax_doubt(const Model& m) {
    if (!is_asked(m, Step::tax)) return TaxDoubt::none;
    if (!pos::currency_of(country_of_shop(m).currency)) return TaxDoubt::currency;
    const std::string rate = rate_of_shop(m);
    if (rate.empty()) return TaxDoubt::none;
    const auto parsed = pos::parse_percent(rate);
    const bool good = parsed && parsed->e8 >= 0 && *parsed <= pos::percent(100);
    return good ? TaxDoubt::none : TaxDoubt::rate;
}

std::string logo_of(const Model& m) {
    if (!m.text(Field::logo).empty()) return m.text(Field::logo);
    return m.logo == 0 ? std::string{} : m.logos.at(m.logo - 1).path;
}

}  // namespace till::first_start
