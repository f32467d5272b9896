// Goal: what people put right later, and what comes late, neither loses nor doubles a cent: dates
// exchanged back and forth, other bill days, payers named later, credits by hand beside usage that
// is taken back, two offices' programs with keys of their own.
// Method: each sequence once cost or gave money; an office on either engine lives through it.
#include <gtest/gtest.h>

#include <algorithm>

#include "tests/contract/billing/billing_office.hpp"

namespace {

using pos::billing::plan::Act;

constexpr const char* kBluePlan = R"({"code": "BLUE", "name": "Blue power", "currency": "EUR",
  "tax_class": "standard", "phases": [{"charges": [
    {"code": "fee", "name": "Basic fee", "model": "recurring", "amount": "19.90", "every": "month"},
    {"code": "kwh", "name": "Electricity", "meter": "kwh", "unit": "kWh", "every": "quarter",
     "model": "per_unit", "price": "0.50"}]}]})";

std::string used(const char* id, const char* at, const char* quantity) {
    return std::string{R"({"id": ")"} + id + R"(", "subject": "M", "at": ")" + at +
           R"(", "quantity": ")" + quantity + "\"}\n";
}

class Mending : public test::BillingOffice {
protected:
    void SetUp() override {
        BillingOffice::SetUp();
        publish(kBluePlan);
        customer("1");
    }
    /// What all documents of that account come to without tax.
    std::int64_t net(const std::string& account = "1") {
        std::int64_t sum = 0;
        for (const auto& each : documents()) {
            if (each.account_number == account) sum += each.row.net_minor;
        }
        return sum;
    }
    void bill_whole(const std::string& day) { EXPECT_TRUE(bill(day).parked.empty()) << day; }
};

TEST_P(Mending, LateUsageOnAPeriodsFirstDayIsThatPeriods) {
    subscribe("1", "GREEN", "2026-11-01", "M");
    use(used("1", "2026-11-10", "50") + used("2", "2026-12-10", "40"));
    bill_whole("2026-12-01");
    bill_whole("2027-01-01");
    const std::int64_t before = net();
    use(used("3", "2026-12-01 12:00", "10"));
    bill_whole("2027-01-02");
    EXPECT_EQ(net(), before + 300);  // 10 kWh of December, and November stays
    EXPECT_EQ(bill("2027-01-03").due, 0);
    expect_books_in_order();
}

TEST_P(Mending, AnotherBillDayLosesNoUsage) {
    subscribe("1", "GREEN", "2026-11-01", "M");
    use(used("1", "2026-11-10", "10"));
    bill_whole("2026-12-01");
    customer("1", {.bill_day = "15"});
    use(used("2", "2026-12-05", "10") + used("3", "2026-12-20", "10"));
    bill_whole("2026-12-15");
    bill_whole("2027-01-15");
    std::int64_t kwh = 0;
    for (const auto& each : documents()) {
        for (const auto& line : document(each.row.number).lines) {
            if (!line.quantity.empty()) kwh += std::stoll(line.quantity);
        }
    }
    EXPECT_EQ(kwh, 30);
    // What comes late for a period that is cut otherwise today is that period's still.
    const std::int64_t before = net();
    use(used("4", "2026-11-20", "10"));
    bill_whole("2027-01-16");
    EXPECT_EQ(net(), before + 300);
    expect_books_in_order();
}

TEST_P(Mending, APlanExchangedBackInTimeTakesOverWhereUsageWasBilled) {
    const auto subscription = subscribe("1", "GREEN", "2026-11-01", "M");
    use(used("1", "2026-11-10", "10"));
    bill_whole("2026-12-01");
    go_to("2026-12-05");
    change({.number = subscription, .act = Act::changed, .at = "2026-11-01", .plan = "BLUE"});
    use(used("2", "2026-12-10", "10"));
    bill_whole("2026-12-06");
    bill_whole("2027-02-01");
    std::vector<std::string> quantities;
    for (const auto& each : documents()) {
        for (const auto& line : document(each.row.number).lines) {
            if (!line.quantity.empty()) quantities.push_back(line.quantity);
        }
    }
    std::ranges::sort(quantities);
    EXPECT_EQ(quantities, (std::vector<std::string>{"10", "10"}));
    expect_books_in_order();
}

