// Goal: an account is billed as soon as its usage comes to so much or its credit has expired, once,
// and the bill of the cycle takes only the rest, tiers, units and coupons and all, whatever comes
// in between. Method: an office on either engine with kilowatt-hours at 0.30, and 0.25 above 100;
// figures worked out by hand, without tax.
#include "app/core/billing/early_bills.hpp"

#include <gtest/gtest.h>

#include "app/core/billing/coupons.hpp"
#include "app/core/billing/recurring_credit.hpp"
#include "app/core/billing/units.hpp"
#include "app/core/billing/wallet.hpp"
#include "app/core/trades/audit.hpp"
#include "pos/billing/bill/item.hpp"
#include "tests/contract/billing/billing_office.hpp"

namespace {

namespace billing = app::core::billing;
using pos::billing::bill::ItemKind;

class EarlyBills : public test::BillingOffice {
protected:
    void SetUp() override {
        BillingOffice::SetUp();
        customer("1");
        subscription_ = subscribe("1", "GREEN", "2026-11-01", "M");
        bill("2026-11-01");
    }
    void rule(const std::string& amount, bool on_expiry = false) {
        auto open = books();
        const auto done = billing::put_early_bill(open, {"1", amount, on_expiry}, clock_.at);
        ASSERT_TRUE(done) << done.error().words;
    }
    /// At midday of that day.
    void count(const std::string& day, const std::string& quantity) {
        go_to(day);
        came(day, day, quantity);
    }
    void came(const std::string& id, const std::string& day, const std::string& quantity,
              const std::string& subject = "M") {
        use(R"({"id": ")" + id + R"(", "subject": ")" + subject + R"(", "at": ")" + day +
            R"(", "quantity": ")" + quantity + "\"}\n");
    }
    /// Credit that pays nothing, and is over after the day before that one.
    void expiring(const std::string& day) {
        auto open = books();
        const auto done = billing::grant_credit(open,
                                                {.account = "1",
                                                 .amount = "5.00",
                                                 .promotional = true,
                                                 .expires = day,
                                                 .charges = {"none"}},
                                                clock_.at, random_);
        ASSERT_TRUE(done) << done.error().words;
    }
    std::int64_t early() {
        const auto done =
            billing::bill_early(where(), options(), [] { return true; }, clock_, random_);
        EXPECT_TRUE(done) << done.error().words;
        return done ? done->invoices : -1;
    }
    /// What that day's run comes to; 0 where it issued nothing.
    std::int64_t billed(const std::string& day) {
        const auto before = documents().size();
        EXPECT_TRUE(bill(day).parked.empty());
        return documents().size() == before ? 0 : documents().front().row.net_minor;
    }
    void expect_nothing_wrong() {
        const auto faults = app::core::trades::audit(*db_, {"kwh"});
        ASSERT_TRUE(faults);
        for (const std::string& fault : *faults) ADD_FAILURE() << fault;
        expect_books_in_order();
    }
    std::string subscription_;
};

