#include "drivers/meter/line.hpp"

#include <array>

#include "drivers/transport/open.hpp"

namespace drivers::meter {

namespace {

using Failed = std::unexpected<ReadError>;

constexpr std::size_t kMessageBytesMax = 4'096;

/// Why there is no connection. A meter has no paper and no till, of which the usual words speak.
std::string words_of(const transport::Error& error, const std::string& name) {
    if (error.fault == transport::Fault::refused) {
        return name +
               " takes no connection. Another program may be using it, or its port is wrong.";
    }
    if (error.fault == transport::Fault::timed_out) {
        return name + " takes no connection in time. Check its address and the network.";
    }
    return transport::describe(error, name);
}

/// What a fault of the pipe means for a question that was asked.
Trouble trouble_of(transport::Fault fault) {
    switch (fault) {
        case transport::Fault::cancelled:
            return Trouble::cancelled;
        case transport::Fault::not_found:
        case transport::Fault::in_use:
        case transport::Fault::not_allowed:
        case transport::Fault::refused:
        case transport::Fault::unreachable:
        case transport::Fault::not_possible:
            return Trouble::not_reached;
        case transport::Fault::gone:
        case transport::Fault::timed_out:
        case transport::Fault::stalled:
        case transport::Fault::woken:
        case transport::Fault::input_output:
            return Trouble::silent;
    }
    return Trouble::silent;
}

}  // namespace

std::expected<void, ReadError> Line::open() {
    if (pipe_) return {};
    auto opened = transport::open_pipe(address_, {}, transport::after(patience_.connect), stop_);
    if (!opened) {
        Trouble trouble = trouble_of(opened.error().fault);
        if (trouble == Trouble::silent) trouble = Trouble::not_reached;
        return Failed{{trouble, words_of(opened.error(), name())}};
    }
    pipe_ = std::move(*opened);
    return {};
}

std::expected<void, ReadError> Line::send(pos::BytesView bytes) {
    if (const auto opened = open(); !opened) return opened;
    const auto sent = pipe_->write(bytes, transport::after(patience_.answer));
    if (sent) return {};
    return Failed{{trouble_of(sent.error->fault), name() + " takes nothing: the line broke."}};
}

std::expected<pos::Bytes, ReadError> Line::receive(const SizeOf& size_of,
                                                   transport::Deadline until) {
    for (;;) {
        const auto size = size_of(ahead_);
        if (size && (*size == 0 || *size > kMessageBytesMax)) {
            return Failed{{Trouble::garbled, name() + " answers what begins no message."}};
        }
        if (size && ahead_.size() >= *size) {
            const auto end = ahead_.begin() + static_cast<std::ptrdiff_t>(*size);
            pos::Bytes message{ahead_.begin(), end};
            ahead_.erase(ahead_.begin(), end);
            return message;
        }
        if (!pipe_) return Failed{{Trouble::silent, name() + " is not connected."}};
        std::array<std::byte, 512> room{};
        const auto got = pipe_->read(room, until);
        if (got) {
            const auto end = room.begin() + static_cast<std::ptrdiff_t>(*got);
            ahead_.insert(ahead_.end(), room.begin(), end);
            continue;
        }
        const Trouble trouble = trouble_of(got.error().fault);
        if (trouble == Trouble::cancelled) {
            return Failed{{trouble, transport::describe(got.error(), name())}};
        }
        const bool timed_out = got.error().fault == transport::Fault::timed_out;
        const std::string what =
            ahead_.empty() ? " does not answer" : " stops in the middle of an answer";
        return Failed{
            {Trouble::silent, name() + what + (timed_out ? " in time." : ": it closed the line.")}};
    }
}

void Line::drain() {
    ahead_.clear();
    if (!pipe_) return;
    std::array<std::byte, 512> room{};
    while (pipe_->read(room, transport::after(std::chrono::milliseconds{0}))) {
    }
}

}  // namespace drivers::meter
