// Goal: usage takes units from the lots that cover it, in their order, each at its own instant, and
// never more than there is. Method: tables, and seeded lots and usage.
#include "pos/billing/wallet/units.hpp"

#include <gtest/gtest.h>

#include <random>

namespace {

namespace wallet = pos::billing::wallet;
using wallet::Portion;
using wallet::UnitLot;
using Taken = std::vector<wallet::UnitsTaken>;

UnitLot held(std::string id, std::int64_t left, std::optional<std::int64_t> expires = {}) {
    UnitLot one;
    one.id = std::move(id);
    one.left = left;
    if (expires) one.expires = pos::Instant{*expires};
    return one;
}

Taken take(std::vector<UnitLot>& lots, std::int64_t at, std::int64_t need,
           Portion portion = Portion::as_far_as_it_goes) {
    return wallet::take_units(lots, {{at}, "kwh", true, need}, portion);
}

}  // namespace

TEST(TakeUnits, go_by_priority_then_end_then_age) {
    std::vector<UnitLot> lots{held("a", 10), held("b", 10, 500), held("c", 10, 200), held("d", 10),
                              held("e", 10)};
    lots[3].priority = -1;
    lots[0].created = {2};
    lots[4].created = {1};
    EXPECT_EQ(
        take(lots, 100, 45),
        (Taken{{3, 10, false}, {2, 10, false}, {1, 10, false}, {4, 10, false}, {0, 5, false}}));
    EXPECT_EQ(lots[0].left, 5);
}

TEST(TakeUnits, count_from_their_beginning_to_their_end) {
    std::vector<UnitLot> lots{held("a", 10, 200)};
    lots[0].effective = {100};
    EXPECT_TRUE(take(lots, 99, 1).empty());
    EXPECT_EQ(take(lots, 100, 1), (Taken{{0, 1, false}}));
    EXPECT_EQ(take(lots, 199, 1), (Taken{{0, 1, false}}));
    EXPECT_TRUE(take(lots, 200, 1).empty());
}

TEST(TakeUnits, go_on_with_so_much_as_is_kept) {
    std::vector<UnitLot> lots{held("a", 100, 200)};
    lots[0].kept_until = pos::Instant{300};
    lots[0].kept_left = 30;
    EXPECT_EQ(wallet::available(lots[0], {199}), 100);
    EXPECT_EQ(wallet::available(lots[0], {200}), 30);
    EXPECT_EQ(take(lots, 250, 50), (Taken{{0, 30, true}}));
    EXPECT_TRUE(take(lots, 260, 1).empty());
    // Usage of before its end that comes in later still finds the rest.
    EXPECT_EQ(take(lots, 150, 90), (Taken{{0, 70, false}}));
    EXPECT_EQ(wallet::available(lots[0], {300}), 0);
}

TEST(TakeUnits, keep_no_more_than_is_left) {
    std::vector<UnitLot> lots{held("a", 100, 200)};
    lots[0].kept_until = pos::Instant{300};
    lots[0].kept_left = 30;
    EXPECT_EQ(take(lots, 100, 80), (Taken{{0, 80, false}}));
    EXPECT_EQ(take(lots, 250, 50), (Taken{{0, 20, true}}));
    EXPECT_EQ(lots[0].left, 0);
}

TEST(TakeUnits, with_a_scope_cover_what_it_names_alone) {
    std::vector<UnitLot> lots{held("a", 10), held("b", 10)};
    lots[0].scope = {"levy"};
    EXPECT_EQ(take(lots, 1, 15), (Taken{{1, 10, false}}));
    // A second charge on the same usage is covered only by a lot that names it.
    const wallet::UnitsNeed again{{1}, "levy", false, 4};
    EXPECT_EQ(wallet::take_units(lots, again, Portion::as_far_as_it_goes), (Taken{{0, 4, false}}));
    lots[1].left = 10;
    const wallet::UnitsNeed other{{1}, "tax", false, 4};
    EXPECT_TRUE(wallet::take_units(lots, other, Portion::as_far_as_it_goes).empty());
}

TEST(TakeUnits, that_are_counted_are_whole_or_none) {
    std::vector<UnitLot> lots{held("a", 6), held("b", 3)};
    EXPECT_TRUE(take(lots, 1, 10, Portion::whole_or_nothing).empty());
    EXPECT_EQ(lots[0].left + lots[1].left, 9);
    EXPECT_EQ(take(lots, 1, 9, Portion::whole_or_nothing), (Taken{{0, 6, false}, {1, 3, false}}));
}

TEST(TakeUnits, never_give_more_than_there_is) {
    std::mt19937 random{20261128};
    const auto below = [&](unsigned most) { return static_cast<std::int64_t>(random() % most); };
    for (int round = 0; round < 300; ++round) {
        std::vector<UnitLot> lots;
        std::int64_t sum_held = 0;
        for (int i = 0; i < 4; ++i) {
            UnitLot one = held(std::to_string(i), below(50), below(100));
            one.priority = below(2);
            if (below(2) != 0) {
                one.kept_until = pos::Instant{one.expires->unix_ms + 40};
                one.kept_left = below(30);
            }
            sum_held += one.left;
            lots.push_back(one);
        }
        const std::vector<UnitLot> before = lots;
        Taken all;
        std::int64_t sum = 0;
        for (int use = 0; use < 10; ++use) {
            const Taken some = take(lots, below(140), below(20));
            for (const auto& one : some) sum += one.amount;
            all.insert(all.end(), some.begin(), some.end());
        }
        EXPECT_LE(sum, sum_held);
        for (const UnitLot& one : lots) {
            EXPECT_GE(one.left, 0);
            EXPECT_GE(one.kept_left, 0);
        }
        for (const auto& one : all) wallet::give_back(lots, one);
        EXPECT_EQ(lots, before);
    }
}
