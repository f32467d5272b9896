// Goal: a cashier's day comes out to the cent.
// Method: rows that an accountant can read; milk 1.19, bread 2.49, wine 7.99, apples 2.99 a
// kilogram. Each row starts with an open till and 100.00 in its drawer.
#include <gtest/gtest.h>

#include "tests/unit/pos/sale/script.hpp"

using test::check;

TEST(Sell, cash_with_change) {
    check(R"(
        scan milk; exact                          => total 1.19 change 0.00 paid 1.19 drawer 1 printed 1
        scan milk 2; cash 5.00; finish            => total 2.38 change 2.62 paid 2.38 in_drawer 102.38
        scan milk 2; fast_cash 5.00               => total 2.38 change 2.62 phase complete
        scan milk; scan bread; fast_cash 20       => total 3.68 change 16.32 sales 1 net 3.68
        scan wine; exact                          => total 7.99 tax 1.28           # 7.99 × 19/119
        scan milk 2; exact                        => total 2.38 tax 0.16           # 2.38 × 7/107
        scan gift; finish                         => total 0.00 change 0.00 drawer 0 printed 1
    )");
}

TEST(Sell, the_next_scan_starts_the_next_sale) {
    check(R"(
        scan milk; exact; scan bread              => total 2.49 lines 1 phase cart receipts 1
        scan milk; exact; next                    => phase open total 0.00 lines 0
        scan milk; exact; scan bread; exact       => receipts 2 net 3.68 in_drawer 103.68
        scan milk; exact; times 3                 => phase complete    # the change stays while digits are typed
    )");
}

TEST(Sell, quantities_before_and_after) {
    check(R"(
        times 12; scan milk                       => total 14.28 quantity 12
        times 3; scan milk; scan bread            => total 6.06 quantity 1
        scan milk; scan milk                      => lines 1 quantity 2 total 2.38
        scan milk 2; scan milk 3                  => lines 1 quantity 5
        scan milk; scan bread; scan milk          => lines 3 total 4.87
        scan milk; qty 1 5                        => total 5.95 voided 0
        scan milk; qty 1 5; qty 1 2               => total 2.38 voided 1
        weigh apples 1.204                        => total 3.60 quantity 1.204
        weigh apples 1; weigh apples 1            => lines 2                      # each was on the scale
        times 2; weigh apples 0.5                 => quantity 1 total 2.99
        label apples 3.60                         => total 3.60 quantity 1.204013
        times 3; label apples 3.60                => total 10.80
        label milk 0.99                           => total 0.99 quantity 1        # pieces are not divided
        ask flowers 12.50                         => total 12.50 quantity 1
        label flowers 4.99                        => total 4.99 quantity 1
    )");
}

TEST(Sell, discounts) {
    check(R"(
        scan wine; off 1 10%; exact               => total 7.19 discount 0.80
        scan wine; off 1 10%; off 1 20%; exact    => total 6.39 discount 1.60     # the later one counts
        scan wine; off 1 0.99; exact              => total 7.00 discount 0.99
        scan wine; off 1 10%; on 1                => total 7.99
        scan milk; scan wine; off all 10%; exact  => total 8.26 discount 0.92
        scan milk; scan wine; off all 1.00; exact => total 8.18 discount 1.00
        scan tobacco; scan wine; off all 10%      => total 15.19                  # tobacco keeps its price
        scan milk; off all 1.00; void 1           => total 0.00 lines 0
        scan wine; price 1 5.00; exact            => total 5.00 discount 0.00
    )");
}

TEST(Sell, several_tenders) {
    check(R"(
        scan wine; card; finish                   => paid 7.99 change 0.00 drawer 0 in_drawer 100.00
        scan wine; card 5.00                      => due 2.99 phase tendering
        scan wine; card 5.00; cash 10; finish     => paid 7.99 change 7.01 drawer 1 in_drawer 102.99
        scan wine; cash 5.00; card; finish        => paid 7.99 change 0.00 drawer 1 in_drawer 105.00
        scan wine; voucher 5; card 1; exact       => paid 7.99 in_drawer 101.99
        scan wine; cash 5; untake 1; exact        => paid 7.99 in_drawer 107.99
        scan wine; cash 5; cash 5; finish         => change 2.01
        scan wine; cash 5; card 2; untake 1; cash 10; finish => change 4.01
        scan wine; pay; scan milk                 => phase cart total 9.18        # a scan always lands
        scan wine; cash 5; untake 1; to_cart; scan milk => phase cart total 9.18
    )");
}

TEST(Sell, cash_is_rounded_to_the_smallest_coin_and_card_is_not) {
    auto setup = test::shop();
    setup.cash.step_minor = 5;
    check(R"(
        scan milk 2; pay                          => due 2.38 due_cash 2.40
        scan milk 2; exact                        => total 2.38 rounding 0.02 paid 2.40 change 0.00
        scan milk 2; fast_cash 5.00               => total 2.38 rounding 0.02 paid 2.40 change 2.60
        scan milk 2; card; finish                 => total 2.38 rounding 0.00 paid 2.38
        scan milk 2; card 1.00; exact             => rounding 0.02 paid 2.40 in_drawer 101.40
        scan milk 2; cash 1.00; card; finish      => rounding 0.00 paid 2.38 in_drawer 101.00
        scan milk; exact                          => rounding 0.01 paid 1.20
        back milk; exact                          => rounding -0.01 paid -1.20    # mirrors the sale
    )",
          setup);
}

