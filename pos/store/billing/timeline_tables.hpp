#pragma once

#include <vector>

#include "pos/store/billing/timeline.hpp"

/// What the timeline is put together from.
namespace pos::store::billing {

/// The tables, in the order of what happened at one time.
enum class TimelineTable : unsigned {
    note,
    act,
    move,
    instalments,
    quote,
    document,
    money,
    delivery,
    reminder,
    reading,
    usage,
    alert,
    coupon,
    coupon_used_up,
    coupon_stop,
    level,
};

/// What comes before everything that is wanted of one table: its rows are later, or have a higher
/// key.
struct TimelineBound {
    Instant at{};
    Ulid id{};
    std::int64_t number{0};
};

using TimelineRows = db::Result<std::vector<TimelineItem>>;
/// At most `limit` rows of a table that are behind the bound, the latest first.
TimelineRows timeline_rows(db::Connection& db, TimelineTable table, const Ulid& account,
                           const TimelineBound& bound, std::size_t limit);

/// What counters showed while their points were the account's.
TimelineRows timeline_readings(db::Connection& db, const Ulid& account, const TimelineBound& bound,
                               std::size_t limit);
/// How usage is put together, by whose clocks.
struct TimelineSpans {
    const locale::Zone& zone;
    bool by_days{false};  // else by months
};
/// What was used: a span, a subscription and what is counted each.
TimelineRows timeline_usage(db::Connection& db, const Ulid& account, const TimelineSpans& spans,
                            const TimelineBound& bound, std::size_t limit);

}  // namespace pos::store::billing
