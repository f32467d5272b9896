// Goal: a coupon takes off bills what it says, for as many periods as it has, however often runs
// are repeated and bills are taken back and made anew; whoever may not redeem it is told why.
// Method: an office on either engine with a plan of a monthly fee of 9.90 and kilowatt-hours at
// 0.30; figures worked out by hand, without tax.
#include "app/core/billing/coupons.hpp"

#include <gtest/gtest.h>

#include "app/core/billing/try_change.hpp"
#include "app/core/trades/audit.hpp"
#include "pos/billing/rated.hpp"
#include "pos/store/billing/coupons.hpp"
#include "pos/store/billing/subscriptions.hpp"
#include "tests/contract/billing/billing_office.hpp"

namespace {

namespace billing = app::core::billing;
namespace stored = pos::store::billing;

class Coupons : public test::BillingOffice {
protected:
    void SetUp() override {
        BillingOffice::SetUp();
        customer("1");
    }
    static billing::CouponInput spring(const std::string& percent, std::int64_t periods) {
        return {.code = "SPRING", .name = "Spring offer", .percent = percent, .periods = periods};
    }
    static billing::CouponInput fixed(const std::string& amount, std::int64_t periods) {
        return {.code = "SPRING", .name = "Spring offer", .amount = amount, .periods = periods};
    }
    void put(const billing::CouponInput& input) {
        auto open = books();
        const auto done = billing::put_coupon(open, input, clock_.at);
        ASSERT_TRUE(done) << done.error().words;
    }
    app::core::Outcome<stored::Redemption> redeem(const std::string& subscription,
                                                  const std::string& code = "spring",
                                                  const std::string& from = {}) {
        auto open = books();
        return billing::redeem_coupon(open, {subscription, code, from}, clock_.at, random_);
    }
    void expect_refused(const std::string& subscription, const std::string& code,
                        const std::string& name) {
        const auto done = redeem(subscription, code);
        ASSERT_FALSE(done) << code;
        EXPECT_EQ(done.error().about, name) << done.error().words;
        EXPECT_EQ(done.error().kind, app::core::FailureKind::refused);
    }
    std::string start_with(const std::string& coupon) {
        auto open = books();
        const auto number = billing::subscribe(open,
                                               {.account = "1",
                                                .plan = "GREEN",
                                                .start = "2026-11-01",
                                                .points = {"M"},
                                                .coupon = coupon},
                                               clock_.at, random_);
        EXPECT_TRUE(number) << number.error().words;
        return number.value_or("");
    }
    void count(const std::string& id, const std::string& at, const std::string& quantity) {
        use(R"({"id": ")" + id + R"(", "subject": "M", "at": ")" + at + R"(", "quantity": ")" +
            quantity + "\"}\n");
    }
    /// What that run's one invoice comes to, without tax; 0 where it issued none.
    std::int64_t billed(const std::string& day) {
        const auto before = documents().size();
        const auto report = bill(day);
        EXPECT_TRUE(report.parked.empty());
        const auto all = documents();
        if (all.size() == before) return 0;
        EXPECT_EQ(all.size(), before + 1);
        return all.front().row.net_minor;
    }
    pos::journal::DocumentIssued newest() { return document(documents().front().row.number); }
    void void_newest() {
        auto open = books();
        const auto done = billing::credit(open, {documents().front().row.number, {}, "Wrong", true},
                                          clock_.at, random_);
        ASSERT_TRUE(done) << done.error().words;
    }
    stored::RedemptionRow only() {
        const auto rows = stored::redemptions(*db_, {});
        EXPECT_TRUE(rows && rows->size() == 1);
        return rows && !rows->empty() ? rows->front() : stored::RedemptionRow{};
    }
    void expect_nothing_wrong() {
        const auto faults = app::core::trades::audit(*db_, {"kwh"});
        ASSERT_TRUE(faults);
        for (const std::string& fault : *faults) ADD_FAILURE() << fault;
        expect_books_in_order();
    }
};

