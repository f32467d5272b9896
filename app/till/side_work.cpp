#include "app/till/side_work.hpp"

#include <utility>

#include "pos/base/assert.hpp"

namespace till {

void SideWork::start(Work work) {
    POS_ASSERT(!busy());
    thread_ = std::jthread{[this, work = std::move(work)] {
        Then then = work();
        {
            const std::scoped_lock lock{mutex_};
            done_ = std::move(then);
        }
        wake_();
    }};
}

bool SideWork::take_in() {
    std::optional<Then> done;
    {
        const std::scoped_lock lock{mutex_};
        done = std::exchange(done_, std::nullopt);
    }
    if (!done) return false;
    thread_.join();
    (*done)();
    return true;
}

}  // namespace till
