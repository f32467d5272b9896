#include "drivers/scanner/emulator/line_scanner.hpp"

#include <array>

namespace drivers::scanner::emulator {

using transport::Fault;
using transport::Pipe;

void LineScanner::scan(std::string_view code) {
    const std::scoped_lock lock{mutex_};
    queue_.push_back(std::string{code} + '\r');
    if (line_ != nullptr) line_->wake();
}

std::optional<std::string> LineScanner::first() const {
    const std::scoped_lock lock{mutex_};
    return queue_.empty() ? std::nullopt : std::optional{queue_.front()};
}

void LineScanner::serve(Pipe& line) {
    {
        const std::scoped_lock lock{mutex_};
        line_ = &line;
    }
    std::array<std::byte, 64> room{};
    while (true) {
        const auto next = first();
        // What a till sends means nothing here. A look before each code tells whether the till is
        // still there; with nothing to send, a read ends when there is.
        const auto read = line.read(room, next ? transport::after({}) : transport::Deadline::max());
        const bool goes_on =
            read || read.error().fault == Fault::woken || read.error().fault == Fault::timed_out;
        if (!goes_on) break;
        if (!next) continue;
        if (!line.write(pos::as_bytes(*next), transport::Deadline::max())) break;
        const std::scoped_lock lock{mutex_};
        queue_.pop_front();
    }
    const std::scoped_lock lock{mutex_};
    line_ = nullptr;
}

}  // namespace drivers::scanner::emulator
