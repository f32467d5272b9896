// Goal: a customer is told once a period that so much of a limit was used, or so much money, and
// nothing else. Method: an office on either engine whose clock goes on, two processes that serve
// it, and a real mail server.
#include "app/core/billing/alerts.hpp"

#include <gtest/gtest.h>

#include "app/core/billing/mail_server.hpp"
#include "app/core/billing/sender.hpp"
#include "app/core/billing/used_so_far.hpp"
#include "pos/money/decimal.hpp"
#include "tests/contract/billing/serving_office.hpp"
#include "tests/support/mail_server.hpp"

namespace {

namespace billing = app::core::billing;
namespace stored = pos::store::billing;
using stored::DeliveryState;

class Alerts : public test::ServingOffice {
protected:
    void SetUp() override {
        ServingOffice::SetUp();
        customer("1", {.email = "otto@example.net", .language = "de"});
        subscription_ = subscribe("1", "GREEN", "2026-11-01", "M1");
        auto open = books();
        ASSERT_TRUE(billing::change_sender(open, {.name = "Stadtwerke"}, clock_.at));
    }
    void mail_to(const std::string& url) {
        auto open = books();
        ASSERT_TRUE(
            billing::change_mail_setup(open, {url, "bills@example.org", "", "", ""}, clock_.at));
    }
    stored::UsageAlert wants(billing::NewAlert asked) {
        auto open = books();
        asked.subscription = subscription_;
        const auto alert = billing::add_alert(open, asked, clock_.at);
        EXPECT_TRUE(alert) << alert.error().words;
        return alert.value_or(stored::UsageAlert{});
    }
    void used(const std::string& at, const std::string& kwh) {
        use(R"({"id": "u)" + std::to_string(++records_) + R"(", "subject": "M1", "at": ")" + at +
            R"(", "quantity": ")" + kwh + "\"}");
    }
    billing::AlertReport tell() {
        auto open = books();
        const auto told = billing::tell_alerts(open, clock_, [] { return true; });
        EXPECT_TRUE(told) << told.error().words;
        return told.value_or(billing::AlertReport{});
    }
    std::vector<stored::AlertTold> told_by(const stored::UsageAlert& alert) {
        return stored::told_by(*db_, alert.id, 10).value();
    }
    std::string subscription_;
    int records_{0};
    const Told one_told_{"Alerts: 1 reached, 1 told, 0 told later, 0 unknown."};
};

TEST_P(Alerts, AreToldOnceAPeriod) {
    const test::MailServer server;
    mail_to(server.url());
    const auto alert = wants({.meter = "kwh", .limit = "100", .percent = 80});
    EXPECT_EQ(one_->daily(), Told{});
    used("2026-11-01 08:00", "79.9");
    EXPECT_EQ(one_->daily(), Told{});
    go_to("2026-11-02");
    used("2026-11-02 08:00", "0.1");
    EXPECT_EQ(one_->daily(), one_told_);
    EXPECT_EQ(one_->daily(), Told{});
    used("2026-11-02 09:00", "500");
    EXPECT_EQ(one_->daily(), Told{});
    ASSERT_EQ(server.letters().size(), 1U);
    const auto letter = server.letters()[0];
    EXPECT_NE(letter.dump().find("otto@example.net"), std::string::npos);
    EXPECT_NE(letter.dump().find("80 kwh verbraucht"), std::string::npos) << letter.dump();
    EXPECT_EQ(told_by(alert).front().state, DeliveryState::sent);
    // The next period begins anew, and whoever is alive tells of it.
    go_to("2026-12-03");
    EXPECT_EQ(two_->daily(), Told{});
    used("2026-12-02 09:00", "80");
    EXPECT_EQ(two_->daily(), one_told_);
    EXPECT_EQ(told_by(alert).size(), 2U);
    EXPECT_EQ(to_string(told_by(alert).front().period), "2026-12-01");
    EXPECT_EQ(server.letters().size(), 2U);
    expect_books_in_order();
}

