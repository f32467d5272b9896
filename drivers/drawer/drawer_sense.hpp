#pragma once

#include <chrono>
#include <optional>

namespace drivers::drawer {

/// Whether the drawer is open, from one wire that means this at one drawer and that at another.
///
/// A printer tells whether pin 3 of the drawer's connector is high. At rest a drawer is closed; the
/// level that it changes to after a pulse is its open one, learned once and kept by whoever asks.
class DrawerSense {
public:
    using Time = std::chrono::steady_clock::time_point;

    /// `open_is_high` as learned before; `warn_after` 0: never.
    DrawerSense(std::optional<bool> open_is_high, std::chrono::seconds warn_after)
        : open_is_high_{open_is_high}, warn_after_{warn_after} {}

    /// A pulse was sent.
    void kicked(Time now);
    /// What the printer tells; nothing: it cannot, or is gone.
    void hear(std::optional<bool> high, Time now);

    /// Nothing: not known.
    std::optional<bool> is_open() const;
    std::optional<bool> open_is_high() const { return open_is_high_; }

    /// Open for longer than it should be. Closing it ends that.
    bool is_left_open(Time now) const;
    /// When it will be left open, if it stays as it is.
    std::optional<Time> left_open_at() const;

private:
    std::optional<bool> open_is_high_;
    std::chrono::seconds warn_after_;
    std::optional<bool> high_;
    std::optional<bool> high_before_kick_;
    Time learn_until_{};
    std::optional<Time> open_since_;
};

}  // namespace drivers::drawer
