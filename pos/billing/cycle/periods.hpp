#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "pos/base/calendar.hpp"
#include "pos/base/clock.hpp"
#include "pos/billing/cycle/proration.hpp"
#include "pos/billing/cycle/schedule.hpp"
#include "pos/locale/zone.hpp"
#include "pos/money/exact.hpp"

namespace pos::billing::cycle {

/// When a period is billed.
enum class Mode : std::uint8_t {
    in_advance,         // as soon as it begins
    in_arrears,         // once it has ended
    in_arrears_greedy,  // as soon as a bill run falls inside it
};

/// A subscription's time: from its start, to its end where that is known.
struct Term {
    Schedule schedule{};
    std::optional<Date> end{};
    Mode mode{Mode::in_advance};
    bool operator==(const Term&) const = default;
};

enum class PeriodKind : std::uint8_t { leading, whole, trailing };

/// One period, or part of one, to be billed.
struct Period {
    PeriodKind kind{PeriodKind::whole};
    Stretch dates{};
    Exact share;  // of a whole period
    bool operator==(const Period&) const = default;
};

/// Up to which date a bill run on `up_to` bills; empty where nothing is to be billed yet.
///
/// in advance: the first boundary after it, in arrears: the last on or before it, greedy: the first
/// on or after it; the end of the term where that comes first (in arrears: once it is reached)
std::optional<Date> billed_until(const Term& term, Date up_to);

/// The first boundary after what is billed: when the next run has something to do.
Date next_boundary(const Term& term, std::optional<Date> billed_until);

/// What a bill run on `up_to` bills from the start of the term on.
///
/// requires: the term's end is not before its start; fewer than a hundred thousand periods
/// ensures:  the periods follow one another without gap from the start to billed_until
std::vector<Period> periods(const Term& term, Date up_to, const Proration& proration);

/// The same, counting the seconds of the account's zone between instants. The first period begins
/// at `start` and the last ends at `end`, inside their days; boundaries are where days begin there.
///
/// requires: proration.by is seconds; term.schedule.start and term.end are the dates of both there
std::vector<Period> periods_by_seconds(const Term& term, Date up_to, const Proration& proration,
                                       const locale::Zone& zone, Instant start,
                                       std::optional<Instant> end);

/// What is given back of an item billed for [from, to) that ends on `cancelled` already: a share of
/// what was billed, whatever the price is today.
///
/// requires: from <= cancelled <= to, from < to
Exact unused(Exact billed, Date from, Date to, Date cancelled, const Proration& proration);

}  // namespace pos::billing::cycle
