// Goal: what a change would come to is said before it is made, and nothing is left of the trial.
// Method: an office on either engine tries changes of subscriptions, then makes them.
#include "app/core/billing/try_change.hpp"

#include <gtest/gtest.h>

#include "app/core/billing/levels.hpp"
#include "tests/contract/billing/billing_office.hpp"

namespace {

namespace billing = app::core::billing;
using pos::billing::plan::Act;

class TryChange : public test::BillingOffice {
protected:
    void SetUp() override {
        BillingOffice::SetUp();
        publish(test::kGreenPlan);
        publish(R"({"code": "BIG", "name": "Big power", "currency": "EUR", "phases": [{"charges": [
          {"code": "fee", "name": "Basic fee", "model": "recurring", "amount": "30.00",
           "every": "month"}]}]})");
        customer("1");
        subscription_ = subscribe("1", "GREEN", "2026-11-01");
        bill("2026-12-01");
        go_to("2026-12-05");
    }
    app::core::Outcome<billing::ChangeTried> attempt(const billing::SubscriptionChange& change) {
        auto open = books();
        return billing::try_change(open, change, clock_.at);
    }
    std::string subscription_;
};

TEST_P(TryChange, SaysWhatWouldBeBilledAndKeepsNothing) {
    const billing::SubscriptionChange move{
        .number = subscription_, .act = Act::changed, .at = "2026-12-10", .plan = "BIG"};
    for (int twice = 0; twice < 2; ++twice) {
        const auto tried = attempt(move);
        ASSERT_TRUE(tried) << tried.error().words;
        EXPECT_EQ(to_string(tried->as_of), "2026-12-10");
        EXPECT_EQ(tried->account, "1");
        EXPECT_FALSE(tried->without);
        ASSERT_TRUE(tried->with);
        EXPECT_EQ(tried->with->lines.size(), 2U);  // what was paid ahead back, and the new fee
    }
    const auto foreseen = attempt(move)->with->payable;
    EXPECT_EQ(bill("2026-12-10").invoices, 0);
    change(move);
    EXPECT_EQ(bill("2026-12-10").invoices, 1);
    EXPECT_EQ(document(documents().front().row.number).payable, foreseen);
    expect_books_in_order();
}

TEST_P(TryChange, ShowsTheBillThatLevelPaymentsHoldBack) {
    {
        auto open = books();
        const auto agreed = billing::agree_level(
            open, {.account = "1", .amount = "47.60", .day = 15}, false, clock_.at, random_);
        ASSERT_TRUE(agreed) << agreed.error().words;
    }
    EXPECT_EQ(bill("2026-12-05").invoices, 1);
    EXPECT_EQ(document(documents().front().row.number).payable.minor, 4'760);
    const billing::SubscriptionChange move{
        .number = subscription_, .act = Act::changed, .at = "2026-12-10", .plan = "BIG"};
    const auto tried = attempt(move);
    ASSERT_TRUE(tried) << tried.error().words;
    EXPECT_FALSE(tried->without);
    ASSERT_TRUE(tried->with);
    // 22 of 31 days: 21.29 of 30.00, and of 9.90 back 7.03 and 1.34 of tax.
    EXPECT_EQ(tried->with->payable.minor, 2'129 - 837);
    // The change itself waits for the settlement.
    change(move);
    EXPECT_EQ(bill("2026-12-10").invoices, 0);
    expect_books_in_order();
}

TEST_P(TryChange, LooksPastTheDaysOfGrace) {
    customer("2", {.zone = "America/New_York"});
    customer("1", {.payer = "2", .zone = "Europe/Berlin", .grace_days = "3"});
    const auto tried =
        attempt({.number = subscription_, .act = Act::changed, .at = "2026-12-10", .plan = "BIG"});
    ASSERT_TRUE(tried) << tried.error().words;
    EXPECT_EQ(to_string(tried->as_of), "2026-12-13");
    EXPECT_EQ(tried->account, "2");
    ASSERT_TRUE(tried->with);
    EXPECT_EQ(tried->with->lines.size(), 2U);
}

TEST_P(TryChange, OfAPayersBillAndOfTheEnd) {
    customer("2");
    customer("1", {.payer = "2"});
    const auto tried =
        attempt({.number = subscription_, .act = Act::cancelled, .at = "2026-12-06"});
    ASSERT_TRUE(tried) << tried.error().words;
    EXPECT_EQ(tried->account, "2");
    ASSERT_TRUE(tried->with);
    EXPECT_LT(tried->with->payable.minor, 0);
    EXPECT_FALSE(attempt({.number = "none", .act = Act::cancelled, .at = ""}));
    EXPECT_FALSE(attempt({.number = subscription_, .act = Act::changed, .at = "", .plan = "NONE"}));
    expect_books_in_order();
}

TEST_P(TryChange, SaysWhatAStartWouldComeTo) {
    const billing::NewSubscription asked{.account = "1", .plan = "BIG", .start = "2026-12-10"};
    for (int twice = 0; twice < 2; ++twice) {
        auto open = books();
        const auto tried = billing::try_start(open, asked, clock_.at, random_);
        ASSERT_TRUE(tried) << tried.error().words;
        EXPECT_EQ(to_string(tried->as_of), "2026-12-10");
        EXPECT_FALSE(tried->without);
        ASSERT_TRUE(tried->with);
        EXPECT_EQ(tried->with->lines.size(), 1U);
    }
    EXPECT_EQ(bill("2026-12-10").invoices, 0);
    auto open = books();
    const auto none =
        billing::try_start(open, {.account = "1", .plan = "NONE"}, clock_.at, random_);
    ASSERT_FALSE(none);
    EXPECT_EQ(none.error().about, "no_plan");
    expect_books_in_order();
}

}  // namespace

ON_EITHER_ENGINE(TryChange);
