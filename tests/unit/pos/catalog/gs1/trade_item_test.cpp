// Goal: what a register uses of a code is what the label says: goods, batch, days, weight, price.
// Method: codes by hand, the rule of centuries at its edges, every day of a leap year.
#include "pos/catalog/gs1/trade_item.hpp"

#include <gtest/gtest.h>

#include "pos/catalog/gs1/reading.hpp"

using namespace pos;
using namespace pos::catalog::gs1;

namespace {

const Date kToday = make_date(2026, 11, 25);

TradeItem item(std::string_view text) {
    const auto elements = read(text);
    EXPECT_TRUE(elements) << text;
    const auto found = trade_item(*elements, kToday);
    EXPECT_TRUE(found) << text;
    return found.value_or(TradeItem{});
}

std::string day(std::string_view yymmdd, int this_year = 2026) {
    return to_string(date_of(yymmdd, make_date(this_year, 6, 15)));
}

}  // namespace

TEST(Gs1TradeItem, batch_serial_and_days) {
    const auto milk = item("(01)09521234543213(10)L1(21)S7(17)261231(15)261130");
    EXPECT_EQ(milk.number, "09521234543213");
    EXPECT_EQ(milk.batch, "L1");
    EXPECT_EQ(milk.serial, "S7");
    EXPECT_EQ(milk.expires, make_date(2026, 12, 31));
    EXPECT_EQ(milk.best_before, make_date(2026, 11, 30));
    EXPECT_EQ(milk.weight_kg, std::nullopt);
    EXPECT_EQ(milk.price, std::nullopt);
}

TEST(Gs1TradeItem, the_earliest_day_ends_the_sale) {
    EXPECT_EQ(item("(01)09521234543213(17)261231(16)261220").expires, make_date(2026, 12, 20));
    EXPECT_EQ(item("(01)09521234543213(7003)2612101230").expires, make_date(2026, 12, 10));
    EXPECT_EQ(item("(01)09521234543213(15)261231").expires, std::nullopt);
}

TEST(Gs1TradeItem, measures) {
    EXPECT_EQ(item("(01)09521234543213(3103)001204").weight_kg, Quantity{1'204'000});
    EXPECT_EQ(item("(01)09521234543213(3100)000012").weight_kg, pieces(12));
    EXPECT_EQ(item("(01)09521234543213(3105)123456").weight_kg, Quantity{1'234'560});
    EXPECT_EQ(item("(01)09521234543213(3202)000100").weight_lb, pieces(1));
    EXPECT_EQ(item("(01)09521234543213(3112)000250").length_m, Quantity{2'500'000});
    EXPECT_EQ(item("(01)09521234543213(3151)000015").volume_l, Quantity{1'500'000});
    EXPECT_EQ(item("(01)09521234543213(30)12").count, pieces(12));
    EXPECT_EQ(item("(02)09521234543213(37)24(00)095212345678901235").count, pieces(24));
}

TEST(Gs1TradeItem, quantities_by_the_unit_that_goods_are_sold_by) {
    const auto cheese = item("(01)09521234543213(3103)001500(30)3");
    EXPECT_EQ(quantity_in(cheese, "kg"), Quantity{1'500'000});
    EXPECT_EQ(quantity_in(cheese, "g"), pieces(1'500));
    EXPECT_EQ(quantity_in(cheese, "lb"), Quantity{3'306'934});
    EXPECT_EQ(quantity_in(cheese, ""), pieces(3));
    EXPECT_EQ(quantity_in(cheese, "m"), std::nullopt);
    EXPECT_EQ(quantity_in(cheese, "h"), std::nullopt);
    const auto pounds = item("(01)09521234543213(3200)000007");
    EXPECT_EQ(quantity_in(pounds, "lb"), pieces(7));  // not by way of kilograms
    EXPECT_EQ(quantity_in(pounds, "kg"), Quantity{3'175'147});
    EXPECT_EQ(quantity_in(pounds, "g"), Quantity{3'175'146'590});
}

TEST(Gs1TradeItem, prices) {
    EXPECT_EQ(item("(01)09521234543213(3922)399(3103)001204").price, (LabelAmount{399, 2, {}}));
    EXPECT_EQ(item("(01)09521234543213(3932)978399(3103)001204").price,
              (LabelAmount{399, 2, "978"}));
    EXPECT_EQ(item("(01)09521234543213(3929)999999999999999(3103)000001").price,
              (LabelAmount{999'999'999'999'999, 9, {}}));
}

TEST(Gs1TradeItem, a_code_without_goods_is_none) {
    EXPECT_EQ(trade_item(*read("(00)095212345678901235"), kToday), std::nullopt);
    EXPECT_EQ(trade_item(*read("(414)9521234543213"), kToday), std::nullopt);
}

TEST(Gs1TradeItem, two_digits_mean_the_year_within_fifty_of_this_one) {
    EXPECT_EQ(day("260615"), "2026-06-15");
    EXPECT_EQ(day("760615"), "2076-06-15");  // fifty ahead
    EXPECT_EQ(day("770615"), "1977-06-15");  // fifty-one ahead is behind
    EXPECT_EQ(day("750615", 2024), "1975-06-15");
    EXPECT_EQ(day("740615", 2024), "2074-06-15");
    EXPECT_EQ(day("000615", 2099), "2100-06-15");
    EXPECT_EQ(day("490615", 2099), "2149-06-15");  // fifty behind is ahead
    EXPECT_EQ(day("500615", 2099), "2050-06-15");
    EXPECT_EQ(day("990615", 2000), "1999-06-15");
}

TEST(Gs1TradeItem, no_day_is_the_months_last) {
    EXPECT_EQ(day("260200"), "2026-02-28");
    EXPECT_EQ(day("280200"), "2028-02-29");
    EXPECT_EQ(day("261200"), "2026-12-31");
    EXPECT_EQ(day("260400"), "2026-04-30");
}

TEST(Gs1TradeItem, every_day_of_a_leap_year) {
    for (Date at = make_date(2028, 1, 1); at < make_date(2029, 1, 1); ++at.days) {
        std::string digits;
        for (const char c : to_string(at).substr(2)) {
            if (c != '-') digits += c;
        }
        EXPECT_EQ(date_of(digits, kToday), at) << digits;
    }
}
