// Goal: what is due in coins that exist, and nothing else changes.
// Method: the till's situations as a table for each rule, their mirrors, a seeded sum check, and
// rounding that goes into a tax.
#include "pos/pricing/cash_rounding.hpp"

#include <gtest/gtest.h>

#include <random>

#include "tests/unit/pos/pricing/ticket.hpp"

using namespace test;

namespace {

constexpr CashRounding kSwiss{.step_minor = 5};
constexpr CashRounding kEveryPayment{.step_minor = 5, .scope = CashScope::every_payment};
constexpr CashRounding kTwice{.step_minor = 5, .scope = CashScope::every_payment_and_cash};

Money eur(const std::string& text) {
    return *parse_money(text, euro());
}

/// "cash 10.00 card 5.00"
std::vector<Payment> payments(const std::string& text) {
    std::vector<Payment> result;
    std::istringstream words{text};
    for (std::string in, amount; words >> in >> amount;) {
        result.push_back({in == "cash" ? PaidIn::cash : PaidIn::other, eur(amount)});
    }
    return result;
}

/// "due in cash / otherwise"
std::string due_of(const char* total, const char* paid, const CashRounding& rule) {
    const auto before = payments(paid);
    return to_string(due(eur(total), before, PaidIn::cash, rule)) + " / " +
           to_string(due(eur(total), before, PaidIn::other, rule));
}

/// "paid PAYABLE rounding R change C" or "left CASH / OTHERWISE"
std::string settled(const char* total, const char* paid, const CashRounding& rule) {
    const Settlement result = settle(eur(total), payments(paid), rule);
    if (!result.complete) {
        return "left " + to_string(result.left_in_cash) + " / " + to_string(result.left_otherwise);
    }
    return "paid " + to_string(result.payable) + " rounding " + to_string(result.rounding) +
           " change " + to_string(result.change);
}

}  // namespace

TEST(CashRounding, what_is_due) {
    EXPECT_EQ(due_of("52.54", "", {}), "52.54 / 52.54");
    EXPECT_EQ(due_of("52.54", "", kSwiss), "52.55 / 52.54");
    EXPECT_EQ(due_of("52.54", "card 2.50", kSwiss), "50.05 / 50.04");
    EXPECT_EQ(due_of("52.54", "cash 50.00", kSwiss), "2.55 / 2.54");
    EXPECT_EQ(due_of("52.54", "", kEveryPayment), "52.55 / 52.55");
    EXPECT_EQ(due_of("52.54", "card 2.54", kEveryPayment), "50.01 / 50.01");
    EXPECT_EQ(due_of("52.54", "card 2.54", kTwice), "50.00 / 50.01");
    EXPECT_EQ(due_of("-52.54", "", kSwiss), "-52.55 / -52.54");
    EXPECT_EQ(due_of("0.02", "", kSwiss), "0.00 / 0.02");
    EXPECT_EQ(due_of("7.49", "", {.step_minor = 100}), "7.00 / 7.49");
    EXPECT_EQ(due_of("7.49", "", {.step_minor = 100, .mode = RoundingMode::up}), "8.00 / 7.49");
    EXPECT_EQ(due_of("7.50", "", {.step_minor = 100, .mode = RoundingMode::half_towards}),
              "7.00 / 7.50");
}

TEST(CashRounding, how_a_sale_is_settled) {
    EXPECT_EQ(settled("52.54", "", kSwiss), "left 52.55 / 52.54");
    EXPECT_EQ(settled("52.54", "card 52.54", kSwiss), "paid 52.54 rounding 0.00 change 0.00");
    EXPECT_EQ(settled("52.54", "cash 52.55", kSwiss), "paid 52.55 rounding 0.01 change 0.00");
    EXPECT_EQ(settled("52.54", "cash 60.00", kSwiss), "paid 52.55 rounding 0.01 change 7.45");
    EXPECT_EQ(settled("52.52", "cash 60.00", kSwiss), "paid 52.50 rounding -0.02 change 7.50");
    EXPECT_EQ(settled("52.54", "cash 52.50", kSwiss), "left 0.05 / 0.04");
    EXPECT_EQ(settled("52.54", "cash 50.00 card 2.54", kSwiss),
              "paid 52.54 rounding 0.00 change 0.00");
    EXPECT_EQ(settled("52.54", "card 2.54 cash 50.00", kSwiss),
              "paid 52.54 rounding 0.00 change 0.00");
    EXPECT_EQ(settled("52.54", "card 60.00", kSwiss), "paid 52.55 rounding 0.01 change 7.45");
    EXPECT_EQ(settled("52.54", "card 52.55", kEveryPayment),
              "paid 52.55 rounding 0.01 change 0.00");
    EXPECT_EQ(settled("52.54", "card 2.54 cash 50.01", kEveryPayment),
              "paid 52.55 rounding 0.01 change 0.00");
    EXPECT_EQ(settled("52.54", "card 2.54 cash 50.00", kTwice),
              "paid 52.54 rounding 0.00 change 0.00");
    EXPECT_EQ(settled("0.00", "", kSwiss), "paid 0.00 rounding 0.00 change 0.00");
    EXPECT_EQ(settled("0.02", "", kSwiss), "left 0.00 / 0.02");
    EXPECT_EQ(settled("0.02", "cash 0.00", kSwiss), "paid 0.00 rounding -0.02 change 0.00");
    EXPECT_EQ(settled("10.00", "cash 10.00", {}), "paid 10.00 rounding 0.00 change 0.00");
}

