// Goal: a bill run bills each day of a subscription once, under every mode, and partial periods get
// the share that their policy says, over clock changes too.
// Method: hand-worked terms; seeded terms whose runs must follow one another without gap.
#include "pos/billing/cycle/periods.hpp"

#include <gtest/gtest.h>

#include <random>

#include "pos/money/decimal.hpp"

using namespace pos;
using namespace pos::billing::cycle;

namespace {

Date day(const std::string& text) {
    const auto date = parse_date(text);
    EXPECT_TRUE(date.has_value()) << text;
    return date.value_or(Date{});
}

Term monthly(const char* start, unsigned anchor, Mode mode = Mode::in_advance) {
    return {.schedule = {{Unit::month, 1}, anchor, day(start)}, .mode = mode};
}

/// "01-15..01-31 0.5 | …"
std::string told(const std::vector<Period>& periods) {
    std::string text;
    for (const Period& period : periods) {
        text += (text.empty() ? "" : " | ") + to_string(period.dates.from).substr(5) + ".." +
                to_string(period.dates.to).substr(5) + " " + to_string(period.share);
    }
    return text;
}

std::string until(const Term& term, const char* up_to) {
    const auto date = billed_until(term, day(up_to));
    return date ? to_string(*date) : "nothing";
}

Instant at(const locale::Zone& zone, const char* date, int hour) {
    const auto instants = zone.instants(day(date), hour * 3600);
    EXPECT_FALSE(instants.empty());
    return instants.empty() ? Instant{} : instants.front();
}

}  // namespace

TEST(BilledUntil, by_mode) {
    const Term advance = monthly("2024-01-15", 31);
    EXPECT_EQ(until(advance, "2024-01-14"), "nothing");
    EXPECT_EQ(until(advance, "2024-01-15"), "2024-01-31");
    EXPECT_EQ(until(advance, "2024-01-31"), "2024-02-29");
    const Term arrears = monthly("2024-01-15", 31, Mode::in_arrears);
    EXPECT_EQ(until(arrears, "2024-01-30"), "nothing");
    EXPECT_EQ(until(arrears, "2024-01-31"), "2024-01-31");
    EXPECT_EQ(until(arrears, "2024-02-28"), "2024-01-31");
    const Term greedy = monthly("2024-01-15", 31, Mode::in_arrears_greedy);
    EXPECT_EQ(until(greedy, "2024-01-16"), "2024-01-31");
    EXPECT_EQ(until(greedy, "2024-01-31"), "2024-01-31");
    EXPECT_EQ(until(greedy, "2024-02-01"), "2024-02-29");
}

TEST(BilledUntil, stops_at_the_end_of_the_term) {
    Term term = monthly("2024-01-15", 31);
    term.end = day("2024-02-10");
    EXPECT_EQ(until(term, "2024-03-15"), "2024-02-10");
    term.mode = Mode::in_arrears;
    EXPECT_EQ(until(term, "2024-02-09"), "2024-01-31");
    EXPECT_EQ(until(term, "2024-02-10"), "2024-02-10");
}

TEST(Periods, leading_whole_and_trailing) {
    Term term = monthly("2024-01-15", 1);
    term.end = day("2024-03-11");
    EXPECT_EQ(told(periods(term, day("2024-03-01"), {})),
              "01-15..02-01 0.548387097 | 02-01..03-01 1 | 03-01..03-11 0.322580645");
}

TEST(Periods, policies_of_a_partial_period) {
    Term term = monthly("2024-02-15", 31);
    Proration proration;
    EXPECT_EQ(told(periods(term, term.schedule.start, proration)), "02-15..02-29 0.451612903");
    proration.part_of = PartOf::anchored;
    EXPECT_EQ(told(periods(term, term.schedule.start, proration)), "02-15..02-29 0.482758621");
    proration.by = CountBy::fixed_days;
    EXPECT_EQ(told(periods(term, term.schedule.start, proration)), "02-15..02-29 0.482758621");
    proration.leading = Partial::billed_whole;
    EXPECT_EQ(told(periods(term, term.schedule.start, proration)), "02-15..02-29 1");
    proration.leading = Partial::free;
    EXPECT_EQ(told(periods(term, term.schedule.start, proration)), "02-15..02-29 0");
}