TEST_P(Alerts, OfMoneyAreOfUsageAlone) {
    const test::MailServer server;
    mail_to(server.url());
    const auto alert = wants({.meter = "", .limit = "40.00", .percent = 100});
    go_to("2026-11-20");
    used("2026-11-10 08:00", "139");  // 100 at 0.30, 39 at 0.25
    EXPECT_EQ(tell().reached, 0);
    used("2026-11-10 09:00", "1");
    const auto report = tell();
    EXPECT_EQ(report.reached, 1);
    EXPECT_EQ(report.sent, 1);
    EXPECT_EQ(told_by(alert).front().used, "40");
    const auto one = stored::subscription_of_number(*db_, subscription_).value();
    const auto so_far = billing::used_so_far(*db_, *one, "kwh", clock_.at);
    ASSERT_TRUE(so_far && *so_far);
    EXPECT_EQ(to_string((*so_far)->quantity), "140");
    EXPECT_EQ(to_string((*so_far)->from), "2026-11-01");
    EXPECT_EQ(to_string((*so_far)->to), "2026-12-01");
    EXPECT_FALSE(*billing::used_so_far(*db_, *one, "gas", clock_.at));
}

TEST_P(Alerts, WaitForTheServerAndForAnAddress) {
    const auto alert = wants({.meter = "kwh", .limit = "10", .percent = 100});
    go_to("2026-11-20");
    used("2026-11-10 08:00", "10");
    // No mail server is known: whoever serves leaves it.
    EXPECT_EQ(one_->daily(), Told{});
    mail_to("smtp://127.0.0.1:1");
    const auto away = tell();
    EXPECT_EQ(away.reached, 1);
    EXPECT_FALSE(away.unreachable.empty());
    EXPECT_EQ(told_by(alert).front().state, DeliveryState::waits);
    const test::MailServer server;
    mail_to(server.url());
    EXPECT_EQ(tell().sent, 1);
    customer("1", {.email = "", .language = "en"});
    customer("2");
    subscription_ = subscribe("2", "GREEN", "2026-11-01", "M2");
    const auto nobody = wants({.meter = "kwh", .limit = "1", .percent = 1});
    use(R"({"id": "x", "subject": "M2", "at": "2026-11-11", "quantity": "1"})");
    const auto failed = tell();
    ASSERT_EQ(failed.failed.size(), 1U);
    EXPECT_NE(failed.failed[0].find("no e-mail address"), std::string::npos);
    EXPECT_EQ(told_by(nobody).front().state, DeliveryState::failed);
    EXPECT_EQ(tell().failed.size(), 0U);
    EXPECT_EQ(server.letters().size(), 1U);
}

TEST_P(Alerts, ThatWereUnderWayAreNotToldAgain) {
    const test::MailServer server;
    mail_to(server.url());
    const auto alert = wants({.meter = "kwh", .limit = "10", .percent = 100});
    go_to("2026-11-20");
    // Somebody was killed with it in hand.
    ASSERT_TRUE(stored::add_told(*db_, {.alert = alert.id,
                                        .period = *pos::parse_date("2026-11-01"),
                                        .at = clock_.at,
                                        .used = "10",
                                        .state = DeliveryState::under_way,
                                        .recipient = "otto@example.net",
                                        .said = "",
                                        .due_at = clock_.at})
                    .value());
    used("2026-11-10 08:00", "10");
    EXPECT_EQ(tell().reached, 0);
    clock_.at.unix_ms += 61 * 60'000;
    EXPECT_EQ(tell().sent, 0);
    EXPECT_EQ(told_by(alert).front().state, DeliveryState::unknown);
    EXPECT_TRUE(server.letters().empty());
}

TEST_P(Alerts, ThatWereUnderWayAreFoundByWhoeverServes) {
    const test::MailServer server;
    mail_to(server.url());
    const auto alert = wants({.meter = "kwh", .limit = "10", .percent = 100});
    EXPECT_EQ(one_->daily(), Told{});
    ASSERT_TRUE(stored::add_told(*db_, {.alert = alert.id,
                                        .period = *pos::parse_date("2026-11-01"),
                                        .at = clock_.at,
                                        .used = "10",
                                        .state = DeliveryState::under_way,
                                        .recipient = "otto@example.net",
                                        .said = "",
                                        .due_at = clock_.at})
                    .value());
    EXPECT_EQ(one_->daily(), Told{});
    EXPECT_EQ(told_by(alert).front().state, DeliveryState::under_way) << "it may go on yet";
    clock_.at.unix_ms += 61 * 60'000;
    one_->daily();
    EXPECT_EQ(told_by(alert).front().state, DeliveryState::unknown);
    // A person who has asked says so.
    auto open = books();
    ASSERT_TRUE(billing::tell_again(open, alert.id, clock_.at));
    EXPECT_EQ(tell().sent, 1);
    EXPECT_EQ(told_by(alert).front().state, DeliveryState::sent);
    EXPECT_FALSE(billing::tell_again(open, alert.id, clock_.at)) << "it arrived";
    EXPECT_EQ(server.letters().size(), 1U);
    expect_books_in_order();
}

