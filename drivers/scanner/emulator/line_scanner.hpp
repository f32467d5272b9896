#pragma once

#include <deque>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

#include "drivers/emulator/host.hpp"

namespace drivers::scanner::emulator {

/// A scanner on a serial line or the network: a code a line. What is scanned while nobody is
/// connected is sent to the next who is; a serial line is always connected, and loses it.
///
/// threads: any
class LineScanner final : public drivers::emulator::Machine {
public:
    void scan(std::string_view code);
    void serve(transport::Pipe& line) override;

private:
    std::optional<std::string> first() const;

    mutable std::mutex mutex_;
    std::deque<std::string> queue_;
    transport::Pipe* line_{nullptr};  // while it is served
};

}  // namespace drivers::scanner::emulator