TEST_P(Mending, TwoChargesOfOneMeterAreBilledEachInItsOwnPeriods) {
    publish(R"({"code": "LEVY", "name": "With levy", "currency": "EUR", "phases": [{"charges": [
      {"code": "kwh", "name": "Electricity", "meter": "kwh", "model": "per_unit", "price": "0.30",
       "every": "month"},
      {"code": "levy", "name": "Levy", "meter": "kwh", "model": "per_unit", "price": "0.10",
       "every": "quarter"}]}]})");
    subscribe("1", "LEVY", "2026-11-01", "M");
    use(used("1", "2026-11-10", "10") + used("2", "2026-12-10", "10") +
        used("3", "2027-01-10", "10"));
    for (const char* day : {"2026-12-01", "2027-01-01", "2027-02-01"}) bill_whole(day);
    EXPECT_EQ(net(), 3 * 300 + 300);  // thirty at 0.30 by the month, and at 0.10 by the quarter
    use(used("4", "2026-11-11", "10"));
    bill_whole("2027-02-02");
    EXPECT_EQ(net(), 4 * 300 + 400);
    expect_books_in_order();
}

TEST_P(Mending, ThereAndBackAgainIsBilledAnew) {
    const auto subscription = subscribe("1", "GREEN", "2026-11-01");
    bill_whole("2026-11-01");
    for (const char* plan : {"BLUE", "GREEN", "BLUE", "GREEN"}) {
        change({.number = subscription, .act = Act::changed, .at = "2026-11-01", .plan = plan});
        bill_whole("2026-11-02");
    }
    EXPECT_EQ(net(), 990);
    for (const Act act : {Act::paused, Act::resumed, Act::paused, Act::resumed}) {
        change({.number = subscription, .act = act, .at = "2026-11-16"});
        bill_whole("2026-11-16");
    }
    EXPECT_EQ(net(), 990);
    expect_books_in_order();
}

TEST_P(Mending, APayerNamedLaterPaysAtOnce) {
    customer("P");
    subscribe("1", "GREEN", "2026-11-01");
    customer("1", {.payer = "P"});
    EXPECT_EQ(bill("2026-11-01").invoices, 1);
    EXPECT_EQ(net("P"), 990);
    EXPECT_EQ(net("1"), 0);
    expect_books_in_order();
}

TEST_P(Mending, AZoneStaysOnceAnAccountWasBilled) {
    subscribe("1", "GREEN", "2026-11-01");
    bill_whole("2026-11-01");
    auto open = books();
    app::core::billing::CustomerInput input;
    input.number = "1";
    input.zone = "Europe/London";
    const auto moved = app::core::billing::put_customer(open, input, clock_.at, random_);
    ASSERT_FALSE(moved);
    EXPECT_NE(moved.error().words.find("zone"), std::string::npos);
}

TEST_P(Mending, ASetupFeeIsBilledOnceWhateverItsDayIsFoundToBe) {
    publish(R"({"code": "SETUP", "name": "Setup", "currency": "EUR", "phases": [{"charges": [
      {"code": "once", "name": "Setup", "model": "one_time", "amount": "50.00"},
      {"code": "fee", "name": "Fee", "model": "recurring", "amount": "5.00", "every": "month"}]}]})");
    const auto subscription = subscribe("1", "GREEN", "2026-11-01");
    bill_whole("2026-11-01");
    const auto fees = [&] {
        std::int64_t sum = 0;
        for (const auto& each : documents()) {
            for (const auto& line : document(each.row.number).lines) {
                if (line.name == "Setup") sum += line.net.minor;
            }
        }
        return sum;
    };
    go_to("2026-11-10");
    change({.number = subscription, .act = Act::changed, .at = "2026-11-10", .plan = "SETUP"});
    bill_whole("2026-11-10");
    change({.number = subscription, .act = Act::changed, .at = "2026-11-08", .plan = "SETUP"});
    bill_whole("2026-11-11");
    EXPECT_EQ(fees(), 5000);
    expect_books_in_order();
}

