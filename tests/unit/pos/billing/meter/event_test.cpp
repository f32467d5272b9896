// Goal: events are counted over half-open stretches, each once, however often it is told.
// Method: hand-made events at the bounds; repeated and contradicting ones.
#include "pos/billing/meter/event.hpp"

#include <gtest/gtest.h>

#include <vector>

using namespace pos;
using namespace pos::billing::meter;

TEST(Events, are_counted_once_in_their_stretch) {
    const std::vector<Event> events{{"a", "1", {10}, exactly(2)},
                                    {"b", "1", {10}, exactly(3)},
                                    {"a", "1", {10}, exactly(2)},
                                    {"a", "2", {20}, exactly(7)}};
    EXPECT_EQ(counted(events, {10}, {20}), (Counted{2, 1, exactly(5)}));
    EXPECT_EQ(counted(events, {20}, {21}), (Counted{1, 0, exactly(7)}));
    EXPECT_EQ(counted({}, {0}, {1}), Counted{});
}

TEST(Events, one_id_with_two_contents_is_refused) {
    const std::vector<Event> events{{"a", "1", {10}, exactly(2)}, {"a", "1", {10}, exactly(3)}};
    EXPECT_EQ(counted(events, {0}, {1}).error(), (Contradiction{0, 1}));
}
