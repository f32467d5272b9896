#pragma once

#include <sys/types.h>

#include <expected>
#include <string>
#include <vector>

#include "app/core/failure.hpp"

namespace app::counterfoil {

// A made-up USB bus needs a library that is loaded before anything else. So what puts a device on
// one is a program of its own, beside this one, and the program that is to find the device is its
// guest.

/// Becomes the program of that name beside this one. Returns only where it cannot be started.
core::Failure become_program_beside(const std::string& name, std::vector<std::string> words);

/// The program that is to find the device. What ends this one ends it.
class UsbGuest {
public:
    /// requires: no other thread yet
    UsbGuest();

    enum class Input { ours, none };
    /// errors: there can be no further process. A program that is not there ends with code 127.
    std::expected<void, core::Failure> start(std::vector<std::string> words, Input input);
    /// Does not wait; hands on what asks this program to end.
    bool has_ended();
    /// Waits for its end: its exit code, 1 where a signal ended it.
    int wait();

private:
    pid_t child_{-1};
    int status_{0};
    bool over_{false};
};

}  // namespace app::counterfoil
