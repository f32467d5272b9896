// Goal: what a label, a scale or a pack says of goods is one quantity at one price, or a refusal.
// Method: goods by the piece, by weight and of an open price, in a table.
#include "pos/sale/said.hpp"

#include <gtest/gtest.h>

namespace {

using namespace pos;
using namespace pos::sale;

const Currency kPounds = *currency_of("GBP");

AddItem goods(const char* unit, std::int64_t price_e8) {
    AddItem goods;
    goods.item.unit = unit;
    goods.item.price = {price_e8, kPounds};
    return goods;
}

struct Answer {
    std::int64_t millionths;
    std::int64_t price_e8;
    bool operator==(const Answer&) const = default;
};
Answer said(const AddItem& goods) {
    const auto answer = said_of(goods, RoundingMode::half_away);
    EXPECT_TRUE(answer);
    return answer ? Answer{answer->quantity.millionths, answer->price.e8} : Answer{};
}
Refusal refused(const AddItem& goods) {
    const auto answer = said_of(goods, RoundingMode::half_away);
    EXPECT_FALSE(answer);
    return answer ? Refusal::waiting : answer.error();
}

TEST(Said, is_one_at_the_items_price_unless_something_is_said) {
    AddItem pen = goods("", 120'000'000);
    EXPECT_EQ(said(pen), (Answer{1'000'000, 120'000'000}));
    pen.quantity = pieces(6);
    pen.price = UnitPrice{100'000'000, kPounds};
    EXPECT_EQ(said(pen), (Answer{6'000'000, 100'000'000}));
}

TEST(Said, of_a_labels_price_is_the_weight_that_it_pays_for) {
    AddItem cheese = goods("kg", 1'000'000'000);
    cheese.label_price = Money{402, kPounds};
    EXPECT_EQ(said(cheese), (Answer{402'000, 1'000'000'000}));
    cheese.item.unit = "";
    EXPECT_EQ(said(cheese), (Answer{1'000'000, 402'000'000})) << "pieces are not divided";
    cheese.item.unit = "kg";
    cheese.item.open_price = true;
    EXPECT_EQ(said(cheese), (Answer{1'000'000, 402'000'000}));
}

TEST(Said, refuses_prices_below_zero_and_none) {
    AddItem pen = goods("", -1);
    EXPECT_EQ(refused(pen), Refusal::price_out_of_range);
    pen.label_price = Money{-1, kPounds};
    EXPECT_EQ(refused(pen), Refusal::price_out_of_range);
    AddItem gift = goods("", 0);
    gift.item.open_price = true;
    EXPECT_EQ(refused(gift), Refusal::price_missing);
}

}  // namespace
