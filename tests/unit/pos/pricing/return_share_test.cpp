// Goal: what comes back is what was paid, to the cent, in any number of steps.
// Method: a table of returns by hand, every refusal, and seeded tickets whose lines come back in
// random pieces: every figure adds up to the sale's, and each step is a sound line of its own.
#include "pos/pricing/return_share.hpp"

#include <gtest/gtest.h>

#include <random>

#include "tests/unit/pos/pricing/ticket.hpp"

using namespace test;

namespace {

PricedLine returned(const PricedLine& sold, const char* quantity, const char* before,
                    const char* now) {
    return *return_share(
        sold, {*parse_quantity(quantity), *parse_quantity(before), *parse_quantity(now)});
}

std::string figures(const PricedLine& line) {
    PricedDocument one;
    one.lines.push_back(line);
    return lines_of(one);
}

std::optional<ReturnError> refusal(Quantity sold, Quantity before, Quantity now) {
    const auto share = return_share(PricedLine{}, {sold, before, now});
    if (share) return std::nullopt;
    return share.error();
}

}  // namespace

TEST(ReturnShare, three_bought_together_come_back_one_by_one) {
    const PricedLine sold = price(ticket("3 x 3.33 A -10%\n1 x 10.00 A\nbasket -1.00"))->lines[0];
    EXPECT_EQ(figures(sold), "9.99 - 1.00 - 0.47 = 8.52: 7.10 + 1.42 = 8.52\n");
    EXPECT_EQ(figures(returned(sold, "3", "0", "1")),
              "-3.33 - -0.33 - -0.16 = -2.84: -2.37 + -0.47 = -2.84\n");
    EXPECT_EQ(figures(returned(sold, "3", "1", "1")),
              "-3.33 - -0.34 - -0.15 = -2.84: -2.36 + -0.48 = -2.84\n");
    EXPECT_EQ(figures(returned(sold, "3", "2", "1")),
              "-3.33 - -0.33 - -0.16 = -2.84: -2.37 + -0.47 = -2.84\n");
}

TEST(ReturnShare, the_whole_line_at_once_is_its_mirror) {
    const PricedLine sold = price(ticket("2.5 x 7.77 GQ -3%\nbasket -0.50"))->lines[0];
    const PricedLine back = returned(sold, "2.5", "0", "2.5");
    EXPECT_EQ(back.payable, -sold.payable);
    EXPECT_EQ(back.gross, -sold.gross);
    EXPECT_EQ(back.total, -sold.total);
    EXPECT_EQ(back.net, -sold.net);
    EXPECT_EQ(back.basket_share, -sold.basket_share);
    EXPECT_EQ(back.discounts[0], -sold.discounts[0]);
    for (std::size_t t = 0; t < 2; ++t) {
        EXPECT_EQ(back.taxes[t].tax, -sold.taxes[t].tax);
        EXPECT_EQ(back.taxes[t].base, -sold.taxes[t].base);
        EXPECT_EQ(back.taxes[t].group, sold.taxes[t].group);
    }
}

TEST(ReturnShare, a_stored_line_may_hold_its_basket_shares_as_one_figure) {
    PricedLine sold = price(ticket("3 x 3.33 A\nbasket -1.00\nbasket -10%"))->lines[0];
    sold.basket_shares.clear();
    const PricedLine back = returned(sold, "3", "0", "2");
    EXPECT_TRUE(back.basket_shares.empty());
    EXPECT_EQ(figures(back), "-6.66 - -1.27 = -5.39: -4.49 + -0.90 = -5.39\n");
}

TEST(ReturnShare, refusals) {
    EXPECT_EQ(refusal(pieces(0), pieces(0), pieces(1)), ReturnError::nothing_sold);
    EXPECT_EQ(refusal(pieces(-1), pieces(0), pieces(0)), ReturnError::nothing_sold);
    EXPECT_EQ(refusal(pieces(3), pieces(0), pieces(0)), ReturnError::nothing_returned);
    EXPECT_EQ(refusal(pieces(3), pieces(0), pieces(-1)), ReturnError::nothing_returned);
    EXPECT_EQ(refusal(pieces(3), pieces(-1), pieces(1)), ReturnError::nothing_returned);
    EXPECT_EQ(refusal(pieces(3), pieces(0), {3'000'001}), ReturnError::more_than_sold);
    EXPECT_EQ(refusal(pieces(3), pieces(2), {1'000'001}), ReturnError::more_than_sold);
    EXPECT_EQ(refusal(pieces(3), {INT64_MAX}, {INT64_MAX}), ReturnError::more_than_sold);
    EXPECT_EQ(refusal(pieces(3), pieces(2), pieces(1)), std::nullopt);
}

TEST(ReturnShare, any_number_of_steps_gives_back_every_cent) {
    for (unsigned seed = 0; seed < 300; ++seed) {
        SCOPED_TRACE(seed);
        std::mt19937_64 random{seed};
        const char* const kTaxes[] = {"", "A", "B", "N", "GQ", "AD", "AB", "AS"};
        std::ostringstream text;
        text << random() % 9 + 1 << "." << random() % 1000 << " x " << random() % 50 << "."
             << random() % 90 + 10 << " " << kTaxes[random() % 8] << " -" << random() % 30 << "%\n"
             << "2 x 3.99 A\nbasket -" << random() % 20 << "%\nbasket -0.0" << random() % 10;
        const PricingInput input = ticket(text.str());
        const auto sale = price(input);
        ASSERT_TRUE(sale) << text.str();
        const PricedLine& sold = sale->lines[0];
        const Quantity quantity = input.lines[0].quantity;

        PricingInput refunds{.currency = euro()};
        Quantity before{0};
        while (before < quantity) {
            const auto left = static_cast<std::uint64_t>((quantity - before).millionths);
            const Quantity now{random() % 4 == 0 ? (quantity - before).millionths
                                                 : static_cast<std::int64_t>(random() % left) + 1};
            const auto back = return_share(sold, {quantity, before, now});
            ASSERT_TRUE(back);
            std::vector<tax::Tax> taxes = input.lines[0].taxes;
            PricedLine line = *back;
            for (std::size_t t = 0; t < line.taxes.size(); ++t) line.taxes[t].group = t;
            refunds.lines.push_back({.settled = SettledLine{line, taxes}});
            before = before + now;
        }
        const auto refund = price(refunds);
        ASSERT_TRUE(refund) << "each step's own sums hold";
        EXPECT_EQ(refund->total, -sold.payable);
        EXPECT_EQ(refund->gross, -sold.gross);
        EXPECT_EQ(refund->net, -sold.net);
        EXPECT_EQ(refund->basket_discount, -sold.basket_share);
        EXPECT_EQ(refund->line_discount, -sold.discounts[0]);
        for (std::size_t t = 0; t < sold.taxes.size(); ++t) {
            Money tax = zero(euro());
            Money base = zero(euro());
            for (const PricedLine& line : refund->lines) {
                tax += line.taxes[t].tax;
                base += line.taxes[t].base;
            }
            EXPECT_EQ(tax, -sold.taxes[t].tax);
            EXPECT_EQ(base, -sold.taxes[t].base);
        }
    }
}
