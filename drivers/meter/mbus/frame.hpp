#pragma once

#include <cstddef>
#include <cstdint>
#include <expected>
#include <optional>
#include <string>

#include "pos/base/bytes.hpp"

/// M-Bus: how meters of heat, water, gas and electricity are read over two wires (EN 13757).
///
///   frame      what goes over the wire: checksum, addresses (EN 13757-2)
///   telegram   what a meter says in it: who it is, its records (EN 13757-3)
///   vif        what a record's figure means, and in which unit
///   data       the figure itself: whole numbers, BCD, floating point, dates, texts
namespace drivers::meter::mbus {

/// What a frame is, by its first byte.
enum class FrameKind : std::uint8_t {
    acknowledgement,  // E5, one byte
    command,          // 10: five bytes without data
    data,             // 68: control frames and long frames
};

struct Frame {
    FrameKind kind{FrameKind::acknowledgement};
    std::uint8_t control{0};
    std::uint8_t address{0};
    std::uint8_t information{0};  // of data: what follows it (CI)
    pos::Bytes data{};            // of data: without CI
    bool operator==(const Frame&) const = default;
};

// Control fields: what a master asks, and a meter's answer.
inline constexpr std::uint8_t kInitialise = 0x40;  // SND_NKE
inline constexpr std::uint8_t kAskForData = 0x5B;  // REQ_UD2, the frame count bit clear
inline constexpr std::uint8_t kSendData = 0x53;    // SND_UD, likewise
inline constexpr std::uint8_t kFrameCountBit = 0x20;
inline constexpr std::uint8_t kAnswer = 0x08;  // RSP_UD

/// Which the meter is that a secondary address selected.
inline constexpr std::uint8_t kSelected = 0xFD;
/// Meters that stand alone answer to it, whatever their address is.
inline constexpr std::uint8_t kAnyMeter = 0xFE;

enum class FrameFault : std::uint8_t {
    not_a_frame,     // the first byte begins none
    cut_off,         // it ends before its end
    length_differs,  // its two lengths are not the same, or too short
    no_second_start,
    wrong_checksum,
    no_stop,
    bytes_behind,
};

struct FrameError {
    FrameFault fault{};
    std::size_t at{0};  // which byte, from 0
    bool operator==(const FrameError&) const = default;
};

/// "byte 12: the checksum is wrong", for people.
std::string to_string(const FrameError& error);

/// How many bytes the frame has that begins so, as soon as that can be told; 0 where it begins
/// none.
std::optional<std::size_t> size_of_frame(pos::BytesView begun);

/// errors: in the order of the bytes
std::expected<Frame, FrameError> read_frame(pos::BytesView bytes);

/// requires: data of at most 252 bytes
pos::Bytes bytes_of(const Frame& frame);

}  // namespace drivers::meter::mbus
