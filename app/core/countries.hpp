#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "app/core/shop_settings.hpp"
#include "pos/base/calendar.hpp"

namespace app::core {

/// The same words by the codes of languages: "en", "de"…
class InLanguages {
public:
    InLanguages() = default;
    explicit InLanguages(std::map<std::string, std::string, std::less<>> words)
        : words_{std::move(words)} {}
    /// English for a language that they were not written in.
    const std::string& in(std::string_view language) const;

private:
    std::map<std::string, std::string, std::less<>> words_;
};

/// A rate of tax in everyday words.
struct CountryRate {
    std::string tax_class;  // "standard", "reduced"…: what goods name
    std::string code;       // "A": what receipts show
    InLanguages words;      // "Food, books"
    pos::Rate rate{};
    pos::Date from{};
};

/// What a new shop of a country starts with. See assets/countries for where each fact is from.
struct Country {
    std::string code;  // ISO 3166
    InLanguages name;
    std::string currency;
    std::string zone;
    std::string locale;
    std::int64_t cash_step_minor{1};
    std::string tax;             // as printed: "MwSt."
    bool prices_with_tax{true};  // else it is added to them
    std::vector<CountryRate> rates;
    std::string checked;  // the day on which the facts were looked up
};

/// By their English names.
std::vector<Country> countries();
/// "DE"; nothing for one that is not known.
std::optional<Country> find_country(std::string_view code);

/// Gives the shop the country's taxes and its rounding of cash. Goods that say no class have the
/// first rate. Classes are named in the language of receipts, or in English.
///
/// requires: settings.locale is that of the shop, and it has no taxes yet
void set_country(ShopSettings& settings, const Country& country);

}  // namespace app::core
