// Goal: X and Z reports show every figure of the shift; slips say who took what and why.
// Method: figures that all differ, each looked for under its word.
#include "pos/document/report_document.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "pos/document/slip.hpp"
#include "pos/money/decimal.hpp"

using namespace pos;
using namespace pos::document;

namespace {

const Currency kPounds = currency_of("GBP").value();

std::vector<std::string> rows(const Document& document) {
    std::vector<std::string> out;
    for (const Block& block : document.blocks) {
        if (const auto* row = std::get_if<Row>(&block)) out.push_back(row->start + '|' + row->end);
        if (const auto* text = std::get_if<Text>(&block)) out.push_back(text->text);
    }
    return out;
}

bool has(const std::vector<std::string>& all, std::string_view line) {
    return std::ranges::find(all, line) != all.end();
}

journal::ShiftFigures figures() {
    const auto pence = [](std::int64_t minor) { return Money{minor, kPounds}; };
    journal::ShiftFigures made;
    made.sales = 12;
    made.refunds = 3;
    made.cancelled = 4;
    made.voided_lines = 5;
    made.drawer_openings = 6;
    made.gross = pence(50'000);
    made.refunded = pence(1'000);
    made.net = pence(49'000);
    made.discount = pence(700);
    made.tax = pence(8'000);
    made.rounding = pence(-2);
    made.opening_float = pence(10'000);
    made.cash_moved = pence(-5'000);
    made.tenders = {{.code = "cash",
                     .name = "Cash",
                     .count = 9,
                     .expected = pence(20'000),
                     .counted = pence(19'990),
                     .difference = pence(-10)}};
    made.departments = {{.code = "1", .name = "Dairy", .net_payable = pence(30'000)},
                        {.code = "", .name = "", .net_payable = pence(19'000)}};
    return made;
}

}  // namespace

TEST(Reports, a_z_report_shows_every_figure) {
    const auto locale = locale::Locale::open("en-GB").value();
    const ShopHead shop{.name = "Shop"};
    const Words words;
    journal::ShiftClosed closed;
    closed.z_number = 17;
    closed.user.name = "Maria";
    closed.opened = {make_date(2026, 11, 21), 8 * 3600, 0};
    closed.when.local = {make_date(2026, 11, 21), 18 * 3600, 0};
    closed.first_receipt = "A-1";
    closed.last_receipt = "A-9";
    closed.currency = kPounds;
    closed.figures = figures();
    closed.figures.bills = 2;
    closed.figures.bills_paid = {7'890, kPounds};
    closed.figures.credits = 3;
    closed.figures.credit_bought = {4'500, kPounds};
    closed.grand_total = {123'456, kPounds};
    closed.note = "Coin jammed";
    const auto shown = rows(z_report(closed, {shop, words, locale}, "B01 T1", {}, 0));
    for (const char* line : {"Z report 17",
                             "B01 T1",
                             "Opened|21/11/2026, 08:00",
                             "Closed|21/11/2026, 18:00",
                             "By|Maria",
                             "First receipt|A-1",
                             "Last receipt|A-9",
                             "Sales (12)|500.00",
                             "Refunds (3)|−10.00",
                             "TAKINGS|£490.00",
                             "Discounts|7.00",
                             "Taxes|80.00",
                             "Rounding|−0.02",
                             "Opening float|100.00",
                             "Cash in and out|−50.00",
                             "Bills paid (2)|78.90",
                             "Credit bought (3)|45.00",
                             "Cash (9)",
                             "Expected|200.00",
                             "Counted|199.90",
                             "Difference|−0.10",
                             "Dairy|300.00",
                             "No department|190.00",
                             "Voided lines|5",
                             "Cancelled sales|4",
                             "Drawer openings|6",
                             "Grand total|£1,234.56",
                             "Coin jammed"}) {
        EXPECT_TRUE(has(shown, line)) << line;
    }
    EXPECT_FALSE(has(shown, "DUPLICATE 0"));
    EXPECT_TRUE(has(rows(z_report(closed, {shop, words, locale}, "B01 T1", {}, 1)), "DUPLICATE 1"));
}

TEST(Reports, an_x_report_has_no_number_and_no_count) {
    const auto locale = locale::Locale::open("en-GB").value();
    const ShopHead shop{.name = "Shop"};
    const Words words;
    XReport report;
    report.currency = kPounds;
    report.figures = figures();
    const auto shown = rows(x_report(report, {shop, words, locale}, "B01 T1"));
    EXPECT_TRUE(has(shown, "X report"));
    EXPECT_TRUE(has(shown, "Cash (9)|200.00"));
    EXPECT_FALSE(has(shown, "Counted|199.90"));
    EXPECT_FALSE(has(shown, "Grand total|£1,234.56"));
}

TEST(Reports, carts_that_wait_are_listed) {
    const auto locale = locale::Locale::open("en-GB").value();
    const ShopHead shop{.name = "Shop"};
    const Words words;
    const House house{shop, words, locale};
    const std::vector<Waiting> waiting{{"Anna", 2, {320, kPounds}}, {"", 1, {799, kPounds}}};
    const auto z =
        rows(z_report({.currency = kPounds, .figures = figures()}, house, "T", waiting, 0));
    const auto x = rows(x_report({.figures = figures(), .waiting = waiting}, house, "T"));
    for (const auto& shown : {z, x}) {
        EXPECT_TRUE(has(shown, "Parked carts"));
        EXPECT_TRUE(has(shown, "Anna · Lines: 2|3.20"));
        EXPECT_TRUE(has(shown, "Lines: 1|7.99"));
    }
    EXPECT_FALSE(has(rows(x_report({.figures = figures()}, house, "T")), "Parked carts"));
}

TEST(Slips, say_who_took_what_and_why) {
    const auto locale = locale::Locale::open("en-GB").value();
    const ShopHead shop{.name = "Shop"};
    const Words words;
    const House house{shop, words, locale};
    journal::CashMoved moved;
    moved.amount = {-2'500, kPounds};
    moved.user.name = "Maria";
    moved.reason = "Window cleaner";
    const auto out = rows(cash_slip(moved, house, "B01 T1"));
    for (const char* line : {"Cash out", "B01 T1", "By|Maria", "Reason|Window cleaner",
                             "Cash out|£25.00", "Signature"}) {
        EXPECT_TRUE(has(out, line)) << line;
    }
    moved.amount = {2'500, kPounds};
    EXPECT_TRUE(has(rows(cash_slip(moved, house, "B01 T1")), "Cash in|£25.00"));

    journal::DrawerOpened opened;
    opened.reason = "Change";
    const auto slip = rows(no_sale_slip(opened, house, "B01 T1"));
    EXPECT_TRUE(has(slip, "Drawer opened"));
    EXPECT_TRUE(has(slip, "Reason|Change"));
}
