#include "pos/store/billing/plan_list.hpp"

#include <map>

namespace pos::store::billing {

namespace {

using pos::billing::plan::Act;

/// A subscription has the version of the last act by now that names one, unless it has ended; one
/// that is still to begin has that which it begins with.
constexpr std::string_view kPinned =
    "SELECT a.plan, a.version, count(*) FROM subscription_act a WHERE a.plan <> '' AND (a.at <= $1 "
    "OR a.position = 1) AND NOT EXISTS (SELECT 1 FROM subscription_act b WHERE b.subscription = "
    "a.subscription AND b.position > a.position AND b.at <= $1 AND (b.plan <> '' OR b.act = $2)) "
    "GROUP BY a.plan, a.version";

}  // namespace

Answer<std::vector<PlanVersion>> plan_versions(db::Connection& db, Instant now) {
    std::map<std::pair<std::string, std::int64_t>, std::int64_t> pinned;
    auto done = db.each(
        kPinned,
        [&](const db::Row& row) {
            pinned[{std::string{row.text(0)}, row.integer(1)}] = row.integer(2);
        },
        now, Act::cancelled);
    if (!done) return store_error(std::move(done.error()));
    std::vector<PlanVersion> versions;
    done = db.each(
        "SELECT code, version, name, currency, made_at, from_day FROM plan ORDER BY code, version "
        "DESC",
        [&](const db::Row& row) {
            PlanVersion& one = versions.emplace_back();
            row.get(0, one.plan.code);
            row.get(1, one.plan.version);
            row.get(2, one.plan.name);
            row.get(3, one.plan.currency);
            row.get(4, one.plan.made_at);
            row.get(5, one.plan.from_day);
            const auto found = pinned.find({one.plan.code, row.integer(1)});
            if (found != pinned.end()) one.pinned = found->second;
        });
    if (!done) return store_error(std::move(done.error()));
    return versions;
}

db::Result<std::vector<PlanAccount>> accounts_with_plan(db::Connection& db, std::string_view code) {
    std::vector<PlanAccount> found;
    auto done = db.each(
        "SELECT DISTINCT coalesce(b.payer, b.account), b.account FROM subscription_act a JOIN "
        "subscription s ON s.subscription = a.subscription JOIN billing_account b ON b.account = "
        "s.account WHERE a.plan = $1 ORDER BY 1, 2",
        [&](const db::Row& row) {
            PlanAccount& one = found.emplace_back();
            row.get(0, one.payer);
            row.get(1, one.account);
        },
        code);
    if (!done) return std::unexpected{std::move(done.error())};
    return found;
}

Answer<std::vector<PriceMoved>> price_moves(db::Connection& db, std::string_view code) {
    std::vector<PriceMoved> found;
    auto done = db.each(
        "SELECT a.version, a.at, b.zone, count(*), max(a.noted_at), max(a.noted_by) FROM "
        "subscription_act a JOIN subscription s ON s.subscription = a.subscription JOIN "
        "billing_account b ON b.account = s.account WHERE a.plan = $1 AND a.act = $2 GROUP BY "
        "a.version, a.at, b.zone ORDER BY a.at DESC, a.version DESC, b.zone",
        [&](const db::Row& row) {
            PriceMoved& one = found.emplace_back();
            row.get(0, one.version);
            row.get(1, one.at);
            row.get(2, one.zone);
            one.subscriptions = row.integer(3);
            row.get(4, one.noted_at);
            row.get(5, one.noted_by);
        },
        code, Act::repriced);
    if (!done) return store_error(std::move(done.error()));
    return found;
}

}  // namespace pos::store::billing
