#include "sync/client/uplink.hpp"

#include <algorithm>

#include "sync/client/give_way.hpp"

namespace syncing::client {

std::chrono::milliseconds pause_after(int failures, int chance) {
    constexpr std::int64_t kLeast_ms = 1'000;
    constexpr std::int64_t kMost_ms = 60'000;
    const int doublings = std::clamp(failures - 1, 0, 10);
    const std::int64_t whole = std::min(kMost_ms, 2 * kLeast_ms << doublings);
    return std::chrono::milliseconds{whole / 2 + whole / 2 * chance / 1'000};
}

std::chrono::milliseconds pause_after(const Trouble& trouble, int failures, int chance) {
    constexpr int kAskedMax_s = 15 * 60;
    const std::chrono::milliseconds own = pause_after(failures, chance);
    const std::int64_t asked_s = std::clamp(trouble.retry_after_s.value_or(0), 0, kAskedMax_s);
    const std::chrono::milliseconds asked{asked_s * 1'000 + asked_s * 100 * chance / 1'000};
    return std::max(own, asked);
}

Uplink::Uplink(Parts parts)
    : parts_{std::move(parts)},
      chance_{parts_.seed},
      thread_{[this](std::stop_token stop) { work(std::move(stop)); }} {}

Uplink::~Uplink() {
    thread_.request_stop();
    if (parts_.stop) parts_.stop();
    wake_.notify_all();
}

void Uplink::tell_new() {
    const std::lock_guard lock{mutex_};
    new_ = true;
    wake_.notify_all();
}

void Uplink::try_now() {
    const std::lock_guard lock{mutex_};
    now_ = true;
    wake_.notify_all();
}

/// Until something is new, or it is time to look.
void Uplink::rest(std::stop_token stop) {
    std::unique_lock lock{mutex_};
    wake_.wait_for(lock, std::move(stop), parts_.look, [&] { return new_ || now_; });
    new_ = now_ = false;
}

void Uplink::rest_after(std::stop_token stop, int failures, UplinkState state) {
    const auto until =
        std::chrono::steady_clock::now() +
        pause_after(state.trouble.value_or(Trouble{}), failures, chance_.per_mille());
    for (;;) {
        {
            std::unique_lock lock{mutex_};
            const bool woken = wake_.wait_until(lock, stop, until, [&] { return new_ || now_; });
            const bool over = !woken || now_ || stop.stop_requested();
            new_ = false;
            if (over) {
                now_ = false;
                return;
            }
        }
        state.to_send = parts_.count();
        parts_.on_state(state);
    }
}

void Uplink::work(std::stop_token stop) {
    give_way();
    int failures = 0;
    while (!stop.stop_requested()) {
        Drained done;
        auto sent = parts_.send(done);
        if (stop.stop_requested()) return;
        failures = sent ? 0 : failures + 1;
        UplinkState state{.asked = true,
                          .online = sent.has_value(),
                          .to_send = done.to_send,
                          .parked = done.parked,
                          .set_aside = done.set_aside};
        if (!sent) state.trouble = std::move(sent.error());
        // What the office said no to is an answer too.
        if (state.trouble) state.online = state.trouble->kind == Trouble::Kind::refused;
        parts_.on_state(state);
        if (failures == 0) {
            rest(stop);
        } else {
            rest_after(stop, failures, std::move(state));
        }
    }
}

}  // namespace syncing::client
