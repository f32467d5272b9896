// Goal: countries have their names in the language of the reader, and letters abroad name theirs as
// the post there and here reads it.
// Method: codes in the languages of bills, and what is no code.
#include "pos/locale/country.hpp"

#include <gtest/gtest.h>

using pos::locale::country_name;
using pos::locale::Locale;
using pos::locale::postal_country;

TEST(PostalCountry, IsNamedInTheLanguageInCapitals) {
    const auto english = Locale::open("en-GB");
    const auto german = Locale::open("de");
    ASSERT_TRUE(english && german);
    EXPECT_EQ(postal_country("DE", *english), "GERMANY");
    EXPECT_EQ(postal_country("DE", *german), "DEUTSCHLAND");
    EXPECT_EQ(postal_country("AT", *german), "ÖSTERREICH");
    EXPECT_EQ(postal_country("NZ", *german), "NEUSEELAND");
}

TEST(CountryName, IsTheLanguages) {
    const auto english = Locale::open("en-GB");
    const auto german = Locale::open("de");
    ASSERT_TRUE(english && german);
    EXPECT_EQ(country_name("DE", *english), "Germany");
    EXPECT_EQ(country_name("AT", *german), "Österreich");
}

TEST(PostalCountry, WhatIsNoCodeStays) {
    const auto german = Locale::open("de");
    ASSERT_TRUE(german);
    for (const char* text : {"", "D", "de", "DEU", "D1", "QQ"}) {
        EXPECT_EQ(postal_country(text, *german), text);
        EXPECT_EQ(country_name(text, *german), text);
    }
}
