// Goal: every country of our table makes a shop that can sell: taxes that do not contradict each
// other, a zone, a language and coins that are known.
// Method: each row as the settings of a shop.
#include "app/core/countries.hpp"

#include <gtest/gtest.h>

#include <set>

#include "app/core/demo.hpp"
#include "pos/locale/locale.hpp"
#include "pos/locale/zone.hpp"
#include "pos/money/decimal.hpp"

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
    EXPECT_GE(all.size(), 45U);
    // Every state of the European Union among them.
    for (const char* code :
         {"AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU",
          "IE", "IT", "LT", "LU", "LV", "MT", "NL", "PL", "PT", "RO", "SE", "SI", "SK"})
        EXPECT_TRUE(find_country(code).has_value()) << code;
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

/// In per cent on a day, of goods of that class; several taxes added up.
double charged(const ShopSettings& settings, const std::string& tax_class, pos::Date day) {
    const auto table = pos::tax::TaxTable::make(settings.taxes);
    EXPECT_TRUE(table.has_value());
    const auto taxes = table->taxes_on(tax_class, day);
    EXPECT_TRUE(taxes.has_value()) << tax_class;
    double sum = 0;
    for (const auto& tax : *taxes) sum += static_cast<double>(tax.rate.e8) / 1e6;
    return sum;
}

TEST(Countries, charge_each_rate_from_its_day_on) {
    const auto swedish = settings_of(*find_country("SE"));
    EXPECT_EQ(charged(swedish, "reduced", pos::make_date(2026, 3, 31)), 12);
    EXPECT_EQ(charged(swedish, "reduced", pos::make_date(2026, 4, 1)), 6);
    EXPECT_EQ(charged(swedish, "reduced", pos::make_date(2027, 12, 31)), 6);
    EXPECT_EQ(charged(swedish, "reduced", pos::make_date(2028, 1, 1)), 12);
    EXPECT_EQ(charged(swedish, "reduced2", pos::make_date(2026, 11, 26)), 12) << "meals";
    EXPECT_EQ(charged(swedish, "reduced3", pos::make_date(2026, 3, 31)), 6) << "books";
    const auto german = settings_of(*find_country("DE"));
    EXPECT_EQ(charged(german, "reduced2", pos::make_date(2025, 12, 31)), 19);
    EXPECT_EQ(charged(german, "reduced2", pos::make_date(2026, 1, 1)), 7);
    const auto austrian = settings_of(*find_country("AT"));
    EXPECT_EQ(charged(austrian, "reduced3", pos::make_date(2026, 6, 30)), 10);
    EXPECT_EQ(charged(austrian, "reduced3", pos::make_date(2026, 7, 1)), 4.9) << "bread, milk";
    EXPECT_EQ(charged(austrian, "reduced", pos::make_date(2026, 7, 1)), 10) << "cheese, books";
    const auto irish = settings_of(*find_country("IE"));
    EXPECT_EQ(charged(irish, "reduced3", pos::make_date(2026, 6, 30)), 13.5);
    EXPECT_EQ(charged(irish, "reduced3", pos::make_date(2026, 7, 1)), 9) << "meals";
    EXPECT_EQ(charged(irish, "reduced", pos::make_date(2026, 7, 1)), 13.5) << "fuel";
    EXPECT_EQ(charged(irish, "zero", pos::make_date(2026, 7, 1)), 0);
    const auto rate = find_country("SE")->rates.at(1);
    EXPECT_EQ(rate.on(pos::make_date(1990, 1, 1)).rate, pos::percent(12)) << "its first";
    EXPECT_EQ(to_string(rate.on(pos::make_date(2026, 11, 26)).from), "2026-04-01");
}

TEST(Countries, leave_a_rate_to_the_shop_where_states_have_their_own) {
    const auto day = pos::make_date(2026, 11, 26);
    const auto with = [](const char* code, pos::Rate own) {
        const auto country = *find_country(code);
        EXPECT_TRUE(country.own.has_value()) << code;
        ShopSettings settings = default_settings();
        settings.locale = country.locale;
        set_country(settings, country, own);
        return settings;
    };
    const auto american = with("US", *pos::parse_percent("8.25"));
    EXPECT_EQ(american.tax_class, "standard");
    EXPECT_EQ(charged(american, "standard", day), 8.25);
    EXPECT_EQ(charged(american, "zero", day), 0);
    EXPECT_FALSE(american.taxes.taxes.back().tax.included);
    const auto unsaid = settings_of(*find_country("US"));
    EXPECT_EQ(unsaid.tax_class, "zero") << "nothing is charged that nobody said";
    const auto canadian = with("CA", *pos::parse_percent("9.975"));
    EXPECT_EQ(canadian.tax_class, "standard");
    EXPECT_NEAR(charged(canadian, "standard", day), 14.975, 1e-9);
    EXPECT_EQ(charged(canadian, "zero", day), 0) << "groceries bear neither";
    EXPECT_EQ(charged(settings_of(*find_country("CA")), "standard", day), 5);
    EXPECT_TRUE(with("BR", pos::percent(18)).taxes.taxes.back().tax.included);
    for (const Country& country : countries())
        if (country.own) {
            EXPECT_NE(country.own->asks.in("he"), country.own->asks.in("en")) << country.code;
        }
}

TEST(Countries, that_nothing_is_known_of_have_one_tax) {
    ShopSettings settings = default_settings();
    set_only_tax(settings, "IVA", pos::percent(19));
    EXPECT_EQ(charged(settings, settings.tax_class, pos::make_date(2026, 11, 26)), 19);
    EXPECT_EQ(settings.taxes.taxes.at(0).tax.name, "IVA");
    EXPECT_TRUE(settings.taxes.taxes.at(0).tax.included);
    demo_settings(settings, "America/Santiago");
    EXPECT_EQ(charged(settings, "food", pos::make_date(2026, 11, 26)), 19);
}

TEST(Countries, say_their_rates_as_the_till_speaks_where_the_receipts_language_has_no_words) {
    ShopSettings danish = default_settings();
    danish.locale = "da";
    set_country(danish, *find_country("DK"), std::nullopt, "de");
    EXPECT_EQ(danish.taxes.classes.at(0).name, find_country("DK")->rates.at(0).words.in("de"));
    EXPECT_NE(danish.taxes.classes.at(0).name, find_country("DK")->rates.at(0).words.in("en"));
    ShopSettings french = default_settings();
    french.locale = "fr";
    set_country(french, *find_country("FR"), std::nullopt, "de");
    EXPECT_EQ(french.taxes.classes.at(0).name, find_country("FR")->rates.at(0).words.in("fr"));
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
