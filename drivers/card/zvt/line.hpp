#pragma once

#include <chrono>
#include <expected>
#include <memory>

#include "drivers/card/zvt/commands.hpp"
#include "drivers/card/zvt/messages.hpp"
#include "drivers/transport/pipe.hpp"

namespace drivers::card::zvt {

/// The waits of the protocol. source: PA00P016, 5.2.5 and 5.2.6
struct Waits {
    std::chrono::milliseconds connect{5'000};
    std::chrono::milliseconds answer{5'000};         // T3: command to acknowledgement
    std::chrono::milliseconds end{180'000};          // T4: acknowledgement to completion
    std::chrono::milliseconds after_cancel{20'000};  // T4 once the till wants to stop
    std::chrono::milliseconds settle{20'000};  // how long it is asked again and again what happened
    std::chrono::milliseconds between_asking{1'000};
    std::chrono::milliseconds stale{3'000};  // a line that was silent so long is tried first
};

/// Why nothing more comes.
enum class LineError : std::uint8_t {
    timed_out,
    woken,      // somebody has something to say
    broken,     // closed, or bytes that are no message of this protocol
    cancelled,  // the program ends
};

/// A connection to a terminal, message by message.
///
/// threads: one at a time; the pipe's wake() from any
class Line {
public:
    Line(std::unique_ptr<transport::Pipe> pipe, const Waits& waits)
        : pipe_{std::move(pipe)}, waits_{waits} {}

    std::expected<void, LineError> send(const Apdu& apdu);
    /// Its next message. Once one has begun, the rest must come within T3.
    std::expected<Apdu, LineError> receive(transport::Deadline until);
    transport::Pipe& pipe() { return *pipe_; }

private:
    std::unique_ptr<transport::Pipe> pipe_;
    const Waits& waits_;
    ApduReader reader_;
};

}  // namespace drivers::card::zvt
