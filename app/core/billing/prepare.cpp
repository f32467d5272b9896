#include "app/core/billing/prepare.hpp"

#include <algorithm>

#include "app/core/billing/prepare_bill.hpp"
#include "app/core/billing/prepare_facts.hpp"

namespace app::core::billing {

namespace {

namespace stored = pos::store::billing;

/// Those of one account, which stand together.
template <class T, class Key>
std::span<const T> of_account(const std::vector<T>& all, const pos::Ulid& account, Key key) {
    const auto range = std::ranges::equal_range(all, account, {}, key);
    return {range.begin(), range.end()};
}

}  // namespace

pos::store::Answer<std::vector<Prepared>> Preparer::prepare(std::span<const pos::Ulid> accounts) {
    auto facts = read_facts(db_, billing_, accounts);
    if (!facts) return pos::store::store_error(std::move(facts.error()));
    std::vector<Prepared> all;
    for (const pos::Ulid& id : accounts) {
        const auto payer = std::ranges::find(
            facts->payers, id, [](const stored::Customer& one) { return one.stored.account.id; });
        if (payer == facts->payers.end()) continue;
        prepare_one(*facts, static_cast<std::size_t>(payer - facts->payers.begin()),
                    all.emplace_back());
    }
    return all;
}

bool Preparer::bill(BillFacts& facts, const stored::Customer& payer,
                    std::optional<pos::Date> before, Prepared& prepared) {
    const pos::customer::Account& account = payer.stored.account;
    OneBill one{db_, billing_, facts, prepared,
                [this](const auto& code, auto version) { return plans_.find(db_, code, version); }};
    one.only_before(before);
    const auto level = facts.levels.find(account.id);
    if (level != facts.levels.end() && level->second.holds()) one.reads_usage();
    const auto add = [&](const stored::Customer& whose) {
        const auto subscriptions = of_account(facts.subscriptions, whose.stored.account.id,
                                              &stored::StoredSubscription::account);
        std::vector<stored::StoredItem> items;
        for (const auto& each : subscriptions) {
            const auto mine = of_account(facts.items, each.id, [](const stored::StoredItem& item) {
                return item.key.subscription;
            });
            items.insert(items.end(), mine.begin(), mine.end());
        }
        const auto units =
            of_account(facts.units, whose.stored.account.id,
                       [](const stored::StoredUnitLot& lot) { return lot.row.account; });
        return one.add(whose, account.currency, subscriptions, items, units);
    };
    if (!add(payer)) return false;
    for (const stored::Customer& other : facts.others) {
        if (other.stored.account.payer == account.id && !add(other)) return false;
    }
    return one.finish(payer);
}

void Preparer::prepare_one(BillFacts& facts, std::size_t payer_index, Prepared& prepared) {
    const stored::Customer& payer = facts.payers[payer_index];
    const pos::customer::Account& account = payer.stored.account;
    prepared.account = account.id;
    prepared.account_number = account.number;
    prepared.party = payer.party;
    prepared.references = account.references;
    prepared.zone = account.zone;
    prepared.version = payer.stored.version;
    prepared.terms_days = account.terms_days;
    prepared.usage_batch = facts.usage_batch;
    prepared.was_parked = facts.parked.contains(account.id);
    const auto found = facts.levels.find(account.id);
    if (found == facts.levels.end()) {
        bill(facts, payer, std::nullopt, prepared);
        return;
    }
    const LevelState& level = found->second;
    const auto& agreed = level.agreement;
    const bool by_term = level.holds() || (level.settles() && !level.leaves);
    if (by_term) {
        // What belongs to the time before the term is billed first, as without level payments.
        const Prepared blank = prepared;
        if (!bill(facts, payer, std::min(agreed.starts_on, agreed.ends_on), prepared)) return;
        if (prepared.document) {
            prepared.next_bill = billing_.as_of;
            LevelPart& part = prepared.level.emplace();
            part.agreement = agreed.id;
            part.again = true;
            return;
        }
        if (level.holds()) return prepare_requests(level, payer, billing_, prepared);
        prepared = blank;
    }
    const auto before = by_term ? std::optional{agreed.ends_on} : std::nullopt;
    if (!bill(facts, payer, before, prepared)) return;
    if (level.settles()) {
        prepare_settlement(db_, level, payer, billing_.as_of, prepared);
    } else if (level.look.next) {
        const pos::Date next = *level.look.next;
        prepared.next_bill = std::min(prepared.next_bill.value_or(next), next);
    }
}

}  // namespace app::core::billing
