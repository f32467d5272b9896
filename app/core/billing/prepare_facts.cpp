#include "app/core/billing/prepare_facts.hpp"

#include <algorithm>
#include <optional>

#include "app/core/billing/prepare.hpp"
#include "pos/store/billing/levels.hpp"
#include "pos/store/billing/meters.hpp"
#include "pos/store/billing/runs.hpp"
#include "pos/store/billing/usage.hpp"

namespace app::core::billing {

namespace {

namespace stored = pos::store::billing;

pos::store::db::Result<void> read_levels(pos::store::db::Connection& db, const Billing& billing,
                                         BillFacts& facts, std::span<const pos::Ulid> accounts) {
    if (billing.as_if_settled) return {};
    auto levels = stored::levels_among(db, accounts);
    if (!levels) return std::unexpected{std::move(levels.error())};
    for (const stored::Customer& payer : facts.payers) {
        const auto& account = payer.stored.account;
        const auto found = levels->find(account.id);
        if (found == levels->end()) continue;
        LevelState& level = facts.levels[account.id];
        level.agreement = std::move(found->second);
        level.look = pos::billing::level::look(rules_of(level.agreement), billing.as_of,
                                               {account.terms_days, account.grace_days});
        level.leaves = billing.leaving == account.id;
    }
    return {};
}

}  // namespace

pos::store::db::Result<BillFacts> read_facts(pos::store::db::Connection& db, const Billing& billing,
                                             std::span<const pos::Ulid> accounts) {
    // One look at everything: what changes meanwhile is seen when the bill is written.
    std::optional<pos::store::db::Transaction> snapshot;
    if (!db.in_transaction()) {
        auto begun = pos::store::db::Transaction::begin(db, pos::store::db::TransactionKind::read);
        if (!begun) return std::unexpected{std::move(begun.error())};
        snapshot.emplace(std::move(*begun));
    }
    const auto batch = stored::usage_head(db);
    if (!batch) return std::unexpected{batch.error()};
    BillFacts facts;
    facts.usage_batch = *batch;
    auto payers = stored::accounts_of(db, accounts);
    if (!payers) return std::unexpected{std::move(payers.error())};
    facts.payers = std::move(*payers);
    auto others = stored::paid_by(db, accounts);
    if (!others) return std::unexpected{std::move(others.error())};
    facts.others = std::move(*others);
    if (auto levels = read_levels(db, billing, facts, accounts); !levels) {
        return std::unexpected{std::move(levels.error())};
    }
    // Level payments hold usage back for a year, so that it is read for the days alone whose usage
    // is billed before that.
    std::set<pos::Ulid> held;
    const auto is_held = [&](const pos::Ulid& payer) {
        const auto found = facts.levels.find(payer);
        return found != facts.levels.end() && found->second.holds();
    };
    std::vector<pos::Ulid> all;
    for (const auto& one : facts.payers) all.push_back(one.stored.account.id);
    for (const auto& one : facts.others) all.push_back(one.stored.account.id);
    for (const auto* customers : {&facts.payers, &facts.others}) {
        for (const auto& one : *customers) {
            const auto& account = one.stored.account;
            if (is_held(account.payer.value_or(account.id))) held.insert(account.id);
        }
    }
    auto parked = stored::parked_among(db, accounts);
    if (!parked) return std::unexpected{std::move(parked.error())};
    facts.parked = std::move(*parked);
    auto subscriptions = stored::subscriptions_of(db, all);
    if (!subscriptions) return std::unexpected{std::move(subscriptions.error())};
    facts.subscriptions = std::move(*subscriptions);
    // Each answer is sorted, but there were several.
    std::ranges::stable_sort(facts.subscriptions, {}, &stored::StoredSubscription::account);
    std::vector<pos::Ulid> ids;
    std::vector<pos::Ulid> billed;  // those of accounts that are billed whole
    for (const auto& one : facts.subscriptions) {
        ids.push_back(one.id);
        if (!held.contains(one.account)) billed.push_back(one.id);
    }
    auto items = stored::items_of(db, ids);
    if (!items) return std::unexpected{std::move(items.error())};
    facts.items = std::move(*items);
    std::ranges::stable_sort(facts.items, {},
                             [](const stored::StoredItem& item) { return item.key.subscription; });
    auto with_counters = stored::metered_among(db, ids);
    if (!with_counters) return std::unexpected{std::move(with_counters.error())};
    facts.with_counters = std::move(*with_counters);
    auto coupons = coupons_of(db, ids);
    if (!coupons) return std::unexpected{std::move(coupons.error())};
    facts.coupons = std::move(*coupons);
    auto units = stored::unit_lots_among(db, all);
    if (!units) return std::unexpected{std::move(units.error())};
    facts.units = std::move(*units);
    std::ranges::stable_sort(facts.units, {}, [](const auto& lot) { return lot.row.account; });
    auto until = stored::billed_until(db, ids);
    if (!until) return std::unexpected{std::move(until.error())};
    for (auto& [meter, at] : *until) facts.usage[meter].until = at;
    auto late = stored::late_usage(db, ids);
    if (!late) return std::unexpected{std::move(late.error())};
    for (auto& [meter, times] : *late) facts.usage[meter].late = std::move(times);
    auto unbilled = stored::unbilled_usage(db, billed);
    if (!unbilled) return std::unexpected{std::move(unbilled.error())};
    for (stored::UsedOnce& one : *unbilled) {
        facts.usage[{one.subscription, one.meter}].unbilled.push_back(std::move(one));
    }
    return facts;
}

}  // namespace app::core::billing
