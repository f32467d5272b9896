// Goal: calls and energy by the hour are priced record by record by what a plan says, in a bill
// run, with steps that tell how. Method: plans of both sorts at an office on either engine.
#include <gtest/gtest.h>

#include "app/core/billing/causes.hpp"
#include "pos/billing/rated.hpp"
#include "pos/money/decimal.hpp"
#include "tests/contract/billing/billing_office.hpp"

namespace {

using pos::billing::LineKind;

class RecordRates : public test::BillingOffice {
protected:
    void SetUp() override {
        BillingOffice::SetUp();
        customer("1");
    }
    void plan(const std::string& code, const std::string& charge) {
        publish(R"({"code": ")" + code + R"(", "name": "A plan", "currency": "EUR",
          "tax_class": "standard", "phases": [{"charges": [{"code": "use", "name": "Use",
          "meter": "kwh", "every": "month", )" +
                charge + "}]}]}");
        subscribe("1", code, "2026-11-01", "M");
    }
    std::string refusal(const std::string& charge) {
        auto open = books();
        const auto done = app::core::billing::publish_plan(
            open,
            R"({"code": "X", "name": "A plan", "currency": "EUR", "phases": [{"charges":
              [{"code": "use", "name": "Use", "every": "month", )" +
                charge + "}]}]}",
            clock_.at);
        EXPECT_FALSE(done);
        return done ? "" : done.error().words;
    }
};

constexpr const char* kDeck = R"("model": "calls", "deck": [
  {"prefix": "49", "name": "Germany", "connect_fee": "0.05",
   "rates": [{"price": "0.10", "per": 60, "increment": 60}]},
  {"prefix": "4917", "name": "Germany, mobile",
   "rates": [{"price": "0.30", "per": 60, "increment": 30},
             {"from": 30, "price": "0.30", "per": 60, "increment": 6}]}])";

TEST_P(RecordRates, CallsByTheLongestPrefix) {
    plan("CALLS", kDeck);
    use(R"({"id": "1", "subject": "M", "at": "2026-11-10 10:00", "quantity": 61, "to": "+4917012"}
{"id": "2", "subject": "M", "at": "2026-11-11 10:00", "quantity": 61, "to": "49301234567"})");
    EXPECT_EQ(bill("2026-12-01").invoices, 1);
    const auto line = document("I2026-000001").lines.at(0);
    EXPECT_EQ(line.quantity, "122");
    // 60/60: 120 s at 0.10 a minute and 0.05; 30/6: 66 s at 0.30 a minute.
    EXPECT_EQ(line.net.minor, 58);
    ASSERT_EQ(line.steps.size(), 3U);
    EXPECT_EQ(line.steps[0].kind, static_cast<std::uint8_t>(LineKind::call_connect));
    EXPECT_EQ(line.steps[0].amount, "0.05");
    EXPECT_EQ(line.steps[1].tier, 1U);
    EXPECT_EQ(line.steps[1].quantity, "2");  // minutes, as the price is for
    EXPECT_EQ(line.steps[1].price, "0.1");
    EXPECT_EQ(line.steps[1].amount, "0.2");
    EXPECT_EQ(line.steps[2].tier, 2U);
    EXPECT_EQ(line.steps[2].quantity, "1.1");
    EXPECT_EQ(line.steps[2].amount, "0.33");
    pos::Exact sum;
    for (const auto& step : line.steps) sum += pos::parse_exact(step.amount).value();
    EXPECT_EQ(to_string(sum), "0.58");
    // The same call to somebody else is another record.
    auto open = books();
    std::vector<std::string> words;
    app::core::billing::UsageImportOptions usage{.source = "meters", .meter = "kwh"};
    usage.on_refusal = [&](std::uint64_t, const std::string& reason) { words.push_back(reason); };
    const auto input = app::core::tabular::memory_input(
        R"({"id": "1", "subject": "M", "at": "2026-11-10 10:00", "quantity": 61, "to": "49"})");
    ASSERT_TRUE(app::core::billing::import_usage_lines(open, *input, usage, clock_));
    EXPECT_EQ(words.size(), 1U);
    expect_books_in_order();
}

TEST_P(RecordRates, CallsThatNobodyPricesAreParked) {
    plan("CALLS", kDeck);
    use(R"({"id": "1", "subject": "M", "at": "2026-11-10", "quantity": 61, "to": "33123"})");
    const auto report = bill("2026-12-01");
    ASSERT_EQ(report.parked.size(), 1U);
    const std::string& why = report.parked[0].reason;
    EXPECT_NE(why.find("2026-11-10 to 33123 has no prefix"), std::string::npos) << why;
    EXPECT_NE(why.find("record 1 of meters: "), std::string::npos) << why;
    // Taken apart for whoever says it in another language.
    const auto line = app::core::billing::cause_of(why);
    ASSERT_TRUE(line);
    EXPECT_EQ(line->name, "bad_line");
    const auto record = app::core::billing::cause_of(line->about.back().second);
    ASSERT_TRUE(record);
    EXPECT_EQ(record->name, "record_at_fault");
    ASSERT_EQ(record->about.size(), 3U);
    EXPECT_EQ(record->about[0].second, "1");
    EXPECT_EQ(record->about[1].second, "meters");
    EXPECT_EQ(app::core::billing::cause_of(record->about[2].second)->name, "no_prefix");
}

TEST_P(RecordRates, CallsWithMinutesThatAreIncluded) {
    plan("BUNDLE", R"("model": "calls", "bundle": {"included": 90},
      "tariff": {"rates": [{"price": "0.60", "per": 60}]})");
    use(R"({"id": "1", "subject": "M", "at": "2026-11-10", "quantity": 60}
{"id": "2", "subject": "M", "at": "2026-11-11", "quantity": 60})");
    bill("2026-12-01");
    const auto line = document("I2026-000001").lines.at(0);
    EXPECT_EQ(line.net.minor, 30);  // 30 of 120 seconds
    ASSERT_EQ(line.steps.size(), 2U);
    EXPECT_EQ(line.steps[0].quantity, "0.5");
    EXPECT_EQ(line.steps[1].kind, static_cast<std::uint8_t>(LineKind::call_free));
    EXPECT_EQ(line.steps[1].quantity, "1.5");
}

TEST_P(RecordRates, EnergyByTheHour) {
    plan("HOURS", R"("model": "time_of_use", "unit": "kWh", "components": [
      {"name": "Energy", "kind": "energy", "tiers": [{"slots": [
        {"days": ["mon", "tue", "wed", "thu", "fri"], "from": "08:00", "to": "20:00",
         "price": "0.40"}, {"price": "0.20"}]}]},
      {"name": "Demand", "kind": "demand", "price": "2.00"}])");
    // A Tuesday morning and a Saturday morning; one hour each.
    use(R"({"id": "1", "subject": "M", "at": "2026-11-10 09:00", "quantity": 10}
{"id": "2", "subject": "M", "at": "2026-11-14 09:00", "quantity": 5})");
    EXPECT_EQ(bill("2026-12-01").invoices, 1);
    const auto line = document("I2026-000001").lines.at(0);
    EXPECT_EQ(line.quantity, "15");
    ASSERT_EQ(line.steps.size(), 2U);
    EXPECT_EQ(line.steps[0].amount, "5");
    EXPECT_EQ(line.steps[1].kind, static_cast<std::uint8_t>(LineKind::demand));
    EXPECT_EQ(line.steps[1].quantity, "10");
    EXPECT_EQ(line.net.minor, 2'500);
    // What comes late is rated with its whole period.
    use(R"({"id": "3", "subject": "M", "at": "2026-11-10 10:00", "quantity": 20})");
    EXPECT_EQ(bill("2026-12-02").invoices, 1);
    EXPECT_EQ(document("I2026-000002").lines.at(0).net.minor, 2'800);  // 8.00 and 10 kW more
    expect_books_in_order();
}

TEST_P(RecordRates, DemandIsRatchetedToTheMonthsBefore) {
    plan("RATCHET", R"("model": "time_of_use", "unit": "kWh", "components": [
      {"name": "Demand", "kind": "demand", "price": "5.00",
       "ratchet": {"percent": "80", "months_back": 2}}])");
    // A peak of an hour each month: 100, 10, 90, 10 kW.
    use(R"({"id": "1", "subject": "M", "at": "2026-11-10 09:00", "quantity": 100}
{"id": "2", "subject": "M", "at": "2026-12-10 09:00", "quantity": 10}
{"id": "3", "subject": "M", "at": "2027-01-10 09:00", "quantity": 90}
{"id": "4", "subject": "M", "at": "2027-02-10 09:00", "quantity": 10})");
    EXPECT_EQ(bill("2026-12-01").invoices, 1);
    EXPECT_EQ(document("I2026-000001").net.minor, 50'000);  // nothing before it
    EXPECT_EQ(bill("2027-01-01").invoices, 1);
    EXPECT_EQ(document("I2027-000001").net.minor, 40'000);  // 80 of November's 100 kW
    EXPECT_EQ(document("I2027-000001").lines.at(0).steps.at(0).quantity, "80");
    EXPECT_EQ(bill("2027-02-01").invoices, 1);
    EXPECT_EQ(document("I2027-000002").net.minor, 45'000);  // its own 90 kW
    EXPECT_EQ(bill("2027-03-01").invoices, 1);
    EXPECT_EQ(document("I2027-000003").net.minor, 36'000);  // 72: November is three months back
    EXPECT_EQ(bill("2027-04-01").invoices, 1);
    EXPECT_EQ(document("I2027-000004").net.minor, 36'000);  // of January's 90, nothing being used
    expect_books_in_order();
}

TEST_P(RecordRates, EnergyThatNoSlotPricesCostsNothing) {
    plan("DAYS", R"("model": "time_of_use", "components": [{"kind": "energy", "tiers": [{"slots": [
      {"days": ["mon", "tue", "wed", "thu", "fri"], "from": "08:00", "to": "20:00",
       "price": "0.40"}]}]}])");
    // A Saturday in November, a Tuesday in December.
    use(R"({"id": "1", "subject": "M", "at": "2026-11-14 09:00", "quantity": 5}
{"id": "2", "subject": "M", "at": "2026-12-08 09:00", "quantity": 10})");
    EXPECT_EQ(bill("2026-12-01").invoices, 0);
    EXPECT_EQ(bill("2027-01-01").invoices, 1);
    EXPECT_EQ(document("I2027-000001").net.minor, 400);
    expect_books_in_order();
}

TEST_P(RecordRates, RecordsOfOneInstantAreTakenBySourceAndId) {
    publish(R"({"code": "LAST", "name": "A plan", "currency": "EUR", "phases": [{"charges": [
      {"code": "use", "name": "Use", "meter": "kwh", "model": "per_unit", "price": "1",
       "every": "month", "aggregation": "latest"}]}]})");
    subscribe("1", "LAST", "2026-11-01", "M");
    go_to("2026-11-30");
    const auto from = [&](const std::string& source, const std::string& id, int quantity) {
        auto open = books();
        const std::string line = R"({"subject": "M", "meter": "kwh", "at": "2026-11-10", "id": ")" +
                                 id + R"(", "quantity": )" + std::to_string(quantity) + "}";
        const auto lines = app::core::tabular::memory_input(line);
        ASSERT_TRUE(
            app::core::billing::import_usage_lines(open, *lines, {.source = source}, clock_));
    };
    from("b", "2", 40);
    from("b", "1", 30);
    from("a", "3", 50);
    bill("2026-12-01");
    EXPECT_EQ(document("I2026-000001").lines.at(0).quantity, "40");
    // And read again for what comes late.
    from("b", "0", 90);
    EXPECT_EQ(bill("2026-12-02").invoices, 0);
}

TEST_P(RecordRates, PlansThatMakeNoSenseAreRefused) {
    EXPECT_NE(refusal(R"("meter": "s", "model": "calls")").find("one of the three"),
              std::string::npos);
    EXPECT_NE(refusal(R"("model": "calls", "tariff": {"rates": [{"price": "1"}]})").find("meter"),
              std::string::npos);
    EXPECT_NE(refusal(R"("meter": "s", "model": "calls", "deck": [
      {"prefix": "4x", "rates": [{"price": "1"}]}])")
                  .find("no prefix of digits"),
              std::string::npos);
    EXPECT_NE(refusal(R"("meter": "s", "model": "time_of_use")").find("components are none"),
              std::string::npos);
    EXPECT_NE(refusal(R"("meter": "s", "model": "time_of_use", "components":
      [{"kind": "fixed", "price": "1"}])")
                  .find("recurring"),
              std::string::npos);
    EXPECT_NE(refusal(R"("meter": "s", "model": "time_of_use", "components":
      [{"kind": "export", "price": "1"}])")
                  .find("not priced"),
              std::string::npos);
}

}  // namespace

ON_EITHER_ENGINE(RecordRates);
