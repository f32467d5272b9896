#pragma once

#include <map>
#include <set>
#include <string>

#include "app/core/imports/item_sink.hpp"

/// A catalogue in memory that keeps the promises of the real one and counts what it was asked.
class MemorySink final : public app::core::imports::ItemSink {
public:
    bool was_empty() const override { return was_empty_; }
    pos::store::Answer<std::optional<pos::catalog::Item>> by_number(
        std::string_view number) override {
        ++lookups;
        for (const auto& [id, item] : items) {
            if (item.number == number) return item;
        }
        return std::optional<pos::catalog::Item>{};
    }
    pos::store::Answer<std::optional<pos::catalog::Item>> by_barcode(
        std::string_view key) override {
        ++lookups;
        const auto found = barcodes.find(std::string{key});
        if (found == barcodes.end()) return std::optional<pos::catalog::Item>{};
        return items.at(found->second.item);
    }
    pos::store::Answer<bool> has_barcodes(const pos::Ulid& item) override {
        ++lookups;
        for (const auto& [key, barcode] : barcodes)
            if (barcode.item == item) return true;
        return false;
    }
    pos::store::Answer<Put> put(const pos::catalog::Item& item) override {
        if (fails) return std::unexpected{pos::store::StoreError{}};
        POS_ASSERT(check(item).has_value());
        for (const auto& [id, other] : items)
            POS_ASSERT(id == item.id || other.number != item.number);
        const auto [place, added] = items.try_emplace(item.id, item);
        if (added) return Put::added;
        if (place->second == item) return Put::unchanged;
        place->second = item;
        return Put::changed;
    }
    pos::store::Answer<Put> put(const pos::catalog::Barcode& barcode) override {
        POS_ASSERT(items.contains(barcode.item));
        const auto [place, added] = barcodes.try_emplace(barcode.key, barcode);
        if (added) return Put::added;
        if (place->second == barcode) return Put::unchanged;
        place->second = barcode;
        return Put::changed;
    }
    pos::store::Answer<std::uint64_t> remove_barcodes(const pos::Ulid& item,
                                                      const Stays& stays) override {
        return std::erase_if(barcodes, [&](const auto& one) {
            return one.second.item == item && !stays(one.first);
        });
    }
    pos::store::Answer<void> need_department(std::string_view code) override {
        departments.emplace(code);
        return {};
    }

    /// From now on as a shop that was there before the next import.
    void settle() { was_empty_ = items.empty(); }

    std::map<pos::Ulid, pos::catalog::Item> items;
    std::map<std::string, pos::catalog::Barcode> barcodes;
    std::set<std::string> departments;
    int lookups{0};
    bool fails{false};

private:
    bool was_empty_{true};
};
