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
    const auto rate = pos::parse_percent(json.at("percent").get<std::string>());
    const auto from = pos::parse_date(json.at("from").get<std::string>());
    POS_ASSERT(rate && from);
    return {.tax_class = json.at("class").get<std::string>(),
            .code = json.at("code").get<std::string>(),
            .words = words_from(json.at("words")),
            .rate = *rate,
            .from = *from};
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
                    .checked = json.at("checked").get<std::string>()};
    for (const Json& rate : json.at("rates")) country.rates.push_back(rate_from(rate));
    POS_ASSERT(!country.rates.empty());
    return country;
}

}  // namespace

const std::string& InLanguages::in(std::string_view language) const {
    static const std::string none;
    auto found = words_.find(language);
    if (found == words_.end()) found = words_.find("en");
    return found == words_.end() ? none : found->second;
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

void set_country(ShopSettings& settings, const Country& country) {
    settings.country = country.code;
    settings.cash.step_minor = country.cash_step_minor;
    const std::string language = settings.locale.substr(0, settings.locale.find('-'));
    for (const CountryRate& rate : country.rates) {
        settings.taxes.taxes.push_back({.tax = {.code = rate.code,
                                                .name = country.tax,
                                                .rate = rate.rate,
                                                .included = country.prices_with_tax},
                                        .from = rate.from});
        settings.taxes.classes.push_back(
            {.code = rate.tax_class, .name = rate.words.in(language), .taxes = {rate.code}});
    }
    settings.tax_class = country.rates.front().tax_class;
}

}  // namespace app::core
