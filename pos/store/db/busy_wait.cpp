#include "pos/store/db/busy_wait.hpp"

#include <algorithm>
#include <thread>

namespace pos::store::db {

namespace {

constexpr std::chrono::microseconds kShortest{50};
constexpr std::chrono::microseconds kLongest{5'000};

}  // namespace

void BusyWait::attend(sqlite3* db, int timeout_ms) {
    timeout_ = std::chrono::milliseconds{timeout_ms};
    sqlite3_busy_handler(db, wait, this);
}

int BusyWait::wait(void* self, int tries) {
    auto& busy = *static_cast<BusyWait*>(self);
    if (tries == 0) busy.waited_ = {};
    if (busy.waited_ >= busy.timeout_) return 0;
    // A twentieth of what has been waited: short waits end soon, long ones cost few tries.
    const auto step = std::clamp(busy.waited_ / 20, kShortest, kLongest);
    std::this_thread::sleep_for(step);
    busy.waited_ += step;
    return 1;
}

}  // namespace pos::store::db
