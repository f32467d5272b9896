// Goal: files of readings and live meters are kept where they belong and nowhere else, and take
// back nothing that they do not speak of. Method: an office on either engine takes in what files
// would say.
#include "app/core/billing/import_readings.hpp"

#include <gtest/gtest.h>

#include <map>

#include "app/core/billing/readings.hpp"
#include "tests/contract/billing/billing_office.hpp"

namespace {

namespace billing = app::core::billing;
namespace rules = pos::billing::meter;
using rules::Quality;
using rules::files::Series;

constexpr std::int64_t kMinuteMs = 60'000;

class ImportedReadings : public test::BillingOffice {
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
    /// Midnight in Greenwich.
    static pos::Instant day(const std::string& date) {
        return {std::int64_t{pos::parse_date(date)->days} * 86'400'000};
    }
    static Series counter(const std::string& point, const std::string& serial) {
        return {.point = point, .serial = serial, .unit = "kWh", .counter = true};
    }
    static void shows(Series& series, const std::string& date, std::int64_t figure,
                      Quality quality = Quality::actual) {
        series.measured.push_back({day(date), 0, pos::exactly(figure), quality});
    }
    /// Intervals of one length, each of the same amount.
    static void measure(Series& series, pos::Instant from, int minutes, int count,
                        std::int64_t thousandths, Quality quality = Quality::actual) {
        for (int i = 0; i < count; ++i) {
            series.measured.push_back({{from.unix_ms + i * minutes * kMinuteMs},
                                       minutes * 60,
                                       {pos::kExactScale / 1'000 * thousandths},
                                       quality});
        }
    }
    billing::ReadingsImported import(std::vector<Series> series,
                                     billing::ReadingsImport options = {}) {
        app::core::meter::FileSaid file{.zone = pos::locale::Zone::open("Etc/UTC").value()};
        file.said.series = std::move(series);
        refusals_.clear();
        options.on_refusal = [&](const std::string& reason) { refusals_.push_back(reason); };
        auto open = books();
        const auto done = billing::import_readings(open, file, options, clock_.at);
        EXPECT_TRUE(done) << done.error().words;
        return done.value_or(billing::ReadingsImported{});
    }
    /// Whether the only thing that was said is refused, in words that hold a text.
    void expect_refused(std::vector<Series> series, const std::string& words) {
        const auto done = import(std::move(series));
        EXPECT_FALSE(done.kept);
        ASSERT_EQ(refusals_.size(), 1U);
        EXPECT_NE(refusals_[0].find(words), std::string::npos) << refusals_[0];
    }
    std::int64_t used() {
        return db_
            ->value<std::int64_t>(
                "SELECT CAST(coalesce(sum(quantity_millionths), 0) AS BIGINT) FROM usage_record "
                "WHERE voided_at IS NULL")
            ->value();
    }
    std::int64_t readings_at(const std::string& point) {
        return db_
            ->value<std::int64_t>(
                "SELECT count(*) FROM meter_reading m JOIN meter_register r ON r.register = "
                "m.register WHERE r.point = $1",
                point)
            ->value();
    }
    std::string register_of(const std::string& point) {
        const auto found = pos::store::billing::register_of(*db_, point, "kwh");
        return found && *found ? to_string((*found)->id) : "";
    }
    std::string number_;
    std::vector<std::string> refusals_;
};

TEST_P(ImportedReadings, TakeBackNothingThatAFileDoesNotSpeakOf) {
    go_to("2026-11-20");
    Series second{.point = "P1", .name = "E1", .unit = "kWh"};
    measure(second, day("2026-11-10"), 30, 48, 1'500);
    EXPECT_EQ(import({second}).added, 48);
    // The days around it come later, in one file; what is missing in one stays as it was.
    Series around{.point = "P1", .name = "E1", .unit = "kWh"};
    measure(around, day("2026-11-09"), 30, 48, 1'500);
    measure(around, day("2026-11-10"), 30, 48, 0, Quality::missing);
    measure(around, day("2026-11-11"), 30, 48, 1'500);
    const auto done = import({around});
    EXPECT_EQ(done.added, 96);
    EXPECT_EQ(done.voided, 0);
    EXPECT_EQ(used(), 3 * 72'000'000);
    expect_books_in_order();
}

TEST_P(ImportedReadings, TakeBackTheWholeOfALongerInterval) {
    go_to("2026-11-20");
    Series fine{.point = "P1", .name = "E1", .unit = "kWh"};
    measure(fine, day("2026-11-10"), 5, 288, 250);
    EXPECT_EQ(import({fine}).added, 288);
    Series coarse{.point = "P1", .name = "E1", .unit = "kWh"};
    measure(coarse, day("2026-11-10"), 30, 48, 1'500);
    EXPECT_EQ(import({coarse}).voided, 288);
    EXPECT_EQ(used(), 72'000'000);
}

TEST_P(ImportedReadings, CountNoTimeTwice) {
    go_to("2026-11-20");
    Series series{.point = "P1", .name = "E1", .unit = "kWh"};
    measure(series, day("2026-11-10"), 30, 2, 1'000);
    measure(series, {day("2026-11-10").unix_ms + 15 * kMinuteMs}, 5, 1, 1'000);
    const auto done = import({series}, {.skip_bad = true});
    EXPECT_EQ(done.refused, 1);
    EXPECT_EQ(used(), 2'000'000);
    ASSERT_EQ(refusals_.size(), 1U);
    EXPECT_NE(refusals_[0].find("overlaps"), std::string::npos) << refusals_[0];
}

TEST_P(ImportedReadings, KeepNoReadingThatWasRefused) {
    fit({.point = "P1", .meter = "kwh", .serial = "A", .figure = "1000", .at = "2026-11-01"});
    go_to("2026-11-30");
    Series series = counter("P1", "A");
    shows(series, "2026-11-10", 500, Quality::estimated);  // less than when it was fitted
    const auto done = import({series}, {.skip_bad = true});
    EXPECT_EQ(done.refused, 1);
    EXPECT_EQ(readings_at("P1"), 1);
    // And so the next one is worked out as ever.
    Series next = counter("P1", "A");
    shows(next, "2026-11-20", 1'100);
    EXPECT_EQ(import({next}).refused, 0);
    EXPECT_EQ(used(), 100'000'000);
    expect_books_in_order();
}

TEST_P(ImportedReadings, OfACounterThatIsGoneAreNotTheNextOnes) {
    fit({.point = "P1", .meter = "kwh", .serial = "A", .figure = "1000", .at = "2026-11-01"});
    go_to("2026-11-16");
    {
        auto open = books();
        ASSERT_TRUE(billing::exchange_counter(open,
                                              {.point = "P1", .figure = "1100", .at = "2026-11-16"},
                                              {.serial = "B", .figure = "7"}, clock_.at, random_));
    }
    go_to("2026-11-30");
    Series series = counter("P1", "A");
    shows(series, "2026-11-20", 1'105);
    expect_refused({series}, "B stands at P1");
    EXPECT_EQ(used(), 100'000'000);
}

TEST_P(ImportedReadings, OfAnotherSortAreNotKept) {
    fit({.point = "P1", .meter = "gas", .serial = "A", .figure = "1000", .at = "2026-11-01"});
    go_to("2026-11-30");
    Series series = counter("P1", "A");
    shows(series, "2026-11-20", 1'105);
    expect_refused({series}, "--meter");
    series.fed_in = true;
    expect_refused({series}, "kwh.fed_in");
    EXPECT_EQ(readings_at("P1"), 1);
    series.fed_in = false;
    EXPECT_TRUE(import({series}, {.meter = "gas"}).kept);
    EXPECT_EQ(readings_at("P1"), 2);
}

TEST_P(ImportedReadings, OfTwoCountersWithOneNumberAreToldApartByTheirPoints) {
    fit({.point = "P1", .meter = "kwh", .serial = "A", .figure = "1000", .at = "2026-11-01"});
    fit({.point = "P2", .meter = "kwh", .serial = "A", .figure = "1000", .at = "2026-11-01"});
    go_to("2026-11-30");
    Series series = counter("", "A");
    shows(series, "2026-11-20", 1'105);
    expect_refused({series}, "P1 and P2");
    series.point = "P2";
    EXPECT_TRUE(import({series}).kept);
    EXPECT_EQ(readings_at("P1"), 1);
    EXPECT_EQ(readings_at("P2"), 2);
}

TEST_P(ImportedReadings, OfALiveMeterAreKeptOnlyWhereOneCounterHasItsNumber) {
    fit({.point = "P1", .meter = "kwh", .serial = "77", .figure = "1000", .at = "2026-11-01"});
    fit({.point = "P1", .meter = "gas", .serial = "77", .figure = "1000", .at = "2026-11-01"});
    go_to("2026-11-11");
    app::core::meter::LiveReading reading{"mbus@tcp:meter:1", clock_.at, {"77", "", "", {}}};
    reading.answer.figures = {{"energy", pos::exactly(1'020), "kWh", ""}};
    auto open = books();
    const auto kept = billing::keep_live(open, reading, {}, clock_.at);
    ASSERT_FALSE(kept);
    EXPECT_NE(kept.error().words.find("of gas at P1 and of kwh at P1"), std::string::npos)
        << kept.error().words;
    EXPECT_EQ(readings_at("P1"), 2);
}

TEST_P(ImportedReadings, ComeToTheSameTogetherAndOneByOne) {
    subscribe("1", "GREEN", "2026-11-01", "P2");
    for (const char* point : {"P1", "P2"}) {
        fit({.point = point,
             .meter = "kwh",
             .serial = point,
             .figure = "1000",
             .at = "2026-11-01"});
    }
    go_to("2026-11-30");
    const auto say = [](Series& series) {
        shows(series, "2026-11-05", 1'090, Quality::estimated);
        shows(series, "2026-11-10", 1'100);
        shows(series, "2026-11-15", 900);  // less than before
        shows(series, "2026-11-25", 1'200);
        shows(series, "2026-11-25", 1'200);
        shows(series, "2026-11-28", 400, Quality::estimated);  // likewise, and nobody saw it
    };
    Series together = counter("P1", "P1");
    say(together);
    const auto done = import({together}, {.skip_bad = true});
    EXPECT_EQ(done.readings, 6);
    EXPECT_EQ(done.again, 1);
    Series all = counter("P2", "P2");
    say(all);
    std::int64_t refused = 0;
    for (const auto& one : all.measured) {
        Series alone = counter("P2", "P2");
        alone.measured = {one};
        refused += import({alone}, {.skip_bad = true}).refused;
    }
    EXPECT_EQ(done.refused, refused);
    EXPECT_EQ(readings_at("P1"), readings_at("P2"));
    const auto of_day = [&](const std::string& point) {
        std::map<std::int64_t, std::int64_t> used;
        auto read = db_->each(
            "SELECT u.event_at, u.quantity_millionths FROM usage_record u JOIN meter_register r "
            "ON u.source = 'meter ' || $1 WHERE r.point = $2 AND u.voided_at IS NULL",
            [&](const pos::store::db::Row& row) { used[row.integer(0)] += row.integer(1); },
            register_of(point), point);
        EXPECT_TRUE(read);
        return used;
    };
    EXPECT_EQ(of_day("P1"), of_day("P2"));
    EXPECT_EQ(used(), 2 * 200'000'000);
    expect_books_in_order();
}

}  // namespace

ON_EITHER_ENGINE(ImportedReadings);
