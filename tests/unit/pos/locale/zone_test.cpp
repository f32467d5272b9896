// Goal: prove that a zone's clock agrees with the published rules, in the hours that clocks skip
// and repeat above all. Method: hand-worked cases from the zones' public history; then seeded
// instants that must be found again among the instants of their own local time.
#include "pos/locale/zone.hpp"

#include <gtest/gtest.h>
#include <algorithm>
#include <random>

#include "pos/locale/currency_signs.hpp"

using pos::Date;
using pos::Instant;
using pos::LocalTime;
using pos::make_date;
using pos::locale::currency_used_in;
using pos::locale::Zone;
using pos::locale::ZoneError;
using pos::locale::zones_everywhere;
using pos::locale::zones_of;

namespace {

Zone zone(std::string_view name) {
    auto opened = Zone::open(name);
    EXPECT_TRUE(opened.has_value()) << name;
    return std::move(*opened);
}

Instant utc(int year, unsigned month, unsigned day, int hour, int minute = 0) {
    return {(make_date(year, month, day).days * std::int64_t{86'400} + hour * 3600 + minute * 60) *
            1000};
}

std::string show(const LocalTime& time) {
    return to_string(time.date) + " " + std::to_string(time.hour()) + ":" +
           std::to_string(time.minute()) + " " + std::to_string(time.utc_offset_s / 60);
}

}  // namespace

TEST(Zone, shows_winter_and_summer_time) {
    const Zone london = zone("Europe/London");
    EXPECT_EQ(show(london.local(utc(2026, 1, 15, 12))), "2026-01-15 12:0 0");
    EXPECT_EQ(show(london.local(utc(2026, 7, 15, 12))), "2026-07-15 13:0 60");
    EXPECT_EQ(show(london.local(utc(1970, 1, 1, 0))), "1970-01-01 1:0 60");  // all year then
    EXPECT_EQ(show(zone("Asia/Kolkata").local(utc(2026, 7, 15, 20))), "2026-07-16 1:30 330");
    EXPECT_EQ(show(zone("America/New_York").local(utc(2026, 7, 15, 2))), "2026-07-14 22:0 -240");
    EXPECT_EQ(show(zone("UTC").local(utc(2026, 7, 15, 2))), "2026-07-15 2:0 0");
    EXPECT_EQ(show(london.local({-1})), "1970-01-01 0:59 60");  // a millisecond before 1970
}

TEST(Zone, the_hour_skipped_in_spring_has_no_instant) {
    const Zone berlin = zone("Europe/Berlin");
    const Date day = make_date(2026, 3, 29);
    EXPECT_TRUE(berlin.instants(day, 2 * 3600).empty());
    EXPECT_TRUE(berlin.instants(day, 3 * 3600 - 1).empty());
    EXPECT_EQ(berlin.instants(day, 2 * 3600 - 1),
              std::vector{Instant{utc(2026, 3, 29, 1).unix_ms - 1000}});
    EXPECT_EQ(berlin.instants(day, 3 * 3600), std::vector{utc(2026, 3, 29, 1)});
}

TEST(Zone, the_hour_repeated_in_autumn_has_two_the_earlier_first) {
    const Zone berlin = zone("Europe/Berlin");
    const Date day = make_date(2026, 10, 25);
    EXPECT_EQ(berlin.instants(day, 2 * 3600 + 1800),
              (std::vector{utc(2026, 10, 25, 0, 30), utc(2026, 10, 25, 1, 30)}));
    EXPECT_EQ(berlin.instants(day, 3 * 3600), std::vector{utc(2026, 10, 25, 2)});
    EXPECT_EQ(berlin.instants(day, 2 * 3600 - 1).size(), 1U);
}

TEST(Zone, a_day_starts_at_its_first_instant) {
    const Zone berlin = zone("Europe/Berlin");
    const auto hours = [](const Zone& place, Date day) {
        const Instant next = place.start_of_day({day.days + 1});
        return (next.unix_ms - place.start_of_day(day).unix_ms) / 3'600'000;
    };
    EXPECT_EQ(berlin.start_of_day(make_date(2026, 11, 22)), utc(2026, 11, 21, 23));
    EXPECT_EQ(hours(berlin, make_date(2026, 3, 29)), 23);
    EXPECT_EQ(hours(berlin, make_date(2026, 10, 25)), 25);
    EXPECT_EQ(hours(berlin, make_date(2026, 6, 1)), 24);
    // Brazil's clocks jumped from midnight to one.
    EXPECT_EQ(zone("America/Sao_Paulo").start_of_day(make_date(2018, 11, 4)), utc(2018, 11, 4, 3));
    // Samoa skipped a whole day.
    EXPECT_EQ(hours(zone("Pacific/Apia"), make_date(2011, 12, 30)), 0);
    EXPECT_TRUE(zone("Pacific/Apia").instants(make_date(2011, 12, 30), 12 * 3600).empty());
}

TEST(Zone, refuses_what_is_no_place) {
    for (const char* const name : {"", "Europe/Atlantis", "europe/london", "BST", "IST", "GMT+3",
                                   "SystemV/AST4", "Europe/", "../etc/passwd", "Etc/Unknown"}) {
        EXPECT_EQ(Zone::open(name).error(), ZoneError::unknown_zone) << name;
    }
    EXPECT_EQ(Zone::open(std::string(10'000, 'A') + "/B").error(), ZoneError::unknown_zone);
}

TEST(Zone, a_countrys_clocks_are_each_named_once) {
    const Instant now = utc(2026, 11, 28, 12);
    const auto has = [](const std::vector<std::string>& all, const char* one) {
        return std::ranges::find(all, one) != all.end();
    };
    const auto american = zones_of("US", "America/Los_Angeles", now);
    ASSERT_FALSE(american.empty());
    EXPECT_EQ(american.front(), "America/Los_Angeles");
    for (const char* one : {"America/New_York", "America/Chicago", "America/Denver",
                            "America/Phoenix", "America/Juneau", "Pacific/Honolulu"})
        EXPECT_TRUE(has(american, one)) << one;
    EXPECT_LE(american.size(), 10U) << "Detroit has New York's clock";
    EXPECT_EQ(zones_of("US", "America/Detroit", now).front(), "America/Detroit");
    EXPECT_FALSE(has(zones_of("US", "America/Detroit", now), "America/New_York"));
    EXPECT_EQ(zones_of("DE", "Europe/Berlin", now), std::vector<std::string>{"Europe/Berlin"});
    EXPECT_TRUE(has(zones_of("ES", "Europe/Madrid", now), "Atlantic/Canary"));
    EXPECT_TRUE(has(zones_of("PT", "Europe/Lisbon", now), "Atlantic/Azores"));
    EXPECT_TRUE(has(zones_of("AU", "Australia/Sydney", now), "Australia/Perth"));
    EXPECT_FALSE(has(zones_of("ES", "Europe/Berlin", now), "Europe/Berlin"))
        << "what leads is of the country or nothing";
    EXPECT_TRUE(zones_of("", "UTC", now).empty());
    const auto all = zones_everywhere("America/Santiago");
    EXPECT_EQ(all.front(), "America/Santiago");
    EXPECT_EQ(std::ranges::count(all, "America/Santiago"), 1);
    EXPECT_GT(all.size(), 300U);
    EXPECT_EQ(zones_everywhere("Nowhere/Atlantis").size(), all.size());
}

TEST(Zone, a_country_is_paid_with_its_currency) {
    EXPECT_EQ(currency_used_in("CL"), "CLP");
    EXPECT_EQ(currency_used_in("DE"), "EUR");
    EXPECT_EQ(currency_used_in("TH"), "THB");
    EXPECT_EQ(currency_used_in(""), "");
    EXPECT_EQ(currency_used_in("ZZ"), "");
}

TEST(Zone, every_instant_is_found_again_from_its_local_time) {
    std::mt19937_64 random{20261122};
    for (const char* const name : {"Europe/London", "America/Sao_Paulo", "Pacific/Apia",
                                   "Australia/Lord_Howe", "Africa/Casablanca", "Asia/Kathmandu"}) {
        SCOPED_TRACE(name);
        const Zone place = zone(name);
        std::uniform_int_distribution<std::int64_t> seconds{-3'000'000'000, 9'000'000'000};
        for (int round = 0; round < 3000; ++round) {
            const Instant at{seconds(random) * 1000};
            const LocalTime local = place.local(at);
            const auto found = place.instants(local.date, local.second_of_day);
            ASSERT_TRUE(found.size() == 1 || found.size() == 2) << at.unix_ms;
            ASSERT_TRUE(found.front() == at || found.back() == at) << at.unix_ms;
            ASSERT_TRUE(std::ranges::is_sorted(found));
            ASSERT_LE(place.start_of_day(local.date), at);
            const Date next{local.date.days + 1};
            ASSERT_LE(place.start_of_day(local.date), place.start_of_day(next));
        }
    }
}
