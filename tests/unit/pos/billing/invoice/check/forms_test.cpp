// Goal: forms and check digits. Method: numbers that are right, and each kind of wrong one.
#include "pos/billing/invoice/check/forms.hpp"

#include <gtest/gtest.h>

#include "pos/billing/invoice/check/codes.hpp"
#include "pos/billing/invoice/check/figures.hpp"

using namespace pos;
using namespace pos::billing::invoice::check;

TEST(InvoiceForms, iban) {
    EXPECT_TRUE(is_iban("DE89370400440532013000"));
    EXPECT_TRUE(is_iban("DE89 3704 0044 0532 0130 00"));
    EXPECT_TRUE(is_iban("GB82WEST12345698765432"));
    EXPECT_FALSE(is_iban("DE89370400440532013001"));
    EXPECT_FALSE(is_iban("de89370400440532013000"));
    EXPECT_FALSE(is_iban("DE8"));
    EXPECT_FALSE(is_iban(""));
    EXPECT_FALSE(is_iban(std::string(100, '0')));
}

TEST(InvoiceForms, addresses_and_numbers_of_people) {
    EXPECT_TRUE(is_email("a@b.de"));
    EXPECT_TRUE(is_email("müller@b.c.de"));
    EXPECT_FALSE(is_plain_email("müller@b.c.de"));
    EXPECT_TRUE(is_plain_email("a.b+c@b-d.de"));
    for (const char* const wrong :
         {"", "a", "@b.de", "a@b", "a@.de", "a@b.", "a b@c.de", "a@b@c.de"})
        EXPECT_FALSE(is_email(wrong)) << wrong;
    EXPECT_FALSE(is_plain_email(".a@b.de"));
    EXPECT_FALSE(is_plain_email("a..b@b.de"));
    EXPECT_TRUE(is_phone("+49 (0)1"));
    EXPECT_FALSE(is_phone("49"));
    EXPECT_TRUE(is_url("https://a.example"));
    EXPECT_FALSE(is_url("a.example"));
    EXPECT_FALSE(is_url("1a:b"));
}

TEST(InvoiceForms, discount_terms) {
    EXPECT_TRUE(are_discount_terms("", false));
    EXPECT_TRUE(are_discount_terms("Within # 14 days", false));
    EXPECT_TRUE(are_discount_terms("#SKONTO#TAGE=7#PROZENT=2.00#\n", false));
    EXPECT_TRUE(are_discount_terms(
        "#SKONTO#TAGE=7#PROZENT=2.00#BASISBETRAG=-12.50#\n#SKONTO#TAGE=14#PROZENT=1.00#\nor not",
        false));
    EXPECT_FALSE(are_discount_terms("#SKONTO#TAGE=7#PROZENT=2.00#", false)) << "no line's end";
    EXPECT_FALSE(are_discount_terms("#SKONTO#TAGE=7#PROZENT=2#\n", false));
    EXPECT_FALSE(are_discount_terms("#SKONTO#TAGE=7#PROZENT=2.00\n", false));
    EXPECT_FALSE(are_discount_terms("#x#SKONTO#TAGE=7#PROZENT=2.00#\n", false));
    EXPECT_TRUE(are_discount_terms("#x#SKONTO#TAGE=7#PROZENT=2.00#\n", true));
}

TEST(InvoiceForms, check_digits) {
    EXPECT_TRUE(is_gln("4035811991021"));
    EXPECT_FALSE(is_gln("4035811991022"));
    EXPECT_FALSE(is_gln(""));
    EXPECT_TRUE(is_norwegian_number("991825827"));
    EXPECT_FALSE(is_norwegian_number("991825828"));
    EXPECT_FALSE(is_norwegian_number("000000000"));
    EXPECT_TRUE(is_danish_number("DK12345678"));
    EXPECT_TRUE(is_danish_number("12345678"));
    EXPECT_FALSE(is_danish_number("SE12345678"));
    EXPECT_TRUE(is_belgian_number("0202239951"));
    EXPECT_FALSE(is_belgian_number("0202239952"));
    EXPECT_TRUE(is_italian_office("UF6QZ1"));
    EXPECT_FALSE(is_italian_office("UF6QZ"));
    EXPECT_TRUE(is_italian_tax_code("RSSMRA85T10A562S"));
    EXPECT_FALSE(is_italian_tax_code("RSSMRA85T10A562"));
    EXPECT_TRUE(is_italian_vat("IT00743110157"));
    EXPECT_FALSE(is_italian_vat("IT00743110158"));
    EXPECT_TRUE(is_italian_vat("DE1"));
    EXPECT_TRUE(is_swedish_number("5560360793"));
    EXPECT_FALSE(is_swedish_number("5560360794"));
    EXPECT_TRUE(is_australian_number("51824753556"));
    EXPECT_FALSE(is_australian_number("51824753557"));
}

TEST(InvoiceForms, leitweg_ids) {
    for (const char* right : {"04011000-1234512345-06", "991-33333TEST-33", "991-33333test-33",
                              "992-90009-96", "05711-06001-79", "04011000-45"}) {
        EXPECT_TRUE(is_leitweg_id(right)) << right;
    }
    const std::string long_fine = "991-" + std::string(31, '1') + "-00";
    for (const char* wrong :
         {"", "-", "04011000", "04011000-12345-34", "04011000-1234512345-07", "04011000-46",
          "991-33333TEST-3", "991-33333TEST-333", "991-33333TEST-AA", "991--33", "9-33333-33",
          "1234567890123-45", "99A-33333TEST-33", "991-333 33-33", long_fine.c_str()}) {
        EXPECT_FALSE(is_leitweg_id(wrong)) << wrong;
    }
}

TEST(InvoiceForms, what_is_like_a_leitweg_id_is_no_day_and_no_order) {
    for (const char* like : {"04011000-12345-34", "991-33333TEST-33", "16-ABCD-00", "99-0000-00"}) {
        EXPECT_TRUE(is_like_leitweg_id(like)) << like;
    }
    for (const char* other : {"15-11-26", "2026-10", "17-2026-10", "00-2026-10", "Order 9",
                              "04011000-45", "04011000-12345-3"}) {
        EXPECT_FALSE(is_like_leitweg_id(other)) << other;
    }
}

TEST(InvoiceForms, codes) {
    EXPECT_TRUE(is_code("iso4217", "EUR"));
    EXPECT_FALSE(is_code("iso4217", "EU"));
    EXPECT_FALSE(is_code("iso4217", ""));
    EXPECT_TRUE(is_code("rec20", "KWH"));
    EXPECT_TRUE(is_code("vatex", "VATEX-EU-AE"));
}

TEST(InvoiceFigures, round_as_the_published_rules_do) {
    const auto cents_of = [](const char* text) { return cents(*parse_exact(text)); };
    EXPECT_EQ(cents_of("1.005"), *parse_exact("1.01"));
    EXPECT_EQ(cents_of("1.0049"), *parse_exact("1"));
    EXPECT_EQ(cents_of("-1.005"), *parse_exact("-1")) << "halves go up on both sides";
    EXPECT_EQ(cents_of("-1.0051"), *parse_exact("-1.01"));
    EXPECT_EQ(round_up_half(*parse_exact("0.5"), 0), exactly(1));
    EXPECT_EQ(round_up_half(*parse_exact("-0.5"), 0), exactly(0));
    EXPECT_TRUE(within_one(exactly(1), exactly(2), true));
    EXPECT_FALSE(within_one(exactly(1), exactly(2), false));
}
