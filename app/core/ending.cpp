#include "app/core/ending.hpp"

#include <algorithm>
#include <cerrno>
#include <cstdint>

namespace app::core {

sigset_t ending_signals() {
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGINT);
    sigaddset(&set, SIGTERM);
    return set;
}

void hold_signals() {
    const sigset_t set = ending_signals();
    ::pthread_sigmask(SIG_BLOCK, &set, nullptr);
}

bool told_to_end() {
    return told_to_end_within({});
}

bool told_to_end_within(std::chrono::milliseconds wait) {
    using std::chrono::steady_clock;
    const sigset_t set = ending_signals();
    const auto until = steady_clock::now() + wait;
    for (;;) {
        const auto left = std::max(std::chrono::nanoseconds{0},
                                   std::chrono::nanoseconds{until - steady_clock::now()});
        constexpr std::int64_t kSecond = 1'000'000'000;
        const timespec rest{.tv_sec = left.count() / kSecond, .tv_nsec = left.count() % kSecond};
        if (::sigtimedwait(&set, nullptr, &rest) > 0) return true;
        if (errno != EINTR) return false;  // another signal was handled meanwhile
    }
}

Ending::Ending(unsigned seconds)
    : until_{seconds == 0 ? std::chrono::steady_clock::time_point::max()
                          : std::chrono::steady_clock::now() + std::chrono::seconds{seconds}} {}

bool Ending::is_due() const {
    return told_to_end() || std::chrono::steady_clock::now() >= until_;
}

}  // namespace app::core
