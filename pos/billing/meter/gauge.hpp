#pragma once

#include <optional>
#include <span>

#include "pos/base/clock.hpp"
#include "pos/money/exact.hpp"

namespace pos::billing::meter {

/// What a gauge showed: seats, a level, a power. Not a counter: it goes up and down.
struct Sample {
    Instant at{};
    Exact value;
    bool operator==(const Sample&) const = default;
};

/// The highest in [from, to), and when it was first reached; nothing where there is no sample.
std::optional<Sample> highest(std::span<const Sample> samples, Instant from, Instant to);

/// The last at or before that instant. Of two at one instant the later in the list counts.
///
/// requires: samples in their order
std::optional<Sample> latest(std::span<const Sample> samples, Instant at);

/// The mean over [from, to), where a value holds until the next sample. Nothing where none is known
/// at `from`.
///
/// requires: samples in their order, below 10^12 in size; from < to, a century apart at most
std::optional<Exact> mean_over_time(std::span<const Sample> samples, Instant from, Instant to);

}  // namespace pos::billing::meter
