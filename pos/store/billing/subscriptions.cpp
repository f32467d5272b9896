#include "pos/store/billing/subscriptions.hpp"

#include <map>

#include "pos/store/billing/in_list.hpp"

namespace pos::store::billing {

namespace {

using pos::billing::plan::Act;
using pos::billing::plan::PhasesFrom;

StoredPlan read_plan(const db::Row& row) {
    StoredPlan plan;
    row.get(0, plan.code);
    plan.version = static_cast<std::uint32_t>(row.integer(1));
    row.get(2, plan.name);
    row.get(3, plan.currency);
    row.get(4, plan.content);
    row.get(5, plan.made_at);
    row.get(6, plan.from_day);
    return plan;
}

StoredSubscription read_subscription(const db::Row& row) {
    StoredSubscription one;
    row.get(0, one.id);
    row.get(1, one.number);
    row.get(2, one.account);
    row.get(3, one.base);
    return one;
}

constexpr std::string_view kActs =
    "SELECT subscription, act, at, plan, version, phases_from, anchor_day, noted_at, noted_by FROM "
    "subscription_act WHERE subscription IN (";

StoredAct read_act(const db::Row& row) {
    StoredAct act;
    act.act = static_cast<Act>(row.integer(1));
    row.get(2, act.at);
    row.get(3, act.plan);
    act.version = static_cast<std::uint32_t>(row.integer(4));
    act.phases_from = static_cast<PhasesFrom>(row.integer(5));
    act.anchor_day = static_cast<unsigned>(row.integer(6));
    row.get(7, act.noted_at);
    row.get(8, act.noted_by);
    return act;
}

db::Result<void> add_acts(db::Connection& db, std::vector<StoredSubscription>& to) {
    std::map<Ulid, StoredSubscription*> by_id;
    std::vector<Ulid> ids;
    for (StoredSubscription& one : to) {
        by_id[one.id] = &one;
        ids.push_back(one.id);
    }
    return each_of(db, kActs, ") ORDER BY subscription, position", ids, [&](const db::Row& row) {
        by_id.at(row.get<Ulid>(0))->acts.push_back(read_act(row));
    });
}

}  // namespace

db::Result<std::uint32_t> add_plan(db::Connection& db, const StoredPlan& plan) {
    const auto last = db.value<std::int64_t>(
        "SELECT coalesce(max(version), 0) FROM plan WHERE code = $1", plan.code);
    if (!last) return std::unexpected{last.error()};
    const auto version = static_cast<std::uint32_t>(last->value_or(0) + 1);
    auto done = db.exec(
        "INSERT INTO plan (code, version, name, currency, content, made_at, from_day) "
        "VALUES ($1, $2, $3, $4, $5, $6, $7)",
        plan.code, version, plan.name, plan.currency, plan.content, plan.made_at, plan.from_day);
    if (!done) return std::unexpected{std::move(done.error())};
    return version;
}

db::Result<std::optional<StoredPlan>> plan_of(db::Connection& db, std::string_view code,
                                              std::uint32_t version) {
    std::optional<StoredPlan> found;
    auto done = db.each(
        "SELECT code, version, name, currency, content, made_at, from_day FROM plan WHERE code = "
        "$1 AND (version = $2 OR $2 = 0) ORDER BY version DESC LIMIT 1",
        [&](const db::Row& row) { found = read_plan(row); }, code, version);
    if (!done) return std::unexpected{std::move(done.error())};
    return found;
}

db::Result<std::optional<StoredPlan>> plan_on(db::Connection& db, std::string_view code, Date day) {
    std::optional<StoredPlan> found;
    // One without a day takes over on the day on which it was published, so that it does not do
    // away with a later one that was announced before.
    auto done = db.each(
        "SELECT code, version, name, currency, content, made_at, from_day FROM plan WHERE code = "
        "$1 AND (from_day IS NULL OR from_day <= $2) ORDER BY coalesce(from_day, made_at / "
        "86400000) DESC, version DESC LIMIT 1",
        [&](const db::Row& row) { found = read_plan(row); }, code, day);
    if (!done) return std::unexpected{std::move(done.error())};
    return found;
}

Answer<std::vector<StoredPlan>> latest_plans(db::Connection& db) {
    std::vector<StoredPlan> plans;
    auto done = db.each(
        "SELECT code, version, name, currency, content, made_at, from_day FROM plan p WHERE "
        "version = "
        "(SELECT max(version) FROM plan q WHERE q.code = p.code) ORDER BY code",
        [&](const db::Row& row) { plans.push_back(read_plan(row)); });
    if (!done) return store_error(std::move(done.error()));
    return plans;
}

db::Result<bool> add_subscription(db::Connection& db, const StoredSubscription& subscription,
                                  Instant now) {
    const auto others = db.value<std::int64_t>(
        "SELECT count(*) FROM subscription WHERE number = $1", subscription.number);
    if (!others) return std::unexpected{others.error()};
    if (others->value_or(0) > 0) return false;
    auto done = db.exec(
        "INSERT INTO subscription (subscription, number, account, base, made_at) "
        "VALUES ($1, $2, $3, $4, $5)",
        subscription.id, subscription.number, subscription.account, subscription.base, now);
    if (!done) return std::unexpected{std::move(done.error())};
    if (auto put = put_acts(db, subscription.id, subscription.acts); !put) {
        return std::unexpected{std::move(put.error())};
    }
    return true;
}

db::Result<void> put_acts(db::Connection& db, const Ulid& subscription,
                          std::span<const StoredAct> acts) {
    auto done = db.exec("DELETE FROM subscription_act WHERE subscription = $1", subscription);
    std::int64_t position = 0;
    for (const StoredAct& act : acts) {
        if (!done) break;
        done = db.exec(
            "INSERT INTO subscription_act (subscription, position, act, at, plan, version, "
            "phases_from, anchor_day, noted_at, noted_by) VALUES "
            "($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
            subscription, ++position, act.act, act.at, act.plan, act.version, act.phases_from,
            static_cast<std::int64_t>(act.anchor_day), act.noted_at, act.noted_by);
    }
    if (!done) return std::unexpected{std::move(done.error())};
    return {};
}

db::Result<void> put_service_point(db::Connection& db, std::string_view code, Instant from,
                                   const Ulid& subscription) {
    auto done = db.exec(
        "INSERT INTO service_point (code, from_at, subscription) VALUES ($1, $2, $3) "
        "ON CONFLICT (code, from_at) DO UPDATE SET subscription = excluded.subscription",
        code, from, subscription);
    if (!done) return std::unexpected{std::move(done.error())};
    return {};
}

db::Result<std::optional<StoredSubscription>> subscription_of_number(db::Connection& db,
                                                                     std::string_view number) {
    std::vector<StoredSubscription> found;
    auto done = db.each(
        "SELECT subscription, number, account, base FROM subscription WHERE number = $1",
        [&](const db::Row& row) { found.push_back(read_subscription(row)); }, number);
    if (!done) return std::unexpected{std::move(done.error())};
    if (found.empty()) return std::optional<StoredSubscription>{};
    if (auto added = add_acts(db, found); !added) return std::unexpected{std::move(added.error())};
    return std::optional{std::move(found.front())};
}

db::Result<std::vector<StoredSubscription>> subscriptions_of(db::Connection& db,
                                                             std::span<const Ulid> accounts) {
    std::vector<StoredSubscription> found;
    auto done = each_of(
        db, "SELECT subscription, number, account, base FROM subscription WHERE account IN (",
        ") ORDER BY account, subscription", accounts,
        [&](const db::Row& row) { found.push_back(read_subscription(row)); });
    if (!done) return std::unexpected{std::move(done.error())};
    if (auto added = add_acts(db, found); !added) return std::unexpected{std::move(added.error())};
    return found;
}

Answer<std::vector<ServicePoint>> service_points(db::Connection& db, const Ulid& subscription) {
    std::vector<ServicePoint> points;
    auto done = db.each(
        "SELECT code, from_at FROM service_point WHERE subscription = $1 ORDER BY code, from_at",
        [&](const db::Row& row) {
            points.push_back({std::string{row.text(0)}, row.get<Instant>(1)});
        },
        subscription);
    if (!done) return store_error(std::move(done.error()));
    return points;
}

}  // namespace pos::store::billing
