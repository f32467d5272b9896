// Goal: what a line does not let through is sent in smaller portions, and in large ones again when
// it does. Method: the size alone.
#include "sync/client/office_client.hpp"

#include <gtest/gtest.h>

using syncing::client::PortionSize;

TEST(PortionSize, halves_what_did_not_arrive_and_doubles_what_did) {
    PortionSize size;
    EXPECT_EQ(size.bytes(), PortionSize::kMost);
    size.failed();
    EXPECT_EQ(size.bytes(), PortionSize::kMost / 2);
    for (int i = 0; i < 100; ++i) size.failed();
    EXPECT_EQ(size.bytes(), PortionSize::kLeast);
    size.arrived();
    EXPECT_EQ(size.bytes(), 2 * PortionSize::kLeast);
    for (int i = 0; i < 100; ++i) size.arrived();
    EXPECT_EQ(size.bytes(), PortionSize::kMost);
}
