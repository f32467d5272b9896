#include "pos/store/billing/meters.hpp"

#include "pos/money/decimal.hpp"
#include "pos/store/billing/in_list.hpp"

namespace pos::store::billing {

namespace {

namespace meter = pos::billing::meter;

constexpr std::string_view kRegister = "SELECT r.register, r.point, r.meter FROM meter_register r ";

Exact read_figure(const db::Row& row, int column) {
    const auto figure = parse_exact(row.text(column));
    if (!figure) row.fault(column, "no figure");
    return figure.value_or(Exact{});
}

/// Adds its counters with what they showed.
db::Result<void> add_counters(db::Connection& db, StoredRegister& to) {
    auto done = db.each(
        "SELECT serial, digits, decimals, multiplier, removed FROM meter_counter WHERE register = "
        "$1 ORDER BY position",
        [&](const db::Row& row) {
            meter::Installed& one = to.counters.emplace_back();
            row.get(0, one.counter.serial);
            row.get(1, one.counter.digits);
            row.get(2, one.counter.decimals);
            one.counter.multiplier = read_figure(row, 3);
            one.removed = row.integer(4) != 0;
        },
        to.id);
    if (done) {
        done = db.each(
            "SELECT position, at, figure, source FROM meter_reading WHERE register = $1 ORDER BY "
            "position, at",
            [&](const db::Row& row) {
                const auto at = static_cast<std::size_t>(row.integer(0));
                if (at < 1 || at > to.counters.size()) return row.fault(0, "no counter");
                to.counters[at - 1].readings.push_back(
                    {row.get<Instant>(1), read_figure(row, 2),
                     static_cast<meter::Source>(row.integer(3))});
            },
            to.id);
    }
    if (!done) return std::unexpected{std::move(done.error())};
    return {};
}

template <class... In>
db::Result<std::vector<StoredRegister>> registers(db::Connection& db, std::string_view rest,
                                                  const In&... in) {
    std::vector<StoredRegister> found;
    auto done = db.each(
        std::string{kRegister} + std::string{rest},
        [&](const db::Row& row) {
            StoredRegister& one = found.emplace_back();
            row.get(0, one.id);
            row.get(1, one.point);
            row.get(2, one.meter);
        },
        in...);
    if (!done) return std::unexpected{std::move(done.error())};
    for (StoredRegister& one : found) {
        if (auto added = add_counters(db, one); !added) {
            return std::unexpected{std::move(added.error())};
        }
    }
    return found;
}

}  // namespace

db::Result<std::optional<StoredRegister>> register_of(db::Connection& db, std::string_view point,
                                                      std::string_view meter_name) {
    auto found = registers(db, "WHERE r.point = $1 AND r.meter = $2", point, meter_name);
    if (!found) return std::unexpected{std::move(found.error())};
    if (found->empty()) return std::optional<StoredRegister>{};
    return std::optional{std::move(found->front())};
}

db::Result<std::vector<StoredRegister>> registers_at(db::Connection& db, std::string_view point,
                                                     std::int64_t limit) {
    return registers(db, "WHERE r.point = $1 OR $1 = '' ORDER BY r.point, r.meter LIMIT $2", point,
                     limit);
}

db::Result<std::vector<StoredRegister>> registers_of_serial(db::Connection& db,
                                                            std::string_view serial) {
    return registers(db,
                     "JOIN meter_counter c ON c.register = r.register WHERE c.serial = $1 AND "
                     "c.removed = 0 ORDER BY r.point, r.meter",
                     serial);
}

db::Result<std::vector<StoredRegister>> registers_for(db::Connection& db, const Ulid& subscription,
                                                      std::string_view meter_name) {
    return registers(db,
                     "WHERE r.meter = $2 AND r.point IN (SELECT s.code FROM service_point s WHERE "
                     "s.subscription = $1) ORDER BY r.point",
                     subscription, meter_name);
}

db::Result<std::set<Ulid>> metered_among(db::Connection& db, std::span<const Ulid> subscriptions) {
    std::set<Ulid> found;
    auto done =
        each_of(db,
                "SELECT DISTINCT s.subscription FROM service_point s JOIN meter_register r "
                "ON r.point = s.code WHERE s.subscription IN (",
                ")", subscriptions, [&](const db::Row& row) { found.insert(row.get<Ulid>(0)); });
    if (!done) return std::unexpected{std::move(done.error())};
    return found;
}

db::Result<void> add_register(db::Connection& db, const StoredRegister& added, Instant now) {
    auto done = db.exec(
        "INSERT INTO meter_register (register, point, meter, made_at) VALUES ($1, $2, $3, $4)",
        added.id, added.point, added.meter, now);
    if (!done) return std::unexpected{std::move(done.error())};
    return {};
}

db::Result<void> put_counter(db::Connection& db, const Ulid& id, std::size_t position,
                             const meter::Installed& installed) {
    const meter::Counter& counter = installed.counter;
    auto done = db.exec(
        "INSERT INTO meter_counter (register, position, serial, digits, decimals, multiplier, "
        "removed) VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (register, position) DO UPDATE "
        "SET removed = excluded.removed",
        id, static_cast<std::int64_t>(position) + 1, counter.serial, counter.digits,
        counter.decimals, to_string(counter.multiplier), installed.removed ? 1 : 0);
    if (!done) return std::unexpected{std::move(done.error())};
    return {};
}

db::Result<void> put_reading(db::Connection& db, const Ulid& id, std::size_t position,
                             const meter::Reading& reading, Instant now, std::string_view by) {
    auto done = db.exec(
        "INSERT INTO meter_reading (register, position, at, figure, source, noted_at, noted_by) "
        "VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (register, position, at) DO UPDATE SET "
        "figure = excluded.figure, source = excluded.source, noted_at = excluded.noted_at, "
        "noted_by = excluded.noted_by",
        id, static_cast<std::int64_t>(position) + 1, reading.at, to_string(reading.figure),
        reading.source, now, by);
    if (!done) return std::unexpected{std::move(done.error())};
    return {};
}

db::Result<std::vector<PointOwner>> owners_of_point(db::Connection& db, std::string_view point) {
    std::vector<PointOwner> owners;
    auto done = db.each(
        "SELECT p.from_at, p.subscription, s.number, a.zone FROM service_point p JOIN subscription "
        "s ON s.subscription = p.subscription JOIN billing_account a ON a.account = s.account "
        "WHERE p.code = $1 ORDER BY p.from_at",
        [&](const db::Row& row) {
            PointOwner& one = owners.emplace_back();
            row.get(0, one.from);
            row.get(1, one.subscription);
            row.get(2, one.number);
            row.get(3, one.zone);
        },
        point);
    if (!done) return std::unexpected{std::move(done.error())};
    return owners;
}

db::Result<std::vector<SourceRecord>> records_of_source(db::Connection& db, std::string_view source,
                                                        Instant from, Instant to) {
    std::vector<SourceRecord> records;
    auto done = db.each(
        "SELECT id, subscription, event_at, quantity_millionths FROM usage_record WHERE source = "
        "$1 AND event_at "
        ">= $2 AND event_at < $3 AND voided_at IS NULL ORDER BY event_at, id",
        [&](const db::Row& row) {
            records.push_back({std::string{row.text(0)}, row.get<Ulid>(1), row.get<Instant>(2),
                               Quantity{row.integer(3)}});
        },
        source, from, to);
    if (!done) return std::unexpected{std::move(done.error())};
    return records;
}

db::Result<std::int64_t> last_of_source(db::Connection& db, std::string_view source) {
    const auto last = db.value<std::int64_t>(
        "SELECT coalesce(max(CAST(id AS BIGINT)), 0) FROM usage_record WHERE source = $1", source);
    if (!last) return std::unexpected{last.error()};
    return last->value_or(0);
}

}  // namespace pos::store::billing
