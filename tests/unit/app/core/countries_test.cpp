// Goal: every country of our table makes a shop that can sell: taxes that do not contradict each
// other, a zone, a language and coins that are known.
// Method: each row as the settings of a shop.
#include "app/core/countries.hpp"

#include <gtest/gtest.h>

#include <set>

#include "app/core/demo.hpp"
#include "pos/locale/locale.hpp"
#include "pos/locale/zone.hpp"

namespace {

using namespace app::core;

ShopSettings settings_of(const Country& country) {
    ShopSettings settings = default_settings();
    settings.locale = country.locale;
    set_country(settings, country);
    return settings;
}

std::set<std::string> names_in(const std::vector<Country>& all, const char* language) {
    std::set<std::string> names;
    for (const Country& country : all) names.insert(country.name.in(language));
    return names;
}

TEST(Countries, are_enough_and_named_once) {
    const auto all = countries();
    EXPECT_GE(all.size(), 15U);
    std::set<std::string> codes;
    std::set<std::string> names;
    for (const Country& country : all) {
        EXPECT_TRUE(codes.insert(country.code).second) << country.code;
        EXPECT_TRUE(names.insert(country.name.in("de")).second) << country.name.in("de");
        EXPECT_TRUE(pos::parse_date(country.checked)) << country.code;
    }
    for (const char* language : {"de", "fr", "es", "he"}) {
        std::set<std::string> here;
        for (const Country& country : all)
            EXPECT_TRUE(here.insert(country.name.in(language)).second) << country.code;
        EXPECT_NE(here, names_in(all, "en")) << language;
    }
    EXPECT_FALSE(find_country("XX").has_value());
    EXPECT_EQ(find_country("DE")->name.in("de"), "Deutschland");
}

TEST(Countries, make_shops_that_can_sell) {
    for (const Country& country : countries()) {
        SCOPED_TRACE(country.code);
        EXPECT_TRUE(pos::currency_of(country.currency));
        EXPECT_TRUE(pos::locale::Zone::open(country.zone));
        EXPECT_EQ(pos::locale::country_of(country.zone), country.code);
        EXPECT_TRUE(pos::locale::Locale::open(country.locale));
        EXPECT_GE(country.cash_step_minor, 1);
        auto settings = settings_of(country);
        const auto table = pos::tax::TaxTable::make(settings.taxes);
        ASSERT_TRUE(table.has_value()) << table.error().code;
        for (const auto& tax_class : settings.taxes.classes) {
            const auto taxes = table->taxes_on(tax_class.code, pos::make_date(2026, 11, 26));
            ASSERT_TRUE(taxes.has_value());
            EXPECT_EQ(taxes->size(), 1U) << tax_class.code << " holds on that day";
        }
        demo_settings(settings, country.zone);
        EXPECT_TRUE(pos::tax::TaxTable::make(settings.taxes).has_value());
    }
}

TEST(Countries, say_their_rates_in_the_language_of_the_receipts) {
    const auto german = settings_of(*find_country("DE"));
    EXPECT_EQ(german.taxes.classes.at(1).name, "Lebensmittel, Bücher");
    EXPECT_EQ(german.taxes.taxes.at(1).tax.rate, pos::percent(7));
    EXPECT_EQ(german.taxes.taxes.at(1).tax.name, "MwSt.");
    EXPECT_EQ(german.tax_class, "standard");
    EXPECT_EQ(german.cash.step_minor, 1);
    EXPECT_EQ(settings_of(*find_country("FR")).taxes.classes.at(1).name, "Alimentation, livres");
    EXPECT_EQ(settings_of(*find_country("ES")).taxes.classes.at(0).name, "General");
    const auto israeli = settings_of(*find_country("IL"));
    EXPECT_EQ(israeli.taxes.classes.at(0).name, "רגיל");
    EXPECT_EQ(israeli.taxes.taxes.at(0).tax.rate, pos::percent(18));
    EXPECT_EQ(israeli.cash.step_minor, 10);
    EXPECT_EQ(settings_of(*find_country("IT")).taxes.classes.at(0).name, "Standard")
        << "English where nobody wrote the words";
    const auto swiss = settings_of(*find_country("CH"));
    EXPECT_EQ(swiss.cash.step_minor, 5);
    const auto british = settings_of(*find_country("GB"));
    EXPECT_EQ(british.taxes.classes.at(0).name, "Standard");
    EXPECT_FALSE(settings_of(*find_country("CA")).taxes.taxes.at(0).tax.included);
}

}  // namespace
