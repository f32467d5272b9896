// Goal: the figures of a shift are the sums of what happened in it, in whatever order it is added.
#include "pos/shift/figures.hpp"

#include <gtest/gtest.h>

using namespace pos;
using namespace pos::shift;

namespace {

constexpr Currency kEuro{{'E', 'U', 'R'}, 2};

Money euro(std::int64_t minor) {
    return {minor, kEuro};
}

Shift opened(std::int64_t float_minor) {
    return open({.opening_float = euro(float_minor)}, "cash", "Cash");
}

/// One line of `minor` with 19 % contained, paid by `code`.
journal::SaleRecord ticket(std::int64_t minor, const std::string& code) {
    journal::SaleRecord record{.number = "7", .currency = kEuro};
    const Money payable = euro(minor);
    const Money tax = euro(minor * 19 / 119);
    record.lines = {{.line = 1,
                     .department = "other",
                     .department_name = "Other",
                     .quantity = pieces(minor < 0 ? -1 : 1),
                     .payable = payable}};
    record.taxes = {{.code = "VAT19",
                     .rate = percent(19),
                     .included = true,
                     .base = payable - tax,
                     .tax = tax}};
    record.discount = euro(0);
    record.rounding = euro(0);
    record.tax = tax;
    record.total = record.payable = payable;
    record.tenders = {
        {.kind = code == "cash" ? journal::TenderKind::cash : journal::TenderKind::card,
         .code = code,
         .name = code,
         .amount = payable}};
    return record;
}

}  // namespace

TEST(Figures, start_with_the_float) {
    const auto shift = opened(5'000);
    ASSERT_EQ(shift.figures.tenders.size(), 1U);
    EXPECT_EQ(shift.figures.tenders[0].expected, euro(5'000));
    EXPECT_EQ(shift.figures.net, euro(0));
    EXPECT_EQ(shift.figures.opening_float, euro(5'000));
}

TEST(Figures, add_up) {
    auto shift = opened(5'000);
    add(shift, ticket(1'190, "cash"));
    add(shift, ticket(2'380, "card"));
    add(shift, ticket(-119, "cash"));
    add(shift, journal::CashMoved{.amount = euro(-1'000)});
    add(shift, journal::DrawerOpened{});
    add(shift, journal::LineVoided{});
    add(shift, journal::SaleCancelled{});
    const auto& figures = shift.figures;
    EXPECT_EQ(figures.sales, 2U);
    EXPECT_EQ(figures.refunds, 1U);
    EXPECT_EQ(figures.cancelled, 1U);
    EXPECT_EQ(figures.voided_lines, 1U);
    EXPECT_EQ(figures.drawer_openings, 1U);
    EXPECT_EQ(figures.gross, euro(3'570));
    EXPECT_EQ(figures.refunded, euro(119));
    EXPECT_EQ(figures.net, euro(3'451));
    EXPECT_EQ(figures.tax, euro(190 + 380 - 19));
    ASSERT_EQ(figures.taxes.size(), 1U);
    EXPECT_EQ(figures.taxes[0].tax, figures.tax);
    ASSERT_EQ(figures.tenders.size(), 2U);
    EXPECT_EQ(figures.tenders[0].expected, euro(5'000 + 1'190 - 119 - 1'000));
    EXPECT_EQ(figures.tenders[0].count, 2U);
    EXPECT_EQ(figures.tenders[1].expected, euro(2'380));
    ASSERT_EQ(figures.departments.size(), 1U);
    EXPECT_EQ(figures.departments[0].net_payable, euro(3'451));
    EXPECT_EQ(figures.departments[0].quantity, pieces(1));
    EXPECT_EQ(shift.first_receipt, "7");
}

TEST(Figures, do_not_depend_on_the_order_of_tickets) {
    auto forwards = opened(0);
    auto backwards = opened(0);
    const std::vector<journal::SaleRecord> tickets{ticket(500, "cash"), ticket(-200, "cash"),
                                                   ticket(700, "cash")};
    for (const auto& each : tickets) add(forwards, each);
    for (auto each = tickets.rbegin(); each != tickets.rend(); ++each) add(backwards, *each);
    EXPECT_EQ(forwards.figures, backwards.figures);
}

TEST(Figures, a_ticket_is_a_refund_if_money_went_out_or_nothing_but_goods_came_in) {
    EXPECT_FALSE(is_refund(ticket(100, "cash")));
    EXPECT_TRUE(is_refund(ticket(-100, "cash")));
    auto free = ticket(0, "cash");
    EXPECT_FALSE(is_refund(free));
    free.lines[0].quantity = pieces(-1);
    EXPECT_TRUE(is_refund(free));
}
