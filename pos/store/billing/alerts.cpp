#include "pos/store/billing/alerts.hpp"

namespace pos::store::billing {

namespace {

constexpr std::string_view kAlert =
    "SELECT a.alert, a.subscription, s.number, a.meter, a.of_limit, a.percent, a.batch, a.made_at, "
    "a.made_by FROM usage_alert a JOIN subscription s ON s.subscription = a.subscription ";
constexpr std::string_view kTold =
    "SELECT alert, period, at, used, state, recipient, said, tries, due_at FROM usage_alert_told ";

template <class... In>
db::Result<std::vector<UsageAlert>> alerts(db::Connection& db, std::string_view rest,
                                           const In&... in) {
    std::vector<UsageAlert> found;
    auto done = db.each(
        std::string{kAlert} + std::string{rest},
        [&](const db::Row& row) {
            UsageAlert& one = found.emplace_back();
            row.get(0, one.id);
            row.get(1, one.subscription);
            row.get(2, one.number);
            row.get(3, one.meter);
            row.get(4, one.limit);
            one.percent = row.integer(5);
            one.batch = row.integer(6);
            row.get(7, one.made_at);
            row.get(8, one.by);
        },
        in...);
    if (!done) return std::unexpected{std::move(done.error())};
    return found;
}

template <class... In>
db::Result<std::vector<AlertTold>> told(db::Connection& db, std::string_view rest,
                                        const In&... in) {
    std::vector<AlertTold> found;
    auto done = db.each(
        std::string{kTold} + std::string{rest},
        [&](const db::Row& row) {
            AlertTold& one = found.emplace_back();
            row.get(0, one.alert);
            row.get(1, one.period);
            row.get(2, one.at);
            row.get(3, one.used);
            one.state = static_cast<DeliveryState>(row.integer(4));
            row.get(5, one.recipient);
            row.get(6, one.said);
            one.tries = row.integer(7);
            row.get(8, one.due_at);
        },
        in...);
    if (!done) return std::unexpected{std::move(done.error())};
    return found;
}

db::Result<bool> changed_one(db::Result<std::int64_t> done) {
    if (!done) return std::unexpected{std::move(done.error())};
    return *done > 0;
}

}  // namespace

db::Result<bool> add_alert(db::Connection& db, const UsageAlert& alert) {
    return changed_one(db.exec(
        "INSERT INTO usage_alert (alert, subscription, meter, of_limit, percent, batch, made_at, "
        "made_by) VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (alert) DO NOTHING",
        alert.id, alert.subscription, alert.meter, alert.limit, alert.percent, alert.batch,
        alert.made_at, alert.by));
}

db::Result<bool> remove_alert(db::Connection& db, const Ulid& alert) {
    auto told = db.exec("DELETE FROM usage_alert_told WHERE alert = $1", alert);
    if (!told) return std::unexpected{std::move(told.error())};
    return changed_one(db.exec("DELETE FROM usage_alert WHERE alert = $1", alert));
}

db::Result<std::vector<UsageAlert>> alerts_of(db::Connection& db, const Ulid& subscription) {
    return alerts(db, "WHERE a.subscription = $1 ORDER BY a.meter, a.percent, a.alert",
                  subscription);
}

db::Result<std::optional<UsageAlert>> alert_of(db::Connection& db, const Ulid& alert) {
    auto found = alerts(db, "WHERE a.alert = $1", alert);
    if (!found) return std::unexpected{std::move(found.error())};
    if (found->empty()) return std::optional<UsageAlert>{};
    return std::optional{std::move(found->front())};
}

db::Result<std::vector<UsageAlert>> alerts_to_look_at(db::Connection& db, std::int64_t batch,
                                                      std::int64_t limit) {
    return alerts(db, "WHERE a.batch < $1 ORDER BY a.batch, a.alert LIMIT $2", batch, limit);
}

db::Result<void> note_looked_at(db::Connection& db, const Ulid& alert, std::int64_t batch) {
    auto done = db.exec("UPDATE usage_alert SET batch = $2 WHERE alert = $1", alert, batch);
    if (!done) return std::unexpected{std::move(done.error())};
    return {};
}

db::Result<bool> add_told(db::Connection& db, const AlertTold& told) {
    return changed_one(db.exec(
        "INSERT INTO usage_alert_told (alert, period, at, used, state, recipient, said, tries, "
        "due_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT (alert, period) DO "
        "NOTHING",
        told.alert, told.period, told.at, told.used, told.state, told.recipient, told.said,
        told.tries, told.due_at));
}

db::Result<bool> put_told(db::Connection& db, const AlertTold& told, DeliveryState was) {
    return changed_one(db.exec(
        "UPDATE usage_alert_told SET at = $3, state = $4, recipient = $5, said = $6, tries = $7, "
        "due_at = $8 WHERE alert = $1 AND period = $2 AND state = $9",
        told.alert, told.period, told.at, told.state, told.recipient, told.said, told.tries,
        told.due_at, was));
}

db::Result<std::vector<AlertTold>> told_that_wait(db::Connection& db, Instant now,
                                                  std::int64_t limit) {
    return told(db, "WHERE state = $1 AND due_at <= $2 ORDER BY due_at, alert, period LIMIT $3",
                DeliveryState::waits, now, limit);
}

db::Result<bool> has_told_to_send(db::Connection& db, Instant now, Instant lost_before) {
    const auto some = db.value<std::int64_t>(
        "SELECT CASE WHEN EXISTS (SELECT 1 FROM usage_alert_told WHERE state = $1 AND due_at <= "
        "$2) OR EXISTS (SELECT 1 FROM usage_alert_told WHERE state = $3 AND at < $4) THEN 1 ELSE 0 "
        "END",
        DeliveryState::waits, now, DeliveryState::under_way, lost_before);
    if (!some) return std::unexpected{some.error()};
    return some->value_or(0) > 0;
}

db::Result<std::int64_t> find_lost_told(db::Connection& db, Instant before, Instant now) {
    return db.exec("UPDATE usage_alert_told SET state = $1, at = $2 WHERE state = $3 AND at < $4",
                   DeliveryState::unknown, now, DeliveryState::under_way, before);
}

db::Result<std::vector<AlertTold>> told_by(db::Connection& db, const Ulid& alert,
                                           std::int64_t limit) {
    return told(db, "WHERE alert = $1 ORDER BY period DESC LIMIT $2", alert, limit);
}

}  // namespace pos::store::billing
