#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>

#include "pos/base/bytes.hpp"

namespace drivers::card::zvt {

/// What a message is: its control field, class before instruction.
///
/// source: ECR-Interface ZVT-Protocol (PA00P015), chapter 14
enum class Command : std::uint16_t {
    set_clock = 0x0401,            // terminal → till
    status_information = 0x040F,   // terminal → till: the result
    intermediate_status = 0x04FF,  // terminal → till: what it does or waits for
    status_enquiry = 0x0501,       // till → terminal
    registration = 0x0600,         // till → terminal
    authorisation = 0x0601,        // till → terminal: a payment
    completion = 0x060F,           // terminal → till: done, the till is in charge again
    abort = 0x061E,                // terminal → till: not done, the till is in charge again
    repeat_receipt = 0x0620,       // till → terminal: what was the last one?
    reversal = 0x0630,             // till → terminal
    refund = 0x0631,               // till → terminal
    end_of_day = 0x0650,           // till → terminal
    abort_by_till = 0x06B0,        // till → terminal
    print_line = 0x06D1,           // terminal → till
    print_text_block = 0x06D3,     // terminal → till
    acknowledged = 0x8000,         // answer, either way
};

/// Answers that something is refused: 84 and why. 84 00 is an acknowledgement too.
inline constexpr std::uint16_t kRefusedClass = 0x8400;

/// One message, either way. `control` need not be one of Command.
struct Apdu {
    std::uint16_t control{0};
    pos::Bytes data;
    bool operator==(const Apdu&) const = default;

    bool is(Command command) const { return control == static_cast<std::uint16_t>(command); }
};

inline constexpr std::size_t kApduDataMax = 65'535;

/// requires: data of at most kApduDataMax bytes
pos::Bytes to_bytes(const Apdu& apdu);

/// Cuts a stream into messages, however it arrives in pieces.
///
/// source: PA00P016, 5.2: control field of 2 bytes, length of 1, or FF and 2 with the low one first
class ApduReader {
public:
    void feed(pos::BytesView bytes);
    /// The next whole message; empty while it has not all arrived.
    std::optional<Apdu> next();
    /// Whether a message has begun and not ended.
    bool in_the_middle() const { return !waiting_.empty(); }
    void clear() { waiting_.clear(); }

private:
    pos::Bytes waiting_;
};

}  // namespace drivers::card::zvt
