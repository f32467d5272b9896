// Goal: what a shift took for bills and for credit is told apart, also by a till that was started
// again within it. Method: both kinds of tickets in a shop's store on both engines; the shift is
// read back.
#include <gtest/gtest.h>

#include "tests/contract/store/shop.hpp"

namespace {

using namespace pos::journal;
using test::pounds;

class StoreShiftBills : public test::EitherShop {
protected:
    SaleRecord payment(std::int64_t pence, bool credit) {
        SaleRecord record = ticket({{"Tea", "D1", 1, pence}});
        record.lines.clear();
        record.taxes.clear();
        record.tax = pounds(0);
        BillPayment& bill = record.bill.emplace();
        bill.account = new_id();
        bill.account_number = "A-1042";
        bill.on_account = pounds(credit ? 0 : pence);
        if (credit) bill.top_up = TopUp{pounds(pence), pounds(0)};
        return record;
    }
    ShiftFigures figures() {
        auto shift = store_->reader().open_shift(store_->journal().journal, "cash", "Cash");
        EXPECT_TRUE(shift && *shift);
        return shift && *shift ? (*shift)->figures : ShiftFigures{};
    }
};

TEST_P(StoreShiftBills, AndCreditAreToldApart) {
    open_shift();
    EXPECT_EQ(figures().credit_bought, pounds(0));
    ASSERT_TRUE(append(BillPaid{payment(4'990, false)}));
    ASSERT_TRUE(append(BillPaid{payment(2'000, true)}));
    ASSERT_TRUE(append(BillPaid{payment(1'500, true)}));
    open();
    const ShiftFigures read = figures();
    EXPECT_EQ(read.bills, 1U);
    EXPECT_EQ(read.bills_paid, pounds(4'990));
    EXPECT_EQ(read.credits, 2U);
    EXPECT_EQ(read.credit_bought, pounds(3'500));
    EXPECT_EQ(read.net, pounds(0));
    EXPECT_EQ(read.tenders.front().expected, pounds(10'000 + 4'990 + 3'500));
}

ON_EITHER_ENGINE(StoreShiftBills);

}  // namespace