TEST(Sell, returns_and_exchanges) {
    check(R"(
        back milk 2; exact                        => total -2.38 paid -2.38 change 0.00 drawer 1 refunds 1 in_drawer 97.62
        back wine; card; finish                   => paid -7.99 drawer 0 in_drawer 100.00
        back wine; card 5; cash 2.99; finish      => paid -7.99 in_drawer 97.01
        back wine; scan milk; exact               => total -6.80 refunds 1 sales 0
        back milk; scan wine; exact               => total 6.80 refunds 0 sales 1
        back milk; scan milk; finish              => total 0.00 sales 1 drawer 0
        back gift; finish                         => total 0.00 refunds 1
    )");
}

TEST(Sell, returns_with_the_receipt_give_back_what_was_paid) {
    check(R"(
        scan milk 3; off 1 0.10; exact; return 1 1 3; exact                       => paid -3.47 net 0.00
        scan milk 3; off 1 0.10; exact; return 1 1 1; exact                       => paid -1.16
        scan milk 3; off 1 0.10; exact; return 1 1 1; exact; return 1 1 1; exact  => paid -1.15
        scan milk 3; off 1 0.10; exact; return 1 1 1; exact; return 1 1 1; exact; return 1 1 1; exact => net 0.00 paid -1.16
        scan wine; scan milk; off all 10%; exact; return 1 1 1 2 1; exact         => paid -8.26 net 0.00
        scan wine; exact; return 1 1 1; scan milk; exact                          => paid -6.80
        weigh apples 1.204; exact; return 1 1 0.602; exact                        => paid -1.80
    )");
}

TEST(Sell, holding_cancelling_and_taking_back) {
    check(R"(
        scan milk; hold Anna                      => phase open held 1 total 0.00
        scan milk; hold Anna; scan wine; exact; recall Anna; exact => receipts 2 net 9.18 held 0
        scan milk; void 1                         => lines 0 total 0.00 voided 1 phase cart
        scan milk; undo                           => lines 0 voided 1    # an entry is voided
        scan milk; scan wine; undo                => lines 1 total 1.19 voided 1
        scan milk 3; undo                         => lines 0 voided 1
        scan milk; scan milk; undo                => lines 1 total 1.19 voided 1
        scan milk; undo; redo                     => lines 1 total 1.19 voided 0
        cashier; scan milk; undo                  => lines 0 voided 1
        scan milk; void 1; undo                   => lines 1 total 1.19 voided 0
        scan milk; cancel                         => phase open cancelled 1
        scan milk; cancel; undo                   => phase cart lines 1 total 1.19 cancelled 0
        scan wine; off all 10%; undo              => total 7.99
        scan wine; price 1 1.00; undo             => total 7.99
        scan milk 5; qty 1 2; undo                => total 5.95 voided 0
        customer 17; scan milk; void 1; undo; exact => receipts 1
    )");
}

TEST(Sell, the_drawer_without_a_sale) {
    check(R"(
        no_sale                                   => drawer 1 in_drawer 100.00
        in 20                                     => drawer 1 in_drawer 120.00
        out 30.50                                 => drawer 1 in_drawer 69.50
        scan milk; no_sale; exact                 => drawer 2 in_drawer 101.19
    )");
}

TEST(Sell, what_a_code_says_of_the_goods_goes_into_the_sale_and_back) {
    test::Till till;
    till.open();
    pos::sale::AddItem milk{.item = test::goods("milk")};
    milk.trace =
        pos::journal::Trace{.batch = "L1", .serial = "7", .best_before = pos::Date{20'000}};
    till.must(milk);
    till.must(milk);  // the same joins, another batch does not
    pos::sale::AddItem other = milk;
    other.trace->batch = "L2";
    till.must(other);
    till.must(pos::sale::AddItem{.item = test::goods("milk")});
    ASSERT_EQ(till.state().cart.lines.size(), 3u);
    EXPECT_EQ(till.state().cart.lines[0].quantity, pos::pieces(2));
    till.restart();  // from the cart's bytes
    ASSERT_EQ(till.state().cart.lines.size(), 3u);
    till.must(pos::sale::ExactCash{});
    const auto& sold = till.receipt("1");
    EXPECT_EQ(sold.lines[0].trace, milk.trace);
    EXPECT_EQ(sold.lines[1].trace, other.trace);
    EXPECT_EQ(sold.lines[2].trace, std::nullopt);
    till.must(pos::sale::ReturnWithReceipt{sold, {}, {{1, pos::pieces(1)}}, "sour"});
    till.must(pos::sale::ExactCash{});
    EXPECT_EQ(till.receipt("2").lines[0].trace, milk.trace);
}
