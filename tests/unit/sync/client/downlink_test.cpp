// Goal: whoever waits for changes asks again at once after one, keeps a pause where there was none,
// and later and later where it failed; and ends while it waits. Method: a made-up way to the office
// that says when it is asked.
#include "sync/client/downlink.hpp"

#include <gtest/gtest.h>

#include <semaphore>

namespace {

using syncing::client::Downlink;
using syncing::client::Outcome;
using syncing::client::Trouble;

TEST(Downlink, AsksAgainAtOnceAfterAChange) {
    std::counting_semaphore<> asked{0};
    Downlink downlink{{.follow = [&]() -> Outcome<bool> {
                           asked.release();
                           return true;
                       },
                       .stop = {},
                       .pause_min = std::chrono::hours{1}}};
    for (int i = 0; i < 5; ++i) asked.acquire();
}

TEST(Downlink, KeepsAPauseWhereNothingWasNewAndEndsWithinIt) {
    std::counting_semaphore<> asked{0};
    std::atomic<int> count{0};
    {
        Downlink downlink{{.follow = [&]() -> Outcome<bool> {
                               ++count;
                               asked.release();
                               return false;
                           },
                           .stop = {},
                           .pause_min = std::chrono::hours{1}}};
        asked.acquire();
    }
    EXPECT_EQ(count, 1);
}

TEST(Downlink, KeepsAPauseAfterAFailureAndEndsWithinIt) {
    std::counting_semaphore<> asked{0};
    std::atomic<int> count{0};
    {
        Downlink downlink{{.follow = [&]() -> Outcome<bool> {
                               ++count;
                               asked.release();
                               return syncing::client::trouble(Trouble::Kind::unreachable, "No.");
                           },
                           .stop = {},
                           .pause_min = std::chrono::milliseconds{0}}};
        asked.acquire();
    }
    EXPECT_EQ(count, 1);
}

TEST(Downlink, LetsWhatRunsEnd) {
    std::binary_semaphore asked{0};
    std::binary_semaphore told{0};
    {
        Downlink downlink{{.follow = [&]() -> Outcome<bool> {
                               asked.release();
                               told.acquire();
                               return false;
                           },
                           .stop = [&] { told.release(); }}};
        asked.acquire();
    }
}

}  // namespace