TEST_P(Coupons, TakeTwoPeriodsOfFourBills) {
    put(spring("20", 2));
    start_with("SPRING");
    EXPECT_EQ(billed("2026-11-01"), 792);  // 9.90 less 1.98
    const auto line = newest().lines.at(0);
    EXPECT_EQ(line.name, "Basic fee, Spring offer (SPRING)");
    ASSERT_EQ(line.steps.size(), 2U);
    EXPECT_EQ(line.steps[1].kind, static_cast<std::uint8_t>(pos::billing::LineKind::coupon));
    EXPECT_EQ(line.steps[1].amount, "-1.98");
    const auto uses = stored::coupon_uses_in(*db_, newest().document);
    ASSERT_TRUE(uses && uses->size() == 1);
    EXPECT_EQ(uses->front().item, line.item);
    EXPECT_EQ(uses->front().code, "SPRING");
    EXPECT_EQ(billed("2026-11-01"), 0);
    count("1", "2026-11-10", "50");
    EXPECT_EQ(billed("2026-12-01"), 792 + 1'200);  // with November's power, 15.00 less 3.00
    EXPECT_EQ(billed("2026-12-01"), 0);
    count("2", "2026-12-10", "10");
    // The third fee has none; December's power has: 3.00 less 0.60.
    EXPECT_EQ(billed("2027-01-01"), 990 + 240);
    count("3", "2027-01-10", "10");
    EXPECT_EQ(billed("2027-02-01"), 990 + 300);
    EXPECT_EQ(only().periods_used, 2);
    EXPECT_EQ(only().taken_minor, 198 + 198 + 300 + 60);
    expect_nothing_wrong();
}

TEST_P(Coupons, CountTheSameWhereSeveralMonthsAreBilledAtOnce) {
    put(spring("20", 2));
    start_with("SPRING");
    EXPECT_EQ(billed("2027-01-01"), 792 + 792 + 990);
    EXPECT_EQ(only().periods_used, 2);
    expect_nothing_wrong();
}

TEST_P(Coupons, AreThereAgainWhereABillWasTakenBack) {
    put(spring("50", 1));
    start_with("SPRING");
    EXPECT_EQ(billed("2026-11-01"), 495);
    void_newest();
    EXPECT_EQ(only().periods_used, 0);
    EXPECT_EQ(only().taken_minor, 0);
    EXPECT_EQ(billed("2026-11-02"), 495);
    EXPECT_EQ(newest().lines.at(0).revision, 1U);
    EXPECT_EQ(billed("2026-11-03"), 0);
    EXPECT_EQ(only().periods_used, 1);
    EXPECT_EQ(billed("2026-12-01"), 990);
    expect_nothing_wrong();
}

TEST_P(Coupons, OfEverythingAreThereAgainWhereABillOfNothingWasTakenBack) {
    put(spring("100", 1));
    start_with("SPRING");
    EXPECT_EQ(bill("2026-11-01").invoices, 1);
    EXPECT_EQ(newest().payable.minor, 0);
    void_newest();
    EXPECT_EQ(only().periods_used, 0);
    EXPECT_EQ(bill("2026-11-02").invoices, 1);
    EXPECT_EQ(only().periods_used, 1);
    EXPECT_EQ(bill("2026-11-03").invoices, 0);
    EXPECT_EQ(billed("2026-12-01"), 990);
    expect_nothing_wrong();
}

TEST_P(Coupons, StayWithAChangeOfPlanInTheirPeriod) {
    publish(R"({"code": "BIG", "name": "Big power", "currency": "EUR", "tax_class": "standard",
      "phases": [{"charges": [{"code": "fee", "name": "Big fee", "model": "recurring",
      "amount": "60.00", "every": "month"}]}]})");
    put(fixed("9.00", 1));
    const std::string number = start_with("SPRING");
    EXPECT_EQ(billed("2026-11-01"), 90);  // 9.90 less 9.00
    change({.number = number,
            .act = pos::billing::plan::Act::changed,
            .at = "2026-11-16",
            .plan = "BIG"});
    // Half of 0.90 is given back, and with it half of the 9.00 is free: 30.00 less 4.50.
    EXPECT_EQ(billed("2026-11-16"), -45 + 3'000 - 450);
    EXPECT_EQ(only().periods_used, 1);
    EXPECT_EQ(billed("2026-12-01"), 6'000);
    expect_nothing_wrong();
}

TEST_P(Coupons, GoToThePeriodThatHadThemWhereItIsBilledAnewBesideTheNext) {
    put(spring("50", 1));
    start_with("SPRING");
    EXPECT_EQ(billed("2026-11-01"), 495);
    void_newest();
    EXPECT_EQ(billed("2026-12-01"), 495 + 990);
    const auto both = newest();
    for (const auto& line : both.lines) {
        EXPECT_EQ(line.net.minor, to_string(line.from) == "2026-11-01" ? 495 : 990);
    }
    EXPECT_EQ(billed("2027-01-01"), 990);
    expect_nothing_wrong();
}

TEST_P(Coupons, OfAnAmountLeaveABillOfNothingAndTakeTheRestOfThePeriod) {
    put(fixed("12.00", 1));
    start_with("SPRING");
    EXPECT_EQ(bill("2026-11-01").invoices, 1);
    EXPECT_EQ(newest().payable.minor, 0);
    EXPECT_EQ(open_of("1"), 0);
    EXPECT_EQ(bill("2026-11-01").invoices, 0);
    count("1", "2026-11-10", "50");
    // 2.10 are left for November's power of 15.00; December has none.
    EXPECT_EQ(billed("2026-12-01"), 1'290 + 990);
    EXPECT_EQ(only().taken_minor, 1'200);
    expect_nothing_wrong();
}

TEST_P(Coupons, AreTakenOffWhatComesLateToWhatHadThem) {
    put(spring("20", 0));
    start_with("SPRING");
    count("1", "2026-11-10", "50");
    EXPECT_EQ(billed("2026-12-01"), 792 + 792 + 1'200);
    count("2", "2026-11-11", "10");
    EXPECT_EQ(billed("2026-12-02"), 240);  // 60 kWh at 18.00 less 3.60, less 12.00
    expect_nothing_wrong();
}

TEST_P(Coupons, KeepWhatTheyWereWhenTheyWereRedeemed) {
    put(spring("20", 0));
    const std::string number = start_with("");
    ASSERT_TRUE(redeem(number));
    put(spring("50", 1));
    EXPECT_EQ(billed("2026-11-01"), 792);
    EXPECT_EQ(billed("2026-12-01"), 792);
}

TEST_P(Coupons, RedeemedLaterHoldForWhatBeginsThen) {
    put(spring("20", 1));
    const std::string number = start_with("");
    EXPECT_EQ(billed("2026-11-01"), 990);
    go_to("2026-11-15");
    const auto done = redeem(number);
    ASSERT_TRUE(done) << done.error().words;
    EXPECT_EQ(to_string(done->from), "2026-11-15");
    count("1", "2026-11-10", "10");
    EXPECT_EQ(billed("2026-12-01"), 300 + 792);
    EXPECT_EQ(billed("2027-01-01"), 990);
    expect_nothing_wrong();
}

TEST_P(Coupons, AreStoppedOnADay) {
    put(spring("20", 0));
    const std::string number = start_with("SPRING");
    EXPECT_EQ(billed("2026-11-01"), 792);
    auto open = books();
    EXPECT_FALSE(billing::stop_coupon(open, {number, "SPRING", "2026-12-01", ""}, clock_.at));
    EXPECT_FALSE(billing::stop_coupon(open, {number, "SPRING", "2026-10-01", "why"}, clock_.at));
    const auto done =
        billing::stop_coupon(open, {number, "SPRING", "2027-01-01", "moved"}, clock_.at);
    ASSERT_TRUE(done) << done.error().words;
    const auto again = billing::stop_coupon(open, {number, "SPRING", "", "moved"}, clock_.at);
    ASSERT_FALSE(again);
    EXPECT_EQ(again.error().about, "coupon_not_here");
    EXPECT_EQ(billed("2026-12-01"), 792);
    EXPECT_EQ(billed("2027-01-01"), 990);
    EXPECT_EQ(only().redemption.reason, "moved");
    expect_nothing_wrong();
}

TEST_P(Coupons, StoppedBeforeTheyHeldMayBeRedeemedBySomebodyElse) {
    auto input = spring("20", 0);
    input.most = 1;
    put(input);
    const std::string number = start_with("");
    ASSERT_TRUE(redeem(number, "SPRING", "2026-12-01"));
    customer("2");
    const std::string other = subscribe("2", "GREEN", "2026-11-01");
    expect_refused(other, "SPRING", "coupon_used_up");
    auto open = books();
    ASSERT_TRUE(billing::stop_coupon(open, {number, "SPRING", "", "slip"}, clock_.at));
    EXPECT_TRUE(redeem(other));
    EXPECT_EQ(bill("2026-11-01").invoices, 2);
    std::int64_t net = 0;
    for (const auto& each : documents()) net += each.row.net_minor;
    EXPECT_EQ(net, 990 + 792);
}

TEST_P(Coupons, AreRefusedByName) {
    publish(R"({"code": "BIG", "name": "Big power", "currency": "EUR", "phases": [{"charges": [
      {"code": "fee", "name": "Basic fee", "model": "recurring", "amount": "60.00",
       "every": "month"}]}]})");
    const std::string number = start_with("");
    const auto with = [&](const std::string& code, auto change) {
        auto input = spring("20", 1);
        input.code = code;
        change(input);
        put(input);
    };
    with("SOON", [](auto& one) { one.valid_from = "2026-11-02"; });
    with("OVER", [](auto& one) { one.valid_until = "2026-10-31"; });
    with("BIG", [](auto& one) { one.plans = {"BIG"}; });
    with("DOLLAR", [](auto& one) {
        one.percent.clear();
        one.amount = "5.00";
        one.currency = "USD";
    });
    with("TWICE", [](auto& one) { one.most_of_account = 1; });
    with("ONE", [](auto& one) { one.most = 1; });
    expect_refused(number, "NONE", "coupon_unknown");
    expect_refused(number, "no code", "coupon_unknown");
    expect_refused(number, "SOON", "coupon_not_yet_valid");
    expect_refused(number, "OVER", "coupon_expired");
    expect_refused(number, "BIG", "coupon_other_plans");
    expect_refused(number, "DOLLAR", "coupon_other_currency");
    expect_refused("none", "ONE", "no_subscription");
    ASSERT_TRUE(redeem(number, "TWICE"));
    expect_refused(number, "TWICE", "coupon_already_redeemed");
    const std::string second = subscribe("1", "GREEN", "2026-11-01");
    expect_refused(second, "TWICE", "coupon_already_redeemed");
    ASSERT_TRUE(redeem(number, "ONE"));
    expect_refused(number, "ONE", "coupon_already_redeemed");
    expect_refused(second, "ONE", "coupon_used_up");
    EXPECT_EQ(stored::redemptions(*db_, {})->size(), 2U);
    // Whoever begins with one that may not be redeemed does not begin.
    auto open = books();
    EXPECT_FALSE(
        billing::subscribe(open, {.account = "1", .plan = "GREEN", .number = "X", .coupon = "OVER"},
                           clock_.at, random_));
    EXPECT_FALSE(stored::subscription_of_number(*db_, "X")->has_value());
    change({.number = second, .at = "2026-11-01"});
    expect_refused(second, "SOON", "over_by_then");
}

TEST_P(Coupons, ThatMakeNoSenseAreNotKept) {
    auto open = books();
    const auto refused = [&](billing::CouponInput input) {
        const auto done = billing::put_coupon(open, input, clock_.at);
        EXPECT_FALSE(done);
        return done ? std::string{} : done.error().about;
    };
    EXPECT_EQ(refused({.code = "A B", .name = "x", .percent = "20"}), "coupon_code");
    EXPECT_EQ(refused({.code = "A", .name = "x"}), "coupon_takes");
    EXPECT_EQ(refused({.code = "A", .name = "x", .percent = "20", .amount = "5"}), "coupon_takes");
    EXPECT_EQ(refused({.code = "A", .name = "x", .percent = "101"}), "coupon_percent");
    EXPECT_EQ(refused({.code = "A", .name = "x", .amount = "-5"}), "coupon_amount");
    EXPECT_EQ(refused({.code = "A", .name = "x", .percent = "5", .periods = -1}), "coupon_periods");
    EXPECT_EQ(refused({.code = "A", .name = "x", .percent = "5", .plans = {"NONE"}}), "no_plan");
    EXPECT_EQ(refused({.code = "A",
                       .name = "x",
                       .percent = "5",
                       .valid_from = "2026-12-01",
                       .valid_until = "2026-11-01"}),
              "coupon_days");
    EXPECT_FALSE(billing::put_coupon(open, {.code = "A", .percent = "5"}, clock_.at));
    EXPECT_TRUE(stored::coupons(*db_, 0, 9)->empty());
}

TEST_P(Coupons, AreInWhatAStartWouldComeTo) {
    put(spring("20", 1));
    auto open = books();
    const auto tried = billing::try_start(
        open, {.account = "1", .plan = "GREEN", .start = "2026-11-01", .coupon = "SPRING"},
        clock_.at, random_);
    ASSERT_TRUE(tried) << tried.error().words;
    ASSERT_TRUE(tried->with);
    EXPECT_EQ(tried->with->net.minor, 792);
    EXPECT_TRUE(stored::redemptions(*db_, {})->empty());
}

}  // namespace

ON_EITHER_ENGINE(Coupons);
