// Goal: credit that is bought at a till is a payment as bills are, and one or the other; a counter
// that is read is a row of its own and moves nothing else.
#include <gtest/gtest.h>

#include <algorithm>
#include <span>

#include "pos/journal/codec.hpp"
#include "tests/support/projected_journal.hpp"
#include "tests/support/sample_events.hpp"

using namespace pos::journal;
using test::euro;
using test::id;

namespace {

class ProjectMetered : public testing::Test {
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

TEST_F(ProjectMetered, credit_that_is_bought_is_money_and_no_sale) {
    ASSERT_TRUE(journal_.append(BillPaid{test::sample_top_up()}));
    const auto& paid = rows_.bill_payments.at(id(25));
    EXPECT_EQ(paid.account, id(53));
    EXPECT_EQ(paid.bills, 0U);
    EXPECT_EQ(paid.amount_minor, 2'000);
    EXPECT_EQ(rows_.sales.at(id(25)).kind, TicketKind::bill);
    EXPECT_EQ(rows_.sale_tenders.size(), 1U);
    EXPECT_TRUE(rows_.takings.empty());
    EXPECT_TRUE(rows_.lots.empty());  // the office grants it, in its own journal
    EXPECT_TRUE(rows_.ledger.empty());
}

TEST_F(ProjectMetered, credit_is_bought_alone_and_for_what_was_paid) {
    const auto refused = [&](auto change) {
        auto record = test::sample_top_up();
        change(record);
        const auto done = journal_.append(BillPaid{record});
        EXPECT_FALSE(done);
        return done ? ProjectError{} : done.error();
    };
    EXPECT_EQ(refused([](auto& r) { r.bill->top_up->amount = euro(1'999); }),
              ProjectError::sums_differ);
    EXPECT_EQ(refused([](auto& r) { r.bill->top_up->amount = euro(0); }),
              ProjectError::sums_differ);
    EXPECT_EQ(refused([](auto& r) {
                  r.bill->top_up->amount = euro(1'500);
                  r.bill->on_account = euro(500);
              }),
              ProjectError::sums_differ);
    EXPECT_EQ(refused([](auto& r) {
                  r.bill->bills = test::sample_bill().bill->bills;
                  r.bill->top_up->amount = euro(0);
              }),
              ProjectError::sums_differ);
    EXPECT_EQ(refused([](auto& r) { r.bill->top_up->before.currency = {{'U', 'S', 'D'}, 2}; }),
              ProjectError::mixed_currencies);
}

TEST_F(ProjectMetered, a_counter_that_was_read_is_a_row_of_its_own) {
    ASSERT_TRUE(journal_.append(test::sample_reading()));
    const auto& row = rows_.meter_reads.at(id(81));
    EXPECT_EQ(row.account, id(53));
    EXPECT_EQ(row.account_number, "A-1042");
    EXPECT_EQ(row.point, "P-1");
    EXPECT_EQ(row.meter, "kwh");
    EXPECT_EQ(row.serial, "4711");
    EXPECT_EQ(row.figure, "12345.6");
    EXPECT_TRUE(rows_.sales.empty());
    EXPECT_TRUE(rows_.takings.empty());
}

TEST(MeterReadBytes, hold_figures_alone) {
    for (const char* right : {"0", "012345.6", "999999999999.999999"}) {
        auto read = test::sample_reading();
        read.figure = right;
        read.figure_before = right;
        const auto [kind, version, payload] = encode(read);
        EXPECT_TRUE(decode(kind, version, payload)) << right;
    }
    // No program writes others, so they are put into its bytes.
    auto [kind, version, payload] = encode(test::sample_reading());
    const std::string figure = test::sample_reading().figure;
    const auto place = std::ranges::search(payload, std::as_bytes(std::span{figure})).begin();
    ASSERT_NE(place, payload.end());
    for (const std::string wrong :
         {"-123456", "123456.", ".123456", "1.2.345", "123e456", "12 3456"}) {
        std::ranges::copy(std::as_bytes(std::span{wrong}), place);
        EXPECT_FALSE(decode(kind, version, payload)) << wrong;
    }
    for (const char* wrong : {"", "12345678901234567890"}) {
        EXPECT_FALSE(is_figure_text(wrong)) << wrong;
    }
}
