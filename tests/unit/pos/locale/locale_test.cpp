// Goal: prove that figures and dates read as on our screens and as each language writes them.
// Method: figures taken from the screens; hand-checked cases of other languages; what a person may
// type; seeded round trips from a shown amount back to the amount.
#include "pos/locale/locale.hpp"

#include <gtest/gtest.h>
#include <random>

#include "pos/locale/currency_signs.hpp"

using pos::Currency;
using pos::currency_of;
using pos::DecimalError;
using pos::make_date;
using pos::Money;
using pos::Quantity;
using pos::Rate;
using pos::UnitPrice;
using pos::locale::Direction;
using pos::locale::Locale;
using pos::locale::LocaleError;

namespace {

Locale open(std::string_view tag) {
    auto locale = Locale::open(tag);
    EXPECT_TRUE(locale.has_value()) << tag;
    return std::move(*locale);
}

Money eur(std::int64_t minor) {
    return {minor, *currency_of("EUR")};
}

/// No-break spaces as '_', so that a table of expectations can be read.
std::string visible(std::string text) {
    for (const std::string_view space : {"\u00A0", "\u202F"}) {
        for (auto at = text.find(space); at != std::string::npos; at = text.find(space)) {
            text.replace(at, space.size(), "_");
        }
    }
    return text;
}

}  // namespace

TEST(Locale, figures_read_as_on_the_english_screens) {
    const Locale english = open("en-GB");
    EXPECT_EQ(english.money(eur(1822)), "€18.22");
    EXPECT_EQ(english.money(eur(481240)), "€4,812.40");
    EXPECT_EQ(english.money(eur(-189)), "−€1.89");
    EXPECT_EQ(english.amount(eur(-189)), "−1.89");
    EXPECT_EQ(english.amount(eur(320418)), "3,204.18");
    EXPECT_EQ(english.integer(1204), "1,204");
    EXPECT_EQ(english.quantity(Quantity{1'204'000}), "1.204");
    EXPECT_EQ(english.quantity(pos::pieces(2)), "2");
    EXPECT_EQ(english.quantity(pos::pieces(2), 3), "2.000");
    EXPECT_EQ(visible(english.percent(Rate{6'200'000})), "6.2_%");
    EXPECT_EQ(english.long_day(make_date(2025, 11, 22)), "Saturday 22 November");
    EXPECT_EQ(english.long_weekday(make_date(2025, 11, 22)), "Saturday");
    EXPECT_EQ(english.day_month(make_date(2026, 12, 12)), "12 Dec");
    EXPECT_EQ(english.short_month(make_date(2026, 12, 12)), "Dec 2026");
    EXPECT_EQ(english.time({{}, 14 * 3600 + 32 * 60, 0}), "14:32");
    EXPECT_EQ(english.direction(), Direction::left_to_right);
}

TEST(Locale, figures_read_as_on_the_german_screens) {
    const Locale german = open("de");
    EXPECT_EQ(visible(german.money(eur(1822))), "18,22_€");
    EXPECT_EQ(visible(german.money(eur(-189))), "−1,89_€");
    EXPECT_EQ(german.amount(eur(-189)), "−1,89");
    EXPECT_EQ(german.amount(eur(320418)), "3.204,18");
    EXPECT_EQ(german.integer(1204), "1.204");
    EXPECT_EQ(german.quantity(Quantity{1'204'000}), "1,204");
    EXPECT_EQ(visible(german.percent(Rate{6'200'000})), "6,2_%");
    EXPECT_EQ(german.date(make_date(2026, 1, 2)), "02.01.2026");
    EXPECT_EQ(german.long_day(make_date(2026, 11, 21)), "Samstag, 21. November");
    EXPECT_EQ(german.day_month(make_date(2026, 12, 12)), "12. Dez.");
    EXPECT_EQ(german.short_month(make_date(2026, 12, 12)), "Dez. 2026");
    EXPECT_EQ(german.time({{}, 14 * 3600 + 32 * 60, 0}), "14:32");
}