TEST(DaysBetween, fixed_months_have_no_31st) {
    Proration proration{.by = CountBy::fixed_days};
    EXPECT_EQ(days_between(day("2024-01-31"), day("2024-03-31"), proration), 60);
    EXPECT_EQ(days_between(day("2024-01-01"), day("2024-02-01"), proration), 30);
    EXPECT_EQ(days_between(day("2024-01-05"), day("2024-01-31"), proration), 26);
    proration.days_in_month = 28;
    EXPECT_EQ(days_between(day("2024-01-30"), day("2024-02-29"), proration), 28);
}

TEST(Periods, a_term_that_ends_before_its_first_boundary_has_one_part) {
    Term term = monthly("2024-01-15", 1);
    term.end = day("2024-01-20");
    EXPECT_EQ(told(periods(term, day("2024-05-01"), {})), "01-15..01-20 0.161290323");
}

TEST(Periods, seeded_runs_follow_one_another) {
    for (unsigned seed = 0; seed < 300; ++seed) {
        SCOPED_TRACE(seed);
        std::mt19937_64 random{seed};
        Term term{
            .schedule = {{static_cast<Unit>(random() % 4), 1 + static_cast<int>(random() % 4)},
                         1 + static_cast<unsigned>(random() % 31),
                         {static_cast<std::int32_t>(10'000 + random() % 5'000)}},
            .mode = static_cast<Mode>(random() % 3)};
        if (random() % 2 == 0) {
            term.end = Date{term.schedule.start.days + static_cast<std::int32_t>(random() % 800)};
        }
        std::optional<Date> before;
        for (int run = 0; run < 8; ++run) {
            const Date up_to{term.schedule.start.days + run * static_cast<int>(random() % 120)};
            const auto now = billed_until(term, up_to);
            Date here = term.schedule.start;
            for (const Period& period : periods(term, up_to, {})) {
                EXPECT_EQ(period.dates.from, here);
                EXPECT_LT(period.dates.from, period.dates.to);
                EXPECT_GT(period.share, Exact{});
                EXPECT_TRUE(period.kind == PeriodKind::whole || period.share < exactly(1));
                here = period.dates.to;
            }
            if (now) {
                EXPECT_EQ(here, std::max(*now, term.schedule.start));
                EXPECT_GT(next_boundary(term, now),
                          *now < term.schedule.first_boundary() ? Date{*now} : *now);
            }
            before = now;
        }
    }
}

TEST(PeriodsBySeconds, count_the_hour_that_a_clock_change_takes) {
    const auto zone = *locale::Zone::open("Europe/Berlin");
    Proration proration{.by = CountBy::seconds};
    // March 2024 has 31 days and 743 hours there; from noon of the 30th on 35 of them are left.
    Term term = monthly("2024-03-30", 1);
    const auto found = periods_by_seconds(term, day("2024-03-30"), proration, zone,
                                          at(zone, "2024-03-30", 12), std::nullopt);
    ASSERT_EQ(found.size(), 1U);
    EXPECT_EQ(found[0].share, share(35, 743, proration));
}

TEST(PeriodsBySeconds, a_start_or_an_end_inside_a_boundary_day_is_no_whole_period) {
    const auto zone = *locale::Zone::open("UTC");
    const Proration proration{.by = CountBy::seconds};
    Term term = monthly("2024-01-01", 1);
    term.end = day("2024-02-01");
    const auto found = periods_by_seconds(term, day("2024-02-02"), proration, zone,
                                          at(zone, "2024-01-01", 12), at(zone, "2024-02-01", 6));
    ASSERT_EQ(found.size(), 2U);
    EXPECT_EQ(found[0].share, share(61, 62, proration));
    EXPECT_EQ(found[1].share, share(1, 116, proration));
}

TEST(Unused, is_a_share_of_what_was_billed) {
    EXPECT_EQ(
        to_string(unused(exactly(30), day("2024-04-01"), day("2024-05-01"), day("2024-04-11"), {})),
        "20.00000001");
    EXPECT_EQ(
        to_string(unused(exactly(30), day("2024-04-01"), day("2024-05-01"), day("2024-05-01"), {})),
        "0");
    EXPECT_EQ(
        to_string(unused(exactly(30), day("2024-04-01"), day("2024-05-01"), day("2024-04-01"), {})),
        "30");
}
