// Goal: periods of recurring credit are counted from the rule's first day, which is never lost, and
// a subscription runs when it began and is neither paused nor over. Method: tables.
#include "pos/billing/wallet/recurrence.hpp"

#include <gtest/gtest.h>

namespace {

namespace plan = pos::billing::plan;
namespace wallet = pos::billing::wallet;
using pos::make_date;
using pos::billing::cycle::Unit;

wallet::Recurrence each_month(pos::Date from) {
    return {{Unit::month, 1}, from, {}};
}

plan::Action act(plan::Act what, std::int64_t at) {
    plan::Action one;
    one.act = what;
    one.at = {at};
    return one;
}

}  // namespace

TEST(Recurrence, keeps_its_day_through_shorter_months) {
    const auto begun =
        wallet::periods_begun(each_month(make_date(2026, 1, 31)), make_date(2026, 4, 29), 100);
    EXPECT_EQ(begun, (std::vector{make_date(2026, 1, 31), make_date(2026, 2, 28),
                                  make_date(2026, 3, 31)}));
}

TEST(Recurrence, begins_on_its_day_and_ends_before_its_last) {
    auto rule = each_month(make_date(2026, 1, 1));
    EXPECT_TRUE(wallet::periods_begun(rule, make_date(2025, 12, 31), 100).empty());
    EXPECT_EQ(wallet::periods_begun(rule, make_date(2026, 1, 1), 100).size(), 1U);
    rule.until = make_date(2026, 3, 1);
    EXPECT_EQ(wallet::periods_begun(rule, make_date(2027, 1, 1), 100).size(), 2U);
    EXPECT_EQ(wallet::periods_begun(rule, make_date(2027, 1, 1), 1).size(), 1U);
}

TEST(Recurrence, sees_whether_a_subscription_runs) {
    const std::vector acts{act(plan::Act::started, 10), act(plan::Act::paused, 20),
                           act(plan::Act::resumed, 30), act(plan::Act::changed, 35),
                           act(plan::Act::cancelled, 40)};
    EXPECT_FALSE(wallet::runs_at(acts, {9}));
    EXPECT_TRUE(wallet::runs_at(acts, {10}));
    EXPECT_FALSE(wallet::runs_at(acts, {20}));
    EXPECT_TRUE(wallet::runs_at(acts, {30}));
    EXPECT_TRUE(wallet::runs_at(acts, {39}));
    EXPECT_FALSE(wallet::runs_at(acts, {40}));
    EXPECT_FALSE(wallet::runs_at({}, {40}));
}
