#include "pos/store/billing/timeline_tables.hpp"

#include "pos/journal/event.hpp"
#include "pos/journal/events/billing.hpp"
#include "pos/store/billing/timeline_sql.hpp"
#include "pos/store/columns.hpp"

namespace pos::store::billing {

namespace {

using journal::EventKind;

/// An item with its place: the first three columns of every statement.
TimelineItem placed(const db::Row& row, TimelineTable table) {
    TimelineItem item;
    row.get(0, item.place.at);
    row.get(1, item.place.id);
    item.place.number = row.integer(2);
    item.place.table = static_cast<unsigned>(table);
    return item;
}

TimelineKind act_kind(std::int64_t act) {
    switch (act) {
        case 2:
            return TimelineKind::changed;
        case 3:
            return TimelineKind::paused;
        case 4:
            return TimelineKind::resumed;
        case 5:
            return TimelineKind::cancelled;
        case 6:
            return TimelineKind::anchored;
        case 7:
            return TimelineKind::repriced;
        default:
            return TimelineKind::started;
    }
}

TimelineKind money_kind(std::int64_t kind) {
    switch (static_cast<EventKind>(kind)) {
        case EventKind::payment_returned:
            return TimelineKind::payment_returned;
        case EventKind::written_off:
            return TimelineKind::written_off;
        case EventKind::payment_received:
            return TimelineKind::payment;
        default:
            return TimelineKind::credit;
    }
}

TimelineItem note_item(const db::Row& row) {
    TimelineItem item = placed(row, TimelineTable::note);
    row.get(3, item.about);
    row.get(4, item.by);
    return item;
}

TimelineItem act_item(const db::Row& row) {
    TimelineItem item = placed(row, TimelineTable::act);
    item.kind = act_kind(row.integer(3));
    item.from = row.get<Instant>(4);
    row.get(5, item.about);
    row.get(6, item.by);
    row.get(7, item.number);
    return item;
}

TimelineItem move_item(const db::Row& row) {
    TimelineItem item = placed(row, TimelineTable::move);
    item.kind = row.integer(3) != 0 ? TimelineKind::moved_out : TimelineKind::moved_in;
    item.from = row.get<Instant>(4);
    row.get(5, item.about);
    row.get(6, item.by);
    row.get(7, item.number);
    item.move = item.place.id;
    return item;
}

TimelineItem instalments_item(const db::Row& row) {
    TimelineItem item = placed(row, TimelineTable::instalments);
    item.kind = TimelineKind::instalments;
    item.amount_minor = row.integer(3);
    row.get(4, item.currency);
    row.get(5, item.by);
    return item;
}

TimelineItem level_item(const db::Row& row) {
    TimelineItem item = placed(row, TimelineTable::level);
    item.kind = TimelineKind::level;
    item.about = to_string(Date{static_cast<std::int32_t>(row.integer(2))});
    item.amount_minor = row.integer(3);
    row.get(4, item.currency);
    row.get(5, item.by);
    return item;
}

TimelineItem quote_item(const db::Row& row) {
    TimelineItem item = placed(row, TimelineTable::quote);
    item.kind = TimelineKind::quote;
    item.amount_minor = row.integer(3);
    row.get(4, item.currency);
    row.get(5, item.by);
    row.get(6, item.number);
    return item;
}

TimelineItem document_item(const db::Row& row) {
    TimelineItem item = placed(row, TimelineTable::document);
    row.get(6, item.number);
    const bool opening = row.text(7).starts_with('B');
    const bool invoice =
        row.integer(3) == static_cast<std::int64_t>(journal::DocumentKind::invoice);
    item.kind = opening   ? TimelineKind::opening_balance
                : invoice ? TimelineKind::invoice
                          : TimelineKind::credit_note;
    item.amount_minor = row.integer(4);
    row.get(5, item.currency);
    return item;
}

TimelineItem money_item(const db::Row& row) {
    TimelineItem item = placed(row, TimelineTable::money);
    item.kind = money_kind(row.integer(3));
    item.amount_minor = row.integer(4);
    row.get(5, item.currency);
    row.get(6, item.number);
    row.get(7, item.about);
    if (!row.is_null(8)) item.kind = TimelineKind::refund;
    return item;
}

TimelineItem delivery_item(const db::Row& row) {
    TimelineItem item = placed(row, TimelineTable::delivery);
    item.kind = TimelineKind::delivery;
    item.code = row.integer(3);
    row.get(4, item.about);
    row.get(5, item.number);
    return item;
}

TimelineItem reminder_item(const db::Row& row) {
    TimelineItem item = placed(row, TimelineTable::reminder);
    item.kind = TimelineKind::reminder;
    item.code = item.place.number;
    row.get(3, item.number);
    return item;
}

TimelineItem alert_item(const db::Row& row) {
    TimelineItem item = placed(row, TimelineTable::alert);
    item.kind = TimelineKind::alert;
    item.code = row.integer(3);
    row.get(4, item.about);
    row.get(5, item.number);
    row.get(6, item.figure);
    return item;
}

template <TimelineTable table, TimelineKind kind>
TimelineItem coupon_item(const db::Row& row) {
    TimelineItem item = placed(row, table);
    item.kind = kind;
    row.get(3, item.number);
    row.get(4, item.about);
    return item;
}

struct Source {
    std::string_view sql;
    TimelineItem (*item)(const db::Row&);
};

Source source_of(TimelineTable table) {
    switch (table) {
        case TimelineTable::note:
            return {timeline_sql::kNotes, note_item};
        case TimelineTable::act:
            return {timeline_sql::kActs, act_item};
        case TimelineTable::move:
            return {timeline_sql::kMoves, move_item};
        case TimelineTable::instalments:
            return {timeline_sql::kInstalments, instalments_item};
        case TimelineTable::level:
            return {timeline_sql::kLevels, level_item};
        case TimelineTable::quote:
            return {timeline_sql::kQuotes, quote_item};
        case TimelineTable::document:
            return {timeline_sql::kDocuments, document_item};
        case TimelineTable::money:
            return {timeline_sql::kMoney, money_item};
        case TimelineTable::delivery:
            return {timeline_sql::kDeliveries, delivery_item};
        case TimelineTable::reminder:
            return {timeline_sql::kReminders, reminder_item};
        case TimelineTable::alert:
            return {timeline_sql::kAlerts, alert_item};
        case TimelineTable::coupon:
            return {timeline_sql::kCoupons,
                    coupon_item<TimelineTable::coupon, TimelineKind::coupon_redeemed>};
        case TimelineTable::coupon_used_up:
            return {timeline_sql::kCouponsUsedUp,
                    coupon_item<TimelineTable::coupon_used_up, TimelineKind::coupon_used_up>};
        case TimelineTable::coupon_stop:
            return {timeline_sql::kCouponStops,
                    coupon_item<TimelineTable::coupon_stop, TimelineKind::coupon_stopped>};
        case TimelineTable::reading:
        case TimelineTable::usage:
            break;
    }
    return {};
}

}  // namespace

TimelineRows timeline_rows(db::Connection& db, TimelineTable table, const Ulid& account,
                           const TimelineBound& bound, std::size_t limit) {
    const Source source = source_of(table);
    std::vector<TimelineItem> items;
    if (source.item == nullptr) return items;
    auto done = db.each(
        source.sql, [&](const db::Row& row) { items.push_back(source.item(row)); }, account,
        bound.at, bound.id, bound.number, static_cast<std::int64_t>(limit));
    if (!done) return std::unexpected{std::move(done.error())};
    return items;
}

}  // namespace pos::store::billing
