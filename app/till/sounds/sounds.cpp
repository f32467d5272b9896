#include "app/till/sounds/sounds.hpp"

#include <utility>

namespace till::sounds {

Sounds::Sounds(Speaker speaker)
    : speaker_{std::move(speaker)}, thread_{[this](const std::stop_token& stop) { run(stop); }} {}

void Sounds::play(Cue cue) {
    {
        const std::scoped_lock lock{mutex_};
        next_ = cue;
    }
    asked_.notify_one();
}

void Sounds::run(const std::stop_token& stop) {
    for (;;) {
        std::unique_lock lock{mutex_};
        if (!asked_.wait(lock, stop, [this] { return next_.has_value(); })) return;
        const Cue cue = *std::exchange(next_, std::nullopt);
        lock.unlock();
        (void)speaker_(cue);  // what cannot be heard is on the screen as well
    }
}

}  // namespace till::sounds
