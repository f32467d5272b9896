#include "drivers/card/zvt/line.hpp"

#include <algorithm>
#include <array>

namespace drivers::card::zvt {

namespace {

LineError error_of(const transport::Error& error) {
    switch (error.fault) {
        case transport::Fault::timed_out:
            return LineError::timed_out;
        case transport::Fault::woken:
            return LineError::woken;
        case transport::Fault::cancelled:
            return LineError::cancelled;
        case transport::Fault::not_found:
        case transport::Fault::in_use:
        case transport::Fault::not_allowed:
        case transport::Fault::gone:
        case transport::Fault::stalled:
        case transport::Fault::refused:
        case transport::Fault::unreachable:
        case transport::Fault::not_possible:
        case transport::Fault::input_output:
            return LineError::broken;
    }
    return LineError::broken;
}

/// Every message of the protocol has one of these classes.
bool is_ours(const Apdu& apdu) {
    constexpr std::array<unsigned, 6> kClasses{0x04, 0x05, 0x06, 0x08, 0x80, 0x84};
    return std::ranges::find(kClasses, apdu.control >> 8U) != kClasses.end();
}

}  // namespace

std::expected<void, LineError> Line::send(const Apdu& apdu) {
    const auto sent = pipe_->write(to_bytes(apdu), transport::after(waits_.answer));
    if (!sent) return std::unexpected{LineError::broken};  // half a message is none
    return {};
}

std::expected<Apdu, LineError> Line::receive(transport::Deadline until) {
    std::optional<transport::Deadline> rest_until;
    for (;;) {
        if (auto apdu = reader_.next()) {
            if (!is_ours(*apdu)) return std::unexpected{LineError::broken};
            return std::move(*apdu);
        }
        if (reader_.in_the_middle() && !rest_until) rest_until = transport::after(waits_.answer);
        std::array<std::byte, 1024> room{};
        const auto got = pipe_->read(room, rest_until.value_or(until));
        if (got) {
            reader_.feed(pos::BytesView{room}.first(*got));
            continue;
        }
        const LineError error = error_of(got.error());
        if (error == LineError::timed_out && rest_until) {
            return std::unexpected{LineError::broken};
        }
        return std::unexpected{error};
    }
}

}  // namespace drivers::card::zvt
