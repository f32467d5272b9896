// Goal: who does not pay loses services at the level of reminders that says so, each by one order,
// and has them back once all is settled that was reminded of so; what a person ordered since stays.
// Method: an office on either engine lets months pass, and a real web server takes the orders.
#include "app/core/billing/overdue_services.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "app/core/billing/service_orders.hpp"
#include "pos/store/billing/subscriptions.hpp"
#include "tests/contract/billing/serving_office.hpp"
#include "tests/support/web_hook.hpp"

namespace {

namespace billing = app::core::billing;
namespace stored = pos::store::billing;
using pos::billing::plan::Act;
using stored::ServiceWish;

class OverdueServices : public test::ServingOffice {
protected:
    void SetUp() override {
        ServingOffice::SetUp();
        customer("1");
        customer("2");
        first_ = subscribe("1", "GREEN", "2026-11-01", "M1");
        second_ = subscribe("1", "GREEN", "2026-11-01", "M2");
        subscribe("2", "GREEN", "2026-11-01", "M3");
        clock_.at.unix_ms += 60'000;
        auto open = books();
        ASSERT_TRUE(
            billing::change_hook_setup(open, {hook_.url(), hook_.secret_file(), ""}, clock_.at));
        const auto set = billing::change_levels(open,
                                                {{7, "0", "Reminder"},
                                                 {14, "0", "Second", ServiceWish::limited},
                                                 {28, "0", "Last", ServiceWish::off}},
                                                clock_.at);
        ASSERT_TRUE(set) << set.error().words;
    }
    std::size_t remind(const std::string& day) {
        go_to(day);
        auto open = books();
        const auto done =
            billing::remind(open, {.as_of = *pos::parse_date(day)}, clock_.at, random_);
        EXPECT_TRUE(done) << done.error().words;
        return done ? done->size() : 0;
    }
    std::int64_t settled() {
        auto open = books();
        const auto has = billing::has_settled_services(*db_, clock_.at);
        const auto done = billing::switch_settled_on(open, clock_.at);
        EXPECT_TRUE(has && done);
        EXPECT_EQ(has.value_or(false), done.value_or(0) > 0);
        return done.value_or(-1);
    }
    static std::string amount(std::int64_t cents) {
        return fmt::format("{}.{:02}", cents / 100, cents % 100);
    }
    void pay_of(const std::string& account, std::int64_t cents) {
        pay({.account = account, .document = "", .amount = amount(cents)});
    }
    /// The numbers of an account's bills, the oldest first.
    std::vector<std::string> bills_of(const std::string& account) {
        std::vector<std::string> numbers;
        const auto all = documents();
        for (const auto& one : all) {
            if (one.account_number == account) numbers.push_back(one.row.number);
        }
        std::ranges::sort(numbers);
        return numbers;
    }
    /// The wish of the last order of a subscription, and how many there were.
    std::pair<std::string, std::int64_t> last(const std::string& number) {
        const auto one = stored::subscription_of_number(*db_, number).value();
        const auto order = stored::last_order(*db_, one->id).value();
        return order ? std::pair{billing::word_of(order->wish), order->nth}
                     : std::pair{std::string{}, std::int64_t{0}};
    }
    using Last = std::pair<std::string, std::int64_t>;

