// Goal: the receipt that is shown beside a shop's settings is one that the shop could print, in any
// country.
// Method: the settings of each; words, amounts and taxes of the document.
#include "app/core/sample_receipt.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "app/core/countries.hpp"
#include "drivers/printer/text_renderer.hpp"

using namespace app::core;
using testing::HasSubstr;

namespace {

pos::journal::JournalRow journal_in(const Country& country) {
    return {.branch = "B01",
            .terminal = "T1",
            .series = "T1",
            .currency = *pos::currency_of(country.currency),
            .zone = country.zone};
}

ShopSettings settings_in(const Country& country) {
    ShopSettings settings = default_settings();
    settings.locale = country.locale;
    set_country(settings, country);
    settings.name = "Am Markt";
    settings.address = {"Hauptstraße 12", "10115 Berlin"};
    settings.tax_number = "No. 123";
    settings.footer = {"Bis bald", "www.example.org"};
    return settings;
}

std::string text_of(const Country& country) {
    const auto paper = sample_receipt(settings_in(country), journal_in(country), "Anna",
                                      {pos::make_date(2026, 11, 22), 14 * 3'600, 0});
    EXPECT_TRUE(paper);
    return paper ? drivers::printer::render_text(*paper, drivers::printer::kColumns80mm) : "";
}

}  // namespace

TEST(SampleReceipt, says_what_the_shop_says) {
    const std::string text = text_of(*find_country("DE"));
    for (const char* words : {"Am Markt", "Hauptstraße 12", "10115 Berlin", "No. 123", "Bis bald",
                              "www.example.org", "Kaffee", "Anna", "B01-T1-000001", "19"})
        EXPECT_THAT(text, HasSubstr(words));
}

TEST(SampleReceipt, is_made_in_every_country) {
    for (const auto& country : countries()) {
        SCOPED_TRACE(country.code);
        EXPECT_THAT(text_of(country), HasSubstr("Bis bald"));
    }
}

TEST(SampleReceipt, needs_a_language_and_taxes_that_agree) {
    const auto country = *find_country("DE");
    auto settings = settings_in(country);
    settings.locale = "no language";
    const pos::LocalTime now{pos::make_date(2026, 11, 22), 0, 0};
    EXPECT_FALSE(sample_receipt(settings, journal_in(country), "Anna", now));
    settings = settings_in(country);
    settings.taxes.taxes.push_back(settings.taxes.taxes.front());
    EXPECT_FALSE(sample_receipt(settings, journal_in(country), "Anna", now));
}
