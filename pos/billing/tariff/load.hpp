#pragma once

#include <span>
#include <vector>

#include "pos/base/calendar.hpp"
#include "pos/base/clock.hpp"
#include "pos/locale/zone.hpp"
#include "pos/money/exact.hpp"

namespace pos::billing::tariff {

/// In kilowatts: more than any grid has, and little enough that no sum outgrows 128 bits.
inline constexpr Exact kPowerMax = exactly(10'000'000);

/// What a meter read in equal intervals, one after the other.
struct Load {
    Instant start{};
    int minutes{60};
    std::vector<Exact> kw{};  // the mean power of each interval; negative where it was fed in
    bool operator==(const Load&) const = default;
};

/// One interval of it: when it began, its power and its energy.
struct Reading {
    LocalTime at{};
    Exact kw;
    Exact kwh;
    bool operator==(const Reading&) const = default;
};
using Readings = std::vector<Reading>;

/// With the clocks of the meter's zone, whose days may have 23 or 25 hours.
Readings readings(const Load& load, const locale::Zone& zone);

/// Readings of one calendar month.
using Month = std::span<const Reading>;
std::vector<Month> months(const Readings& readings);

}  // namespace pos::billing::tariff
