#pragma once

#include <chrono>
#include <functional>
#include <memory>

#include "drivers/display/panel.hpp"
#include "drivers/display/pole_commands.hpp"
#include "drivers/transport/address.hpp"

namespace drivers::display {

/// A customer display of two lines of twenty characters. What is shown last counts: what comes
/// faster than the line can carry is passed over, and a display that was gone shows it when it is
/// back.
///
/// owns:    a thread and the line
/// threads: any; on_state comes on its own thread and must not block
class Pole {
public:
    struct Options {
        transport::Address address{};
        PoleProtocol protocol{PoleProtocol::escpos};
        PolePage page{};
        std::chrono::milliseconds patience{2'000};  // for the line to take it
        std::chrono::milliseconds retry{3'000};     // after the display was gone
    };
    /// Whether it is there; told when it changes.
    using OnState = std::function<void(bool there)>;

    Pole(Options options, OnState on_state);
    /// Clears the display.
    ~Pole();
    Pole(const Pole&) = delete;
    Pole& operator=(const Pole&) = delete;

    void show(const Panel& panel);

private:
    struct Core;
    std::unique_ptr<Core> core_;
};

}  // namespace drivers::display
