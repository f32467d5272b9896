#include "app/core/ending.hpp"

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
    const sigset_t set = ending_signals();
    const timespec at_once{};
    return ::sigtimedwait(&set, nullptr, &at_once) > 0;
}

Ending::Ending(unsigned seconds)
    : until_{seconds == 0 ? std::chrono::steady_clock::time_point::max()
                          : std::chrono::steady_clock::now() + std::chrono::seconds{seconds}} {}

bool Ending::is_due() const {
    return told_to_end() || std::chrono::steady_clock::now() >= until_;
}

}  // namespace app::core
