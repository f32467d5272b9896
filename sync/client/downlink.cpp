#include "sync/client/downlink.hpp"

#include "sync/client/give_way.hpp"
#include "sync/client/uplink.hpp"

namespace syncing::client {

Downlink::Downlink(Parts parts)
    : parts_{std::move(parts)}, thread_{[this](const std::stop_token& stop) { work(stop); }} {}

Downlink::~Downlink() {
    stop();
}

void Downlink::stop() {
    thread_.request_stop();
    if (parts_.stop) parts_.stop();
}

void Downlink::work(const std::stop_token& stop) {
    give_way();
    std::mutex mutex;
    std::unique_lock lock{mutex};
    std::condition_variable_any wake;
    Chance chance{parts_.seed};
    for (int failures = 0; !stop.stop_requested();) {
        const auto begun = std::chrono::steady_clock::now();
        const auto followed = parts_.follow();
        failures = followed ? 0 : failures + 1;
        std::chrono::steady_clock::time_point next = begun;
        if (!followed) {
            next = std::chrono::steady_clock::now() +
                   pause_after(followed.error(), failures, chance.per_mille());
        } else if (!*followed) {
            next = begun + parts_.pause_min;
        }
        wake.wait_until(lock, stop, next, [] { return false; });
    }
}

}  // namespace syncing::client
