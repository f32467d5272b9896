// Goal: work on a thread of its own holds nothing up, is carried out once by whoever asks for it,
// and is waited for at the end. Method: work that waits until the test lets it go on.
#include "app/till/side_work.hpp"

#include <gtest/gtest.h>

#include <future>

namespace {

using till::SideWork;

TEST(SideWork, is_done_beside_and_carried_out_where_it_is_asked_for) {
    std::promise<void> go_on;
    std::promise<void> woken;
    std::thread::id worked_on;
    std::thread::id carried_out_on;
    SideWork work{[&] { woken.set_value(); }};
    EXPECT_FALSE(work.busy());
    EXPECT_FALSE(work.take_in());
    work.start([&]() -> SideWork::Then {
        go_on.get_future().wait();
        worked_on = std::this_thread::get_id();
        return [&] { carried_out_on = std::this_thread::get_id(); };
    });
    EXPECT_TRUE(work.busy());
    EXPECT_FALSE(work.take_in()) << "it has not even begun";
    go_on.set_value();
    woken.get_future().wait();
    EXPECT_TRUE(work.busy()) << "until it is carried out";
    EXPECT_EQ(carried_out_on, std::thread::id{});
    EXPECT_TRUE(work.take_in());
    EXPECT_EQ(carried_out_on, std::this_thread::get_id());
    EXPECT_NE(worked_on, std::this_thread::get_id());
    EXPECT_FALSE(work.busy());
    EXPECT_FALSE(work.take_in()) << "once";
}

TEST(SideWork, may_be_followed_by_the_next_at_once) {
    std::promise<void> woken[2];
    std::size_t at = 0;
    int done = 0;
    SideWork work{[&] { woken[at++].set_value(); }};
    work.start([&]() -> SideWork::Then {
        return [&] {
            ++done;
            work.start([&]() -> SideWork::Then { return [&] { ++done; }; });
        };
    });
    for (auto& each : woken) {
        each.get_future().wait();
        EXPECT_TRUE(work.take_in());
    }
    EXPECT_EQ(done, 2);
    EXPECT_FALSE(work.busy());
}

TEST(SideWork, is_waited_for_at_the_end) {
    std::promise<void> begun;
    bool worked = false;
    {
        SideWork work{[] {}};
        work.start([&]() -> SideWork::Then {
            begun.set_value();
            worked = true;
            return [] { FAIL() << "nobody asks for it"; };
        });
        begun.get_future().wait();
    }
    EXPECT_TRUE(worked);
}

}  // namespace
