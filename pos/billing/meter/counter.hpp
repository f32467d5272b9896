#pragma once

#include <cstdint>
#include <expected>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "pos/base/clock.hpp"
#include "pos/money/exact.hpp"

namespace pos::billing::meter {

/// Where a figure comes from. Of an estimate nobody saw the counter.
enum class Source : std::uint8_t { actual, customer, estimated };

/// What a counter showed.
struct Reading {
    Instant at{};
    Exact figure;  // as on its face, before the multiplier
    Source source{Source::actual};
    bool operator==(const Reading&) const = default;
};

/// A counter's face, and what one of its units is worth.
struct Counter {
    std::string serial{};
    unsigned digits{6};             // before the point; after the last one it starts at zero again
    unsigned decimals{0};           // behind it
    Exact multiplier{kExactScale};  // of transformers: kWh for a unit on the face
    bool operator==(const Counter&) const = default;
};

inline constexpr unsigned kDigitsMax = 12;
inline constexpr unsigned kDecimalsMax = 6;
inline constexpr Exact kMultiplierMax = exactly(1'000'000);

/// 1 to 12 digits, 0 to 6 decimals, a multiplier above zero and up to a million.
bool in_range(const Counter& counter);

/// How much passes until it shows the same figure again: 10^digits.
Exact full_turn(const Counter& counter);

/// Not below zero, no digits and no decimals that the face has not.
bool on_face(const Counter& counter, Exact figure);

/// How far the counter went from one figure to the next.
struct Advance {
    Exact units;  // of the face, never negative
    bool rolled_over{false};
    bool operator==(const Advance&) const = default;
};

/// A lower figure is a rollover where no more than `rollover_most` of a full turn passed; else it
/// is a mistake, an estimate that was too high, or another counter, and there is no advance.
///
/// requires: both on_face
std::optional<Advance> advance(const Counter& counter, Exact from, Exact to, Exact rollover_most);

/// A counter's time at a service point.
struct Installed {
    Counter counter{};
    std::vector<Reading> readings{};  // in their order; the first was taken when it was fitted
    bool removed{false};              // the last is the final one
    bool operator==(const Installed&) const = default;
};

/// Without estimates that later readings overrule, so that one which was too high refuses nothing.
Installed as_read(const Installed& installed);

/// The counters that stood at a service point, one after the other.
using Register = std::vector<Installed>;

enum class EnterError : std::uint8_t {
    off_the_face,  // the counter cannot show that
    contradicts,   // another figure was read at that instant already
    after_removal  // the counter was gone by then
};

/// Puts a reading into its place. One at an instant that has an estimate takes its place; one that
/// is there already changes nothing, and an estimate never takes the place of a reading.
///
/// requires: in_range(at.counter), at.readings in their order
std::expected<void, EnterError> enter(Installed& at, const Reading& reading);

}  // namespace pos::billing::meter
