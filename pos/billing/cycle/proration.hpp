#pragma once

#include <cstdint>

#include "pos/base/calendar.hpp"
#include "pos/base/clock.hpp"
#include "pos/billing/cycle/schedule.hpp"
#include "pos/money/exact.hpp"
#include "pos/money/rounding.hpp"

namespace pos::billing::cycle {

/// What time is counted in when a period is not billed whole.
enum class CountBy : std::uint8_t {
    actual_days,
    fixed_days,  // every month has so many
    seconds,     // between instants of the account's zone
};

/// What becomes of a period that is not whole.
enum class Partial : std::uint8_t { prorated, billed_whole, free };

/// Which whole period a part is compared with.
enum class PartOf : std::uint8_t {
    stepped,   // one period from the boundary as it fell: 28 February to 28 January
    anchored,  // the schedule's own: 28 February to 31 January, where the anchor is the 31st
};

/// How parts of a period are paid. Each share is rounded by itself before anything is added.
struct Proration {
    CountBy by{CountBy::actual_days};
    int days_in_month{30};  // of fixed_days
    Partial leading{Partial::prorated};
    Partial trailing{Partial::prorated};
    PartOf part_of{PartOf::stepped};
    unsigned decimals{9};
    RoundingMode mode{RoundingMode::half_away};
    bool operator==(const Proration&) const = default;
};

/// Days between two dates; with fixed months, days within one month are still counted as they are.
///
/// requires: from <= to
std::int64_t days_between(Date from, Date to, const Proration& proration);

/// A stretch of dates and the whole period that it is a part of.
struct Stretch {
    Date from{};
    Date to{};
    Date whole_from{};
    Date whole_to{};
    bool operator==(const Stretch&) const = default;
};

/// The part before `boundary` that begins on `from`, and the one after it that ends on `to`.
Stretch leading_stretch(const Schedule& schedule, Date from, Date boundary, PartOf part_of);
Stretch trailing_stretch(const Schedule& schedule, Date boundary, Date to, PartOf part_of);

/// part ÷ whole, rounded as the policy says.
///
/// requires: whole > 0
Exact share(std::int64_t part, std::int64_t whole, const Proration& proration);
Exact share(const Stretch& stretch, const Proration& proration);

}  // namespace pos::billing::cycle
