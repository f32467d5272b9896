#include "sync/client/give_way.hpp"

#include <gtest/gtest.h>
#include <sys/resource.h>

#include <thread>

namespace {

TEST(GiveWay, PutsThatThreadBehindTheOthersAndNoOther) {
    const int before = getpriority(PRIO_PROCESS, 0);
    int behind = before;
    std::thread{[&] {
        syncing::client::give_way();
        behind = getpriority(PRIO_PROCESS, 0);
    }}.join();

    EXPECT_EQ(behind, before > 10 ? before : 10);
    EXPECT_EQ(getpriority(PRIO_PROCESS, 0), before);
}

}  // namespace
