#pragma once

#include <atomic>
#include <chrono>
#include <functional>
#include <memory>
#include <optional>

#include "app/core/drawer_setup.hpp"
#include "drivers/drawer/drawer_sense.hpp"
#include "drivers/drawer/trigger.hpp"

namespace till {

/// The level of the drawer's wire as the printer told it last; nothing when it cannot.
///
/// threads: any
class DrawerWire {
public:
    void tell(std::optional<bool> high) { level_ = high ? (*high ? kHigh : kLow) : kNotKnown; }
    std::optional<bool> high() const {
        const int level = level_;
        return level == kNotKnown ? std::nullopt : std::optional{level == kHigh};
    }

private:
    static constexpr int kNotKnown = -1;
    static constexpr int kLow = 0;
    static constexpr int kHigh = 1;
    std::atomic<int> level_{kNotKnown};
};

/// Opens the cash drawer where it hangs, and knows whether it is open where that can be told.
///
/// owns:    the trigger, where the drawer has one of its own
/// threads: the drawing thread; on_failed comes from any and must not block
class DrawerLink {
public:
    using Time = drivers::drawer::DrawerSense::Time;
    /// Sends the printer's pulse to that pin.
    using Kick = std::function<void(unsigned pin)>;
    using OnFailed = std::function<void()>;

    /// `open_is_high` as `open_is_high()` said in an earlier run.
    DrawerLink(const app::core::DrawerSetup& setup, std::optional<bool> open_is_high, Kick kick,
               OnFailed on_failed);

    void open(Time now);
    /// What the printer tells of the drawer's wire; nothing when it cannot.
    void hear(std::optional<bool> high, Time now) { sense_.hear(high, now); }

    std::optional<bool> is_open() const { return sense_.is_open(); }
    bool is_left_open(Time now) const { return sense_.is_left_open(now); }
    std::optional<Time> left_open_at() const { return sense_.left_open_at(); }
    std::optional<bool> open_is_high() const { return sense_.open_is_high(); }

private:
    std::optional<unsigned> printer_pin_;
    Kick kick_;
    drivers::drawer::DrawerSense sense_;
    std::unique_ptr<drivers::drawer::Trigger> trigger_;
};

}  // namespace till
