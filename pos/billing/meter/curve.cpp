#include "pos/billing/meter/curve.hpp"

#include <algorithm>

#include "pos/base/assert.hpp"

namespace pos::billing::meter {

namespace {

constexpr std::int64_t kDayMs = 86'400'000;

Known known_by(Source source) {
    switch (source) {
        case Source::actual:
            return Known::read;
        case Source::customer:
            return Known::customer;
        case Source::estimated:
            return Known::estimated;
    }
    POS_ASSERT(!"a source");
}

/// Whether later readings may overrule it: an estimate between others. What a counter showed first
/// and last has to be taken for true.
bool may_be_overruled(const Installed& installed, std::size_t i) {
    return installed.readings[i].source == Source::estimated && i != 0 &&
           i + 1 != installed.readings.size();
}

std::expected<void, Problem> check(const Installed& installed, std::size_t number) {
    const auto& readings = installed.readings;
    if (readings.empty()) return std::unexpected{Problem{Fault::no_reading, number, 0}};
    for (std::size_t i = 0; i < readings.size(); ++i) {
        if (!on_face(installed.counter, readings[i].figure)) {
            return std::unexpected{Problem{Fault::off_the_face, number, i}};
        }
        if (i > 0 && readings[i].at <= readings[i - 1].at) {
            return std::unexpected{Problem{Fault::out_of_order, number, i}};
        }
    }
    return {};
}

/// The next reading from `i` on that no other overrules.
std::size_t next_firm(const Installed& installed, std::size_t i) {
    while (may_be_overruled(installed, i)) ++i;
    return i;
}

}  // namespace

std::expected<Curve, Problem> Curve::of(const Installed& installed, std::size_t number,
                                        const Policy& policy) {
    POS_ASSERT(in_range(installed.counter));
    if (const auto good = check(installed, number); !good) return std::unexpected{good.error()};
    const auto& readings = installed.readings;
    // Without a later reading that was really taken, the last estimates are all that there is.
    std::size_t firm_end = readings.size();
    while (firm_end > 1 && readings[firm_end - 1].source == Source::estimated) --firm_end;

    const auto step = [&](const Reading& a, const Reading& b) {
        return advance(installed.counter, a.figure, b.figure, policy.rollover_most);
    };
    std::vector<Anchor> anchors{{readings[0].at, {}, known_by(readings[0].source), 0}};
    std::size_t base = 0;  // the reading of the last anchor
    while (base + 1 < readings.size()) {
        const std::size_t firm = base + 1 < firm_end ? next_firm(installed, base + 1) : base + 1;
        const auto whole = step(readings[base], readings[firm]);
        if (!whole) return std::unexpected{Problem{Fault::goes_backwards, number, firm}};
        const Anchor start = anchors.back();
        Exact reached{};
        for (std::size_t i = base + 1; i < firm; ++i) {
            if (policy.estimates == Estimates::drop) break;
            const auto part = step(readings[base], readings[i]);
            if (!part || part->units > whole->units || part->units < reached) continue;
            reached = part->units;
            anchors.push_back({readings[i].at, start.units + part->units, Known::estimated,
                               start.rollovers + (part->rolled_over ? 1U : 0U)});
        }
        anchors.push_back({readings[firm].at, start.units + whole->units,
                           known_by(readings[firm].source),
                           start.rollovers + (whole->rolled_over ? 1U : 0U)});
        base = firm;
    }
    return Curve{number, std::move(anchors)};
}

Anchor Curve::between(Instant at) const {
    const auto after = std::ranges::lower_bound(anchors_, at, {}, &Anchor::at);
    if (after->at == at) return *after;
    const Anchor& before = *(after - 1);
    const Exact more = share_of(after->units - before.units, at.unix_ms - before.at.unix_ms,
                                after->at.unix_ms - before.at.unix_ms);
    return {at, before.units + more, Known::between, before.rollovers};
}

std::expected<Anchor, Problem> Curve::beyond(Instant at, const Policy& policy) const {
    POS_ASSERT(policy.recent_days > 0 && policy.least_days > 0);
    const Anchor& last = anchors_.back();
    const std::int64_t history_ms = last.at.unix_ms - first().unix_ms;
    if (history_ms < policy.least_days * kDayMs) {
        return std::unexpected{problem(Fault::too_little_history)};
    }
    const std::int64_t ahead_ms = at.unix_ms - last.at.unix_ms;
    if (policy.beyond == Beyond::recent) {
        const std::int64_t span_ms = std::min(history_ms, policy.recent_days * kDayMs);
        const Exact used = last.units - between({last.at.unix_ms - span_ms}).units;
        return Anchor{at, last.units + share_of(used, ahead_ms, span_ms), Known::beyond,
                      last.rollovers};
    }
    const std::int64_t year_ms = 365 * kDayMs;
    if (ahead_ms > year_ms || history_ms < year_ms) {
        return std::unexpected{problem(Fault::too_little_history)};
    }
    const Exact used =
        between({at.unix_ms - year_ms}).units - between({last.at.unix_ms - year_ms}).units;
    return Anchor{at, last.units + used, Known::beyond, last.rollovers};
}

std::expected<Anchor, Problem> Curve::at(Instant at, const Policy& policy) const {
    if (at < first()) return std::unexpected{Problem{Fault::before_first, number_, 0}};
    if (at > last()) {
        if (policy.beyond == Beyond::refuse) return std::unexpected{problem(Fault::after_last)};
        return beyond(at, policy);
    }
    const Anchor found = between(at);
    if (found.known == Known::between && policy.between == Between::refuse) {
        return std::unexpected{Problem{Fault::between_readings, number_, 0}};
    }
    return found;
}

}  // namespace pos::billing::meter
