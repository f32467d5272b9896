// Goal: what a gauge showed is told over half-open stretches.
// Method: hand-made samples at the bounds.
#include "pos/billing/meter/gauge.hpp"

#include <gtest/gtest.h>

using namespace pos;
using namespace pos::billing::meter;

namespace {

const std::vector<Sample> kSamples{
    {{10}, exactly(5)}, {{20}, exactly(9)}, {{30}, exactly(9)}, {{40}, exactly(-2)}};

}  // namespace

TEST(Gauge, highest_in_a_stretch_and_when_it_was_first_reached) {
    EXPECT_EQ(highest(kSamples, {0}, {100}), (Sample{{20}, exactly(9)}));
    EXPECT_EQ(highest(kSamples, {21}, {100}), (Sample{{30}, exactly(9)}));
    EXPECT_EQ(highest(kSamples, {10}, {20}), (Sample{{10}, exactly(5)}));
    EXPECT_EQ(highest(kSamples, {40}, {41}), (Sample{{40}, exactly(-2)}));
    EXPECT_EQ(highest(kSamples, {41}, {99}), std::nullopt);
}

TEST(Gauge, latest) {
    EXPECT_EQ(latest(kSamples, {9}), std::nullopt);
    EXPECT_EQ(latest(kSamples, {10}), (Sample{{10}, exactly(5)}));
    EXPECT_EQ(latest(kSamples, {39}), (Sample{{30}, exactly(9)}));
    EXPECT_EQ(latest(kSamples, {1'000}), (Sample{{40}, exactly(-2)}));
}

TEST(Gauge, mean_over_time) {
    EXPECT_EQ(mean_over_time(kSamples, {0}, {20}), std::nullopt);
    EXPECT_EQ(mean_over_time(kSamples, {10}, {30}), exactly(7));
    EXPECT_EQ(mean_over_time(kSamples, {15}, {50}), share_of(exactly(185), 1, 35));
    EXPECT_EQ(mean_over_time(kSamples, {50}, {60}), exactly(-2));
    const std::vector<Sample> fine{{{0}, {1}}};
    EXPECT_EQ(mean_over_time(fine, {0}, {3}), Exact{1});
}
