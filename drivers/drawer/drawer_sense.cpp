#include "drivers/drawer/drawer_sense.hpp"

namespace drivers::drawer {

namespace {

/// A drawer springs open within that time after its pulse.
constexpr std::chrono::seconds kSprings{2};

}  // namespace

void DrawerSense::kicked(Time now) {
    // One that is open already does not move.
    if (is_open().value_or(false)) return;
    high_before_kick_ = high_;
    learn_until_ = now + kSprings;
}

void DrawerSense::hear(std::optional<bool> high, Time now) {
    high_ = high;
    const bool sprung = high && high_before_kick_ && *high != *high_before_kick_;
    if (sprung && now <= learn_until_) open_is_high_ = *high;
    if (sprung || now > learn_until_) high_before_kick_.reset();
    if (!is_open().value_or(false)) {
        open_since_.reset();
    } else if (!open_since_) {
        open_since_ = now;
    }
}

std::optional<bool> DrawerSense::is_open() const {
    if (!high_ || !open_is_high_) return std::nullopt;
    return *high_ == *open_is_high_;
}

std::optional<DrawerSense::Time> DrawerSense::left_open_at() const {
    if (!open_since_ || warn_after_.count() == 0) return std::nullopt;
    return *open_since_ + warn_after_;
}

bool DrawerSense::is_left_open(Time now) const {
    const auto at = left_open_at();
    return at && now >= *at;
}

}  // namespace drivers::drawer
