// Goal: a reading gets into its place once, and figures are told from what a face cannot show.
// Method: each way in and each refusal; faces at their limits.
#include "pos/billing/meter/counter.hpp"

#include <gtest/gtest.h>

#include "tests/unit/pos/billing/meter/meter_words.hpp"

using namespace pos;
using namespace pos::billing::meter;
using namespace meter_words;

TEST(Face, holds_its_digits_and_decimals) {
    const Counter five{.digits = 5, .decimals = 1};
    EXPECT_TRUE(on_face(five, figure("0")));
    EXPECT_TRUE(on_face(five, figure("99999.9")));
    EXPECT_FALSE(on_face(five, figure("100000")));
    EXPECT_FALSE(on_face(five, figure("1.25")));
    EXPECT_FALSE(on_face(five, figure("-1")));
    EXPECT_EQ(to_string(full_turn(five)), "100000");
}

TEST(Face, limits) {
    EXPECT_TRUE(in_range(Counter{}));
    EXPECT_TRUE(in_range(Counter{.digits = 12, .decimals = 6, .multiplier = kMultiplierMax}));
    EXPECT_FALSE(in_range(Counter{.digits = 0}));
    EXPECT_FALSE(in_range(Counter{.digits = 13}));
    EXPECT_FALSE(in_range(Counter{.decimals = 7}));
    EXPECT_FALSE(in_range(Counter{.multiplier = {}}));
    EXPECT_FALSE(in_range(Counter{.multiplier = exactly(1'000'001)}));
}

TEST(Advance, lower_figures_are_a_rollover_up_to_a_share_of_a_full_turn) {
    const Counter five{.digits = 5};
    const Exact quarter{kExactScale / 4};
    EXPECT_EQ(advance(five, figure("10"), figure("15"), quarter), (Advance{figure("5"), false}));
    EXPECT_EQ(advance(five, figure("99999"), figure("0"), quarter), (Advance{figure("1"), true}));
    EXPECT_EQ(advance(five, figure("75001"), figure("1"), quarter),
              (Advance{figure("25000"), true}));
    EXPECT_EQ(advance(five, figure("75000"), figure("1"), quarter), std::nullopt);
    EXPECT_EQ(advance(five, figure("99999"), figure("0"), {}), std::nullopt);
}

TEST(Enter, puts_readings_in_their_order) {
    Installed at = counter(5, {read("2026-01-01", "1"), read("2026-03-01", "3")});
    EXPECT_TRUE(enter(at, read("2026-02-01", "2")));
    EXPECT_TRUE(enter(at, read("2026-04-01", "4")));
    EXPECT_EQ(at.readings,
              (std::vector<Reading>{read("2026-01-01", "1"), read("2026-02-01", "2"),
                                    read("2026-03-01", "3"), read("2026-04-01", "4")}));
}

TEST(Enter, an_estimate_gives_way_and_never_takes_a_place) {
    Installed at =
        counter(5, {read("2026-01-01", "1"), read("2026-02-01", "2", Source::estimated)});
    EXPECT_TRUE(enter(at, read("2026-02-01", "7", Source::customer)));
    EXPECT_EQ(at.readings[1], read("2026-02-01", "7", Source::customer));
    EXPECT_TRUE(enter(at, read("2026-02-01", "9", Source::estimated)));
    EXPECT_EQ(at.readings[1], read("2026-02-01", "7", Source::customer));
    EXPECT_TRUE(enter(at, read("2026-02-01", "7")));
    EXPECT_EQ(at.readings[1], read("2026-02-01", "7"));
    EXPECT_TRUE(enter(at, read("2026-02-01", "7", Source::customer)));
    EXPECT_EQ(at.readings[1], read("2026-02-01", "7"));
    EXPECT_EQ(at.readings.size(), 2U);
}

TEST(Enter, refuses) {
    Installed at = counter(5, {read("2026-01-01", "1"), read("2026-02-01", "2")}, true);
    EXPECT_EQ(enter(at, read("2026-01-15", "100000")).error(), EnterError::off_the_face);
    EXPECT_EQ(enter(at, read("2026-02-01", "3")).error(), EnterError::contradicts);
    EXPECT_EQ(enter(at, read("2026-02-02", "3")).error(), EnterError::after_removal);
    EXPECT_EQ(at.readings.size(), 2U);
}
