// Goal: a margin is what takings without tax leave once the goods' cost is taken off, at the cost
// that each line was sold at; what says no cost is in none. Method: a table as an accountant would
// write it, the ends of the range, and seeded lines that come back.
#include "pos/report/margin.hpp"

#include <gtest/gtest.h>

#include <limits>

#include "tests/support/seeded_random.hpp"

namespace {

using namespace pos;
using namespace pos::report;

constexpr Currency kEuro{{'E', 'U', 'R'}, 2};
constexpr Currency kYen{{'J', 'P', 'Y'}, 0};

TakingsRow row(std::int64_t gross_minor, std::int64_t tax_minor, CostOfSales cost,
               Currency currency = kEuro) {
    TakingsRow row;
    row.currency = currency;
    row.figures.gross_minor = gross_minor;
    row.figures.tax_minor = tax_minor;
    row.cost = cost;
    return row;
}

TEST(Margin, is_what_an_accountant_writes) {
    struct Line {
        const char* what;
        TakingsRow row;
        std::int64_t takings, cost, amount, without;
        std::optional<std::int64_t> share_e8;
    };
    const Line lines[] = {
        // 119.00 with 19 %: 100.00 came in, 70.00 went out.
        {"plain", row(11'900, 1'900, {7'000'000'000, 10'000}), 10'000, 7'000, 3'000, 0, 30'000'000},
        {"at a loss", row(11'900, 1'900, {12'500'000'000, 10'000}), 10'000, 12'500, -2'500, 0,
         -25'000'000},
        {"half of it without a cost", row(11'900, 1'900, {2'000'000'000, 4'000}), 10'000, 2'000,
         2'000, 6'000, 50'000'000},
        {"no cost known", row(11'900, 1'900, {}), 10'000, 0, 0, 10'000, std::nullopt},
        {"given away", row(0, 0, {7'000'000'000, 0}), 0, 7'000, -7'000, 0, std::nullopt},
        {"all brought back", row(-11'900, -1'900, {-7'000'000'000, -10'000}), -10'000, -7'000,
         -3'000, 0, std::nullopt},
        {"thirds of a cent", row(300, 0, {3 * 33'333'333, 300}), 300, 100, 200, 0, 66'666'667},
        {"yen", row(1'100, 100, {70'000'000'000, 1'000}, kYen), 1'000, 700, 300, 0, 30'000'000},
    };
    for (const Line& line : lines) {
        const Margin margin = margin_of(line.row);
        EXPECT_EQ(margin.takings.minor, line.takings) << line.what;
        EXPECT_EQ(margin.cost.minor, line.cost) << line.what;
        EXPECT_EQ(margin.amount.minor, line.amount) << line.what;
        EXPECT_EQ(margin.without_cost.minor, line.without) << line.what;
        ASSERT_EQ(margin.share.has_value(), line.share_e8.has_value()) << line.what;
        if (margin.share) {
            EXPECT_EQ(margin.share->e8, *line.share_e8) << line.what;
        }
    }
}

TEST(Margin, costs_are_those_of_so_much) {
    EXPECT_EQ(cost_e8(119'000'000, pieces(3)), 357'000'000);
    EXPECT_EQ(cost_e8(119'000'000, pieces(-3)), -357'000'000);
    EXPECT_EQ(cost_e8(100'000'001, Quantity{500'000}), 50'000'001) << "half away from zero";
    EXPECT_EQ(cost_e8(100'000'001, Quantity{-500'000}), -50'000'001);
    EXPECT_EQ(cost_e8(0, pieces(7)), 0);
    EXPECT_EQ(cost_e8(kPriceMaxE8, kQuantityMax), std::numeric_limits<std::int64_t>::max());
    EXPECT_EQ(cost_e8(kPriceMaxE8, -kQuantityMax), std::numeric_limits<std::int64_t>::min());
}

TEST(Margin, what_comes_back_leaves_nothing_and_order_does_not_matter) {
    test::SeededRandom random{7};
    const auto drawn = [&](std::int64_t below) {
        std::uint64_t bits = 0;
        random.fill(std::as_writable_bytes(std::span{&bits, 1}));
        return static_cast<std::int64_t>(bits % static_cast<std::uint64_t>(below));
    };
    struct Sold {
        std::int64_t cost;
        Quantity quantity;
        std::int64_t net;
    };
    std::vector<Sold> lines;
    for (int i = 0; i < 200; ++i)
        lines.push_back({drawn(50'000'000'000), {drawn(9'000'000)}, drawn(100'000)});
    CostOfSales there;
    CostOfSales back;
    for (const Sold& line : lines) add(there, line.cost, line.quantity, line.net);
    for (auto line = lines.rbegin(); line != lines.rend(); ++line)
        add(back, line->cost, line->quantity, line->net);
    EXPECT_EQ(there, back);
    for (const Sold& line : lines) add(there, line.cost, -line.quantity, -line.net);
    EXPECT_EQ(there, CostOfSales{});
}

}  // namespace
