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
    /// In the other language, or else in English, where they were not written in that one.
    const std::string& in(std::string_view language, std::string_view otherwise = "en") const;

private:
    std::map<std::string, std::string, std::less<>> words_;
};

/// What a rate comes to from one day until the next one begins.
struct DatedRate {
    pos::Date from{};
    pos::Rate rate{};
};

/// A rate of tax in everyday words.
struct CountryRate {
    std::string tax_class;         // "standard", "reduced"…: what goods name
    std::string code;              // "A": what receipts show
    InLanguages words;             // "Food, books"
    std::vector<DatedRate> since;  // never empty; the earlier first

    /// The one of that day; the first one before it began.
    const DatedRate& on(pos::Date day) const;
};

/// A tax that is not the same everywhere in the country, so that only the shop can say its rate.
struct OwnTax {
    std::string tax_class;  // of what it is charged on; its other tax, if it has one, stays
    std::string code;       // "A"
    std::string tax;        // as printed: "Sales tax"
    InLanguages words;      // of the class, where the country has none of that code
    InLanguages asks;       // "Sales tax of state and town together, %"
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
    std::optional<OwnTax> own{};
    std::string checked;  // the day on which the facts were looked up
};

/// By their English names.
std::vector<Country> countries();
/// "DE"; nothing for one that is not known.
std::optional<Country> find_country(std::string_view code);

/// Gives the shop the country's taxes, with their dates, and its rounding of cash; `own` is the
/// rate of country.own. Goods that say no class have the first rate, or the shop's own where that
/// has a class to itself. Classes are named in the language of receipts, or in the one that is
/// `spoken` at the till, or in English.
///
/// requires: settings.locale is that of the shop, and it has no taxes yet; no `own` without
///           country.own
void set_country(ShopSettings& settings, const Country& country,
                 const std::optional<pos::Rate>& own = std::nullopt, std::string_view spoken = {});

/// The same for a country that nothing is known of: one tax of that rate, contained in prices.
///
/// requires: the shop has no taxes yet
void set_only_tax(ShopSettings& settings, const std::string& name, pos::Rate rate);

}  // namespace app::core
