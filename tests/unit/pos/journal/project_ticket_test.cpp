// Goal: a ticket's rows say what the ticket says, and every breakdown of the takings adds up.
// Method: the sample sale and its refund by hand; then random tickets from a seed, against plain
// sums.
#include "pos/journal/project_ticket.hpp"

#include <gtest/gtest.h>

#include <functional>
#include <random>

#include "tests/support/projected_journal.hpp"

using namespace pos::journal;
using test::euro;
using test::id;

namespace {

class TicketRows : public testing::Test {
protected:
    TicketRows() {
        EXPECT_TRUE(journal_.append(test::sample_shop_events()[0]));
        EXPECT_TRUE(
            journal_.append(ShiftOpened{id(31), test::at(8, 0, 0), test::anna(), euro(20000)}));
    }
    void sell() { ASSERT_TRUE(journal_.append(SaleCompleted{test::sample_sale()})); }
    void refund() { ASSERT_TRUE(journal_.append(SaleRefunded{test::sample_refund()})); }
    TakingsKey key() const {
        return {journal_.journal(), pos::make_date(2026, 11, 21), id(31), test::kEuro};
    }

    test::ProjectedJournal journal_;
    test::MemoryProjection& rows_{journal_.rows};
};

}  // namespace

TEST_F(TicketRows, the_sale_itself) {
    sell();
    EXPECT_EQ(rows_.sales.at(id(21)), (SaleRow{id(21),
                                               journal_.journal(),
                                               3,
                                               TicketKind::sale,
                                               "B01-T1-000123",
                                               "536365",
                                               "B01",
                                               "T1",
                                               journal_.time(),
                                               test::at(14, 32, 5).local,
                                               pos::make_date(2026, 11, 21),
                                               id(31),
                                               id(1),
                                               "Anna K.",
                                               "C-10442",
                                               test::kEuro,
                                               3,
                                               130,
                                               106,
                                               967,
                                               -2,
                                               965}));
}

TEST_F(TicketRows, its_lines_tenders_and_taxes) {
    sell();
    ASSERT_EQ(rows_.lines.size(), 3U);
    EXPECT_EQ(rows_.lines.at({id(21), 2}), (SaleLineRow{id(21),
                                                        2,
                                                        id(12),
                                                        "200",
                                                        "",
                                                        "Äpfel",
                                                        "D2",
                                                        {1'204'000},
                                                        "kg",
                                                        299'000'000,
                                                        150'000'000,
                                                        360,
                                                        61,
                                                        279,
                                                        20,
                                                        299,
                                                        {},
                                                        0}));
    ASSERT_EQ(rows_.sale_tenders.size(), 2U);
    EXPECT_EQ(
        rows_.sale_tenders.at({id(21), 1}),
        (SaleTenderRow{id(21), 1, TenderKind::card, "card", "Card", 500, 500, 0, "slip 4711"}));
    EXPECT_EQ(rows_.sale_tenders.at({id(21), 2}),
              (SaleTenderRow{id(21), 2, TenderKind::cash, "cash", "Cash", 465, 500, 35, ""}));
    ASSERT_EQ(rows_.sale_taxes.size(), 2U);
    EXPECT_EQ(rows_.sale_taxes.at({id(21), 2}),
              (SaleTaxRow{id(21), 2, "VAT19", "VAT 19 %", pos::tax::TaxKind::division,
                          pos::percent(19), 3, true, 380, 72}));
}

TEST_F(TicketRows, a_returned_line_points_at_what_was_sold) {
    sell();
    refund();
    const SaleLineRow& row = rows_.lines.at({id(22), 1});
    EXPECT_EQ(row.origin_sale, id(21));
    EXPECT_EQ(row.origin_line, 1U);
    EXPECT_EQ(row.quantity, pos::pieces(-1));
    EXPECT_EQ(row.payable_minor, -108);
    EXPECT_EQ(row.discount_minor, -11);
    EXPECT_EQ(rows_.returned.size(), 1U);
    EXPECT_EQ(rows_.returned.at({id(21), 1}), pos::pieces(1));
}