TEST(Locale, currencies_keep_their_own_decimals_and_signs) {
    const Locale english = open("en-GB");
    EXPECT_EQ(english.money({1234, *currency_of("GBP")}), "£12.34");
    EXPECT_EQ(english.money({123456, *currency_of("JPY")}), "JP¥123,456");
    EXPECT_EQ(visible(english.money({-1234567, *currency_of("KWD")})), "−KWD_1,234.567");
    EXPECT_EQ(english.amount({5, *currency_of("KWD")}), "0.005");
    EXPECT_EQ(english.symbol(*currency_of("USD")), "US$");
    EXPECT_EQ(english.price({125'0000, *currency_of("EUR")}), "0.0125");
    EXPECT_EQ(english.price({1'1900'0000, *currency_of("EUR")}), "1.19");
    EXPECT_EQ(english.price({2'0000'0000, *currency_of("EUR")}), "2.00");
    EXPECT_EQ(english.money({pos::kMinorMax, *currency_of("GBP")}), "£100,000,000,000.00");
    EXPECT_EQ(english.integer(INT64_MIN), "−9,223,372,036,854,775,808");
    EXPECT_EQ(english.integer(0), "0");
}

TEST(Locale, other_languages_group_and_mark_in_their_own_way) {
    EXPECT_EQ(visible(open("fr").money(eur(123456789))), "1_234_567,89_€");
    EXPECT_EQ(open("de-CH").amount({123456705, *currency_of("CHF")}), "1’234’567.05");
    EXPECT_EQ(open("en-IN").money({123456789, *currency_of("INR")}), "₹12,34,567.89");
    EXPECT_EQ(open("es").integer(1234), "1234");  // Spanish groups from five digits on
    EXPECT_EQ(open("es").integer(12345), "12.345");
    EXPECT_EQ(visible(open("tr").percent(pos::percent(7))), "%7");
    EXPECT_EQ(open("en-US").date(make_date(2026, 11, 22)), "11/22/2026");
    EXPECT_EQ(open("th").date(make_date(2026, 11, 22)), "22/11/2026");  // not the Buddhist year
    EXPECT_EQ(open("ar-EG").integer(1204), "١٬٢٠٤");
    EXPECT_EQ(open("ar-EG-u-nu-latn").integer(1204), "1,204");
    const Locale hebrew = open("he");
    EXPECT_EQ(hebrew.direction(), Direction::right_to_left);
    EXPECT_EQ(hebrew.percent(pos::percent(18)), "18%");  // a space would turn the sign over
    EXPECT_EQ(hebrew.amount(eur(1822)), "18.22");
    EXPECT_NE(hebrew.money({1822, *currency_of("ILS")}).find("₪"), std::string::npos);
    EXPECT_NE(hebrew.amount(eur(-1)).find("−0.01"), std::string::npos);
}

TEST(Locale, percent_rounds_to_the_decimals_asked_for) {
    const Locale english = open("en-GB");
    EXPECT_EQ(visible(english.percent(Rate{7'450'000}, 1)), "7.5_%");
    EXPECT_EQ(visible(english.percent(Rate{-7'450'000}, 1)), "−7.5_%");
    EXPECT_EQ(visible(english.percent(Rate{7'440'000}, 1)), "7.4_%");
    EXPECT_EQ(visible(english.percent(Rate{1}, 6)), "0.000001_%");
    EXPECT_EQ(visible(english.percent(pos::percent(100), 0)), "100_%");
}

TEST(Locale, what_a_cashier_types_is_understood) {
    const Locale german = open("de");
    const auto typed = [&](std::string_view text) -> std::string {
        const auto money = german.parse_money(text, *currency_of("EUR"));
        if (money) return std::to_string(money->minor);
        return "error " + std::to_string(static_cast<int>(money.error()));
    };
    EXPECT_EQ(typed("18,22"), "1822");
    EXPECT_EQ(typed("18.22"), "1822");
    EXPECT_EQ(typed(" 18,2 "), "1820");
    EXPECT_EQ(typed(",5"), "50");
    EXPECT_EQ(typed("5,"), "500");
    EXPECT_EQ(typed("−1,89"), "-189");
    EXPECT_EQ(typed("1,89-"), "-189");
    EXPECT_EQ(typed("1.234.567"), "123456700");
    EXPECT_EQ(typed("1.234,50"), "123450");
    EXPECT_EQ(typed("1,234.50"), "123450");
    EXPECT_EQ(typed("1 234"), "123400");
    EXPECT_EQ(typed("1’234.5"), "123450");
    EXPECT_EQ(typed("١٢٫٥"), "1250");
    const auto error = [](DecimalError e) {
        return "error " + std::to_string(static_cast<int>(e));
    };
    EXPECT_EQ(typed(""), error(DecimalError::empty));
    EXPECT_EQ(typed("  "), error(DecimalError::empty));
    for (const char* const text : {"-", ",", "1,2,3", "12.34,567.8", "1 23", "--1", "-1-", "1e5",
                                   "0x10", "1;5", "€5", "1.2 3", "\xff"}) {
        EXPECT_EQ(typed(text), error(DecimalError::not_a_number)) << text;
    }
    EXPECT_EQ(typed("1,234"), error(DecimalError::too_many_decimals));
    EXPECT_EQ(typed(std::string(59, '9')), error(DecimalError::out_of_range));
    EXPECT_EQ(german.parse_quantity("1,204"), Quantity{1'204'000});
    EXPECT_EQ(german.parse_percent("7,5"), Rate{7'500'000});
    EXPECT_EQ(german.parse_price("0,0125", *currency_of("EUR")),
              (UnitPrice{125'0000, *currency_of("EUR")}));
}

TEST(Locale, refuses_what_is_no_language) {
    for (const char* const tag : {"", "zz", "english", "e", "de_DE!", "x-private", "../../etc"}) {
        EXPECT_EQ(Locale::open(tag).error(), LocaleError::unknown_language) << tag;
    }
}

TEST(Locale, a_shown_amount_is_read_back_as_itself) {
    std::mt19937_64 random{7};
    for (const char* const tag : {"en-GB", "de", "fr", "de-CH", "he", "ar-EG", "hr", "pl"}) {
        const Locale locale = open(tag);
        for (const char* const code : {"EUR", "JPY", "KWD"}) {
            std::uniform_int_distribution<int> digits{1, 13};
            for (int round = 0; round < 300; ++round) {
                std::int64_t limit = 1;
                for (int digit = digits(random); digit > 0; --digit) limit *= 10;
                const Money money{std::uniform_int_distribution{-limit, limit}(random),
                                  *currency_of(code)};
                if (money.currency.exponent == 0 && std::abs(money.minor) < 1'000'000) continue;
                const std::string shown = locale.amount(money);
                EXPECT_EQ(locale.parse_money(shown, money.currency), money) << tag << ' ' << shown;
            }
        }
    }
}

TEST(CurrencySigns, three_digits_of_iso_4217) {
    EXPECT_EQ(pos::locale::numeric_code(*pos::currency_of("EUR")), "978");
    EXPECT_EQ(pos::locale::numeric_code(*pos::currency_of("GBP")), "826");
    EXPECT_EQ(pos::locale::numeric_code(*pos::currency_of("ALL")), "008");
    EXPECT_EQ(pos::locale::numeric_code({}), "");
}
