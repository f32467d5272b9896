#include "pos/store/billing/usage.hpp"

#include <fmt/format.h>

#include "pos/store/billing/in_list.hpp"

namespace pos::store::billing {

namespace {

UsedOnce read_used(const db::Row& row) {
    UsedOnce used;
    row.get(0, used.subscription);
    row.get(1, used.meter);
    row.get(2, used.at);
    used.quantity.millionths = row.integer(3);
    row.get(4, used.to);
    row.get(5, used.source);
    row.get(6, used.id);
    return used;
}

}  // namespace

db::Result<std::int64_t> usage_head(db::Connection& db) {
    const auto batch = db.value<std::int64_t>("SELECT batch FROM usage_head WHERE usage_head = 1");
    if (!batch) return std::unexpected{batch.error()};
    return batch->value_or(0);
}

db::Result<std::vector<UsedOnce>> unbilled_usage(db::Connection& db,
                                                 std::span<const Ulid> subscriptions) {
    std::vector<UsedOnce> used;
    // Each meter that ever counted has its row there, so that history is not read again.
    auto done =
        each_of(db,
                "SELECT u.subscription, u.meter, u.event_at, u.quantity_millionths, u.sent_to, "
                "u.source, u.id FROM usage_billed b "
                "JOIN usage_record u ON u.subscription = b.subscription AND u.meter = b.meter AND "
                "u.event_at >= b.until_at WHERE b.subscription IN (",
                ") AND u.voided_at IS NULL ORDER BY u.subscription, u.meter, u.event_at, u.source, "
                "u.id",
                subscriptions, [&](const db::Row& row) { used.push_back(read_used(row)); });
    if (!done) return std::unexpected{std::move(done.error())};
    return used;
}

db::Result<std::vector<UsedOnce>> usage_between(db::Connection& db, const Ulid& subscription,
                                                std::string_view meter, Instant from, Instant to) {
    std::vector<UsedOnce> used;
    auto done = db.each(
        "SELECT subscription, meter, event_at, quantity_millionths, sent_to, source, id FROM "
        "usage_record WHERE subscription = $1 AND meter = $2 AND event_at >= $3 AND event_at < $4 "
        "AND voided_at IS "
        "NULL ORDER BY event_at, source, id",
        [&](const db::Row& row) { used.push_back(read_used(row)); }, subscription, meter, from, to);
    if (!done) return std::unexpected{std::move(done.error())};
    return used;
}

db::Result<bool> came_since(db::Connection& db, std::span<const Ulid> subscriptions,
                            std::int64_t batch) {
    bool came = false;
    auto done =
        each_of(db,
                "SELECT count(*) FROM usage_record WHERE batch > " + std::to_string(batch) +
                    " AND subscription IN (",
                ")", subscriptions, [&](const db::Row& row) { came = came || row.integer(0) > 0; });
    if (!done) return std::unexpected{std::move(done.error())};
    return came;
}

db::Result<std::map<std::pair<Ulid, std::string>, std::vector<Instant>>> late_usage(
    db::Connection& db, std::span<const Ulid> subscriptions) {
    std::map<std::pair<Ulid, std::string>, std::vector<Instant>> late;
    auto done = each_of(
        db, "SELECT subscription, meter, event_at FROM usage_late WHERE subscription IN (",
        ") ORDER BY subscription, meter, event_at", subscriptions, [&](const db::Row& row) {
            late[{row.get<Ulid>(0), std::string{row.text(1)}}].push_back(row.get<Instant>(2));
        });
    if (!done) return std::unexpected{std::move(done.error())};
    return late;
}

db::Result<void> note_billed(db::Connection& db, const Ulid& subscription, std::string_view meter,
                             Instant until) {
    return note_billed(db, {{{subscription, std::string{meter}}, until}});
}

db::Result<void> note_billed(db::Connection& db, const BilledUntil& billed) {
    using Row = BilledUntil::value_type;
    const std::vector<const Row*> rows = [&] {
        std::vector<const Row*> all;
        for (const Row& row : billed) all.push_back(&row);
        return all;
    }();
    return in_groups(
        std::span<const Row* const>{rows},
        [&](std::span<const Row* const> some) -> db::Result<void> {
            std::string values;
            std::vector<db::Param> params;
            for (const Row* row : some) {
                const auto first = static_cast<int>(params.size()) + 1;
                values += fmt::format("{}(${}, ${}, ${})", values.empty() ? "" : ", ", first,
                                      first + 1, first + 2);
                for (const db::Param& param :
                     {db::Param{row->first.first}, db::Param{row->first.second},
                      db::Param{row->second}})
                    params.push_back(param);
            }
            auto done =
                db.run("INSERT INTO usage_billed (subscription, meter, until_at) VALUES " + values +
                           " ON CONFLICT (subscription, meter) DO UPDATE SET until_at = "
                           "CASE WHEN usage_billed.until_at > excluded.until_at THEN "
                           "usage_billed.until_at ELSE excluded.until_at END",
                       params, [](const db::Row&) { return true; });
            if (!done) return std::unexpected{std::move(done.error())};
            return {};
        });
}

db::Result<void> note_late(db::Connection& db, const Ulid& subscription, std::string_view meter,
                           std::span<const Instant> late) {
    return in_groups(late, [&](std::span<const Instant> some) -> db::Result<void> {
        std::string values;
        std::vector<db::Param> params{subscription, meter};
        for (const Instant at : some) {
            params.emplace_back(at);
            values += fmt::format("{}($1, $2, ${})", values.empty() ? "" : ", ", params.size());
        }
        auto done = db.run("INSERT INTO usage_late (subscription, meter, event_at) VALUES " +
                               values + " ON CONFLICT (subscription, meter, event_at) DO NOTHING",
                           params, [](const db::Row&) { return true; });
        if (!done) return std::unexpected{std::move(done.error())};
        return {};
    });
}

db::Result<void> late_is_billed(db::Connection& db, const Ulid& subscription,
                                std::string_view meter, std::span<const Instant> late) {
    for (const Instant at : late) {
        auto done = db.exec(
            "DELETE FROM usage_late WHERE subscription = $1 AND meter = $2 AND event_at = $3",
            subscription, meter, at);
        if (!done) return std::unexpected{std::move(done.error())};
    }
    return {};
}

db::Result<BilledUntil> billed_until(db::Connection& db, std::span<const Ulid> subscriptions) {
    BilledUntil until;
    auto done = each_of(
        db, "SELECT subscription, meter, until_at FROM usage_billed WHERE subscription IN (", ")",
        subscriptions, [&](const db::Row& row) {
            until[{row.get<Ulid>(0), std::string{row.text(1)}}] = row.get<Instant>(2);
        });
    if (!done) return std::unexpected{std::move(done.error())};
    return until;
}

}  // namespace pos::store::billing
