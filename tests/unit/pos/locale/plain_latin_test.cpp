// Goal: whatever a name is written in, banks get letters that they know, and no more than they
// take.
#include "pos/locale/plain_latin.hpp"

#include <gtest/gtest.h>

using pos::locale::plain_latin;

TEST(PlainLatin, spells_names_in_letters_that_banks_know) {
    EXPECT_EQ(plain_latin("Müller & Söhne GmbH", 70), "Mueller Soehne GmbH");
    EXPECT_EQ(plain_latin("Straße 5, Ærø", 70), "Strasse 5, AEro");
    EXPECT_EQ(plain_latin("Łukasz Ďábel", 70), "Lukasz Dabel");
    EXPECT_EQ(plain_latin("Αθήνα", 70), "Athena");
    EXPECT_EQ(plain_latin("Москва", 70), "Moskva");
    EXPECT_EQ(plain_latin("I2026-000001 (+19.00)", 70), "I2026-000001 (+19.00)");
}

TEST(PlainLatin, leaves_out_what_has_no_spelling) {
    EXPECT_EQ(plain_latin("", 70), "");
    EXPECT_EQ(plain_latin("\t a\n\n<b>&\"c\"😀 ", 70), "a b c");
    EXPECT_EQ(plain_latin("😀", 70), "");
}

TEST(PlainLatin, is_never_too_long) {
    EXPECT_EQ(plain_latin("Müller", 3), "Mue");
    EXPECT_EQ(plain_latin("ab cd", 3), "ab");
    EXPECT_EQ(plain_latin(std::string(500, 'x'), 140).size(), 140U);
}
