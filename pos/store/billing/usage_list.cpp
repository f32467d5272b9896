#include "pos/store/billing/usage_list.hpp"

#include <algorithm>
#include <array>

#include "pos/base/assert.hpp"
#include "pos/money/wide.hpp"

namespace pos::store::billing {

namespace {

/// As read_row() reads them. Whether another stands in its place is asked of those alone that were
/// taken back.
constexpr std::string_view kRowColumns{
    "u.source, u.id, u.subscription, s.number, s.account, u.meter, u.event_at, "
    "u.quantity_millionths, u.sent_to, u.received_at, u.voided_at, CASE WHEN u.voided_at IS NULL "
    "THEN 0 ELSE (SELECT CAST(count(*) AS BIGINT) FROM usage_record r WHERE r.source = 'put right: "
    "' || u.source AND r.id = u.id) END"};
static_assert(kPutRight == "put right: ");

UsageRow read_row(const db::Row& row) {
    UsageRow one;
    row.get(0, one.source);
    row.get(1, one.id);
    row.get(2, one.subscription);
    row.get(3, one.number);
    row.get(4, one.account);
    row.get(5, one.meter);
    row.get(6, one.at);
    one.quantity.millionths = row.integer(7);
    row.get(8, one.to);
    row.get(9, one.received_at);
    row.get(10, one.voided_at);
    one.replaced = row.integer(11) > 0;
    return one;
}

/// Every meter that ever counted has its row among those that were billed, so that each is looked
/// up by itself and no record of another time is read.
struct Asked {
    std::string from_where;
    std::vector<db::Param> params;
};
Asked asked_of(const UsageAsked& asked) {
    POS_ASSERT(asked.account || asked.subscription);
    Asked made;
    const auto with = [&](const char* condition, const db::Param& param) {
        made.params.push_back(param);
        made.from_where += condition + std::to_string(made.params.size());
    };
    made.from_where =
        " FROM subscription s JOIN usage_billed b ON b.subscription = s.subscription JOIN "
        "usage_record u ON u.subscription = b.subscription AND u.meter = b.meter WHERE ";
    with("u.event_at >= $", db::Param{asked.from});
    with(" AND u.event_at < $", db::Param{asked.to});
    if (asked.account) with(" AND s.account = $", db::Param{*asked.account});
    if (asked.subscription) with(" AND s.subscription = $", db::Param{*asked.subscription});
    if (!asked.meter.empty()) with(" AND b.meter = $", db::Param{asked.meter});
    return made;
}

/// The most that a quantity holds, where it is more.
Quantity within(Wide millionths) {
    return {static_cast<std::int64_t>(std::clamp(millionths, Wide{-INT64_MAX}, Wide{INT64_MAX}))};
}

MeterPlace read_place(const db::Row& row) {
    return {row.get<Ulid>(0), std::string{row.text(1)}, row.get<Instant>(2)};
}

}  // namespace

db::Result<void> each_usage_row(db::Connection& db, const UsageAsked& asked,
                                db::FunctionRef<bool(const UsageRow&)> take) {
    const Asked made = asked_of(asked);
    const std::string sql = "SELECT " + std::string{kRowColumns} + made.from_where +
                            " ORDER BY u.event_at DESC, u.source, u.id";
    const auto done =
        db.stream(sql, made.params, [&](const db::Row& row) { return take(read_row(row)); });
    if (!done) return std::unexpected{done.error()};
    return {};
}

db::Result<void> each_amount(db::Connection& db, const UsageAsked& asked,
                             db::FunctionRef<void(Instant, Quantity)> take) {
    const Asked made = asked_of(asked);
    const std::string sql = "SELECT u.event_at, u.quantity_millionths" + made.from_where +
                            " AND u.voided_at IS NULL ORDER BY u.event_at, u.source, u.id";
    const auto done = db.stream(sql, made.params, [&](const db::Row& row) {
        take(row.get<Instant>(0), Quantity{row.integer(1)});
        return true;
    });
    if (!done) return std::unexpected{done.error()};
    return {};
}

db::Result<std::optional<UsageRow>> usage_row(db::Connection& db, std::string_view source,
                                              std::string_view id) {
    std::optional<UsageRow> found;
    const auto done = db.each(
        "SELECT " + std::string{kRowColumns} +
            " FROM usage_record u JOIN subscription s ON s.subscription = u.subscription "
            "WHERE u.source = $1 AND u.id = $2",
        [&](const db::Row& row) { found = read_row(row); }, source, id);
    if (!done) return std::unexpected{done.error()};
    return found;
}

db::Result<std::vector<MeterPlace>> meter_places(db::Connection& db,
                                                 const std::optional<MeterPlace>& behind,
                                                 std::int64_t limit) {
    std::vector<MeterPlace> places;
    const auto add = [&](const db::Row& row) { places.push_back(read_place(row)); };
    const auto done =
        behind ? db.each(
                     "SELECT subscription, meter, until_at FROM usage_billed WHERE "
                     "(subscription, meter) > ($1, $2) ORDER BY subscription, meter LIMIT $3",
                     add, behind->subscription, behind->meter, limit)
               : db.each(
                     "SELECT subscription, meter, until_at FROM usage_billed ORDER BY "
                     "subscription, meter LIMIT $1",
                     add, limit);
    if (!done) return std::unexpected{done.error()};
    return places;
}

db::Result<std::vector<MeterPlace>> meter_places_of(db::Connection& db, const Ulid& account) {
    std::vector<MeterPlace> places;
    const auto done = db.each(
        "SELECT b.subscription, b.meter, b.until_at FROM subscription s JOIN usage_billed b ON "
        "b.subscription = s.subscription WHERE s.account = $1 ORDER BY b.meter, b.subscription",
        [&](const db::Row& row) { places.push_back(read_place(row)); }, account);
    if (!done) return std::unexpected{done.error()};
    return places;
}

db::Result<void> each_planned_place(db::Connection& db, const std::optional<MeterPlace>& behind,
                                    db::FunctionRef<bool(const PlannedPlace&)> take) {
    std::string sql =
        "SELECT b.subscription, b.meter, b.until_at, a.plan, a.version FROM usage_billed b JOIN "
        "subscription_act a ON a.subscription = b.subscription WHERE a.plan <> ''";
    std::vector<db::Param> params;
    if (behind) {
        sql += " AND (b.subscription, b.meter) > ($1, $2)";
        params = {db::Param{behind->subscription}, db::Param{behind->meter}};
    }
    sql += " ORDER BY b.subscription, b.meter";
    PlannedPlace one;
    const auto done = db.stream(sql, params, [&](const db::Row& row) {
        row.get(0, one.place.subscription);
        row.get(1, one.place.meter);
        row.get(2, one.place.until);
        row.get(3, one.plan);
        row.get(4, one.version);
        return take(one);
    });
    if (!done) return std::unexpected{done.error()};
    return {};
}

db::Result<UsageSum> usage_sum(db::Connection& db, const MeterPlace& place, Instant from,
                               Instant to) {
    UsageSum sum;
    // Whole ones and millionths apart: either engine refuses a sum that is more than 64 bits.
    const auto done = db.each(
        "SELECT CAST(count(*) AS BIGINT), CAST(coalesce(sum(quantity_millionths / 1000000), 0) AS "
        "BIGINT), CAST(coalesce(sum(quantity_millionths % 1000000), 0) AS BIGINT), "
        "coalesce(min(event_at), 0), coalesce(max(event_at), 0) FROM usage_record WHERE "
        "subscription = $1 AND meter = $2 AND event_at >= $3 AND event_at < $4 AND voided_at IS "
        "NULL",
        [&](const db::Row& row) {
            const Wide all = Wide{row.integer(1)} * kQuantityScale + row.integer(2);
            sum = {row.integer(0), within(all), row.get<Instant>(3), row.get<Instant>(4)};
        },
        place.subscription, place.meter, from, to);
    if (!done) return std::unexpected{done.error()};
    return sum;
}

db::Result<std::vector<UsageRow>> standing_usage(db::Connection& db, const MeterPlace& place,
                                                 Instant from, Instant to, std::int64_t limit) {
    std::vector<UsageRow> rows;
    const auto done = db.each(
        "SELECT " + std::string{kRowColumns} +
            " FROM usage_record u JOIN subscription s ON s.subscription = u.subscription WHERE "
            "u.subscription = $1 AND u.meter = $2 AND u.event_at >= $3 AND u.event_at < $4 AND "
            "u.voided_at IS NULL ORDER BY u.event_at, u.source, u.id LIMIT $5",
        [&](const db::Row& row) { rows.push_back(read_row(row)); }, place.subscription, place.meter,
        from, to, limit);
    if (!done) return std::unexpected{done.error()};
    return rows;
}

db::Result<std::vector<UsageLine>> usage_lines(db::Connection& db, const Ulid& subscription) {
    std::vector<UsageLine> lines;
    const auto done = db.each(
        "SELECT l.kind, l.item, l.of_item, l.plan, l.version, l.charge, l.from_day, l.to_day, "
        "l.line, d.number, e.at FROM document_line l JOIN document d ON d.entry = l.entry JOIN "
        "journal_entry e ON e.entry = l.entry WHERE l.subscription = $1 AND l.kind IN (3, 5, 9) "
        "ORDER BY l.entry, l.line",
        [&](const db::Row& row) {
            UsageLine& one = lines.emplace_back();
            one.kind = static_cast<pos::billing::bill::ItemKind>(row.integer(0));
            row.get(1, one.item);
            row.get(2, one.of);
            row.get(3, one.plan);
            row.get(4, one.version);
            row.get(5, one.charge);
            row.get(6, one.from);
            row.get(7, one.to);
            row.get(8, one.line);
            row.get(9, one.document);
            row.get(10, one.at);
        },
        subscription);
    if (!done) return std::unexpected{done.error()};
    return lines;
}

db::Result<std::optional<SubscriptionName>> subscription_name(db::Connection& db,
                                                              const Ulid& subscription) {
    const auto found = db.first<std::string, Ulid>(
        "SELECT number, account FROM subscription WHERE subscription = $1", subscription);
    if (!found) return std::unexpected{found.error()};
    if (!*found) return std::optional<SubscriptionName>{};
    const auto& [number, account] = **found;
    return SubscriptionName{number, account};
}

}  // namespace pos::store::billing
