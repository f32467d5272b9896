#pragma once

#include <cstddef>
#include <cstdint>
#include <expected>
#include <optional>
#include <vector>

#include "pos/base/calendar.hpp"
#include "pos/base/clock.hpp"
#include "pos/billing/tariff/load.hpp"
#include "pos/locale/zone.hpp"
#include "pos/money/exact.hpp"

namespace pos::billing::meter {

/// How well an interval is known.
enum class Quality : std::uint8_t {
    actual,
    substituted,  // measured no more, but settled by whoever reads the meter
    estimated,
    missing,
};

struct Interval {
    Instant start{};
    Exact quantity;
    Quality quality{Quality::actual};
    bool operator==(const Interval&) const = default;
};

/// What a meter measured in intervals of one length. What stands for no interval is not known.
struct Channel {
    int minutes{30};
    std::vector<Interval> intervals{};
    bool operator==(const Channel&) const = default;
};

enum class ChannelFault : std::uint8_t {
    odd_length,    // minutes that do not divide an hour, nor a day in hours
    out_of_order,  // an interval that begins before the last one ended, or twice
    off_grid,      // one that begins between two others
    negative,      // what was fed in is a channel of its own
};

struct ChannelProblem {
    ChannelFault fault{};
    std::size_t interval{0};
    bool operator==(const ChannelProblem&) const = default;
};

/// What is wrong with it first, if anything is.
std::optional<ChannelProblem> check(const Channel& channel);

/// A day of the place's calendar.
struct Day {
    Date date{};
    std::size_t expected{0};  // intervals: of 23 hours or 25 where the clocks change
    std::size_t found{0};
    std::size_t actual{0};  // of those found
    Exact sum;
    bool complete() const { return found == expected; }
    bool operator==(const Day&) const = default;
};

/// The days from the first interval to the last, those without any included. An interval is of the
/// day in which it begins.
///
/// requires: check(channel) finds nothing
std::vector<Day> days(const Channel& channel, const locale::Zone& zone);

/// What to put where nothing is known.
enum class Fill : std::uint8_t {
    refuse,
    neighbours,  // a short gap: evenly between the intervals before and after it
    like_days,   // the mean of the same time of day, on days of the same kind, in weeks before
};

struct FillPolicy {
    Fill fill{Fill::refuse};
    int neighbour_minutes_max{120};  // longer gaps are filled like days
    int weeks{4};
    bool operator==(const FillPolicy&) const = default;
};

/// Where an interval is missing and nothing to estimate it from.
struct Gap {
    Instant at{};
    bool operator==(const Gap&) const = default;
};

/// Every interval of [from, to), what is missing estimated. Saturday and Sunday are days of one
/// kind, the others of another.
///
/// requires: check(channel) finds nothing; both bounds on its grid; fewer than a million intervals
std::expected<Channel, Gap> filled(const Channel& channel, Instant from, Instant to,
                                   const FillPolicy& policy, const locale::Zone& zone);

/// The sum of what is there.
Exact sum_of(const Channel& channel);

/// In longer intervals; one of which a part is missing is missing, and is as good as the worst of
/// its parts.
///
/// requires: check(channel) finds nothing; minutes a multiple of the channel's
Channel resampled(const Channel& channel, int minutes);

/// As tariffs want it: the mean power of each interval. Kilowatts, where the channel counts
/// kilowatt-hours.
///
/// requires: no gap in it
tariff::Load load_of(const Channel& channel);

}  // namespace pos::billing::meter
