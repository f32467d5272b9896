// Goal: a rate changes from its day on and on no day before, whatever stands around it; what makes
// no sense is refused. Method: changes to made-up settings, asked of the table that tills use.
#include "app/core/office/change_tax.hpp"

#include <gtest/gtest.h>

#include <algorithm>

using namespace app::core;

namespace {

const pos::Date kToday = pos::make_date(2026, 11, 26);

class ChangedTax : public ::testing::Test {
protected:
    void change(TaxChange how) {
        auto made = changed_tax(settings_, how, kToday);
        ASSERT_TRUE(made) << made.error().words;
        settings_ = std::move(*made);
    }
    bool refused(const TaxChange& how) const {
        return !changed_tax(settings_, how, kToday).has_value();
    }
    /// Percent, millionths; -1 for none.
    std::int64_t rate(const std::string& tax_class, int year, unsigned month, unsigned day) const {
        const auto table = pos::tax::TaxTable::make(settings_.taxes);
        EXPECT_TRUE(table);
        const auto taxes = table->taxes_on(tax_class, pos::make_date(year, month, day));
        if (!taxes || taxes->empty()) return -1;
        EXPECT_EQ(taxes->size(), 1U);
        return taxes->front().rate.e8 / 1'000'000;
    }

    ShopSettings settings_{default_settings()};
};

TEST_F(ChangedTax, IsOnTheGoodsOfAClassFromTheFirstDay) {
    change({.code = "A",
            .percent = "20",
            .name = "VAT",
            .tax_class = "standard",
            .for_goods_without_class = true});
    EXPECT_EQ(rate("standard", 1990, 1, 1), 20);
    EXPECT_EQ(rate("standard", 2090, 1, 1), 20);
    EXPECT_EQ(settings_.tax_class, "standard");
    EXPECT_EQ(settings_.taxes.taxes[0].tax.name, "VAT");
    EXPECT_TRUE(settings_.taxes.taxes[0].tax.included);
}

TEST_F(ChangedTax, KeepsEarlierDaysAndLaterChanges) {
    change({.code = "A", .percent = "19", .name = "MwSt.", .tax_class = "standard"});
    change({.code = "A", .percent = "21", .from = "2030-01-01"});
    change({.code = "A", .percent = "20.5", .from = "2027-07-01"});
    EXPECT_EQ(rate("standard", 2027, 6, 30), 19);
    EXPECT_EQ(settings_.taxes.taxes[1].tax.rate.e8, 20'500'000);
    EXPECT_EQ(rate("standard", 2029, 12, 31), 20);
    EXPECT_EQ(rate("standard", 2030, 1, 1), 21);
    EXPECT_EQ(settings_.taxes.taxes[1].tax.name, "MwSt.");
    // The same day again takes its place.
    change({.code = "A", .percent = "16", .from = "2027-07-01"});
    EXPECT_EQ(settings_.taxes.taxes.size(), 3U);
    EXPECT_EQ(rate("standard", 2027, 7, 1), 16);
    // Today, if no day is said.
    change({.code = "A", .percent = "18"});
    EXPECT_EQ(rate("standard", 2026, 11, 25), 19);
    EXPECT_EQ(rate("standard", 2026, 11, 26), 18);
    EXPECT_EQ(rate("standard", 2027, 7, 1), 16);
    // Before all others.
    change({.code = "B", .percent = "7", .tax_class = "reduced", .from = "2026-01-01"});
    change({.code = "B", .percent = "5", .from = "2020-01-01"});
    EXPECT_EQ(rate("reduced", 2019, 12, 31), -1);
    EXPECT_EQ(rate("reduced", 2025, 12, 31), 5);
    EXPECT_EQ(rate("reduced", 2026, 1, 1), 7);
}

TEST_F(ChangedTax, MayBeAddedToPrices) {
    change({.code = "A", .percent = "8.875", .tax_class = "standard", .included = false});
    EXPECT_FALSE(settings_.taxes.taxes[0].tax.included);
    change({.code = "A", .percent = "9", .from = "2027-01-01"});
    EXPECT_FALSE(settings_.taxes.taxes[1].tax.included);
}

TEST_F(ChangedTax, IsTakenAwayWithItsClass) {
    change(
        {.code = "A", .percent = "20", .tax_class = "standard", .for_goods_without_class = true});
    change({.code = "B", .percent = "5", .tax_class = "reduced"});
    change({.code = "A", .remove = true});
    EXPECT_EQ(rate("standard", 2026, 11, 26), -1);
    EXPECT_EQ(settings_.tax_class, "");
    EXPECT_EQ(rate("reduced", 2026, 11, 26), 5);
}

TEST_F(ChangedTax, RefusesWhatMakesNoSense) {
    change({.code = "A", .percent = "20", .tax_class = "standard"});
    EXPECT_TRUE(refused({.code = "", .percent = "20"}));
    EXPECT_TRUE(refused({.code = "A", .percent = "abc"}));
    EXPECT_TRUE(refused({.code = "A", .percent = "-1"}));
    EXPECT_TRUE(refused({.code = "A", .percent = "1", .from = "yesterday"}));
    EXPECT_TRUE(refused({.code = "A", .percent = "1", .from = "2027-02-30"}));
    EXPECT_TRUE(refused({.code = "A", .percent = "10001"}));
    EXPECT_TRUE(refused({.code = "A", .percent = "20", .for_goods_without_class = true}));
    EXPECT_TRUE(refused({.code = "Z", .remove = true}));
    settings_.taxes.classes.push_back({"both", "both", {"A", "B"}});
    settings_.taxes.taxes.push_back({.tax = {.code = "B"}, .from = {0}});
    EXPECT_TRUE(refused({.code = "B", .percent = "5", .tax_class = "both"}));
    // A class would name a tax that is gone.
    EXPECT_TRUE(refused({.code = "B", .remove = true}));
}

}  // namespace
