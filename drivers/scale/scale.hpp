#pragma once

#include <chrono>
#include <functional>
#include <memory>

#include "drivers/scale/weigher.hpp"
#include "drivers/transport/address.hpp"

namespace drivers::scale {

/// A scale at the counter: read a few times a second on a thread of its own, found again after it
/// was gone.
///
/// owns:    a thread and the line
/// threads: any; on_reading comes on the scale's own thread and must not block
class Scale {
public:
    struct Options {
        transport::Address address{};
        ProtocolOptions protocol{};
        std::chrono::milliseconds between{150};   // from one question to the next
        std::chrono::milliseconds resting{500};   // likewise, once nothing has changed for a while
        std::chrono::milliseconds patience{700};  // for an answer
        std::chrono::milliseconds retry{2'000};   // after the scale was gone
    };
    /// Told of the first reading and whenever it is another one.
    using OnReading = std::function<void(const Reading&)>;

    /// `random` outlives the scale.
    Scale(Options options, pos::Random& random, OnReading on_reading);
    ~Scale();
    Scale(const Scale&) = delete;
    Scale& operator=(const Scale&) = delete;

    /// What a kilogram of the goods costs that are weighed next.
    void set_price(std::uint32_t price_minor);
    void tare();
    void clear_tare();
    void zero();

private:
    struct Core;
    std::unique_ptr<Core> core_;
};

}  // namespace drivers::scale