TEST_F(TicketRows, several_returns_of_a_line_add_up) {
    refund();
    auto again = test::sample_refund();
    again.sale = id(23);
    again.lines[0].line = 5;  // on its own ticket; it came from line 1
    ASSERT_TRUE(journal_.append(SaleRefunded{again}));
    EXPECT_EQ(rows_.lines.at({id(23), 5}).origin_line, 1U);
    EXPECT_EQ(rows_.returned.size(), 1U);
    EXPECT_EQ(rows_.returned.at({id(21), 1}), pos::pieces(2));
}

TEST_F(TicketRows, goods_leave_and_come_back_to_the_stock) {
    sell();
    EXPECT_EQ(rows_.stock.at({journal_.journal(), id(11)}), pos::pieces(-2));
    EXPECT_EQ(rows_.stock.at({journal_.journal(), id(12)}), pos::Quantity{-1'204'000});
    refund();
    EXPECT_EQ(rows_.stock.at({journal_.journal(), id(11)}), pos::pieces(-1));
}

TEST_F(TicketRows, a_line_without_an_item_has_no_stock) {
    auto sale = test::sample_sale();
    sale.lines[0].item = {};
    ASSERT_TRUE(journal_.append(SaleCompleted{sale}));
    EXPECT_EQ(rows_.stock.size(), 2U);
}

TEST_F(TicketRows, takings_by_hour_and_cashier) {
    sell();
    refund();
    ASSERT_EQ(rows_.takings.size(), 2U);
    EXPECT_EQ(rows_.takings.at({key(), 14, id(1)}).takings, (Takings{.sales = 1,
                                                                     .refunds = 0,
                                                                     .gross_minor = 965,
                                                                     .refunded_minor = 0,
                                                                     .tax_minor = 106,
                                                                     .discount_minor = 130,
                                                                     .rounding_minor = -2}));
    EXPECT_EQ(rows_.takings.at({key(), 15, id(1)}).takings, (Takings{.sales = 0,
                                                                     .refunds = 1,
                                                                     .gross_minor = 0,
                                                                     .refunded_minor = 110,
                                                                     .tax_minor = -7,
                                                                     .discount_minor = -11,
                                                                     .rounding_minor = -2}));
}

TEST_F(TicketRows, takings_by_department_are_of_lines) {
    sell();
    refund();
    ASSERT_EQ(rows_.departments.size(), 3U);
    const auto& dairy = rows_.departments.at({key(), "D1"});
    EXPECT_EQ(dairy.name, "Dairy");
    EXPECT_EQ(dairy.quantity, pos::pieces(1));
    EXPECT_EQ(dairy.takings, (Takings{.sales = 1,
                                      .refunds = 1,
                                      .gross_minor = 216,
                                      .refunded_minor = 108,
                                      .tax_minor = 7,
                                      .discount_minor = 11}));
    EXPECT_EQ(dairy.takings.net_minor(), 108);
}

TEST_F(TicketRows, a_ticket_counts_once_in_a_department_and_a_tender) {
    auto sale = test::sample_sale();
    for (SaleLine& line : sale.lines) line.department = "D1";
    sale.tenders[0] = sale.tenders[1];
    ASSERT_TRUE(journal_.append(SaleCompleted{sale}));
    ASSERT_EQ(rows_.departments.size(), 1U);
    EXPECT_EQ(rows_.departments.at({key(), "D1"}).takings.sales, 1);
    EXPECT_EQ(rows_.departments.at({key(), "D1"}).takings.gross_minor, 967);
    ASSERT_EQ(rows_.tenders.size(), 1U);
    const auto& cash = rows_.tenders.at({key(), TenderKind::cash, "cash"});
    EXPECT_EQ(cash.sales, 1);
    EXPECT_EQ(cash.payments, 2);
    EXPECT_EQ(cash.gross_minor, 930);
}

TEST_F(TicketRows, takings_by_tender) {
    sell();
    refund();
    EXPECT_EQ(rows_.tenders.at({key(), TenderKind::cash, "cash"}),
              (TenderDelta{key(), TenderKind::cash, "cash", "Cash", 2, 1, 1, 465, 110}));
    EXPECT_EQ(rows_.tenders.at({key(), TenderKind::card, "card"}),
              (TenderDelta{key(), TenderKind::card, "card", "Card", 1, 1, 0, 500, 0}));
}

