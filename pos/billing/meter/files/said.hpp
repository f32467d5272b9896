#pragma once

#include <cstddef>
#include <cstdint>
#include <expected>
#include <optional>
#include <string>
#include <vector>

#include "pos/base/clock.hpp"
#include "pos/billing/meter/counter.hpp"
#include "pos/billing/meter/interval.hpp"
#include "pos/money/exact.hpp"

/// What files of meter readings say, whatever their format is.
namespace pos::billing::meter::files {

/// What is wrong with a file, and on which of its lines; 0 where it is the file as a whole.
struct Fault {
    std::uint64_t line{0};
    std::string reason{};
    bool operator==(const Fault&) const = default;
};

/// What a file of strangers may use of this machine.
struct Limits {
    std::size_t bytes{std::size_t{256} << 20};
    std::size_t intervals{10'000'000};
};

/// One interval of a file. Files may mix lengths, and net meters may go below zero.
struct Measured {
    Instant start{};
    std::int32_t seconds{0};
    Exact quantity;
    Quality quality{Quality::actual};
    bool operator==(const Measured&) const = default;
};

/// What was measured at one point by one meter of one sort.
struct Series {
    std::string point{};   // the place: an NMI, a usage point
    std::string serial{};  // the meter
    std::string name{};    // the channel: "E1"
    std::string unit{};    // "kWh"; empty where the file names none
    bool fed_in{false};    // into the grid
    bool counter{false};   // figures of a counter, not amounts
    std::vector<Measured> measured{};
    bool operator==(const Series&) const = default;
};

/// A figure of a counter as a file has it.
struct Shown {
    std::string digits{};  // with the leading zeros of the face
    Reading reading{};
    std::string method{};  // "A", "S62": how it came about, in the file's own codes
    bool operator==(const Shown&) const = default;
};

/// Two readings of one counter, and what the file says was used between them. That may be negative
/// where something is taken back.
struct Accumulated {
    std::string point{};
    std::string serial{};
    std::string name{};
    std::string unit{};
    bool fed_in{false};
    Shown previous{};
    Shown current{};
    Exact quantity;
    bool operator==(const Accumulated&) const = default;
};

struct Said {
    std::vector<Series> series{};
    std::vector<Accumulated> accumulated{};
    std::optional<std::int32_t> utc_offset_s{};  // of the meters' standard time, where it is told
    bool operator==(const Said&) const = default;
};

/// A series as the rules take it.
///
/// errors: in words, where its lengths are mixed or check() finds something
std::expected<Channel, std::string> channel_of(const Series& series, const locale::Zone& zone);

}  // namespace pos::billing::meter::files