    test::WebHook hook_;
    std::string first_;
    std::string second_;
};

TEST_P(OverdueServices, AreLimitedLevelByLevelAndOnAgainOnceAllIsPaid) {
    bill("2026-11-01");  // each account one bill, due on 2026-11-15
    EXPECT_EQ(remind("2026-11-22"), 2U);
    EXPECT_EQ(last(first_), (Last{"", 0})) << "the first level leaves services alone";
    EXPECT_EQ(remind("2026-11-29"), 2U);
    EXPECT_EQ(last(first_), (Last{"limited", 1}));
    EXPECT_EQ(last(second_), (Last{"limited", 1}));
    EXPECT_EQ(remind("2026-11-29"), 0U);
    EXPECT_EQ(settled(), 0) << "it is not paid";
    EXPECT_EQ(remind("2026-12-13"), 2U);
    EXPECT_EQ(last(first_), (Last{"off", 2}));
    const auto open = open_of("1");
    pay_of("1", open - 1);
    EXPECT_EQ(settled(), 0) << "a cent is open";
    pay_of("1", 1);
    EXPECT_EQ(settled(), 2) << "the other account still owes";
    EXPECT_EQ(last(first_), (Last{"on", 3}));
    EXPECT_EQ(last(second_), (Last{"on", 3}));
    EXPECT_EQ(settled(), 0) << "once";
    const auto orders = stored::list_orders(*db_, {}).value();
    EXPECT_EQ(orders.size(), 3U + 3 + 2);
    for (const auto& order : orders) EXPECT_EQ(order.document_number.rfind("I2026-", 0), 0U);
    expect_books_in_order();
}

TEST_P(OverdueServices, StayLimitedWhileAnotherBillIsAsLate) {
    bill("2026-11-01");
    go_to("2026-12-01");
    bill("2026-12-01");  // due on 2026-12-15
    remind("2026-12-10");
    remind("2026-12-22");
    remind("2026-12-29");
    remind("2027-01-05");
    EXPECT_EQ(last(first_).first, "off");
    const auto nth = last(first_).second;
    const auto bills = bills_of("1");
    ASSERT_EQ(bills.size(), 2U);
    pay({.account = "", .document = bills[0], .amount = "19.80"});
    EXPECT_EQ(settled(), 0) << "the second bill was reminded of at a level that limits";
    pay({.account = "", .document = bills[1], .amount = amount(open_of("1"))});
    EXPECT_EQ(settled(), 2);
    EXPECT_EQ(last(first_), (Last{"on", nth + 1}));
}

TEST_P(OverdueServices, AreLeftToWhoeverOrderedSince) {
    bill("2026-11-01");
    remind("2026-11-22");
    remind("2026-11-29");
    {
        auto open = books();
        ASSERT_TRUE(
            billing::order_service(open, {first_, ServiceWish::off, "Moved"}, clock_.at, random_));
    }
    change({.number = second_, .act = Act::paused, .at = "2026-11-30"});
    go_to("2026-12-01");
    EXPECT_EQ(one_->daily(), Told{"Orders of services: 3 given."});
    pay_of("1", open_of("1"));
    EXPECT_EQ(settled(), 0) << "a person and the subscription itself said otherwise";
    EXPECT_EQ(last(first_), (Last{"off", 2}));
    EXPECT_EQ(last(second_), (Last{"off", 2}));
    EXPECT_EQ(remind("2026-12-13"), 1U) << "account 2";
    EXPECT_EQ(last(first_), (Last{"off", 2}));
}

TEST_P(OverdueServices, AreSwitchedByWhoeverServesTheOffice) {
    bill("2026-11-01");
    remind("2026-11-22");
    remind("2026-11-29");
    EXPECT_EQ(one_->daily(), Told{"Orders of services: 3 given."});
    ASSERT_EQ(hook_.calls().size(), 3U);
    EXPECT_EQ(hook_.calls()[0]["body"]["type"], "service.limited");
    EXPECT_EQ(
        hook_.calls()[0]["body"]["data"]["reason"].get<std::string>().rfind("Second: I2026-", 0),
        0U);
    EXPECT_EQ(two_->daily(), Told{});
    pay_of("1", open_of("1"));
    go_to("2026-11-30");  // what one process does the other leaves to it for a while
    EXPECT_EQ(two_->daily(), Told{"Orders of services: 2 given."});
    ASSERT_EQ(hook_.calls().size(), 5U);
    EXPECT_EQ(hook_.calls()[4]["body"]["type"], "service.on");
    EXPECT_EQ(one_->daily(), Told{});
}

TEST_P(OverdueServices, AreNotSwitchedOnByALevel) {
    auto open = books();
    const auto on = billing::change_levels(open, {{7, "0", "A", ServiceWish::on}}, clock_.at);
    ASSERT_FALSE(on);
    EXPECT_EQ(on.error().kind, app::core::FailureKind::usage);
    const auto levels = billing::read_levels(*db_);
    ASSERT_TRUE(levels);
    EXPECT_EQ(levels->at(2).service, ServiceWish::off);
    EXPECT_FALSE(levels->at(0).service);
}

}  // namespace

ON_EITHER_ENGINE(OverdueServices);
