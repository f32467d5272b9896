#include "pos/store/billing/timeline.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "pos/store/billing/timeline_sql.hpp"
#include "pos/store/billing/timeline_tables.hpp"

namespace pos::store::billing {

namespace {

constexpr unsigned kTables = static_cast<unsigned>(TimelineTable::level) + 1;

TimelineSort sort_of_table(TimelineTable table) {
    switch (table) {
        case TimelineTable::note:
            return TimelineSort::note;
        case TimelineTable::act:
        case TimelineTable::move:
        case TimelineTable::instalments:
        case TimelineTable::quote:
        case TimelineTable::coupon:
        case TimelineTable::coupon_used_up:
        case TimelineTable::coupon_stop:
        case TimelineTable::level:
            return TimelineSort::event;
        case TimelineTable::document:
            return TimelineSort::invoice;
        case TimelineTable::money:
            return TimelineSort::payment;
        case TimelineTable::delivery:
        case TimelineTable::reminder:
        case TimelineTable::alert:
            return TimelineSort::delivery;
        case TimelineTable::reading:
            return TimelineSort::reading;
        case TimelineTable::usage:
            return TimelineSort::usage;
    }
    return TimelineSort::event;
}

/// Of one time the tables follow one another in their order.
TimelineBound bound_for(unsigned table, const std::optional<TimelinePlace>& behind) {
    Ulid last;
    last.bytes.fill(0xFF);
    if (!behind) return {Instant{INT64_MAX}, last, INT64_MAX};
    if (table == behind->table) return {behind->at, behind->id, behind->number};
    if (table > behind->table) return {behind->at, last, INT64_MAX};
    return {behind->at, Ulid{}, INT64_MIN};
}

bool comes_before(const TimelineItem& one, const TimelineItem& other) {
    const TimelinePlace& a = one.place;
    const TimelinePlace& b = other.place;
    if (a.at != b.at) return b.at < a.at;
    if (a.table != b.table) return a.table < b.table;
    if (a.id != b.id) return b.id < a.id;
    return b.number < a.number;
}

template <class T>
bool read_whole(std::string_view text, T& to) {
    const auto read = std::from_chars(text.data(), text.data() + text.size(), to);
    return read.ec == std::errc{} && read.ptr == text.data() + text.size();
}

}  // namespace

std::string to_string(const TimelinePlace& place) {
    return fmt::format("{}.{}.{}.{}", place.at.unix_ms, place.table, pos::to_string(place.id),
                       place.number);
}

std::optional<TimelinePlace> parse_timeline_place(std::string_view text) {
    std::array<std::string_view, 4> parts;
    for (std::size_t i = 0; i < parts.size(); ++i) {
        const auto dot = i + 1 == parts.size() ? text.size() : text.find('.');
        if (dot == text.npos) return std::nullopt;
        parts[i] = text.substr(0, dot);
        text.remove_prefix(std::min(dot + 1, text.size()));
    }
    TimelinePlace place;
    const auto id = parse_ulid(parts[2]);
    const bool good = id && read_whole(parts[0], place.at.unix_ms) &&
                      read_whole(parts[1], place.table) && read_whole(parts[3], place.number) &&
                      place.table < kTables;
    if (!good) return std::nullopt;
    place.id = *id;
    return place;
}

TimelineSort sort_of(TimelineKind kind) {
    switch (kind) {
        case TimelineKind::note:
            return TimelineSort::note;
        case TimelineKind::started:
        case TimelineKind::changed:
        case TimelineKind::paused:
        case TimelineKind::resumed:
        case TimelineKind::cancelled:
        case TimelineKind::anchored:
        case TimelineKind::repriced:
        case TimelineKind::moved_out:
        case TimelineKind::moved_in:
        case TimelineKind::instalments:
        case TimelineKind::quote:
        case TimelineKind::coupon_redeemed:
        case TimelineKind::coupon_used_up:
        case TimelineKind::coupon_stopped:
        case TimelineKind::level:
            return TimelineSort::event;
        case TimelineKind::invoice:
        case TimelineKind::credit_note:
        case TimelineKind::opening_balance:
            return TimelineSort::invoice;
        case TimelineKind::payment:
        case TimelineKind::payment_returned:
        case TimelineKind::refund:
        case TimelineKind::written_off:
        case TimelineKind::credit:
            return TimelineSort::payment;
        case TimelineKind::delivery:
        case TimelineKind::reminder:
        case TimelineKind::alert:
            return TimelineSort::delivery;
        case TimelineKind::reading:
            return TimelineSort::reading;
        case TimelineKind::usage:
            return TimelineSort::usage;
    }
    return TimelineSort::event;
}

Answer<std::vector<TimelineItem>> timeline(db::Connection& db, const TimelineQuestion& asked) {
    std::vector<TimelineItem> all;
    const TimelineSpans spans{asked.zone, asked.only == TimelineSort::usage};
    for (unsigned each = 0; each < kTables; ++each) {
        const auto table = static_cast<TimelineTable>(each);
        if (asked.only && sort_of_table(table) != *asked.only) continue;
        const TimelineBound bound = bound_for(each, asked.behind);
        auto rows = table == TimelineTable::reading
                        ? timeline_readings(db, asked.account, bound, asked.limit)
                    : table == TimelineTable::usage
                        ? timeline_usage(db, asked.account, spans, bound, asked.limit)
                        : timeline_rows(db, table, asked.account, bound, asked.limit);
        if (!rows) return store_error(std::move(rows.error()));
        std::ranges::move(*rows, std::back_inserter(all));
    }
    std::ranges::sort(all, comes_before);
    if (all.size() > asked.limit) all.resize(asked.limit);
    return all;
}

std::span<const std::string_view> timeline_statements() {
    return timeline_sql::kAll;
}

}  // namespace pos::store::billing
