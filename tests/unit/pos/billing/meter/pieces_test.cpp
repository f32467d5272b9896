// Goal: what was used between readings is told day by day, adds up, and stays the same whatever it
// is worked out from. Method: small registers by hand, and seeded ones.
#include "pos/billing/meter/pieces.hpp"

#include <gtest/gtest.h>

#include <random>

namespace {

namespace meter = pos::billing::meter;

const pos::locale::Zone kBerlin = *pos::locale::Zone::open("Europe/Berlin");
constexpr meter::Policy kPolicy{.estimates = meter::Estimates::drop,
                                .beyond = meter::Beyond::recent};

pos::Instant day(const char* text) {
    return kBerlin.start_of_day(*pos::parse_date(text));
}
meter::Reading read_at(pos::Instant at, std::int64_t figure,
                       meter::Source source = meter::Source::actual) {
    return {at, pos::exactly(figure), source};
}
meter::Register one(std::vector<meter::Reading> readings) {
    return {{{.serial = "4711"}, std::move(readings), false}};
}
std::int64_t sum(const std::vector<meter::Piece>& pieces) {
    std::int64_t all = 0;
    for (const auto& piece : pieces) all += piece.quantity.millionths;
    return all;
}

TEST(Pieces, ADayHasItsShare) {
    const auto counters = one({read_at(day("2026-11-01"), 100), read_at(day("2026-11-05"), 140)});
    const auto pieces = meter::pieces(counters, day("2026-11-01"), {}, kBerlin, kPolicy);
    ASSERT_TRUE(pieces);
    ASSERT_EQ(pieces->size(), 4U);
    EXPECT_EQ(pieces->front(), (meter::Piece{day("2026-11-01"), pos::pieces(10)}));
    EXPECT_EQ(pieces->back(), (meter::Piece{day("2026-11-04"), pos::pieces(10)}));
}

TEST(Pieces, ADayOf25HoursHasMoreOfIt) {
    const auto counters = one({read_at(day("2026-10-24"), 0), read_at(day("2026-10-26"), 49)});
    const auto pieces = meter::pieces(counters, day("2026-10-24"), {}, kBerlin, kPolicy);
    ASSERT_TRUE(pieces);
    ASSERT_EQ(pieces->size(), 2U);
    EXPECT_EQ(pieces->front().quantity, pos::pieces(24));
    EXPECT_EQ(pieces->back().quantity, pos::pieces(25));
}

TEST(Pieces, AnEstimateCountsUntilSomebodyLooks) {
    auto counters = one({read_at(day("2026-11-01"), 100),
                         read_at(day("2026-11-11"), 300, meter::Source::estimated)});
    EXPECT_EQ(sum(*meter::pieces(counters, day("2026-11-01"), {}, kBerlin, kPolicy)), 200'000'000);
    counters[0].readings.push_back(read_at(day("2026-11-21"), 200));
    EXPECT_EQ(meter::firm_before(counters, day("2026-11-21")), day("2026-11-01"));
    const auto pieces = meter::pieces(counters, day("2026-11-01"), {}, kBerlin, kPolicy);
    ASSERT_TRUE(pieces);
    ASSERT_EQ(pieces->size(), 20U);
    EXPECT_EQ(pieces->front().quantity, pos::pieces(5));
}

TEST(Pieces, ReadingsAreToldOfEachCounter) {
    auto counters = one({read_at(day("2026-11-01"), 999'990), read_at(day("2026-11-16"), 40)});
    counters[0].removed = true;
    counters.push_back({{.serial = "4712"}, {read_at(day("2026-11-16"), 7)}, false});
    counters[1].readings.push_back(read_at(day("2026-12-06"), 27));
    EXPECT_EQ(
        meter::readings_text(counters, day("2026-11-01"), day("2026-12-01"), kBerlin, kPolicy),
        "4711: 999990 (2026-11-01) – 40 (2026-11-16); 4712: 7 (2026-11-16) – ~22 "
        "(2026-12-01)");
    EXPECT_EQ(
        meter::readings_text(counters, day("2026-12-06"), day("2026-12-07"), kBerlin, kPolicy), "");
}

TEST(Pieces, WhatGoesBackwardsIsAProblem) {
    const auto counters =
        one({read_at(day("2026-11-01"), 500'000), read_at(day("2026-11-05"), 400'000)});
    EXPECT_FALSE(meter::pieces(counters, day("2026-11-01"), {}, kBerlin, kPolicy));
    EXPECT_FALSE(meter::pieces({}, day("2026-11-01"), {}, kBerlin, kPolicy));
}

TEST(Pieces, AreTheSameWhateverTheyAreWorkedOutFrom) {
    std::mt19937_64 dice{4'711};
    for (int round = 0; round < 50; ++round) {
        std::vector<meter::Reading> readings{read_at({day("2026-10-01").unix_ms}, 0)};
        std::int64_t figure = 0;
        std::int64_t at = readings[0].at.unix_ms;
        for (int i = 0; i < 8; ++i) {
            at += static_cast<std::int64_t>(dice() % 900'000'000) + 1;
            figure += static_cast<std::int64_t>(dice() % 300);
            readings.push_back(read_at({at}, figure));
        }
        const auto counters = one(readings);
        const std::vector<pos::Instant> cuts{{at - 123'456'789}};
        const auto all = meter::pieces(counters, readings[0].at, cuts, kBerlin, kPolicy);
        ASSERT_TRUE(all);
        EXPECT_EQ(sum(*all), figure * 1'000'000);
        const pos::Instant since = readings[1 + dice() % 6].at;
        const auto some = meter::pieces(counters, since, cuts, kBerlin, kPolicy);
        ASSERT_TRUE(some);
        std::vector<meter::Piece> behind;
        for (const auto& piece : *all) {
            if (piece.at >= since) behind.push_back(piece);
        }
        EXPECT_EQ(*some, behind) << "round " << round;
    }
}

}  // namespace