TEST_F(TicketRows, taxes_by_code_and_rate) {
    sell();
    refund();
    ASSERT_EQ(rows_.taxes.size(), 2U);
    const auto& seven =
        rows_.taxes.at({key(), "VAT7", pos::tax::TaxKind::percent, pos::percent(7), 0, true});
    EXPECT_EQ(seven.base_minor, 380);
    EXPECT_EQ(seven.tax_minor, 27);
    EXPECT_EQ(seven.name, "VAT 7 %");
}

TEST_F(TicketRows, after_midnight_the_business_day_is_still_the_shifts) {
    auto sale = test::sample_sale();
    sale.when.local = {pos::make_date(2026, 11, 22), 10 * 60, 3600};
    ASSERT_TRUE(journal_.append(SaleCompleted{sale}));
    EXPECT_TRUE(rows_.takings.contains({key(), 0, id(1)}));
}

TEST_F(TicketRows, one_amount_in_another_currency_refuses_the_whole_ticket) {
    const pos::Currency pounds{{'G', 'B', 'P'}, 2};
    const std::vector<std::function<void(SaleRecord&)>> changes{
        [&](SaleRecord& r) { r.currency = pounds; },
        [&](SaleRecord& r) { r.discount.currency = pounds; },
        [&](SaleRecord& r) { r.tax.currency = pounds; },
        [&](SaleRecord& r) { r.total.currency = pounds; },
        [&](SaleRecord& r) { r.rounding.currency = pounds; },
        [&](SaleRecord& r) { r.payable.currency = pounds; },
        [&](SaleRecord& r) { r.lines[2].gross.currency = pounds; },
        [&](SaleRecord& r) { r.lines[2].total.currency = pounds; },
        [&](SaleRecord& r) { r.lines[2].net.currency = pounds; },
        [&](SaleRecord& r) { r.lines[2].payable.currency = pounds; },
        [&](SaleRecord& r) { r.lines[2].unit_price.currency = pounds; },
        [&](SaleRecord& r) { r.lines[1].cost->currency = pounds; },
        [&](SaleRecord& r) { r.lines[1].discounts[0].amount.currency = pounds; },
        [&](SaleRecord& r) { r.lines[1].basket_shares[0].currency = pounds; },
        [&](SaleRecord& r) { r.lines[1].taxes[0].base.currency = pounds; },
        [&](SaleRecord& r) { r.lines[1].taxes[0].tax.currency = pounds; },
        [&](SaleRecord& r) { r.taxes[1].base.currency = pounds; },
        [&](SaleRecord& r) { r.taxes[1].tax.currency = pounds; },
        [&](SaleRecord& r) { r.tenders[1].amount.currency = pounds; },
        [&](SaleRecord& r) { r.tenders[1].given.currency = pounds; },
        [&](SaleRecord& r) { r.tenders[1].change.currency = pounds; },
    };
    const auto before = rows_;
    for (std::size_t which = 0; which < changes.size(); ++which) {
        SCOPED_TRACE(which);
        auto sale = test::sample_sale();
        changes[which](sale);
        const auto projected = journal_.append(SaleCompleted{sale});
        ASSERT_FALSE(projected);
        EXPECT_EQ(projected.error(), ProjectError::mixed_currencies);
    }
    EXPECT_TRUE(rows_.has_same_rows(before));
}

TEST_F(TicketRows, two_lines_with_one_number_refuse_the_whole_ticket) {
    const auto before = rows_;
    auto sale = test::sample_sale();
    sale.lines[2].line = 1;
    EXPECT_EQ(journal_.append(SaleCompleted{sale}).error(), ProjectError::line_twice);
    EXPECT_TRUE(rows_.has_same_rows(before));
}

namespace {

/// Tickets whose own figures add up, as the register makes them; all else is random.
class RandomTickets {
public:
    explicit RandomTickets(std::uint64_t seed) : random_{seed} {}

