#include "pos/store/billing/instalments.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <map>
#include <set>
#include <utility>

#include "pos/store/billing/in_list.hpp"

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

InstalmentPlan read_instalment_plan(const db::Row& row) {
    InstalmentPlan one;
    row.get(0, one.id);
    row.get(1, one.account);
    row.get(2, one.currency);
    one.amount_minor = row.integer(3);
    row.get(4, one.agreed_on);
    row.get(5, one.by);
    row.get(6, one.ended_on);
    if (one.ended_on) one.end = static_cast<PlanEnd>(row.integer(7));
    row.get(8, one.at);
    return one;
}

/// The parts and the documents of all of them at once.
db::Result<void> read_rest(db::Connection& db, std::vector<InstalmentPlan>& found) {
    std::map<Ulid, InstalmentPlan*> by_id;
    std::vector<Ulid> ids;
    for (InstalmentPlan& plan : found) {
        by_id.emplace(plan.id, &plan);
        ids.push_back(plan.id);
    }
    auto parts = each_of(db, "SELECT plan, due_on, amount_minor FROM instalment WHERE plan IN (",
                         ") ORDER BY plan, position", ids, [&](const db::Row& row) {
                             const auto plan = by_id.find(row.get<Ulid>(0));
                             if (plan == by_id.end()) return;
                             InstalmentPart& one = plan->second->parts.emplace_back();
                             row.get(1, one.due_on);
                             one.amount_minor = row.integer(2);
                         });
    if (!parts) return std::unexpected{std::move(parts.error())};
    auto documents = each_of(
        db,
        "SELECT i.plan, i.document, coalesce(d.number, ''), i.amount_minor, coalesce(o.open_minor, "
        "0) FROM instalment_of i LEFT JOIN document d ON d.document = i.document LEFT JOIN "
        "open_item o ON o.about = i.document WHERE i.plan IN (",
        ") ORDER BY i.plan, i.position", ids, [&](const db::Row& row) {
            const auto plan = by_id.find(row.get<Ulid>(0));
            if (plan == by_id.end()) return;
            InstalmentDocument& one = plan->second->documents.emplace_back();
            row.get(1, one.document);
            row.get(2, one.number);
            one.amount_minor = row.integer(3);
            one.open_minor = row.integer(4);
        });
    if (!documents) return std::unexpected{std::move(documents.error())};
    std::ranges::for_each(found, spread_paid);
    return {};
}

db::Result<std::vector<InstalmentPlan>> plans(db::Connection& db, std::string_view rest,
                                              const Ulid& key) {
    std::vector<InstalmentPlan> found;
    auto done = db.each(
        fmt::format("{}{}", kPlan, rest),
        [&](const db::Row& row) { found.push_back(read_instalment_plan(row)); }, key);
    if (!done) return std::unexpected{std::move(done.error())};
    if (auto read = read_rest(db, found); !read) return std::unexpected{std::move(read.error())};
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

db::Result<std::vector<InstalmentPlan>> instalments_among(db::Connection& db,
                                                          std::span<const Ulid> documents) {
    std::vector<InstalmentPlan> found;
    std::set<Ulid> known;
    auto done = each_of(db,
                        fmt::format("{}WHERE p.ended_on IS NULL AND p.plan IN (SELECT i.plan FROM "
                                    "instalment_of i WHERE i.document IN (",
                                    kPlan),
                        "))", documents, [&](const db::Row& row) {
                            InstalmentPlan plan = read_instalment_plan(row);
                            if (known.insert(plan.id).second) found.push_back(std::move(plan));
                        });
    if (!done) return std::unexpected{std::move(done.error())};
    std::ranges::sort(found, std::ranges::greater{}, [](const InstalmentPlan& plan) {
        return std::pair{plan.at.unix_ms, plan.id};
    });
    if (auto read = read_rest(db, found); !read) return std::unexpected{std::move(read.error())};
    return found;
}

}  // namespace pos::store::billing