TEST(CashRounding, a_refund_pays_out) {
    EXPECT_EQ(settled("-52.54", "", kSwiss), "left -52.55 / -52.54");
    EXPECT_EQ(settled("-52.54", "cash -52.55", kSwiss), "paid -52.55 rounding -0.01 change 0.00");
    EXPECT_EQ(settled("-52.54", "cash -50.00", kSwiss), "left -2.55 / -2.54");
    EXPECT_EQ(settled("-52.54", "card -52.54", kSwiss), "paid -52.54 rounding 0.00 change 0.00");
}

TEST(CashRounding, seeded_settlements_add_up_and_mirror) {
    for (unsigned seed = 0; seed < 500; ++seed) {
        SCOPED_TRACE(seed);
        std::mt19937_64 random{seed};
        constexpr std::int64_t kSteps[] = {1, 5, 10, 50, 100};
        const CashRounding rule{.step_minor = kSteps[random() % 5],
                                .mode = static_cast<RoundingMode>(random() % 5),
                                .scope = static_cast<CashScope>(random() % 3)};
        const Money total{static_cast<std::int64_t>(random() % 20'000), euro()};
        std::vector<Payment> paid;
        std::vector<Payment> mirrored;
        while (!settle(total, paid, rule).complete && paid.size() < 6) {
            const PaidIn in = random() % 2 == 0 ? PaidIn::cash : PaidIn::other;
            const Money open = due(total, paid, in, rule);
            const bool part = random() % 2 == 0 && open.minor > 0;
            paid.push_back({in, {part ? open.minor / 2 : open.minor, euro()}});
        }
        Money together = zero(euro());
        for (const Payment& payment : paid) {
            together += payment.amount;
            mirrored.push_back({payment.in, -payment.amount});
        }
        const Settlement result = settle(total, paid, rule);
        if (result.complete) {
            EXPECT_EQ(total + result.rounding, result.payable);
            EXPECT_EQ(together - result.change, result.payable);
        }
        const Settlement refund = settle(-total, mirrored, rule);
        if (total.minor == 0) continue;
        EXPECT_EQ(refund.complete, result.complete);
        EXPECT_EQ(refund.payable, -result.payable);
        EXPECT_EQ(refund.rounding, -result.rounding);
        EXPECT_EQ(refund.change, -result.change);
        EXPECT_EQ(refund.left_in_cash, -result.left_in_cash);
        EXPECT_EQ(refund.left_otherwise, -result.left_otherwise);
    }
}

TEST(AbsorbRounding, the_largest_tax_takes_it_where_it_is_largest) {
    auto document = *price(ticket("1 x 378 N\n1 x 100 G\n1 x 1 N"));
    ASSERT_TRUE(absorb_rounding(document, eur("0.30")));
    EXPECT_EQ(lines_of(document), rows(R"(
        378.00 = 378.00: 378.00 + 38.10 = 416.10
        100.00 = 100.00: 100.00 + 5.00 = 105.00
        1.00 = 1.00: 1.00 + 0.10 = 1.10
    )"));
    EXPECT_EQ(totals_of(document), rows(R"(
        G 100.00 + 5.00 = 105.00
        N 379.00 + 38.20 = 417.20
        479.00 + 43.20 = 522.20
    )"));
}

TEST(AbsorbRounding, a_contained_tax_raises_the_price_with_it) {
    auto document = *price(ticket("1 x 12.02 A"));
    ASSERT_TRUE(absorb_rounding(document, eur("-0.02")));
    EXPECT_EQ(lines_of(document), "12.00 = 12.00: 10.02 + 1.98 = 12.00\n");
    EXPECT_EQ(to_string(document.gross), "12.00");
    EXPECT_EQ(to_string(document.total), "12.00");
}

TEST(AbsorbRounding, a_document_without_tax_stays) {
    auto document = *price(ticket("1 x 50.01\n1 x 1.00 Z"));
    const PricedDocument before = document;
    EXPECT_FALSE(absorb_rounding(document, eur("-0.01")));
    EXPECT_EQ(document, before);
}