    Event next() {
        SaleRecord r = test::sample_sale();
        r.sale.bytes[0] = static_cast<std::uint8_t>(++count_);
        r.sale.bytes[1] = static_cast<std::uint8_t>(count_ >> 8);
        r.when.local.second_of_day = static_cast<std::int32_t>(pick(0, 86'399));
        r.when.business_date.days += static_cast<std::int32_t>(pick(0, 2));
        r.cashier.user = id(static_cast<std::uint8_t>(pick(1, 3)));
        r.shift = id(static_cast<std::uint8_t>(pick(31, 33)));
        r.lines.assign(static_cast<std::size_t>(pick(1, 6)), r.lines[0]);
        r.total = r.discount = r.tax = euro(0);
        std::uint32_t number = 0;
        for (SaleLine& line : r.lines) {
            line.line = ++number;
            line.department = "D" + std::to_string(pick(1, 4));
            line.payable = euro(pick(-2000, 5000));
            line.taxes = {{0, "VAT7", euro(0), euro(pick(-100, 300))}};
            line.basket_shares = {euro(pick(-50, 50))};
            r.total += line.payable;
            r.tax += line.taxes[0].tax;
            r.discount += line.basket_shares[0];
        }
        r.rounding = euro(pick(-2, 2));
        r.payable = r.total + r.rounding;
        r.tenders[0].amount = euro(pick(0, 1000));
        r.tenders[1].amount = r.payable - r.tenders[0].amount;
        if (r.payable < euro(0)) return SaleRefunded{r};
        return SaleCompleted{r};
    }

private:
    std::int64_t pick(std::int64_t low, std::int64_t high) {
        return low +
               static_cast<std::int64_t>(random_() % static_cast<std::uint64_t>(high - low + 1));
    }
    std::mt19937_64 random_;
    unsigned count_ = 0;
};

const SaleRecord& record_of(const Event& ticket) {
    if (const auto* sale = std::get_if<SaleCompleted>(&ticket)) return sale->record;
    return std::get<SaleRefunded>(ticket).record;
}

}  // namespace

TEST(TicketSums, every_breakdown_adds_up_to_the_tickets) {
    for (std::uint64_t seed = 0; seed < 50; ++seed) {
        SCOPED_TRACE(seed);
        test::ProjectedJournal journal;
        ASSERT_TRUE(journal.append(test::sample_shop_events()[0]));
        RandomTickets tickets{seed};
        Takings wanted;
        for (int i = 0; i < 40; ++i) {
            const Event ticket = tickets.next();
            ASSERT_TRUE(journal.append(ticket));
            const SaleRecord& r = record_of(ticket);
            const bool sale = std::holds_alternative<SaleCompleted>(ticket);
            wanted += {sale,
                       !sale,
                       sale ? r.payable.minor : 0,
                       sale ? 0 : -r.payable.minor,
                       r.tax.minor,
                       r.discount.minor,
                       r.rounding.minor};
        }
        Takings whole;
        for (const auto& [key, row] : journal.rows.takings) whole += row.takings;
        EXPECT_EQ(whole, wanted);

        Takings departments;
        for (const auto& [key, row] : journal.rows.departments) departments += row.takings;
        EXPECT_EQ(departments.net_minor() + wanted.rounding_minor, wanted.net_minor());
        EXPECT_EQ(departments.tax_minor, wanted.tax_minor);
        EXPECT_EQ(departments.discount_minor, wanted.discount_minor);

        std::int64_t gross = 0;
        std::int64_t refunded = 0;
        for (const auto& [key, row] : journal.rows.tenders) {
            gross += row.gross_minor;
            refunded += row.refunded_minor;
        }
        EXPECT_EQ(gross, wanted.gross_minor);
        EXPECT_EQ(refunded, wanted.refunded_minor);
        EXPECT_EQ(journal.rows.sales.size(), 40U);
    }
}

TEST(TicketSums, a_rebuild_gives_the_same_rows) {
    std::vector<test::ProjectedJournal> twice(2);
    for (auto& journal : twice) {
        ASSERT_TRUE(journal.append(test::sample_shop_events()[0]));
        RandomTickets tickets{4711};
        for (int i = 0; i < 50; ++i) ASSERT_TRUE(journal.append(tickets.next()));
    }
    EXPECT_TRUE(twice[0].rows.has_same_rows(twice[1].rows));
}
