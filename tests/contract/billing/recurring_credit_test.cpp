// Goal: what recurs is granted once for each period, whatever is repeated, run twice or was left
// out; a pause grants nothing; what is left goes on as far as it may.
// Method: an office on either engine whose clock goes through the months.
#include "app/core/billing/recurring_credit.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>

#include "app/core/billing/units.hpp"
#include "app/core/billing/wallet.hpp"
#include "pos/money/decimal.hpp"
#include "pos/store/billing/customers.hpp"
#include "tests/contract/billing/serving_office.hpp"

namespace {

namespace billing = app::core::billing;
namespace stored = pos::store::billing;

class RecurringCredit : public test::BillingOffice {
protected:
    void SetUp() override {
        BillingOffice::SetUp();
        customer("1");
        subscription_ = subscribe("1", "GREEN", "2026-11-01", "M");
        go_to("2026-11-05");
    }
    stored::StoredRecurrence put(billing::NewRecurrence rule) {
        rule.account = "1";
        if (rule.from.empty()) rule.from = "2026-11-01";
        auto open = books();
        auto done = billing::put_recurring(open, rule, clock_.at, random_);
        EXPECT_TRUE(done) << done.error().words;
        return done.value_or(stored::StoredRecurrence{});
    }
    std::string refusal(billing::NewRecurrence rule) {
        rule.account = "1";
        auto open = books();
        auto done = billing::put_recurring(open, rule, clock_.at, random_);
        EXPECT_FALSE(done);
        return done ? "" : done.error().about;
    }
    std::int64_t grant() {
        auto open = books();
        const auto granted = billing::grant_recurring(open, std::nullopt, clock_.at, random_);
        EXPECT_TRUE(granted) << granted.error().words;
        return granted.value_or(-1);
    }
    pos::Ulid account() {
        const auto found = stored::account_of_number(*db_, "1");
        EXPECT_TRUE(found && *found);
        return (*found)->stored.account.id;
    }
    /// The days of the periods of which units were granted.
    std::vector<std::string> granted_days() {
        const auto lots = stored::unit_lots_of(*db_, account(), pos::Instant{INT64_MAX});
        EXPECT_TRUE(lots);
        std::vector<std::string> found;
        for (const auto& lot : *lots) {
            found.push_back(lot.row.external_id.substr(lot.row.external_id.rfind(':') + 1));
        }
        std::ranges::sort(found);
        return found;
    }
    std::string units() {
        const auto known = billing::units_at(*db_, account(), clock_.at);
        EXPECT_TRUE(known);
        const auto found = known->balances.find("kWh");
        return found == known->balances.end() ? "" : to_string(found->second);
    }
    std::string subscription_;
};

using Days = std::vector<std::string>;

TEST_P(RecurringCredit, IsGrantedOnceForEachPeriod) {
    put({.amount = "100", .unit = "kWh"});
    EXPECT_EQ(grant(), 1);
    EXPECT_EQ(grant(), 0);
    EXPECT_EQ(units(), "100");
    go_to("2026-11-30");
    EXPECT_EQ(grant(), 0);
    // Nobody served the office for two months.
    go_to("2027-01-10");
    EXPECT_EQ(units(), "0");  // that of November is over
    EXPECT_EQ(grant(), 2);
    EXPECT_EQ(grant(), 0);
    EXPECT_EQ(granted_days(), (Days{"2026-11-01", "2026-12-01", "2027-01-01"}));
    EXPECT_EQ(units(), "100");
    expect_books_in_order();
}

TEST_P(RecurringCredit, IsGrantedOnceWhoeverElseIsAtIt) {
    put({.amount = "100", .unit = "kWh"});
    auto one = books();
    auto other = books();
    EXPECT_EQ(billing::grant_recurring(one, std::nullopt, clock_.at, random_).value_or(-1), 1);
    EXPECT_EQ(billing::grant_recurring(other, account(), clock_.at, random_).value_or(-1), 0);
    EXPECT_EQ(granted_days(), (Days{"2026-11-01"}));
}

TEST_P(RecurringCredit, IsGrantedByTheBillRunAndGoesOnAsFarAsItMay) {
    put({.amount = "100", .unit = "kWh", .rollover = "30"});
    grant();
    use(R"({"id": "1", "subject": "M", "at": "2026-11-10", "quantity": "50"})");
    bill("2026-12-01", true);
    EXPECT_EQ(granted_days().size(), 1U);  // a look grants nothing
    bill("2026-12-01");
    EXPECT_EQ(granted_days().size(), 2U);
    EXPECT_EQ(units(), "130");
    use(R"({"id": "2", "subject": "M", "at": "2026-12-10", "quantity": "120"})");
    bill("2027-01-01");
    // 30 of November's and 90 of December's were used; 10 of these go on beside January's.
    EXPECT_EQ(units(), "110");
    EXPECT_EQ(open_of("1"), 2'356 + 1'178);  // three fees, two of them on one bill
    expect_books_in_order();
}

TEST_P(RecurringCredit, WaitsWhileItsSubscriptionIsPaused) {
    put({.subscription = subscription_, .amount = "100", .unit = "kWh"});
    EXPECT_EQ(grant(), 1);
    go_to("2026-12-20");
    using pos::billing::plan::Act;
    change({.number = subscription_, .act = Act::paused, .at = "2026-12-15"});
    go_to("2027-01-25");
    EXPECT_EQ(grant(), 1);  // December began before
    change({.number = subscription_, .act = Act::resumed, .at = "2027-01-20"});
    EXPECT_EQ(grant(), 0);
    go_to("2027-02-05");
    EXPECT_EQ(grant(), 1);
    EXPECT_EQ(granted_days(), (Days{"2026-11-01", "2026-12-01", "2027-02-01"}));
}

TEST_P(RecurringCredit, OfMoneyIsGivenAndRollsOver) {
    put({.amount = "5.00", .rollover = "2.00"});
    EXPECT_EQ(grant(), 1);
    go_to("2026-12-02");
    EXPECT_EQ(grant(), 1);
    auto open = books();
    EXPECT_EQ(billing::end_expired_credit(open, clock_.at, random_).value_or(-1), 1);
    EXPECT_EQ(grant(), 0);
    const auto known = billing::wallet_at(*db_, account(), {{'E', 'U', 'R'}, 2}, clock_.at);
    ASSERT_TRUE(known);
    EXPECT_EQ(known->balance.minor, 700);
    EXPECT_EQ(open_of("1"), 0);  // nobody owes it
    expect_books_in_order();
}

TEST_P(RecurringCredit, EndsOnItsDay) {
    const auto rule = put({.amount = "100", .unit = "kWh"});
    auto open = books();
    const auto day = billing::end_recurring(open, to_string(rule.rule), "2026-12-01", clock_.at);
    ASSERT_TRUE(day) << day.error().words;
    const auto again = billing::end_recurring(open, to_string(rule.rule), "2027-01-01", clock_.at);
    ASSERT_FALSE(again);
    EXPECT_EQ(again.error().about, "recurring_ended");
    go_to("2027-02-01");
    EXPECT_EQ(grant(), 1);
    EXPECT_EQ(granted_days(), (Days{"2026-11-01"}));
}

TEST_P(RecurringCredit, OfOneFormIsOneRule) {
    const std::string once(64, 'a');
    const auto rule = put({.amount = "100", .unit = "kWh", .once = once});
    EXPECT_EQ(put({.amount = "100", .unit = "kWh", .once = once}).rule, rule.rule);
    EXPECT_EQ(grant(), 1);
}

TEST_P(RecurringCredit, RefusesWhatMakesNoSense) {
    EXPECT_EQ(refusal({.amount = "x"}), "x");
    EXPECT_EQ(refusal({.amount = "0", .unit = "kWh"}), "0");
    EXPECT_EQ(refusal({.amount = "5.00", .every = "moon"}), "recurring_every");
    EXPECT_EQ(refusal({.amount = "5.00", .from = "soon"}), "soon");
    EXPECT_EQ(refusal({.amount = "5.00", .from = "2020-01-01"}), "recurring_too_old");
    EXPECT_EQ(refusal({.amount = "5.00", .from = "2026-11-01", .until = "2026-11-01"}),
              "2026-11-01");
    EXPECT_EQ(refusal({.subscription = "nobody", .amount = "5.00"}), "other_subscription");
    EXPECT_EQ(refusal({.amount = "5.00", .charges = {""}}), "scope_code");
    auto open = books();
    const auto ended = billing::end_recurring(open, "nothing", "", clock_.at);
    ASSERT_FALSE(ended);
    EXPECT_EQ(ended.error().about, "no_recurring");
}

class ServedRecurringCredit : public test::ServingOffice {};

TEST_P(ServedRecurringCredit, IsGrantedEachDayByWhoeverServes) {
    customer("1");
    go_to("2026-11-05");
    auto open = books();
    ASSERT_TRUE(billing::put_recurring(
        open, {.account = "1", .amount = "100", .unit = "kWh", .from = "2026-11-01"}, clock_.at,
        random_));
    one_->daily();
    EXPECT_EQ(count("unit_lot"), 1);
    two_->daily();
    one_->daily();
    EXPECT_EQ(count("unit_lot"), 1);
    go_to("2026-12-01");
    two_->daily();
    one_->daily();
    EXPECT_EQ(count("unit_lot"), 2);
    expect_books_in_order();
}

}  // namespace

ON_EITHER_ENGINE(RecurringCredit);
ON_EITHER_ENGINE(ServedRecurringCredit);
