// Goal: figures of whoever means harm are summed up to the end of what 64 bits hold. Method: both
// ends, and the sums beside them.
#include "pos/base/saturate.hpp"

#include <gtest/gtest.h>

using pos::add_saturating;
using pos::subtract_saturating;

namespace {
constexpr auto kMost = std::numeric_limits<std::int64_t>::max();
constexpr auto kLeast = std::numeric_limits<std::int64_t>::min();
}  // namespace

TEST(Saturate, stays_at_the_end_that_it_passed) {
    EXPECT_EQ(add_saturating(kMost, 1), kMost);
    EXPECT_EQ(add_saturating(kLeast, -1), kLeast);
    EXPECT_EQ(add_saturating(kMost, kLeast), -1);
    EXPECT_EQ(subtract_saturating(0, kLeast), kMost);
    EXPECT_EQ(subtract_saturating(-2, kMost), kLeast);
    EXPECT_EQ(subtract_saturating(kLeast, kLeast), 0);
    EXPECT_EQ(subtract_saturating(-1, kMost), kLeast);
}
