// Goal: what is used is billed once and in its own period wherever clocks are put forward or back,
// and periods turn over on their day in leap years and at the ends of months. Method: an office on
// either engine bills accounts in several zones; what each day has to come to follows from the
// zone's own days.
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <map>

#include "app/core/billing/readings.hpp"
#include "app/core/meter/words.hpp"
#include "tests/contract/billing/billing_office.hpp"

namespace {

namespace billing = app::core::billing;
using app::core::meter::iso;
using pos::billing::plan::Act;

constexpr std::int64_t kHourMs = 3'600'000;

/// Clocks change by an hour or half of one, at midnight or later, in March or April, in Ramadan, or
/// never; the day begins up to fourteen hours before that of London, or eleven behind it.
constexpr std::array kZones{
    "Africa/Cairo",     "Africa/Casablanca", "America/Anchorage",  "America/Chicago",
    "America/Denver",   "America/Halifax",   "America/Havana",     "America/Los_Angeles",
    "America/Miquelon", "America/New_York",  "America/Nuuk",       "America/Santiago",
    "America/St_Johns", "Asia/Beirut",       "Asia/Jerusalem",     "Asia/Kathmandu",
    "Atlantic/Azores",  "Atlantic/Bermuda",  "Australia/Adelaide", "Australia/Lord_Howe",
    "Australia/Sydney", "Europe/Amsterdam",  "Europe/Athens",      "Europe/Berlin",
    "Europe/Bucharest", "Europe/Chisinau",   "Europe/Dublin",      "Europe/Helsinki",
    "Europe/Lisbon",    "Europe/London",     "Europe/Madrid",      "Europe/Paris",
    "Europe/Prague",    "Europe/Rome",       "Europe/Sofia",       "Europe/Warsaw",
    "Pacific/Auckland", "Pacific/Chatham",   "Pacific/Kiritimati", "Pacific/Pago_Pago"};
static_assert(kZones.size() == 40);

class ClockChanges : public test::BillingOffice {
protected:
    void plan(const std::string& code, const std::string& charge) {
        publish(R"({"code": ")" + code + R"(", "name": "A plan", "currency": "EUR", "phases": [
          {"charges": [{"code": "use", "name": "Use", )" +
                charge + "}]}]}");
    }
    void customer_in(const std::string& number, const std::string& zone) {
        customer(number, {.zone = zone});
    }
    static pos::Instant start_of(const std::string& zone, const std::string& day, int later = 0) {
        const auto date = *pos::parse_date(day);
        return pos::locale::Zone::open(zone)->start_of_day({date.days + later});
    }
    /// A record of so many thousandths in each half hour from one instant to another.
    std::string every_half_hour(const std::string& point, pos::Instant from, pos::Instant to,
                                const std::string& quantity) {
        std::string lines;
        for (pos::Instant at = from; at < to; at.unix_ms += kHourMs / 2) {
            lines += record(point, at, quantity);
        }
        return lines;
    }
    std::string record(const std::string& point, pos::Instant at, const std::string& quantity) {
        return R"({"id": ")" + std::to_string(++records_) + R"(", "subject": ")" + point +
               R"(", "at": ")" + iso(at) + R"(", "quantity": ")" + quantity + "\"}\n";
    }
    /// What was used by an account, by the first day of each period.
    std::map<std::string, std::string> used_by(const std::string& account) {
        std::map<std::string, std::string> used;
        for (const auto& each : documents()) {
            if (each.account_number != account) continue;
            for (const auto& line : document(each.row.number).lines) {
                if (line.quantity.empty()) continue;
                const auto [place, is_new] = used.emplace(to_string(line.from), line.quantity);
                EXPECT_TRUE(is_new) << "twice: " << to_string(line.from);
            }
        }
        return used;
    }
    std::int64_t net_of(const std::string& account) {
        std::int64_t sum = 0;
        for (const auto& each : documents()) {
            if (each.account_number == account) sum += each.row.net_minor;
        }
        return sum;
    }
    /// The first days of the periods that an account was billed for, each following the one before.
    std::vector<std::string> turns_of(const std::string& account) {
        std::vector<std::pair<pos::Date, pos::Date>> periods;
        for (const auto& each : documents()) {
            if (each.account_number != account) continue;
            for (const auto& line : document(each.row.number).lines) {
                periods.emplace_back(line.from, line.to);
                EXPECT_EQ(line.net.minor, 1'000) << to_string(line.from);
            }
        }
        std::ranges::sort(periods);
        std::vector<std::string> days;
        for (std::size_t i = 0; i < periods.size(); ++i) {
            if (i > 0) {
                EXPECT_EQ(periods[i].first, periods[i - 1].second);
            }
            days.push_back(to_string(periods[i].first));
        }
        return days;
    }
    int records_{0};
};

constexpr const char* kDaily =
    R"("meter": "kwh", "model": "per_unit", "price": "1", "every": "day")";
constexpr const char* kMonthly =
    R"("meter": "kwh", "model": "per_unit", "price": "1", "every": "month")";

TEST_P(ClockChanges, LeaveEachDayWhatWasUsedOnIt) {
    struct Case {
        const char* zone;
        const char* day;
        const char* hours;
    };
    // In Santiago clocks change at midnight, on Lord Howe Island by half an hour.
    constexpr std::array<Case, 8> kCases{{{"Europe/Berlin", "2027-03-28", "23"},
                                          {"Europe/Berlin", "2027-10-31", "25"},
                                          {"America/New_York", "2027-03-14", "23"},
                                          {"America/New_York", "2027-11-07", "25"},
                                          {"America/Santiago", "2027-04-03", "25"},
                                          {"America/Santiago", "2027-09-05", "23"},
                                          {"Australia/Lord_Howe", "2027-04-04", "24.5"},
                                          {"Australia/Lord_Howe", "2027-10-03", "23.5"}}};
    go_to("2027-03-01");
    plan("DAILY", kDaily);
    std::string lines;
    for (std::size_t i = 0; i < kCases.size(); ++i) {
        const Case& one = kCases[i];
        const std::string number = "C" + std::to_string(i);
        customer_in(number, one.zone);
        subscribe(number, "DAILY", "2027-03-01", number);
        lines += every_half_hour(number, start_of(one.zone, one.day, -1),
                                 start_of(one.zone, one.day, 2), "0.5");
    }
    go_to("2027-12-01");
    use(lines);
    EXPECT_TRUE(bill("2027-12-01").parked.empty());
    for (std::size_t i = 0; i < kCases.size(); ++i) {
        const Case& one = kCases[i];
        const std::string number = "C" + std::to_string(i);
        const auto day = *pos::parse_date(one.day);
        const std::map<std::string, std::string> expected{
            {to_string(pos::Date{day.days - 1}), "24"},
            {one.day, one.hours},
            {to_string(pos::Date{day.days + 1}), "24"}};
        EXPECT_EQ(used_by(number), expected) << one.zone << " " << one.day;
    }
    expect_books_in_order();
}

TEST_P(ClockChanges, OfFortyZonesLeaveEachDayAllItsHours) {
    go_to("2027-01-01");
    plan("DAILY", kDaily);
    std::string lines;
    std::map<std::string, std::map<std::string, std::string>> expected;
    std::size_t changes = 0;
    for (const char* name : kZones) {
        const auto zone = *pos::locale::Zone::open(name);
        customer_in(name, name);
        subscribe(name, "DAILY", "2027-01-01", name);
        const pos::Date first = pos::make_date(2027, 1, 2);
        for (pos::Date day = first; day < pos::make_date(2027, 12, 1); ++day.days) {
            const pos::Instant begin = zone.start_of_day(day);
            const pos::Instant end = zone.start_of_day({day.days + 1});
            const std::int64_t halves = (end.unix_ms - begin.unix_ms) * 2 / kHourMs;
            if (halves == 48) continue;
            ++changes;
            EXPECT_GE(halves, 46) << name << ' ' << to_string(day);
            EXPECT_LE(halves, 50) << name << ' ' << to_string(day);
            lines += every_half_hour(name, begin, end, "0.5");
            expected[name][to_string(day)] =
                std::to_string(halves / 2) + (halves % 2 == 0 ? "" : ".5");
        }
    }
    EXPECT_GE(changes, 70U);  // where clocks change they do so twice
    go_to("2027-12-02");
    use(lines);
    EXPECT_TRUE(bill("2027-12-02").parked.empty());
    for (const char* name : kZones) {
        auto used = used_by(name);
        std::erase_if(used, [](const auto& day) { return day.second == "0"; });
        EXPECT_EQ(used, expected[name]) << name;
    }
    expect_books_in_order();
}

TEST_P(ClockChanges, LeaveEachMonthItsFirstAndItsLastSecond) {
    constexpr std::array kFew{"Europe/Berlin",       "America/New_York",   "America/Santiago",
                              "Australia/Lord_Howe", "Pacific/Kiritimati", "Asia/Kathmandu"};
    go_to("2027-02-01");
    plan("MONTHLY", kMonthly);
    for (const char* zone : kFew) {
        customer_in(zone, zone);
        subscribe(zone, "MONTHLY", "2027-02-01", zone);
    }
    // Billed month by month, each after its end in every zone.
    std::map<std::string, std::string> expected;
    for (unsigned month = 2; month <= 12; ++month) {
        const pos::Date first = pos::make_date(2027, month, 1);
        const pos::Date next =
            month == 12 ? pos::make_date(2028, 1, 1) : pos::make_date(2027, month + 1, 1);
        std::string lines;
        for (const char* zone : kFew) {
            lines += record(zone, start_of(zone, to_string(first)), "1");
            lines += record(zone, {start_of(zone, to_string(next)).unix_ms - 1'000}, "10");
        }
        expected[to_string(first)] = "11";
        go_to(to_string(pos::Date{next.days + 1}));
        use(lines);
        EXPECT_TRUE(bill(to_string(pos::Date{next.days + 1})).parked.empty());
    }
    for (const char* zone : kFew) EXPECT_EQ(used_by(zone), expected) << zone;
    EXPECT_EQ(bill("2028-01-03").invoices, 0);
    expect_books_in_order();
}

TEST_P(ClockChanges, LeaveEachSlotTheHoursInWhichClocksShowedIt) {
    go_to("2027-03-01");
    // Cents tell how often each slot was met: 2 before two, n × 1.00 until three, the rest after.
    plan("SLOTS", R"("meter": "kwh", "model": "time_of_use", "minutes": 30, "every": "day",
      "components": [{"kind": "energy", "tiers": [{"slots": [
        {"from": "00:00", "to": "02:00", "price": "0.01"},
        {"from": "02:00", "to": "03:00", "price": "1"},
        {"from": "03:00", "to": "24:00", "price": "100"}]}]}])");
    customer_in("1", "Europe/Berlin");
    subscribe("1", "SLOTS", "2027-03-01", "M");
    struct Case {
        const char* day;
        std::int64_t net;
    };
    constexpr std::array<Case, 3> kCases{
        {{"2027-03-28", 210'002}, {"2027-06-01", 210'102}, {"2027-10-31", 210'202}}};
    std::string lines;
    for (const Case& one : kCases) {
        lines += every_half_hour("M", start_of("Europe/Berlin", one.day),
                                 start_of("Europe/Berlin", one.day, 1), "0.5");
    }
    go_to("2027-12-01");
    use(lines);
    EXPECT_TRUE(bill("2027-12-01").parked.empty());
    std::map<std::string, std::int64_t> net;
    for (const auto& line : document("I2027-000001").lines)
        net[to_string(line.from)] = line.net.minor;
    for (const Case& one : kCases) EXPECT_EQ(net[one.day], one.net) << one.day;
    expect_books_in_order();
}

TEST_P(ClockChanges, LetAPlanBeExchangedInTheHourThatComesTwice) {
    go_to("2027-10-01");
    plan("CHEAP", kMonthly);
    plan("DEAR", R"("meter": "kwh", "model": "per_unit", "price": "10", "every": "month")");
    customer_in("1", "Europe/Berlin");
    const auto number = subscribe("1", "CHEAP", "2027-10-01", "M");
    go_to("2027-11-05");
    // The second two o'clock: three hours of that day were gone, twenty-two were to come.
    change({.number = number, .act = Act::changed, .at = "2027-10-31T01:00:00Z", .plan = "DEAR"});
    use(every_half_hour("M", start_of("Europe/Berlin", "2027-10-31"),
                        start_of("Europe/Berlin", "2027-11-01"), "1"));
    bill("2027-12-05");
    EXPECT_EQ(net_of("1"), 6 * 100 + 44 * 1'000);
    EXPECT_EQ(bill("2027-12-06").due, 0);
    expect_books_in_order();
}

TEST_P(ClockChanges, AreSecondsOfAPeriodThatIsCountedBySeconds) {
    go_to("2027-03-01");
    plan("MARCH", R"("model": "recurring", "amount": "743.00", "every": "month",
      "mode": "in_arrears", "proration": {"by": "seconds"})");
    customer_in("1", "Europe/Berlin");
    const auto number = subscribe("1", "MARCH", "2027-03-01");
    go_to("2027-03-29");
    // 743 hours has that March; 650 of them were gone.
    change({.number = number, .act = Act::cancelled, .at = "2027-03-28 03:00"});
    bill("2027-04-05");
    EXPECT_EQ(net_of("1"), 65'000);
    go_to("2027-11-01");
    plan("AUTUMN", R"("model": "recurring", "amount": "721.00", "every": "month",
      "mode": "in_arrears", "proration": {"by": "seconds"})");
    customer_in("2", "Europe/Berlin");
    subscribe("2", "AUTUMN", "2027-10-31T01:30:00Z");
    bill("2027-11-30");
    EXPECT_EQ(net_of("2"), 71'750);
    expect_books_in_order();
}

TEST_P(ClockChanges, LeaveEachDayItsShareOfWhatACounterWent) {
    go_to("2027-10-30");
    plan("DAILY", kDaily);
    customer_in("1", "Europe/Berlin");
    subscribe("1", "DAILY", "2027-10-30", "P1");
    auto open = books();
    ASSERT_TRUE(billing::fit_counter(open, {.point = "P1", .meter = "kwh", .at = "2027-10-30"},
                                     clock_.at, random_));
    go_to("2027-11-02");
    ASSERT_TRUE(billing::take_reading(open, {.point = "P1", .figure = "73", .at = "2027-11-02"},
                                      clock_.at));
    bill("2027-11-02");
    const std::map<std::string, std::string> expected{
        {"2027-10-30", "24"}, {"2027-10-31", "25"}, {"2027-11-01", "24"}};
    EXPECT_EQ(used_by("1"), expected);
    expect_books_in_order();
}

/// An update of the zones' rules that comes late: what was midnight when April was billed is not
/// any more. Clocks in Berlin and Tunis show the same in winter, when the subscriptions begin.
TEST_P(ClockChanges, OfTheRulesLeaveEachHourOnOneBill) {
    struct Case {
        const char* number;
        const char* before;
        const char* since;
        const char* april;  // of the last of April and the first of May, by UTC
        const char* may;
    };
    constexpr std::array<Case, 2> kCases{
        {{"GIVEN-UP", "Europe/Berlin", "Africa/Tunis", "22", "26"},
         {"TAKEN-UP", "Africa/Tunis", "Europe/Berlin", "23", "25"}}};
    go_to("2027-02-01");
    plan("MONTHLY", kMonthly);
    std::string lines;
    for (const Case& one : kCases) {
        customer_in(one.number, one.before);
        subscribe(one.number, "MONTHLY", "2027-02-01", std::string{one.number} + "-M");
        lines += every_half_hour(std::string{one.number} + "-M", start_of("UTC", "2027-04-30"),
                                 start_of("UTC", "2027-05-02"), "0.5");
    }
    go_to("2027-05-02");
    use(lines);
    EXPECT_TRUE(bill("2027-05-02").parked.empty());
    for (const Case& one : kCases) {
        const auto changed = db_->exec("UPDATE billing_account SET zone = $2 WHERE number = $1",
                                       std::string_view{one.number}, std::string_view{one.since});
        ASSERT_TRUE(changed && *changed == 1) << one.number;
    }
    EXPECT_TRUE(bill("2027-06-02").parked.empty());
    EXPECT_TRUE(bill("2027-07-02").parked.empty());
    for (const Case& one : kCases) {
        auto used = used_by(one.number);
        std::erase_if(used, [](const auto& day) { return day.second == "0"; });
        const std::map<std::string, std::string> expected{{"2027-04-01", one.april},
                                                          {"2027-05-01", one.may}};
        EXPECT_EQ(used, expected) << one.before << " until May, then " << one.since;
    }
    expect_books_in_order();
}

TEST_P(ClockChanges, PeriodsTurnOverOnTheirDayOrTheMonthsLast) {
    struct Case {
        const char* start;
        const char* every;
        std::vector<std::string> turns;
    };
    const std::vector<Case> cases{
        {"2027-08-31",
         "month",
         {"2027-08-31", "2027-09-30", "2027-10-31", "2027-11-30", "2027-12-31", "2028-01-31",
          "2028-02-29", "2028-03-31", "2028-04-30", "2028-05-31"}},
        {"2028-02-29", "month", {"2028-02-29", "2028-03-29", "2028-04-29", "2028-05-29"}},
        {"2027-08-29", "quarter", {"2027-08-29", "2027-11-29", "2028-02-29", "2028-05-29"}},
        {"2027-08-30", "half_year", {"2027-08-30", "2028-02-29"}}};
    go_to("2027-08-01");
    for (std::size_t i = 0; i < cases.size(); ++i) {
        const Case& one = cases[i];
        const std::string name = "C" + std::to_string(i);
        plan(name, R"("model": "recurring", "amount": "10.00", "every": ")" +
                       std::string{one.every} + "\"");
        customer_in(name, "Europe/Berlin");
        subscribe(name, name, one.start);
    }
    // Now and then; the last time on the last turn.
    for (const char* day : {"2027-08-31", "2027-09-29", "2027-11-30", "2028-02-28", "2028-02-29",
                            "2028-03-01", "2028-05-31"}) {
        EXPECT_TRUE(bill(day).parked.empty()) << day;
    }
    for (std::size_t i = 0; i < cases.size(); ++i) {
        EXPECT_EQ(turns_of("C" + std::to_string(i)), cases[i].turns) << cases[i].start;
    }
    expect_books_in_order();
}

TEST_P(ClockChanges, AYearThatBeganOnALeapDayTurnsOverOnTheLastOfFebruary) {
    go_to("2028-02-29");
    plan("YEAR", R"("model": "recurring", "amount": "10.00", "every": "year")");
    customer_in("1", "Europe/Berlin");
    subscribe("1", "YEAR", "2028-02-29");
    for (const char* day : {"2028-02-29", "2029-02-27", "2029-02-28", "2030-03-01", "2031-03-01",
                            "2032-02-28", "2032-02-29", "2033-02-28"}) {
        bill(day);
    }
    const std::vector<std::string> turns{"2028-02-29", "2029-02-28", "2030-02-28",
                                         "2031-02-28", "2032-02-29", "2033-02-28"};
    EXPECT_EQ(turns_of("1"), turns);
    expect_books_in_order();
}

}  // namespace

ON_EITHER_ENGINE(ClockChanges);