TEST_P(Alerts, CountWhatAClockAheadSaysOfThePeriod) {
    const auto alert = wants({.meter = "kwh", .limit = "10", .percent = 100});
    used("2026-11-01 23:00", "10");  // it is eleven hours earlier
    const test::MailServer server;
    mail_to(server.url());
    EXPECT_EQ(tell().sent, 1) << "no usage may come in later that would make it look again";
    EXPECT_EQ(told_by(alert).size(), 1U);
}

TEST_P(Alerts, LeaveAServerAloneThatCannotBeReached) {
    const auto alert = wants({.meter = "kwh", .limit = "10", .percent = 100});
    go_to("2026-11-20");
    used("2026-11-10 08:00", "10");
    mail_to("smtp://127.0.0.1:1");
    const Told told = one_->daily();
    ASSERT_EQ(told.size(), 2U);
    EXPECT_NE(told[1].find("Nobody is told of their usage"), std::string::npos) << told[1];
    const test::MailServer server;
    mail_to(server.url());
    EXPECT_EQ(one_->daily(), Told{});
    EXPECT_EQ(told_by(alert).front().state, DeliveryState::waits);
    clock_.at.unix_ms += 5 * 60'000;
    EXPECT_EQ(one_->daily(), Told{"Alerts: 0 reached, 1 told, 0 told later, 0 unknown."});
}

TEST_P(Alerts, OfMoneyHaveOnePeriodWhateverWasUsedFirst) {
    const std::string mixed = R"({"code": "MIXED", "name": "Mixed", "currency": "EUR",
        "tax_class": "standard", "phases": [{"charges": [
        {"code": "kwh", "name": "Electricity", "meter": "kwh", "every": "year",
         "model": "per_unit", "price": "1.00"},
        {"code": "calls", "name": "Calls", "meter": "calls", "every": "month",
         "model": "per_unit", "price": "1.00"}]}]})";
    publish(mixed);
    subscription_ = subscribe("1", "MIXED", "2026-11-01", "M3");
    const auto alert = wants({.meter = "", .limit = "10", .percent = 100});
    go_to("2026-12-20");
    const test::MailServer server;
    mail_to(server.url());
    use(R"({"id": "a", "subject": "M3", "at": "2026-12-10", "quantity": "10"})");
    EXPECT_EQ(tell().sent, 1);
    use(R"({"id": "b", "subject": "M3", "at": "2026-12-11", "quantity": "5", "meter": "calls"})");
    EXPECT_EQ(tell().reached, 0) << "the same month";
    EXPECT_EQ(to_string(told_by(alert).front().period), "2026-12-01");
}

TEST_P(Alerts, AreRefusedWhereTheyMakeNoSense) {
    auto open = books();
    const auto why = [&](const billing::NewAlert& asked) {
        const auto refused = billing::add_alert(open, asked, clock_.at);
        EXPECT_FALSE(refused);
        return refused ? std::string{} : refused.error().words;
    };
    EXPECT_NE(why({"none", "kwh", "1", 80}).find("No subscription"), std::string::npos);
    EXPECT_NE(why({subscription_, "gas", "1", 80}).find("counts gas"), std::string::npos);
    for (const char* limit : {"", "0", "-1", "much", "1000000001"}) {
        EXPECT_NE(why({subscription_, "kwh", limit, 80}).find("no limit"), std::string::npos);
    }
    EXPECT_NE(why({subscription_, "kwh", "1", 0}).find("from 1 to"), std::string::npos);
    EXPECT_NE(why({subscription_, "kwh", "1", 1'001}).find("from 1 to"), std::string::npos);
    const auto alert = wants({.meter = "kwh", .limit = "10", .percent = 50});
    EXPECT_EQ(wants({.meter = "kwh", .limit = "10.0", .percent = 50}).id, alert.id);
    EXPECT_EQ(count("usage_alert"), 1);
    EXPECT_TRUE(billing::end_alert(open, alert.id, clock_.at));
    EXPECT_EQ(count("usage_alert"), 0);
    EXPECT_FALSE(billing::end_alert(open, alert.id, clock_.at));
    expect_books_in_order();
}

}  // namespace

ON_EITHER_ENGINE(Alerts);
