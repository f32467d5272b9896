#include "pos/store/billing/instalments.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace pos::store::billing {

namespace {

constexpr std::string_view kPlan =
    "SELECT p.plan, p.account, p.currency, p.amount_minor, p.agreed_on, p.agreed_by, p.ended_on, "
    "p.ended_as, p.at FROM instalment_plan p ";

/// What was paid of the invoices since pays the parts in their order.
void spread_paid(InstalmentPlan& plan) {
    std::int64_t left = plan.amount_minor;
    for (const InstalmentDocument& each : plan.documents) {
        left -= std::clamp<std::int64_t>(each.open_minor, 0, each.amount_minor);
    }
    for (InstalmentPart& part : plan.parts) {
        part.paid_minor = std::min(left, part.amount_minor);
        left -= part.paid_minor;
    }
}

db::Result<void> read_rest(db::Connection& db, InstalmentPlan& plan) {
    auto parts = db.each(
        "SELECT due_on, amount_minor FROM instalment WHERE plan = $1 ORDER BY position",
        [&](const db::Row& row) {
            InstalmentPart& one = plan.parts.emplace_back();
            row.get(0, one.due_on);
            one.amount_minor = row.integer(1);
        },
        plan.id);
    if (!parts) return std::unexpected{std::move(parts.error())};
    auto documents = db.each(
        "SELECT i.document, coalesce(d.number, ''), i.amount_minor, coalesce(o.open_minor, 0) FROM "
        "instalment_of i LEFT JOIN document d ON d.document = i.document LEFT JOIN open_item o ON "
        "o.about = i.document WHERE i.plan = $1 ORDER BY i.position",
        [&](const db::Row& row) {
            InstalmentDocument& one = plan.documents.emplace_back();
            row.get(0, one.document);
            row.get(1, one.number);
            one.amount_minor = row.integer(2);
            one.open_minor = row.integer(3);
        },
        plan.id);
    if (!documents) return std::unexpected{std::move(documents.error())};
    spread_paid(plan);
    return {};
}

db::Result<std::vector<InstalmentPlan>> plans(db::Connection& db, std::string_view rest,
                                              const Ulid& key) {
    std::vector<InstalmentPlan> found;
    auto done = db.each(
        fmt::format("{}{}", kPlan, rest),
        [&](const db::Row& row) {
            InstalmentPlan& one = found.emplace_back();
            row.get(0, one.id);
            row.get(1, one.account);
            row.get(2, one.currency);
            one.amount_minor = row.integer(3);
            row.get(4, one.agreed_on);
            row.get(5, one.by);
            row.get(6, one.ended_on);
            if (one.ended_on) one.end = static_cast<PlanEnd>(row.integer(7));
            row.get(8, one.at);
        },
        key);
    if (!done) return std::unexpected{std::move(done.error())};
    for (InstalmentPlan& plan : found) {
        if (auto rest_read = read_rest(db, plan); !rest_read) {
            return std::unexpected{std::move(rest_read.error())};
        }
    }
    return found;
}

}  // namespace

bool InstalmentPlan::is_paid() const {
    return std::ranges::all_of(
        parts, [](const InstalmentPart& part) { return part.paid_minor == part.amount_minor; });
}

std::optional<Date> InstalmentPlan::missed(Date today) const {
    for (const InstalmentPart& part : parts) {
        if (part.due_on >= today) return std::nullopt;
        if (part.paid_minor < part.amount_minor) return part.due_on;
    }
    return std::nullopt;
}

db::Result<void> add_instalments(db::Connection& db, const InstalmentPlan& plan) {
    auto added = db.exec(
        "INSERT INTO instalment_plan (plan, account, currency, amount_minor, agreed_on, agreed_by, "
        "at) VALUES ($1, $2, $3, $4, $5, $6, $7)",
        plan.id, plan.account, plan.currency, plan.amount_minor, plan.agreed_on, plan.by, plan.at);
    if (!added) return std::unexpected{std::move(added.error())};
    std::int64_t position = 0;
    for (const InstalmentPart& part : plan.parts) {
        auto done = db.exec(
            "INSERT INTO instalment (plan, position, due_on, amount_minor) VALUES ($1, $2, $3, $4)",
            plan.id, ++position, part.due_on, part.amount_minor);
        if (!done) return std::unexpected{std::move(done.error())};
    }
    position = 0;
    for (const InstalmentDocument& each : plan.documents) {
        auto done = db.exec(
            "INSERT INTO instalment_of (document, plan, position, amount_minor) VALUES ($1, $2, "
            "$3, $4)",
            each.document, plan.id, ++position, each.amount_minor);
        if (!done) return std::unexpected{std::move(done.error())};
    }
    return {};
}

db::Result<bool> end_instalments(db::Connection& db, const Ulid& plan, Date on, PlanEnd end) {
    auto done = db.exec(
        "UPDATE instalment_plan SET ended_on = $2, ended_as = $3 WHERE plan = $1 AND ended_on IS "
        "NULL",
        plan, on, end);
    if (!done) return std::unexpected{std::move(done.error())};
    return *done > 0;
}

db::Result<std::vector<InstalmentPlan>> instalments_of_account(db::Connection& db,
                                                               const Ulid& account) {
    return plans(db, "WHERE p.account = $1 ORDER BY p.at DESC, p.plan DESC", account);
}

db::Result<std::optional<InstalmentPlan>> instalments_of(db::Connection& db, const Ulid& document) {
    auto found = plans(db,
                       "JOIN instalment_of i ON i.plan = p.plan WHERE i.document = $1 AND "
                       "p.ended_on IS NULL ORDER BY p.at DESC, p.plan DESC",
                       document);
    if (!found) return std::unexpected{std::move(found.error())};
    if (found->empty()) return std::optional<InstalmentPlan>{};
    return std::optional{std::move(found->front())};
}

}  // namespace pos::store::billing
