// Goal: a ticket that paid bills stands among tickets, payments and tenders, and nowhere among
// sales, departments or taxes; one that does not add up is refused.
#include <gtest/gtest.h>

#include "tests/support/projected_journal.hpp"
#include "tests/support/sample_events.hpp"

using namespace pos::journal;
using test::euro;
using test::id;

namespace {

class ProjectBill : public testing::Test {
protected:
    void SetUp() override {
        ASSERT_TRUE(journal_.append(test::sample_shop_events()[0]));
        ASSERT_TRUE(
            journal_.append(ShiftOpened{id(31), test::at(8, 0, 0), test::anna(), euro(20'000)}));
    }

    test::ProjectedJournal journal_;
    test::MemoryProjection& rows_{journal_.rows};
};

}  // namespace

TEST_F(ProjectBill, is_money_and_no_sale) {
    ASSERT_TRUE(journal_.append(BillPaid{test::sample_bill()}));
    const auto& ticket = rows_.sales.at(id(24));
    EXPECT_EQ(ticket.kind, TicketKind::bill);
    EXPECT_EQ(ticket.number, "B01-T1-000125");
    EXPECT_EQ(ticket.payable_minor, 7'890);
    const auto& paid = rows_.bill_payments.at(id(24));
    EXPECT_EQ(paid.account, id(53));
    EXPECT_EQ(paid.account_number, "A-1042");
    EXPECT_EQ(paid.bills, 2U);
    EXPECT_EQ(paid.amount_minor, 7'890);
    EXPECT_EQ(rows_.sale_tenders.size(), 2U);
    ASSERT_EQ(rows_.tenders.size(), 2U);
    std::int64_t gross = 0;
    for (const auto& [key, row] : rows_.tenders) {
        EXPECT_EQ(row.sales, 0);
        EXPECT_EQ(row.refunds, 0);
        EXPECT_EQ(row.payments, 1);
        gross += row.gross_minor;
    }
    EXPECT_EQ(gross, 7'890);
    EXPECT_TRUE(rows_.takings.empty());
    EXPECT_TRUE(rows_.departments.empty());
    EXPECT_TRUE(rows_.taxes.empty());
    EXPECT_TRUE(rows_.ledger.empty());  // the office books it, in its own journal
}

TEST_F(ProjectBill, that_does_not_add_up_is_refused) {
    const auto refused = [&](auto change) {
        auto record = test::sample_bill();
        change(record);
        const auto done = journal_.append(BillPaid{record});
        EXPECT_FALSE(done);
        return done ? ProjectError{} : done.error();
    };
    EXPECT_EQ(refused([](auto& r) { r.bill->bills[0].paid = euro(1); }), ProjectError::sums_differ);
    EXPECT_EQ(refused([](auto& r) { r.bill->on_account = euro(-400); }), ProjectError::sums_differ);
    EXPECT_EQ(refused([](auto& r) { r.tenders.pop_back(); }), ProjectError::sums_differ);
    EXPECT_EQ(refused([](auto& r) { r.rounding = euro(1); }), ProjectError::sums_differ);
    EXPECT_EQ(refused([](auto& r) { r.bill->on_account.currency = {{'U', 'S', 'D'}, 2}; }),
              ProjectError::mixed_currencies);
}
