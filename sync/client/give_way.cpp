#include "sync/client/give_way.hpp"

#include <sys/resource.h>

namespace syncing::client {

namespace {

// A ninth of the share of a thread that sells; not the least there is, so that a busy machine
// sends.
constexpr int kBehindSelling = 10;

}  // namespace

void give_way() {
    // One that already stands further behind may not come forward; it stays there.
    (void)setpriority(PRIO_PROCESS, 0, kBehindSelling);
}

}  // namespace syncing::client
