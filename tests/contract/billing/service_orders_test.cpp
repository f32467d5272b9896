// Goal: whoever runs the network is told to switch a service once it starts, pauses, goes on, ends
// or somebody says so: each order under one id until it is taken, never a later one before an
// earlier. Method: an office on either engine whose clock goes on, two processes that serve it, and
// a real web server.
#include "app/core/billing/service_orders.hpp"

#include <gtest/gtest.h>

#include <map>

#include "tests/contract/billing/serving_office.hpp"
#include "tests/support/web_hook.hpp"

namespace {

namespace billing = app::core::billing;
namespace stored = pos::store::billing;
using pos::billing::plan::Act;
using stored::OrderState;
using stored::ServiceWish;

class Services : public test::ServingOffice {
protected:
    void SetUp() override {
        ServingOffice::SetUp();
        customer("1");
        number_ = subscribe("1", "GREEN", "2026-11-01", "M1");
    }
    void hook() { call_at(hook_.url()); }
    void call_at(const std::string& url) {
        auto open = books();
        const auto set =
            billing::change_hook_setup(open, {url, hook_.secret_file(), ""}, clock_.at);
        ASSERT_TRUE(set) << set.error().words;
    }
    stored::ServiceOrder give(ServiceWish wish, const std::string& reason = "") {
        auto open = books();
        const auto made = billing::order_service(open, {number_, wish, reason}, clock_.at, random_);
        EXPECT_TRUE(made) << made.error().words;
        return made.value_or(stored::ServiceOrder{});
    }
    billing::OrderReport send() {
        auto open = books();
        const auto sent = billing::send_orders(open, clock_, [] { return true; });
        EXPECT_TRUE(sent) << sent.error().words;
        return sent.value_or(billing::OrderReport{});
    }
    std::vector<stored::ServiceOrder> orders() { return stored::list_orders(*db_, {}).value(); }
    stored::ServiceOrder order(const pos::Ulid& id) { return *stored::order_of(*db_, id).value(); }
    void minutes(std::int64_t count) { clock_.at.unix_ms += count * 60'000; }

    test::WebHook hook_;
    std::string number_;
};

TEST_P(Services, AreSwitchedByWhatBecomesOfTheirSubscriptions) {
    EXPECT_EQ(one_->daily(), Told{}) << "nobody is called unless somebody says who";
    minutes(1);
    hook();
    EXPECT_EQ(one_->daily(), Told{}) << "what was before makes no orders";
    go_to("2026-11-02");
    const auto second = subscribe("1", "GREEN", "", "M2");
    EXPECT_EQ(one_->daily(), Told{"Orders of services: 1 given."});
    ASSERT_EQ(hook_.calls().size(), 1U);
    const auto first = hook_.calls()[0];
    EXPECT_TRUE(first["is_signed"]);
    EXPECT_EQ(first["id"], first["key"]);
    EXPECT_EQ(first["path"], "/orders");
    EXPECT_EQ(first["body"]["type"], "service.on");
    EXPECT_EQ(first["body"]["data"]["subscription"], second);
    EXPECT_EQ(first["body"]["data"]["account"], "1");
    EXPECT_EQ(first["body"]["data"]["points"], nlohmann::json::array({"M2"}));
    EXPECT_EQ(first["body"]["data"]["sequence"], 1);
    EXPECT_EQ(one_->daily(), Told{}) << "once";
    // What is to come waits for its time; what is dated back does not.
    change({.number = second, .act = Act::paused, .at = "2026-11-05"});
    EXPECT_EQ(one_->daily(), Told{});
    go_to("2026-11-06");
    EXPECT_EQ(two_->daily(), Told{"Orders of services: 1 given."});
    change({.number = second, .act = Act::resumed, .at = "2026-11-06"});
    change({.number = number_, .act = Act::cancelled, .at = "2026-11-03"});
    EXPECT_EQ(two_->daily(), Told{"Orders of services: 2 given."});
    // Between subscriptions there is no order.
    std::map<std::string, std::vector<std::string>> switched;
    for (const auto& call : hook_.calls()) {
        switched[call["body"]["data"]["subscription"]].push_back(call["body"]["data"]["service"]);
    }
    EXPECT_EQ(switched[second], (std::vector<std::string>{"on", "off", "on"}));
    EXPECT_EQ(switched[number_], std::vector<std::string>{"off"});
    go_to("2027-01-01");
    EXPECT_EQ(one_->daily().size(), 0U);
    EXPECT_EQ(hook_.calls().size(), 4U);
    expect_books_in_order();
}

TEST_P(Services, AreOrderedUntilSomebodyTakesTheOrder) {
    hook();
    const auto made = give(ServiceWish::off, "Debts since May");
    hook_.answer(503, "Busy\nwith something", {{"Retry-After", "7200"}});
    EXPECT_EQ(send().later, 1);
    EXPECT_EQ(order(made.id).said, "503 Busy");
    minutes(60);
    EXPECT_EQ(send().later, 0) << "not before they said";
    minutes(61);
    hook_.answer(0);
    EXPECT_EQ(send().later, 1) << "the answer was lost: called for again";
    EXPECT_EQ(order(made.id).tries, 2);
    minutes(1);
    EXPECT_EQ(send().later, 0);
    minutes(1);
    hook_.answer(204);
    EXPECT_EQ(send().done, 1);
    EXPECT_EQ(order(made.id).state, OrderState::done);
    const auto calls = hook_.calls();
    ASSERT_EQ(calls.size(), 3U);
    for (const auto& call : calls) {
        EXPECT_EQ(call["id"], to_string(made.id)) << "always the same";
        EXPECT_EQ(call["body"], calls[0]["body"]);
        EXPECT_TRUE(call["is_signed"]);
    }
    EXPECT_EQ(calls[0]["body"]["data"]["reason"], "Debts since May");
    EXPECT_LT(calls[0]["at"], calls[2]["at"]);
    // The same wish again is the same order.
    EXPECT_EQ(give(ServiceWish::off).id, made.id);
    expect_books_in_order();
}

TEST_P(Services, AreGivenUpWhereNobodyWillEverTakeTheOrder) {
    hook();
    const auto made = give(ServiceWish::limited);
    hook_.answer(422, "No such meter");
    const auto failed = send();
    ASSERT_EQ(failed.failed.size(), 1U);
    EXPECT_EQ(failed.failed[0],
              "The order limited of " + number_ + " was not taken: 422 No such meter.");
    minutes(600);
    EXPECT_EQ(one_->daily(), Told{});
    EXPECT_EQ(hook_.calls().size(), 1U);
    hook_.answer(200);
    {
        auto open = books();
        ASSERT_TRUE(billing::order_again(open, made.id, clock_.at));
        EXPECT_FALSE(billing::order_again(open, made.id, clock_.at)) << "it waits";
    }
    EXPECT_EQ(one_->daily(), Told{"Orders of services: 1 given."});
    EXPECT_EQ(hook_.calls()[1]["id"], to_string(made.id));
    // Nor are those that never get a good answer tried for ever.
    hook_.answer(500);
    const auto never = give(ServiceWish::off);
    for (int i = 0; i < 30; ++i) {
        send();
        minutes(6 * 60);
    }
    EXPECT_EQ(order(never.id).state, OrderState::failed);
    EXPECT_EQ(order(never.id).tries, 18);
}

TEST_P(Services, FollowTheLastOrderAlone) {
    call_at("http://127.0.0.1:1/orders");
    const auto off = give(ServiceWish::off);
    const auto away = send();
    EXPECT_FALSE(away.unreachable.empty());
    EXPECT_EQ(order(off.id).tries, 0) << "nobody said anything of it";
    const auto on = give(ServiceWish::on);
    EXPECT_EQ(order(off.id).state, OrderState::replaced);
    EXPECT_EQ(on.nth, off.nth + 1);
    hook();
    minutes(2);
    EXPECT_EQ(send().done, 1);
    ASSERT_EQ(hook_.calls().size(), 1U);
    EXPECT_EQ(hook_.calls()[0]["body"]["data"]["service"], "on");
    auto open = books();
    EXPECT_FALSE(billing::order_again(open, off.id, clock_.at));
}

TEST_P(Services, AreRefusedWhereNobodyOrNothingIsKnown) {
    auto open = books();
    const auto nobody =
        billing::order_service(open, {number_, ServiceWish::off, ""}, clock_.at, random_);
    ASSERT_FALSE(nobody);
    EXPECT_EQ(nobody.error().about, "no_hook");
    const auto set = [&](const billing::HookSetup& setup) {
        const auto done = billing::change_hook_setup(open, setup, clock_.at);
        EXPECT_FALSE(done);
        return done ? std::string{} : done.error().words;
    };
    EXPECT_NE(set({"http://network.example", hook_.secret_file(), ""}).find("in the open"),
              std::string::npos);
    EXPECT_NE(set({hook_.url(), "", ""}).find("--secret-file"), std::string::npos);
    EXPECT_NE(set({hook_.url(), "/no/such/file", ""}).find("is not there"), std::string::npos);
    hook();
    const auto none =
        billing::order_service(open, {"none", ServiceWish::off, ""}, clock_.at, random_);
    ASSERT_FALSE(none);
    EXPECT_EQ(none.error().about, "no_subscription");
    EXPECT_FALSE(billing::order_service(open, {number_, ServiceWish::off, std::string(201, 'x')},
                                        clock_.at, random_));
    EXPECT_FALSE(billing::order_again(open, pos::Ulid{}, clock_.at));
    EXPECT_EQ(count("service_order"), 0);
    EXPECT_TRUE(orders().empty());
}

}  // namespace

ON_EITHER_ENGINE(Services);
