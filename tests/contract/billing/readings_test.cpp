// Goal: what counters show is billed to whoever had the service point, once, whatever happens to
// them: rollover, exchange, estimates, a new tenant, files that come again. Method: an office on
// either engine takes readings and bills them.
#include "app/core/billing/readings.hpp"

#include <gtest/gtest.h>

#include "app/core/billing/import_readings.hpp"
#include "tests/contract/billing/billing_office.hpp"

namespace {

namespace billing = app::core::billing;
namespace meter = pos::billing::meter;

class Readings : public test::BillingOffice {
protected:
    void SetUp() override {
        BillingOffice::SetUp();
        customer("1");
        number_ = subscribe("1", "GREEN", "2026-11-01", "P1");
    }
    void fit(billing::NewCounter counter) {
        auto open = books();
        const auto done = billing::fit_counter(open, counter, clock_.at, random_);
        ASSERT_TRUE(done) << done.error().words;
    }
    billing::ReadingTaken enter(billing::NewReading reading) {
        auto open = books();
        if (reading.point.empty()) reading.point = "P1";
        const auto done = billing::take_reading(open, reading, clock_.at);
        EXPECT_TRUE(done) << done.error().words;
        return done.value_or(billing::ReadingTaken{});
    }
    std::string refusal(billing::NewReading reading) {
        auto open = books();
        if (reading.point.empty()) reading.point = "P1";
        const auto done = billing::take_reading(open, reading, clock_.at);
        EXPECT_FALSE(done);
        return done ? "" : done.error().words;
    }
    /// Of all that was used, by a subscription's number; in millionths.
    std::int64_t used(const std::string& number) {
        return db_
            ->value<std::int64_t>(
                "SELECT CAST(coalesce(sum(u.quantity_millionths), 0) AS BIGINT) FROM usage_record "
                "u JOIN subscription s ON s.subscription = u.subscription WHERE s.number = $1 AND "
                "u.voided_at IS NULL",
                number)
            ->value();
    }
    std::string number_;
};

TEST_P(Readings, BecomeUsageAndALineThatNamesThem) {
    fit({.point = "P1", .meter = "kwh", .serial = "4711", .figure = "1000", .at = "2026-11-01"});
    go_to("2026-12-01");
    const auto taken = enter({.figure = "001130", .at = "2026-12-01"});
    EXPECT_EQ(taken.added, 30);
    EXPECT_EQ(used(number_), 130'000'000);
    bill("2026-12-01");
    const auto invoice = document("I2026-000001");
    ASSERT_EQ(invoice.lines.size(), 3U);  // two fees
    const auto& line = invoice.lines.back();
    EXPECT_EQ(line.name, "Electricity, 4711: 1000 (2026-11-01) – 1130 (2026-12-01)");
    EXPECT_EQ(line.quantity, "130");
    EXPECT_EQ(line.net.minor, 3'750);  // 100 at 0.30 and 30 at 0.25
    // The same reading again changes nothing.
    EXPECT_TRUE(enter({.figure = "1130", .at = "2026-12-01"}).again);
    EXPECT_EQ(bill("2026-12-02").due, 0);
    expect_books_in_order();
}

TEST_P(Readings, OfOneDayBelongToTheirPeriods) {
    fit({.point = "P1", .meter = "kwh", .serial = "4711", .figure = "0", .at = "2026-11-01"});
    go_to("2026-12-11");
    enter({.figure = "400", .at = "2026-12-11"});
    bill("2026-12-11");
    const auto invoice = document("I2026-000001");
    const auto& line = invoice.lines.back();
    EXPECT_EQ(line.quantity, "300");  // of November's thirty days
    EXPECT_EQ(line.name, "Electricity, 4711: 0 (2026-11-01) – ~300 (2026-12-01)");
    expect_books_in_order();
}

TEST_P(Readings, PassTheLastDigit) {
    fit({.point = "P1",
         .meter = "kwh",
         .serial = "4711",
         .digits = 4,
         .figure = "9950",
         .at = "2026-11-01"});
    go_to("2026-12-01");
    EXPECT_NE(refusal({.figure = "0050", .at = "2026-12-01"}).find("--sure"), std::string::npos);
    enter({.figure = "0050", .at = "2026-12-01", .sure = true});
    EXPECT_EQ(used(number_), 100'000'000);
}

TEST_P(Readings, OfTransformersAreMultiplied) {
    fit({.point = "P1", .meter = "kwh", .multiplier = "40", .figure = "10", .at = "2026-11-01"});
    go_to("2026-12-01");
    enter({.figure = "12", .at = "2026-12-01"});
    EXPECT_EQ(used(number_), 80'000'000);
}

TEST_P(Readings, GoOnWithTheNextCounter) {
    fit({.point = "P1", .meter = "kwh", .serial = "A", .figure = "1000", .at = "2026-11-01"});
    go_to("2026-11-16");
    auto open = books();
    const auto exchanged =
        billing::exchange_counter(open, {.point = "P1", .figure = "1100", .at = "2026-11-16"},
                                  {.serial = "B", .figure = "7"}, clock_.at, random_);
    ASSERT_TRUE(exchanged) << exchanged.error().words;
    go_to("2026-12-01");
    enter({.figure = "47", .at = "2026-12-01"});
    EXPECT_EQ(used(number_), 140'000'000);
    bill("2026-12-01");
    EXPECT_EQ(document("I2026-000001").lines.back().name,
              "Electricity, A: 1000 (2026-11-01) – 1100 (2026-11-16); B: 7 (2026-11-16) – 47 "
              "(2026-12-01)");
    expect_books_in_order();
}

TEST_P(Readings, ThatWereEstimatedAreBilledAnew) {
    fit({.point = "P1", .meter = "kwh", .serial = "4711", .figure = "1000", .at = "2026-11-01"});
    go_to("2026-12-01");
    enter({.figure = "1130", .at = "2026-12-01"});
    bill("2026-12-01");
    go_to("2027-01-01");
    {
        auto open = books();
        const auto estimated =
            billing::estimate_reading(open, {.point = "P1", .at = "2027-01-01"}, clock_.at);
        ASSERT_TRUE(estimated) << estimated.error().words;
        EXPECT_EQ(to_string(estimated->reading.figure), "1264");  // 130 in 30 days
    }
    bill("2027-01-01");
    const auto first = document("I2027-000001");
    EXPECT_EQ(first.lines.back().net.minor, 3'850);  // 134 kWh
    EXPECT_NE(first.lines.back().name.find("– ~1264 (2027-01-01)"), std::string::npos);
    // Somebody looks, and it was less: 120 in 34 days, of which December has 31.
    go_to("2027-01-04");
    EXPECT_EQ(enter({.figure = "1250", .at = "2027-01-04"}).late, 62);
    EXPECT_EQ(bill("2027-01-05").credit_notes, 1);
    const auto back = document("C2027-000001");
    ASSERT_EQ(back.lines.size(), 1U);
    EXPECT_EQ(back.lines[0].net.minor, -615);  // 38.50 were billed, 32.35 are due
    EXPECT_EQ(bill("2027-01-06").due, 0);
    expect_books_in_order();
}

TEST_P(Readings, AreReplacedByNoWeakerOne) {
    fit({.point = "P1", .meter = "kwh", .serial = "4711", .figure = "1000", .at = "2026-11-01"});
    go_to("2026-12-01");
    enter({.figure = "1130", .at = "2026-12-01"});
    go_to("2026-12-02");
    {
        auto open = books();
        const auto estimated =
            billing::estimate_reading(open, {.point = "P1", .at = "2026-12-01"}, clock_.at);
        ASSERT_TRUE(estimated) << estimated.error().words;
        EXPECT_TRUE(estimated->again);
        EXPECT_EQ(estimated->reading.source, meter::Source::actual);
    }
    const auto customers =
        enter({.figure = "1130", .at = "2026-12-01", .source = meter::Source::customer});
    EXPECT_TRUE(customers.again);
    const auto actual = db_->value<std::int64_t>(
        "SELECT count(*) FROM meter_reading WHERE source = 0 AND figure = '1130'");
    EXPECT_EQ(actual->value(), 1);
    bill("2026-12-02");
    EXPECT_EQ(document("I2026-000001").lines.back().name,
              "Electricity, 4711: 1000 (2026-11-01) – 1130 (2026-12-01)");
}

TEST_P(Readings, OnABillAreOfTheTimeInWhichThePointWasItsOwn) {
    fit({.point = "P1", .meter = "kwh", .figure = "1000", .at = "2026-11-01"});
    customer("2");
    go_to("2026-11-16");
    enter({.figure = "1065", .at = "2026-11-16"});
    subscribe("2", "GREEN", "2026-11-16", "P1");
    go_to("2026-12-01");
    enter({.figure = "1130", .at = "2026-12-01"});
    bill("2026-12-01");
    std::map<std::string, std::string> names;
    for (const auto& each : documents()) {
        for (const auto& line : document(each.row.number).lines) {
            if (!line.quantity.empty()) names[each.account_number] = line.name;
        }
    }
    EXPECT_EQ(names["1"], "Electricity, 1000 (2026-11-01) – 1065 (2026-11-16)");
    bill("2026-12-16");  // the second one's period began in the middle of the month
    for (const auto& each : documents()) {
        for (const auto& line : document(each.row.number).lines) {
            if (!line.quantity.empty()) names[each.account_number] = line.name;
        }
    }
    EXPECT_EQ(names["2"], "Electricity, 1065 (2026-11-16) – 1130 (2026-12-01)");
}

TEST_P(Readings, AreSharedByWhoeverHadThePoint) {
    fit({.point = "P1", .meter = "kwh", .figure = "1000", .at = "2026-11-01"});
    go_to("2026-12-01");
    enter({.figure = "1130", .at = "2026-12-01"});
    EXPECT_EQ(used(number_), 130'000'000);
    // It turns out that somebody else had moved in.
    customer("2");
    const auto second = subscribe("2", "GREEN", "2026-11-16", "P1");
    EXPECT_EQ(used(number_), 65'000'000);
    EXPECT_EQ(used(second), 65'000'000);
    expect_books_in_order();
}

TEST_P(Readings, ThatCannotBeAreRefused) {
    EXPECT_NE(refusal({.figure = "1"}).find("No meter stands at P1"), std::string::npos);
    fit({.point = "P1", .meter = "kwh", .serial = "4711", .figure = "1000", .at = "2026-11-01"});
    go_to("2026-12-01");
    enter({.figure = "1130", .at = "2026-12-01"});
    go_to("2026-12-20");
    EXPECT_FALSE(refusal({.figure = "1234567"}).empty());
    EXPECT_FALSE(refusal({.figure = "a"}).empty());
    EXPECT_FALSE(refusal({.figure = "1100", .at = "2026-12-20"}).empty());
    EXPECT_FALSE(refusal({.figure = "1131", .at = "2026-12-01"}).empty());
    EXPECT_NE(refusal({.figure = "1200", .at = "2026-12-31"}).find("still to come"),
              std::string::npos);
    EXPECT_NE(refusal({.figure = "90000", .at = "2026-12-20"}).find("--sure"), std::string::npos);
    EXPECT_NE(refusal({.meter = "gas", .figure = "1200"}).find("No meter of gas"),
              std::string::npos);
    auto open = books();
    const auto again =
        billing::fit_counter(open, {.point = "P1", .meter = "kwh"}, clock_.at, random_);
    ASSERT_FALSE(again);
    EXPECT_NE(again.error().words.find("exchange"), std::string::npos);
    EXPECT_FALSE(billing::fit_counter(open, {.point = "", .meter = "kwh"}, clock_.at, random_));
    EXPECT_FALSE(billing::fit_counter(open, {.point = "P2", .meter = ""}, clock_.at, random_));
    EXPECT_FALSE(billing::fit_counter(open, {.point = "P2", .meter = "kwh", .multiplier = "0"},
                                      clock_.at, random_));
    EXPECT_EQ(used(number_), 130'000'000);
}

TEST_P(Readings, OfFilesAreTakenOnce) {
    customer("2");
    const auto theirs = subscribe("2", "GREEN", "2026-11-01", "NMI1234567");
    const auto file = [](const char* first) {
        std::string text =
            "100,NEM12,202611110000,MDP1,RETAIL1\n"
            "200,NMI1234567,E1,E1,E1,N1,METER9,kWh,30,20261112\n300,20261110,";
        text += first;
        for (int i = 1; i < 48; ++i) text += ",1.5";
        return text + ",A,,,20261111000000,\n900\n";
    };
    const auto import = [&](const std::string& text) {
        const auto said = app::core::meter::read_bytes(text, "nem", {});
        EXPECT_TRUE(said) << said.error().words;
        auto open = books();
        const auto done = billing::import_readings(open, *said, {}, clock_.at);
        EXPECT_TRUE(done) << done.error().words;
        return done.value_or(billing::ReadingsImported{});
    };
    go_to("2026-11-12");
    EXPECT_EQ(import(file("1.5")).added, 48);
    EXPECT_EQ(used(theirs), 72'000'000);
    EXPECT_EQ(import(file("1.5")).added, 0);
    const auto revised = import(file("2.5"));
    EXPECT_EQ(revised.added, 1);
    EXPECT_EQ(revised.voided, 1);
    EXPECT_EQ(used(theirs), 73'000'000);
    expect_books_in_order();
}

TEST_P(Readings, OfLiveMetersAreKept) {
    fit({.point = "P1",
         .meter = "kwh",
         .serial = "12345678",
         .decimals = 1,
         .figure = "1000",
         .at = "2026-11-01"});
    go_to("2026-11-11");
    app::core::meter::LiveReading reading{"mbus@tcp:meter:1", clock_.at, {"12345678", "", "", {}}};
    reading.answer.figures = {{"power", pos::exactly(350), "W", "maximum"},
                              {"energy", pos::exactly(1'020'450), "Wh", ""}};
    auto open = books();
    const billing::LiveKept which{"", "", {pos::kExactScale / 1'000}};
    const auto kept = billing::keep_live(open, reading, which, clock_.at);
    ASSERT_TRUE(kept) << kept.error().words;
    EXPECT_EQ(used(number_), 20'400'000);
    EXPECT_FALSE(billing::keep_live(open, reading, {"999", "", which.scale}, clock_.at));
    EXPECT_FALSE(billing::keep_live(open, reading, {"", "volume", which.scale}, clock_.at));
    reading.answer.identification.clear();
    EXPECT_FALSE(billing::keep_live(open, reading, which, clock_.at));
}

}  // namespace

ON_EITHER_ENGINE(Readings);
