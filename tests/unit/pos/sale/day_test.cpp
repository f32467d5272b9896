// Goal: a day from float to Z: the figures are the sums of its tickets, the count shows what is
// missing, and nothing that waits is dropped.
#include <gtest/gtest.h>

#include "tests/unit/pos/sale/script.hpp"

using namespace pos;
using namespace pos::sale;
using test::check_row;
using test::euro;
using test::say;
using test::Till;

namespace {

const PrintZReport& z_report(const Till& till) {
    return std::get<PrintZReport>(till.effects.back());
}

journal::TenderCount tender(const journal::ShiftFigures& figures, const std::string& code) {
    for (const auto& count : figures.tenders) {
        if (count.code == code) return count;
    }
    return {};
}

}  // namespace

TEST(Day, a_whole_one) {
    Till till;
    till.open("100.00");
    say(till, R"(scan milk 2; fast_cash 5; scan wine; card; finish; scan bread; off 1 10%; exact;
                 back milk; exact; in 20; out 50.00; no_sale; scan milk; cancel; scan gift; void 1;
                 scan wine; scan milk; void 3; exact)");
    // taken in cash: 2.38 + 2.24 + 7.99 - 1.19 = 11.42; moved: -30
    check_row(till, "x => sales 4 refunds 1 voided 2 cancelled 1 in_drawer 81.42 net 19.41");
    const auto& x = std::get<PrintXReport>(till.effects.back());
    EXPECT_EQ(x.figures.gross, euro("20.60"));
    EXPECT_EQ(x.figures.refunded, euro("1.19"));
    EXPECT_EQ(x.figures.discount, euro("0.25"));
    EXPECT_EQ(x.figures.drawer_openings, 1U);
    EXPECT_TRUE(x.waiting.empty());

    check_row(till, "close 80.00 card 7.99 => phase closed");
    const auto& z = z_report(till).closed;
    EXPECT_EQ(z.z_number, 1U);
    EXPECT_EQ(z.grand_total, euro("19.41"));
    EXPECT_EQ(z.first_receipt, "1");
    EXPECT_EQ(z.last_receipt, "5");
    EXPECT_EQ(z.figures.net, euro("19.41"));
    const auto cash = tender(z.figures, "cash");
    EXPECT_EQ(cash.expected, euro("81.42"));
    EXPECT_EQ(cash.counted, euro("80.00"));
    EXPECT_EQ(cash.difference, euro("-1.42"));
    EXPECT_EQ(cash.count, 4U);
    EXPECT_EQ(tender(z.figures, "card").difference, euro("0.00"));
    EXPECT_FALSE(till.state().shift.has_value());
}

TEST(Day, z_reports_count_on) {
    Till till;
    till.open();
    say(till, "scan milk; exact; close 101.19; open 50; scan wine; exact; close 57.99");
    const auto& z = z_report(till).closed;
    EXPECT_EQ(z.z_number, 2U);
    EXPECT_EQ(z.figures.net, euro("7.99"));
    EXPECT_EQ(z.grand_total, euro("9.18"));
    EXPECT_EQ(z.first_receipt, "2");
}

TEST(Day, an_empty_one_has_a_z_too) {
    Till till;
    till.open("0.00");
    say(till, "close 0");
    EXPECT_EQ(z_report(till).closed.figures.sales, 0U);
    EXPECT_EQ(z_report(till).closed.first_receipt, "");
    EXPECT_EQ(till.state().phase, Phase::closed);
}

TEST(Day, carts_that_wait_are_listed_and_stay) {
    Till till;
    till.open();
    say(till, "scan milk; hold Anna; scan wine; close 100");
    const auto& waiting = z_report(till).waiting;
    ASSERT_EQ(waiting.size(), 2U);
    EXPECT_EQ(waiting[0].label, "Anna");
    EXPECT_EQ(waiting[0].total, euro("1.19"));
    EXPECT_EQ(waiting[1].total, euro("7.99"));
    EXPECT_EQ(till.state().held.size(), 2U);
    EXPECT_EQ(till.state().phase, Phase::closed);
    till.restart();
    EXPECT_EQ(till.state().held.size(), 2U);
    check_row(till, "open 100; recall Anna; exact => held 1 net 1.19");
    till.must(Recall{till.state().held[0].sale});
    check_row(till, "exact => net 9.18 held 0");
}

TEST(Day, a_line_voided_before_the_till_stopped_counts_where_its_cart_is_taken_up) {
    Till till;
    till.open();
    say(till, "scan milk; scan wine; void 1");
    Opening opening{.user = till.state().user, .cart = till.state().cart};
    ASSERT_EQ(voids_owed(opening.cart->trail), 1U);
    Register machine{test::shop(), std::move(opening)};  // the shift is over: the cart is held
    test::SeededRandom random{2};
    const auto opened = machine.handle(OpenShift{euro("100")}, till.stamp(), random);
    ASSERT_TRUE(opened);
    ASSERT_TRUE(
        machine.handle(Stored{std::get<Store>(opened->front()).ticket}, till.stamp(), random));
    ASSERT_TRUE(machine.handle(Recall{machine.state().held.at(0).sale}, till.stamp(), random));
    EXPECT_EQ(machine.state().shift->figures.voided_lines, 1U);
}

TEST(Day, if_the_close_cannot_be_stored_the_shift_goes_on) {
    Till till;
    till.open();
    say(till, "scan milk");
    till.mood = test::StoreMood::fails;
    say(till, "close 100");
    till.mood = test::StoreMood::answers;
    check_row(till, "restart => phase cart held 0");
    check_row(till, "exact; close 101.19 => phase closed receipts 1");
}

TEST(Day, sales_after_midnight_count_for_the_day_of_the_shift) {
    Till till;
    till.open();
    till.go_on(20 * 3'600);  // from nine in the morning to five the next
    say(till, "scan milk; exact");
    const auto& when = till.receipt("1").when;
    EXPECT_EQ(to_string(when.local.date), "2010-12-02");
    EXPECT_EQ(to_string(when.business_date), "2010-12-01");
    EXPECT_EQ(when.zone, "Europe/Berlin");
}

TEST(Day, another_business_date_can_be_said_at_opening) {
    Till till;
    till.must(OpenShift{euro("0"), make_date(2010, 11, 30)});
    say(till, "scan milk; exact");
    EXPECT_EQ(to_string(till.receipt("1").when.business_date), "2010-11-30");
}

TEST(Day, the_cashier_of_a_ticket_is_who_finished_it) {
    Till till;
    till.open();
    say(till, "scan milk; cashier; exact");
    EXPECT_EQ(till.receipt("1").cashier.name, "Anna");
}