TEST_P(EarlyBills, ComeWhereUsageReachesAnAmountAndTheCycleTakesTheRest) {
    rule("20.00");
    count("2026-11-05", "50");
    EXPECT_EQ(early(), 0);  // 15.00
    count("2026-11-10", "30");
    EXPECT_EQ(early(), 1);
    const auto issued = document(documents().front().row.number);
    EXPECT_EQ(issued.net.minor, 2'400);
    EXPECT_EQ(to_string(issued.issued_on), "2026-11-10");
    ASSERT_EQ(issued.lines.size(), 1U);
    EXPECT_EQ(issued.lines[0].kind, static_cast<std::uint8_t>(ItemKind::usage));
    EXPECT_EQ(early(), 0);
    // 120 kWh come to 35.00: 11.00 more, for which nobody is billed before the month is over.
    count("2026-11-20", "40");
    EXPECT_EQ(early(), 0);
    EXPECT_EQ(billed("2026-11-21"), 0);
    EXPECT_EQ(billed("2026-12-01"), 990 + 1'100);
    EXPECT_EQ(billed("2026-12-02"), 0);
    EXPECT_EQ(billed("2027-01-01"), 990);
    expect_nothing_wrong();
}

TEST_P(EarlyBills, ComeAgainWithinOnePeriod) {
    rule("20.00");
    count("2026-11-05", "80");
    EXPECT_EQ(early(), 1);  // 24.00
    count("2026-11-10", "120");
    EXPECT_EQ(early(), 1);  // 200 kWh come to 55.00
    EXPECT_EQ(documents().front().row.net_minor, 3'100);
    EXPECT_EQ(billed("2026-12-01"), 990);
    expect_nothing_wrong();
}

TEST_P(EarlyBills, LeaveOtherAccountsAlone) {
    customer("2");
    subscribe("2", "GREEN", "2026-11-01", "N");
    rule("20.00");
    go_to("2026-11-05");
    use(R"({"id": "n", "subject": "N", "at": "2026-11-05", "quantity": "500"})"
        "\n");
    EXPECT_EQ(early(), 0);
    rule("");
    count("2026-11-10", "500");
    EXPECT_EQ(early(), 0);
}

TEST_P(EarlyBills, ComeWhereCreditHasExpired) {
    rule("", true);
    expiring("2026-11-08");
    count("2026-11-05", "10");
    EXPECT_EQ(early(), 0);
    go_to("2026-11-09");
    EXPECT_EQ(early(), 1);
    EXPECT_EQ(documents().front().row.net_minor, 300);
    count("2026-11-10", "10");
    EXPECT_EQ(early(), 0);  // for that credit it was looked at
    EXPECT_EQ(billed("2026-12-01"), 990 + 300);
    expect_nothing_wrong();
}

TEST_P(EarlyBills, LeaveTheRestToTheBillOfTheEnd) {
    rule("20.00");
    count("2026-11-10", "80");
    EXPECT_EQ(early(), 1);  // 24.00
    count("2026-11-15", "40");
    EXPECT_EQ(billed("2026-11-16"), 0);
    change({.number = subscription_, .at = "2026-11-20"});
    // 120 kWh come to 35.00, and of the fee of 9.90 eleven days of thirty go back: 11.00 and 3.63.
    EXPECT_EQ(billed("2026-11-20"), 1'100 - 363);
    EXPECT_EQ(billed("2026-12-01"), 0);
    expect_nothing_wrong();
}

TEST_P(EarlyBills, LoseNothingOfAPeriodThatWasEmptyWhenTheyLooked) {
    count("2026-11-05", "10");
    EXPECT_EQ(billed("2026-12-01"), 300 + 990);
    rule("", true);
    expiring("2026-12-08");
    go_to("2026-12-09");
    EXPECT_EQ(early(), 0);  // nothing was used in December
    count("2026-12-10", "10");
    came("late", "2026-11-20", "10");
    // November is looked at once more; what December has by now waits for its end.
    EXPECT_EQ(billed("2026-12-11"), 300);
    EXPECT_EQ(billed("2027-01-01"), 300 + 990);
    EXPECT_EQ(billed("2027-01-02"), 0);
    expect_nothing_wrong();
}

TEST_P(EarlyBills, WaitWhereWhatComesLateIsLeftOut) {
    publish(R"({"code": "STRICT", "name": "Strict power", "currency": "EUR",
      "tax_class": "standard", "phases": [{"charges": [{"code": "kwh", "name": "Electricity",
      "meter": "kwh", "unit": "kWh", "every": "month", "model": "per_unit", "price": "0.30",
      "late_usage": "left_out"}]}]})");
    subscribe("1", "STRICT", "2026-11-01", "N");
    rule("20.00");
    go_to("2026-11-05");
    came("n1", "2026-11-05", "100", "N");
    EXPECT_EQ(early(), 0);
    go_to("2026-11-20");
    came("n2", "2026-11-20", "50", "N");
    EXPECT_EQ(early(), 0);
    EXPECT_EQ(billed("2026-12-01"), 990 + 4'500);  // nobody would bill the 50 otherwise
    expect_nothing_wrong();
}

TEST_P(EarlyBills, LeaveCouponsToTheRestOfWhatUnitsHadCovered) {
    rule("", true);
    expiring("2026-11-08");
    {
        auto open = books();
        ASSERT_TRUE(billing::put_coupon(
            open, {.code = "SPRING", .name = "Spring offer", .percent = "20", .periods = 0},
            clock_.at));
        ASSERT_TRUE(
            billing::redeem_coupon(open, {subscription_, "SPRING", ""}, clock_.at, random_));
        ASSERT_TRUE(billing::grant_units(open, {.account = "1", .amount = "40", .unit = "kWh"},
                                         clock_.at, random_));
    }
    count("2026-11-05", "10");
    go_to("2026-11-09");
    EXPECT_EQ(early(), 1);
    EXPECT_EQ(documents().front().row.net_minor, 0);  // units cover all of it
    count("2026-11-20", "50");
    // 20 of 60 kWh are left to pay, 6.00 less 1.20, and December's fee, 9.90 less 1.98.
    EXPECT_EQ(billed("2026-12-01"), 480 + 792);
    EXPECT_EQ(billed("2026-12-02"), 0);
    expect_nothing_wrong();
}

TEST_P(EarlyBills, ComeByWhatUnitsOfThePeriodLeave) {
    rule("20.00");
    {
        auto open = books();
        ASSERT_TRUE(billing::put_recurring(
            open, {.account = "1", .amount = "100", .unit = "kWh", .from = "2026-11-01"}, clock_.at,
            random_));
    }
    count("2026-11-05", "80");
    EXPECT_EQ(early(), 0);  // nobody had granted November's 100 yet
    count("2026-11-10", "100");
    EXPECT_EQ(early(), 1);
    EXPECT_EQ(documents().front().row.net_minor, 2'400);  // 80 of 180 kWh
    EXPECT_EQ(billed("2026-12-01"), 990);
    expect_nothing_wrong();
}

TEST_P(EarlyBills, AreOfThoseWhoPayForThemselvesYet) {
    customer("2");
    rule("20.00");
    count("2026-11-10", "100");
    customer("1", {.payer = "2"});
    EXPECT_EQ(early(), 0);
    EXPECT_EQ(billed("2026-12-01"), 990 + 3'000);  // on the bill of whoever pays
    EXPECT_EQ(documents().front().account_number, "2");
}

TEST_P(EarlyBills, AreRefusedWhereTheyMakeNoSense) {
    auto open = books();
    EXPECT_FALSE(billing::put_early_bill(open, {"none", "20.00", false}, clock_.at));
    EXPECT_FALSE(billing::put_early_bill(open, {"1", "0", false}, clock_.at));
    EXPECT_FALSE(billing::put_early_bill(open, {"1", "lots", false}, clock_.at));
    customer("2", {.payer = "1"});
    const auto paid = billing::put_early_bill(open, {"2", "20.00", false}, clock_.at);
    ASSERT_FALSE(paid);
    EXPECT_EQ(paid.error().about, "paid_by_another");
    EXPECT_TRUE(pos::store::billing::early_bills(*db_, clock_.at)->empty());
}

}  // namespace

ON_EITHER_ENGINE(EarlyBills);
