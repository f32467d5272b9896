#pragma once

#include <cstdint>

#include "pos/base/clock.hpp"
#include "pos/money/exact.hpp"

namespace drivers::meter::emulator {

/// A counter that goes on as the clock does.
struct TickingCounter {
    pos::Instant since{};
    pos::Exact start;     // what it showed then
    pos::Exact per_hour;  // zero: it stands still

    /// What it shows; never less than at the start.
    pos::Exact at(pos::Instant now) const {
        const std::int64_t ms = now.unix_ms > since.unix_ms ? now.unix_ms - since.unix_ms : 0;
        return start + pos::share_of(per_hour, ms, 3'600'000);
    }
};

/// What goes wrong, for so many questions; then all is well again.
enum class Fault : std::uint8_t {
    none,
    silent,       // no answer
    cut_off,      // half an answer, then the line is closed
    wrong_sum,    // a byte of the answer is another one
    exception,    // it says no: Modbus by number, M-Bus by an application error
    other_meter,  // somebody else's answer
    twice,        // the answer comes a second time, when nobody asks
    too_few,      // Modbus: a register less than was asked for
};

struct Disorder {
    Fault fault{Fault::none};
    unsigned questions{0};
    std::uint8_t code{0};  // of exception
};

}  // namespace drivers::meter::emulator
