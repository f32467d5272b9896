#include "pos/billing/cycle/periods.hpp"

#include <algorithm>

#include "pos/base/assert.hpp"

namespace pos::billing::cycle {

namespace {

constexpr int kPeriodsMax = 100'000;

Partial policy_of(PeriodKind kind, const Proration& proration) {
    return kind == PeriodKind::leading ? proration.leading : proration.trailing;
}

/// Fills in shares where the policy does not ask for counting; true where it does.
bool must_count(Period& period, const Proration& proration) {
    if (period.kind == PeriodKind::whole) {
        period.share = exactly(1);
        return false;
    }
    const Partial policy = policy_of(period.kind, proration);
    if (policy == Partial::billed_whole) period.share = exactly(1);
    return policy == Partial::prorated;
}

/// The term cut at its boundaries, without shares.
std::vector<Period> cut(const Term& term, Date until, PartOf part_of) {
    std::vector<Period> periods;
    const Schedule& schedule = term.schedule;
    const Date first = schedule.first_boundary();
    if (schedule.start < first && schedule.start < until) {
        Stretch dates = leading_stretch(schedule, schedule.start, first, part_of);
        dates.to = std::min(first, until);
        periods.push_back({PeriodKind::leading, dates, {}});
    }
    for (int index = 0; schedule.boundary(index) < until; ++index) {
        POS_ASSERT(index < kPeriodsMax);
        const Date from = schedule.boundary(index);
        const Date to = schedule.boundary(index + 1);
        if (to <= until) {
            periods.push_back({PeriodKind::whole, {from, to, from, to}, {}});
        } else {
            periods.push_back(
                {PeriodKind::trailing, trailing_stretch(schedule, from, until, part_of), {}});
        }
    }
    return periods;
}

}  // namespace

std::optional<Date> billed_until(const Term& term, Date up_to) {
    const Schedule& schedule = term.schedule;
    if (up_to < schedule.start) return std::nullopt;
    const int at = schedule.boundary_at(up_to);
    const auto or_end = [&](Date date) { return term.end ? std::min(date, *term.end) : date; };
    switch (term.mode) {
        case Mode::in_advance:
            return or_end(schedule.boundary(at + 1));
        case Mode::in_arrears_greedy:
            return or_end(schedule.boundary(schedule.boundary(at) == up_to ? at : at + 1));
        case Mode::in_arrears:
            if (term.end && *term.end <= up_to) return term.end;
            if (at < 0) return std::nullopt;
            return schedule.boundary(at);
    }
    POS_ASSERT(!"a way to bill");
}

Date next_boundary(const Term& term, std::optional<Date> until) {
    const Schedule& schedule = term.schedule;
    if (!until || *until < schedule.first_boundary()) return schedule.first_boundary();
    return schedule.boundary(schedule.boundary_at(*until) + 1);
}

std::vector<Period> periods(const Term& term, Date up_to, const Proration& proration) {
    const auto until = billed_until(term, up_to);
    if (!until) return {};
    std::vector<Period> found = cut(term, *until, proration.part_of);
    for (Period& period : found) {
        if (must_count(period, proration)) period.share = share(period.dates, proration);
    }
    return found;
}

std::vector<Period> periods_by_seconds(const Term& term, Date up_to, const Proration& proration,
                                       const locale::Zone& zone, Instant start,
                                       std::optional<Instant> end) {
    POS_ASSERT(proration.by == CountBy::seconds);
    const auto until = billed_until(term, up_to);
    if (!until) return {};
    std::vector<Period> found = cut(term, *until, proration.part_of);
    // The day that the term begins or ends in is not whole, so neither is its first or last period.
    if (!found.empty() && start > zone.start_of_day(found.front().dates.from)) {
        if (found.front().kind == PeriodKind::whole) found.front().kind = PeriodKind::leading;
    }
    const bool ends_inside = end && *until == *term.end && *end > zone.start_of_day(*until);
    if (ends_inside) {
        const Schedule& schedule = term.schedule;
        if (*until == schedule.boundary(schedule.boundary_at(*until))) {
            found.push_back({PeriodKind::trailing,
                             trailing_stretch(schedule, *until, *until, proration.part_of),
                             {}});
        }
    }
    for (Period& period : found) {
        if (!must_count(period, proration)) continue;
        Instant from = zone.start_of_day(period.dates.from);
        Instant to = zone.start_of_day(period.dates.to);
        if (&period == &found.front()) from = std::max(from, start);
        if (&period == &found.back() && ends_inside) to = *end;
        const auto seconds = [](Instant a, Instant b) {
            return std::max<std::int64_t>(b.unix_ms / 1000 - a.unix_ms / 1000, 0);
        };
        period.share = share(seconds(from, to),
                             seconds(zone.start_of_day(period.dates.whole_from),
                                     zone.start_of_day(period.dates.whole_to)),
                             proration);
    }
    return found;
}

Exact unused(Exact billed, Date from, Date to, Date cancelled, const Proration& proration) {
    POS_ASSERT(from <= cancelled && cancelled <= to && from < to);
    const std::int64_t whole = days_between(from, to, proration);
    if (whole == 0) return {};
    return product(billed, share(days_between(cancelled, to, proration), whole, proration));
}

}  // namespace pos::billing::cycle
