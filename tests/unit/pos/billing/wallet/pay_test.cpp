// Goal: credit pays what it may pay and no more, in its order, and what was paid of a line can be
// told from what each lot paid. Method: a table, and seeded lots and lines.
#include "pos/billing/wallet/pay.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <numeric>
#include <random>

namespace {

namespace wallet = pos::billing::wallet;
using Paid = std::vector<wallet::LinePaid>;

std::int64_t sum(const Paid& paid) {
    return std::accumulate(paid.begin(), paid.end(), std::int64_t{0},
                           [](std::int64_t all, const auto& one) { return all + one.minor; });
}

TEST(PayLines, OneLotPaysFromTheFirstLineOn) {
    const std::vector<wallet::PayableLine> lines{{"fee", 1'000}, {"kwh", 3'000}};
    const std::vector<wallet::PayingLot> lots{{1'500, {}}};
    EXPECT_EQ(wallet::pay_lines(lines, lots, 4'000), (Paid{{0, 0, 1'000}, {0, 1, 500}}));
}

TEST(PayLines, ALotWithAScopePaysItsChargesAlone) {
    const std::vector<wallet::PayableLine> lines{{"fee", 1'000}, {"kwh", 3'000}, {"", 500}};
    const std::vector<wallet::PayingLot> lots{{5'000, {"kwh"}}, {700, {}}};
    EXPECT_EQ(wallet::pay_lines(lines, lots, 4'500), (Paid{{0, 1, 3'000}, {1, 0, 700}}));
}

TEST(PayLines, NoMoreIsPaidThanTheDocumentComesTo) {
    // 10.00 of it were given back by another line.
    const std::vector<wallet::PayableLine> lines{{"fee", 3'000}, {"fee", -1'000}};
    const std::vector<wallet::PayingLot> lots{{9'000, {}}};
    EXPECT_EQ(wallet::pay_lines(lines, lots, 2'000), (Paid{{0, 0, 2'000}}));
    EXPECT_TRUE(wallet::pay_lines(lines, lots, 0).empty());
    EXPECT_TRUE(wallet::pay_lines(lines, lots, -500).empty());
}

TEST(PayLines, WhatEachLotPaidTellsWhatEachLineWasPaid) {
    std::mt19937_64 dice{20'261'126};
    const std::vector<std::string> charges{"fee", "kwh", "calls", ""};
    for (int round = 0; round < 500; ++round) {
        std::vector<wallet::PayableLine> lines(dice() % 6);
        std::int64_t total = 0;
        for (auto& line : lines) {
            line = {charges[dice() % 4], static_cast<std::int64_t>(dice() % 2'000) - 300};
            total += line.minor;
        }
        std::vector<wallet::PayingLot> lots(dice() % 5);
        for (auto& lot : lots) {
            lot.left_minor = static_cast<std::int64_t>(dice() % 1'500);
            if (dice() % 2 == 0) lot.scope = {charges[dice() % 3]};
        }
        const Paid paid = wallet::pay_lines(lines, lots, total);
        EXPECT_LE(sum(paid), std::max<std::int64_t>(total, 0));
        std::vector<std::int64_t> of_lot(lots.size());
        std::vector<std::int64_t> of_line(lines.size());
        for (const auto& one : paid) {
            EXPECT_GT(one.minor, 0);
            of_lot[one.lot] += one.minor;
            of_line[one.line] += one.minor;
        }
        for (std::size_t i = 0; i < lots.size(); ++i) EXPECT_LE(of_lot[i], lots[i].left_minor);
        for (std::size_t i = 0; i < lines.size(); ++i) {
            EXPECT_LE(of_line[i], std::max<std::int64_t>(lines[i].minor, 0));
        }
        auto spent = lots;
        for (std::size_t i = 0; i < lots.size(); ++i) spent[i].left_minor = of_lot[i];
        EXPECT_EQ(wallet::pay_lines(lines, spent, sum(paid)), paid) << "round " << round;
    }
}

}  // namespace
