#pragma once

#include <algorithm>
#include <cstdint>
#include <map>
#include <set>
#include <span>
#include <vector>

#include "pos/billing/bill/coverage.hpp"
#include "pos/billing/bill/item.hpp"

namespace pos::billing::bill {

/// What was billed, found by what it was for and by what it changed. What it names outlives it.
class BilledIndex {
public:
    explicit BilledIndex(std::span<const Billed> billed) {
        for (const Billed& one : billed) {
            by_key_[one.key].push_back(&one);
            by_subscription_[one.key.subscription].push_back(&one);
            if (one.of) changes_[*one.of].push_back(&one);
            if (one.of && one.kind == ItemKind::voided) voided_.insert(*one.of);
        }
    }

    /// Whether it counts as never billed but for its number of revision.
    bool is_voided(const Billed& item) const { return voided_.contains(item.id); }

    std::span<const Billed* const> of(const ItemKey& key) const { return find(by_key_, key); }
    /// What was given back of an item, or came late to it.
    std::span<const Billed* const> changes_of(const Ulid& item) const {
        return find(changes_, item);
    }

    std::span<const Billed* const> of_subscription(const Ulid& id) const {
        return find(by_subscription_, id);
    }

    /// What an item and what came late to it were rated at.
    Exact rated(const Billed& item) const {
        Exact sum = item.amount;
        for (const Billed* change : changes_of(item.id)) {
            if (change->kind == ItemKind::late) sum += change->amount;
        }
        return sum;
    }
    /// What is left of an item once all that changed it is counted, credits of what came late among
    /// them: no more can be given back.
    Exact left(const Billed& item) const {
        Exact sum = item.amount;
        for (const Billed* change : changes_of(item.id)) {
            sum += change->amount;
            for (const Billed* further : changes_of(change->id)) sum += further->amount;
        }
        return sum;
    }

    /// What begins on the same day for the same charge, was given back and is billed again, is
    /// another revision.
    std::uint32_t next_revision(const Item& item, std::span<const Item> proposed) const {
        std::uint32_t next = 0;
        const auto see = [&](const auto& one) {
            if (one.kind != item.kind || one.from != item.from) return;
            next = std::max(next, one.revision + 1);
        };
        for (const Billed* one : of(item.key)) see(*one);
        for (const Item& one : proposed) {
            if (one.key == item.key) see(one);
        }
        return next;
    }

    std::vector<Days> given_back(const Billed& item) const {
        std::vector<Days> back;
        for (const Billed* change : changes_of(item.id)) {
            if (change->kind == ItemKind::unused && !is_voided(*change))
                back.push_back({change->from, change->to});
        }
        return back;
    }

    /// The days of a charge that are paid for: what was billed, less what was given back.
    std::vector<Days> covered(const ItemKey& key) const {
        std::vector<Days> covered;
        for (const Billed* one : of(key)) {
            if (one->kind != ItemKind::recurring || is_voided(*one)) continue;
            const std::vector<Days> left = without({one->from, one->to}, given_back(*one));
            covered.insert(covered.end(), left.begin(), left.end());
        }
        return covered;
    }

private:
    template <class Map, class Key>
    static std::span<const Billed* const> find(const Map& map, const Key& key) {
        const auto found = map.find(key);
        if (found == map.end()) return {};
        return found->second;
    }

    std::map<ItemKey, std::vector<const Billed*>> by_key_;
    std::map<Ulid, std::vector<const Billed*>> by_subscription_;
    std::map<Ulid, std::vector<const Billed*>> changes_;
    std::set<Ulid> voided_;
};

}  // namespace pos::billing::bill
