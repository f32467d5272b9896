#pragma once

#include <poll.h>

#include <functional>
#include <optional>
#include <stop_token>
#include <utility>

#include "drivers/transport/pipe.hpp"

/// What pipes over file descriptors share. Internal to this folder.
namespace drivers::transport {

/// owns: a file descriptor
class Fd {
public:
    explicit Fd(int number = -1) : number_{number} {}
    Fd(Fd&& other) noexcept : number_{std::exchange(other.number_, -1)} {}
    Fd& operator=(Fd&& other) noexcept;
    ~Fd();
    int number() const { return number_; }
    explicit operator bool() const { return number_ >= 0; }

private:
    int number_;
};

/// A flag that a poll can wait for.
///
/// threads: any
class Signal {
public:
    Signal();
    void set();
    /// Whether it was set; it is not afterwards.
    bool take();
    int number() const { return event_.number(); }

private:
    Fd event_;
};

/// A stop token as a flag that a poll can wait for.
class StopSignal {
public:
    explicit StopSignal(std::stop_token token);
    bool is_set() const { return token_.stop_requested(); }
    int number() const { return signal_.number(); }

private:
    std::stop_token token_;
    Signal signal_;
    std::optional<std::stop_callback<std::function<void()>>> callback_;
};

/// Waits until `file` is ready for `events`, has hung up or failed; or for the deadline, a stop, or
/// (if given) a wake, which is taken.
///
/// errors: timed_out, cancelled, woken, input_output
std::expected<void, Error> wait_ready(int file, short events, Deadline until,
                                      const StopSignal& stop, Signal* wake);

/// The fault that an errno means.
Error error_of(int number);

}  // namespace drivers::transport
