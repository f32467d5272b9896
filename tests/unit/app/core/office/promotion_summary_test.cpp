// Goal: what the audit keeps of a promotion can be read back, so that pages say it in their
// languages. Method: promotions of every kind, written and read; texts that are none.
#include <gtest/gtest.h>

#include "app/core/office/promotion_text.hpp"

namespace {

using app::core::PromotionText;
using app::core::read_summary;

const PromotionText kKinds[] = {
    {.label = "10 % off", .percent = "10"},
    {.label = "0.50 off", .off = "0.50"},
    {.label = "Only 1.99", .price = "1.99"},
    {.label = "3 for 2", .take = "3", .pay = "2"},
    {.label = "3 for 5.00", .price = "5.00", .take = "3"},
    {.label = "3 for 5", .price = "5", .take = "3"},
    {.label = "3 for 500", .price = "500", .take = "3"},
    {.label = "Every other", .percent = "50", .take = "2"},
    {.label = "5 % from 50.00", .percent = "5", .spend = "50.00"},
    {.label = "5.00 off 50.00", .off = "5.00", .spend = "50.00"},
};

}  // namespace

TEST(PromotionSummary, IsReadBackWhateverItGives) {
    for (PromotionText text : kKinds) {
        EXPECT_EQ(read_summary(summary(text)), text) << summary(text);
        text.times = "2";
        EXPECT_EQ(read_summary(summary(text)), text) << summary(text);
        text.combinable = true;
        EXPECT_EQ(read_summary(summary(text)), text) << summary(text);
    }
}

TEST(PromotionSummary, IsReadBackWhereverAndWheneverItIs) {
    PromotionText text{.label = "A \"big\": offer; now", .percent = "10"};
    text.items = {"101", "102"};
    EXPECT_EQ(read_summary(summary(text)), text);
    text.departments = {"D1", "D2"};
    EXPECT_EQ(read_summary(summary(text)), text);
    text.items.clear();
    text.from = "2026-12-01 18:30";
    EXPECT_EQ(read_summary(summary(text)), text);
    text.until = "2026-12-24";
    text.weekdays = "mon-fri,sun";
    text.hours = "17:00-19:00";
    text.branches = {"B01", "B02"};
    EXPECT_EQ(read_summary(summary(text)), text);
    text.priority = "10";
    EXPECT_EQ(read_summary(summary(text)), text);
}

TEST(PromotionSummary, OtherTextsAreNone) {
    for (const char* text :
         {"", "ended", "\"", "\"A\": ", "\"A\": 10 % off", "\"A\": 10 % off; all goods",
          "\"A\": a gift; all goods; always", "\"A\": 10 % off; no goods; always",
          "\"A\": 10 % off; all goods; from", "\"A\": 10 % off; all goods; always; B01; B02"}) {
        EXPECT_FALSE(read_summary(text)) << text;
    }
}
