// Goal: letters abroad name their country as the post there and here reads it.
// Method: codes in the languages of bills, and what is no code.
#include "pos/locale/country.hpp"

#include <gtest/gtest.h>

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

TEST(PostalCountry, WhatIsNoCodeStays) {
    const auto german = Locale::open("de");
    ASSERT_TRUE(german);
    for (const char* text : {"", "D", "de", "DEU", "D1", "QQ"}) {
        EXPECT_EQ(postal_country(text, *german), text);
    }
}