TEST_P(Mending, APlanTakenInAPauseBeginsBehindIt) {
    publish(R"({"code": "SETUP", "name": "Setup", "currency": "EUR", "phases": [{"charges": [
      {"code": "once", "name": "Setup", "model": "one_time", "amount": "50.00"}]}]})");
    const auto subscription = subscribe("1", "GREEN", "2026-11-01");
    change({.number = subscription, .act = Act::paused, .at = "2026-11-05"});
    change({.number = subscription, .act = Act::changed, .at = "2026-11-10", .plan = "SETUP"});
    change({.number = subscription, .act = Act::resumed, .at = "2026-11-20"});
    bill_whole("2026-11-20");
    const auto lines = document("I2026-000001").lines;
    EXPECT_EQ(std::ranges::count(lines, "Setup", &pos::journal::DocumentLine::name), 1);
}

TEST_P(Mending, CreditsByHandAndUsageTakenBackGiveBackNoMoreThanWasBilled) {
    subscribe("1", "GREEN", "2026-11-01", "M");
    use(used("1", "2026-11-10", "40"));
    bill_whole("2026-12-01");
    const auto number = documents().front().row.number;
    const auto lines = document(number).lines;
    const auto power = std::ranges::find(lines, "40", &pos::journal::DocumentLine::quantity);
    ASSERT_NE(power, lines.end());
    const auto line = static_cast<std::uint32_t>(power - lines.begin()) + 1;
    {
        auto open = books();
        ASSERT_TRUE(app::core::billing::credit(open, {number, {{line, "10.00"}}, "goodwill"},
                                               clock_.at, random_));
        EXPECT_FALSE(app::core::billing::credit(
            open, {number, {{line, "1.00"}, {line, "1.00"}}, "twice"}, clock_.at, random_));
    }
    // More usage is rated against what was rated, not against the goodwill.
    const std::int64_t before = net();
    use(used("2", "2026-11-11", "10"));
    bill_whole("2026-12-02");
    EXPECT_EQ(net(), before + 300);
    // All of it taken back: 15.00 were rated, 10.00 credited, so 5.00 are left.
    use(R"({"id": "1", "void": true})"
        "\n"
        R"({"id": "2", "void": true})");
    bill_whole("2026-12-03");
    EXPECT_EQ(net(), 2 * 990);
    auto open = books();
    EXPECT_FALSE(
        app::core::billing::credit(open, {number, {{line, ""}}, "more"}, clock_.at, random_));
    expect_books_in_order();
}

TEST_P(Mending, TwoProgramsWithKeysOfTheirOwnDrawFromOneSeries) {
    customer("2");
    subscribe("1", "GREEN", "2026-11-01");
    subscribe("2", "GREEN", "2026-11-01");
    const auto run = [&](const char* key, const char* account) {
        pos::store::StoreOptions with = options();
        with.key_file = directory_.file(key);
        const auto done = app::core::billing::run_bills(
            where(), with, {.as_of = *pos::parse_date("2026-11-01"), .account = account}, clock_,
            random_);
        ASSERT_TRUE(done) << done.error().words;
        EXPECT_EQ(done->invoices, 1);
    };
    run("office.key", "1");
    run("other.key", "2");
    EXPECT_EQ(document("I2026-000002").account_number, "2");
    expect_books_in_order();
}

}  // namespace

ON_EITHER_ENGINE(Mending);
