#pragma once

#include <cstdint>
#include <optional>

#include "pos/base/calendar.hpp"

namespace pos::billing::cycle {

enum class Unit : std::uint8_t { day, week, month, year };

/// How long a billing period is: one month, thirty days, three months.
struct Every {
    Unit unit{Unit::month};
    int count{1};
    bool operator==(const Every&) const = default;
};
inline constexpr int kCountMax = 1'000;

constexpr bool in_range(const Every& every) {
    return every.count >= 1 && every.count <= kCountMax;
}

/// So many periods later, or earlier where negative, on the same day of the month; clamped to the
/// month's end where that has no such day.
///
/// requires: in_range(every); |periods| <= 100,000
Date shift(Date from, const Every& every, int periods);

/// The boundaries of billing periods. A period is [boundary, next boundary), in dates of the
/// account's zone.
///
/// Months and years turn over on the anchor day, which is clamped to the end of shorter months and
/// never lost: 31 January, 28 February, 31 March. Days and weeks count from the start.
struct Schedule {
    Every every{};
    unsigned anchor_day{1};  // 1 to 31; unread for days and weeks
    Date start{};

    /// The anchor day in the month of the start where that is not before it, else one whole period
    /// later.
    Date first_boundary() const;
    /// The boundary so many periods after the first; before it where negative.
    Date boundary(int index) const;
    /// The index of the last boundary on or before a date; negative before the first.
    int boundary_at(Date date) const;

    bool operator==(const Schedule&) const = default;
};

}  // namespace pos::billing::cycle
