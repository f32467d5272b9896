#include "app/core/countries.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <utility>

#include "app/core/embedded.hpp"
#include "pos/base/assert.hpp"
#include "pos/money/decimal.hpp"

namespace app::core {

namespace {

using Json = nlohmann::json;

InLanguages words_from(const Json& json) {
    return InLanguages{json.get<std::map<std::string, std::string, std::less<>>>()};
}

CountryRate rate_from(const Json& json) {
    CountryRate made{.tax_class = json.at("class").get<std::string>(),
                     .code = json.at("code").get<std::string>(),
                     .words = words_from(json.at("words")),
                     .since = {}};
    // In the order of their days, since objects are sorted.
    for (const auto& [day, percent] : json.at("since").items()) {
        const auto rate = pos::parse_percent(percent.get<std::string>());
        const auto from = pos::parse_date(day);
        POS_ASSERT(rate && from);
        made.since.push_back({*from, *rate});
    }
    POS_ASSERT(!made.since.empty());
    return made;
}

OwnTax own_from(const Json& json) {
    return {.tax_class = json.at("class").get<std::string>(),
            .code = json.at("code").get<std::string>(),
            .tax = json.at("tax").get<std::string>(),
            .words = words_from(json.at("words")),
            .asks = words_from(json.at("asks"))};
}

Country country_from(const Json& json) {
    Country country{.code = json.at("country").get<std::string>(),
                    .name = words_from(json.at("name")),
                    .currency = json.at("currency").get<std::string>(),
                    .zone = json.at("zone").get<std::string>(),
                    .locale = json.at("locale").get<std::string>(),
                    .cash_step_minor = json.at("cash_step_minor").get<std::int64_t>(),
                    .tax = json.at("tax").get<std::string>(),
                    .prices_with_tax = json.at("prices_with_tax").get<bool>(),
                    .rates = {},
                    .own = {},
                    .checked = json.at("checked").get<std::string>()};
    for (const Json& rate : json.at("rates")) country.rates.push_back(rate_from(rate));
    POS_ASSERT(!country.rates.empty());
    if (const auto own = json.find("own"); own != json.end()) country.own = own_from(*own);
    return country;
}

/// A tax of a rate that nobody but the shop could say.
pos::tax::TaxPeriod said_tax(const std::string& code, const std::string& name, pos::Rate rate,
                             bool included) {
    const pos::Date always = pos::make_date(2000, 1, 1);
    return {.tax = {.code = code, .name = name, .rate = rate, .included = included},
            .from = always};
}

}  // namespace

const std::string& InLanguages::in(std::string_view language, std::string_view otherwise) const {
    static const std::string none;
    auto found = words_.find(language);
    if (found == words_.end()) found = words_.find(otherwise);
    if (found == words_.end()) found = words_.find("en");
    return found == words_.end() ? none : found->second;
}

const DatedRate& CountryRate::on(pos::Date day) const {
    std::size_t at = 0;
    while (at + 1 < since.size() && since[at + 1].from <= day) ++at;
    return since.at(at);
}

std::vector<Country> countries() {
    const auto files = embedded_files();
    const auto file =
        std::ranges::find(files, std::string_view{"countries/countries.json"}, &EmbeddedFile::path);
    POS_ASSERT(file != files.end());
    const Json rows = Json::parse(file->bytes);
    std::vector<Country> all;
    for (const Json& row : rows) all.push_back(country_from(row));
    return all;
}

std::optional<Country> find_country(std::string_view code) {
    auto all = countries();
    const auto found = std::ranges::find(all, code, &Country::code);
    if (found == all.end()) return std::nullopt;
    return std::move(*found);
}

void set_country(ShopSettings& settings, const Country& country,
                 const std::optional<pos::Rate>& own, std::string_view spoken) {
    settings.country = country.code;
    settings.cash.step_minor = country.cash_step_minor;
    const std::string language = settings.locale.substr(0, settings.locale.find('-'));
    for (const CountryRate& rate : country.rates) {
        for (std::size_t i = 0; i < rate.since.size(); ++i) {
            pos::tax::TaxPeriod period{.tax = {.code = rate.code,
                                               .name = country.tax,
                                               .rate = rate.since[i].rate,
                                               .included = country.prices_with_tax},
                                       .from = rate.since[i].from};
            if (i + 1 < rate.since.size()) period.until = rate.since[i + 1].from;
            settings.taxes.taxes.push_back(std::move(period));
        }
        settings.taxes.classes.push_back({.code = rate.tax_class,
                                          .name = rate.words.in(language, spoken),
                                          .taxes = {rate.code}});
    }
    if (!country.rates.empty()) settings.tax_class = country.rates.front().tax_class;
    if (!own) return;
    POS_ASSERT(country.own.has_value());
    const OwnTax& tax = *country.own;
    settings.taxes.taxes.push_back(said_tax(tax.code, tax.tax, *own, country.prices_with_tax));
    auto& classes = settings.taxes.classes;
    const auto there = std::ranges::find(classes, tax.tax_class, &pos::tax::TaxClass::code);
    if (there != classes.end()) {
        there->taxes.push_back(tax.code);
        return;
    }
    classes.insert(
        classes.begin(),
        {.code = tax.tax_class, .name = tax.words.in(language, spoken), .taxes = {tax.code}});
    settings.tax_class = tax.tax_class;
}

void set_only_tax(ShopSettings& settings, const std::string& name, pos::Rate rate) {
    constexpr const char* kClass = "standard";
    settings.taxes.taxes.push_back(said_tax("A", name, rate, true));
    settings.taxes.classes.push_back({.code = kClass, .name = name, .taxes = {"A"}});
    settings.tax_class = kClass;
}

}  // namespace app::core
