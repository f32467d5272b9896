#include <algorithm>
#include <map>

#include "pos/money/decimal.hpp"
#include "pos/money/quantity.hpp"
#include "pos/store/billing/timeline_sql.hpp"
#include "pos/store/billing/timeline_tables.hpp"

namespace pos::store::billing {

namespace {

constexpr Instant kForEver{INT64_MAX};

/// What is counted at a point, in a stretch of time in which it was the account's.
struct Watched {
    Ulid reg{};
    std::string point;
    std::string meter;
    Instant from{};
    Instant to{kForEver};  // a reading of that instant is of both
};

bool is_behind(const TimelinePlace& place, const TimelineBound& bound) {
    if (place.at != bound.at) return place.at < bound.at;
    if (place.id != bound.id) return place.id < bound.id;
    return place.number < bound.number;
}

bool is_later(const TimelineItem& one, const TimelineItem& other) {
    const TimelinePlace& a = one.place;
    const TimelinePlace& b = other.place;
    if (a.at != b.at) return b.at < a.at;
    if (a.id != b.id) return b.id < a.id;
    return b.number < a.number;
}

/// What is counted for a subscription, and the span of it that comes next.
struct Counted {
    Ulid subscription{};
    std::string meter;
    std::string number;        // of the subscription
    std::int64_t position{0};  // among all that is counted for the account
    std::optional<TimelineItem> next{};
    Instant span_start{};
};

/// The days of the span that a day is in: [first, second).
std::pair<Date, Date> span_of(Date day, bool by_days) {
    if (by_days) return {day, Date{day.days + 1}};
    const auto parts = split(day);
    const Date first{day.days - static_cast<std::int32_t>(parts.day) + 1};
    // The month behind begins within 31 days.
    const Date behind{first.days + 31};
    return {first, Date{behind.days - static_cast<std::int32_t>(split(behind).day) + 1}};
}

/// The latest span of what is counted that is behind the bound and begins before `before`.
db::Result<void> find_span(db::Connection& db, const TimelineSpans& spans,
                           const TimelineBound& bound, Instant before, Counted& of) {
    of.next.reset();
    for (;;) {
        const auto last =
            db.value<Instant>(timeline_sql::kLastUse, of.subscription, of.meter, before);
        if (!last) return std::unexpected{last.error()};
        if (!*last) return {};
        const auto [from, to] = span_of(spans.zone.local(**last).date, spans.by_days);
        of.span_start = spans.zone.start_of_day(from);
        const auto sums = db.first<std::int64_t, std::int64_t, Instant>(
            timeline_sql::kUseOfSpan, of.subscription, of.meter, of.span_start,
            spans.zone.start_of_day(to));
        if (!sums) return std::unexpected{sums.error()};
        const auto& [records, millionths, at] = sums->value();
        TimelineItem item;
        item.place = {at, static_cast<unsigned>(TimelineTable::usage), of.subscription,
                      of.position};
        item.kind = TimelineKind::usage;
        item.number = of.number;
        item.about = of.meter;
        item.code = records;
        item.figure = pos::to_string(Quantity{millionths});
        if (is_behind(item.place, bound)) {
            of.next = std::move(item);
            return {};
        }
        // Shown before: its last record is what it stands by.
        before = of.span_start;
    }
}

}  // namespace

TimelineRows timeline_readings(db::Connection& db, const Ulid& account, const TimelineBound& bound,
                               std::size_t limit) {
    std::vector<Watched> watched;
    auto done = db.each(
        timeline_sql::kPointsOf,
        [&](const db::Row& row) {
            Watched& one = watched.emplace_back();
            row.get(0, one.reg);
            row.get(1, one.point);
            row.get(2, one.meter);
            row.get(3, one.from);
            if (!row.is_null(4)) row.get(4, one.to);
        },
        account);
    std::vector<TimelineItem> items;
    for (const Watched& one : watched) {
        if (!done) break;
        done = db.each(
            timeline_sql::kReadings,
            [&](const db::Row& row) {
                TimelineItem& item = items.emplace_back();
                row.get(0, item.place.at);
                row.get(1, item.place.id);
                item.place.number = row.integer(2);
                item.place.table = static_cast<unsigned>(TimelineTable::reading);
                item.kind = TimelineKind::reading;
                item.number = one.point;
                item.about = one.meter;
                row.get(3, item.figure);
                item.code = row.integer(4);
                row.get(5, item.by);
            },
            one.reg, bound.at, bound.id, bound.number, static_cast<std::int64_t>(limit), one.from,
            one.to);
    }
    if (!done) return std::unexpected{std::move(done.error())};
    std::ranges::sort(items, is_later);
    // Where one subscription follows another of the same account, both have that instant's.
    const auto [first, last] = std::ranges::unique(items, {}, &TimelineItem::place);
    items.erase(first, last);
    if (items.size() > limit) items.resize(limit);
    return items;
}

TimelineRows timeline_usage(db::Connection& db, const Ulid& account, const TimelineSpans& spans,
                            const TimelineBound& bound, std::size_t limit) {
    std::vector<Counted> counted;
    auto done = db.each(
        timeline_sql::kMetersOf,
        [&](const db::Row& row) {
            Counted& one = counted.emplace_back();
            row.get(0, one.subscription);
            row.get(1, one.meter);
            row.get(2, one.number);
            one.position = static_cast<std::int64_t>(counted.size());
        },
        account);
    if (!done) return std::unexpected{std::move(done.error())};
    const Instant first{std::min(bound.at.unix_ms, INT64_MAX - 1) + 1};
    for (Counted& one : counted) {
        if (auto found = find_span(db, spans, bound, first, one); !found) {
            return std::unexpected{std::move(found.error())};
        }
    }
    std::vector<TimelineItem> items;
    while (items.size() < limit) {
        Counted* latest = nullptr;
        for (Counted& one : counted) {
            if (one.next && (latest == nullptr || is_later(*one.next, *latest->next))) {
                latest = &one;
            }
        }
        if (latest == nullptr) break;
        items.push_back(std::move(*latest->next));
        if (auto found = find_span(db, spans, bound, latest->span_start, *latest); !found) {
            return std::unexpected{std::move(found.error())};
        }
    }
    return items;
}

}  // namespace pos::store::billing
