#include "drivers/meter/mbus/frame.hpp"

#include "pos/base/assert.hpp"

namespace drivers::meter::mbus {

namespace {

constexpr std::uint8_t kAcknowledged = 0xE5;
constexpr std::uint8_t kShortStart = 0x10;
constexpr std::uint8_t kLongStart = 0x68;
constexpr std::uint8_t kStop = 0x16;
constexpr std::size_t kShortSize = 5;
constexpr std::size_t kAroundData = 6;  // start, length, length, start; checksum, stop

std::uint8_t sum_of(pos::BytesView bytes) {
    unsigned sum = 0;
    for (const std::byte byte : bytes) sum += std::to_integer<unsigned>(byte);
    return static_cast<std::uint8_t>(sum);
}

/// What stands between `start` and the checksum, where that and the stop byte are right.
std::expected<pos::BytesView, FrameError> checked(pos::BytesView bytes, std::size_t start,
                                                  std::size_t size) {
    const auto inside = bytes.subspan(start, size - start - 2);
    if (sum_of(inside) != std::to_integer<std::uint8_t>(bytes[size - 2])) {
        return std::unexpected{FrameError{FrameFault::wrong_checksum, size - 2}};
    }
    if (std::to_integer<std::uint8_t>(bytes[size - 1]) != kStop) {
        return std::unexpected{FrameError{FrameFault::no_stop, size - 1}};
    }
    return inside;
}

}  // namespace

std::string to_string(const FrameError& error) {
    const auto words = [&]() -> std::string {
        switch (error.fault) {
            case FrameFault::not_a_frame:
                return "no M-Bus frame begins here (E5, 10 or 68 would begin one)";
            case FrameFault::cut_off:
                return "the frame is cut off";
            case FrameFault::length_differs:
                return "its two lengths differ, or are below 3";
            case FrameFault::no_second_start:
                return "the second start byte (68) is missing";
            case FrameFault::wrong_checksum:
                return "the checksum is wrong";
            case FrameFault::no_stop:
                return "the stop byte (16) is missing";
            case FrameFault::bytes_behind:
                return "bytes stand behind the frame";
        }
        POS_ASSERT(!"a fault");
    }();
    return "byte " + std::to_string(error.at + 1) + ": " + words;
}

std::optional<std::size_t> size_of_frame(pos::BytesView begun) {
    if (begun.empty()) return std::nullopt;
    switch (std::to_integer<std::uint8_t>(begun[0])) {
        case kAcknowledged:
            return 1;
        case kShortStart:
            return kShortSize;
        case kLongStart:
            if (begun.size() < 2) return std::nullopt;
            return std::to_integer<std::size_t>(begun[1]) + kAroundData;
        default:
            return 0;
    }
}

std::expected<Frame, FrameError> read_frame(pos::BytesView bytes) {
    const auto fail = [](FrameFault fault, std::size_t at) {
        return std::unexpected{FrameError{fault, at}};
    };
    const auto size = size_of_frame(bytes);
    if (!size) return fail(FrameFault::cut_off, bytes.size());
    if (*size == 0) return fail(FrameFault::not_a_frame, 0);
    const auto byte = [&](std::size_t at) { return std::to_integer<std::uint8_t>(bytes[at]); };
    if (byte(0) == kLongStart && bytes.size() >= 4) {
        if (byte(1) != byte(2) || byte(1) < 3) return fail(FrameFault::length_differs, 1);
        if (byte(3) != kLongStart) return fail(FrameFault::no_second_start, 3);
    }
    if (bytes.size() < *size) return fail(FrameFault::cut_off, bytes.size());
    Frame frame;
    if (byte(0) == kShortStart) {
        const auto inside = checked(bytes, 1, *size);
        if (!inside) return std::unexpected{inside.error()};
        frame = {.kind = FrameKind::command, .control = byte(1), .address = byte(2)};
    } else if (byte(0) == kLongStart) {
        const auto inside = checked(bytes, 4, *size);
        if (!inside) return std::unexpected{inside.error()};
        frame = {.kind = FrameKind::data,
                 .control = byte(4),
                 .address = byte(5),
                 .information = byte(6),
                 .data = {inside->begin() + 3, inside->end()}};
    }
    if (bytes.size() > *size) return fail(FrameFault::bytes_behind, *size);
    return frame;
}

pos::Bytes bytes_of(const Frame& frame) {
    if (frame.kind == FrameKind::acknowledgement) return {std::byte{kAcknowledged}};
    pos::Bytes inside{std::byte{frame.control}, std::byte{frame.address}};
    pos::Bytes bytes{std::byte{kShortStart}};
    if (frame.kind == FrameKind::data) {
        POS_ASSERT(frame.data.size() <= 252);
        inside.push_back(std::byte{frame.information});
        inside.insert(inside.end(), frame.data.begin(), frame.data.end());
        const auto length = static_cast<std::byte>(inside.size());
        bytes = {std::byte{kLongStart}, length, length, std::byte{kLongStart}};
    }
    bytes.insert(bytes.end(), inside.begin(), inside.end());
    bytes.push_back(std::byte{sum_of(inside)});
    bytes.push_back(std::byte{kStop});
    return bytes;
}

}  // namespace drivers::meter::mbus
