#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "app/core/failure.hpp"
#include "app/core/open_shop.hpp"
#include "pos/locale/zone.hpp"

namespace app::core {

/// What an item is to cost.
struct PriceChange {
    std::string number;  // the item's
    std::string price;   // "2.49"; empty: the price that begins at `from` is withdrawn
    std::string from;    // "2026-12-01" or "2026-12-01 18:30" in the journal's zone; empty: now
    std::string branch;  // "B01"; empty: wherever a branch has no price of its own
    std::string by;      // who changes it; empty: the first manager
};

/// Changes the price of an item at once, or lets another one begin later, and notes it in the
/// journal; at head office tills hear of it within seconds and switch by themselves.
///
/// errors: no such item, branch or price; an item whose price the till asks for; a later start or a
///         branch in a shop that is no head office; a till that has joined one, where prices are
///         the office's
Outcome<void> change_price(const std::string& where, const pos::store::StoreOptions& store_options,
                           const PriceChange& change, pos::Instant now);

/// An item's own price, and those that begin or have begun.
struct ItemPrices {
    pos::store::StoredItem item;
    std::vector<pos::store::PriceFrom> prices;
};
/// What the item costs in a branch at that instant.
pos::UnitPrice price_at(const ItemPrices& item, std::string_view branch, pos::Instant at);
/// Nothing if there is no such item.
Outcome<std::optional<ItemPrices>> prices_of(pos::store::Reader& reader, const std::string& number);

/// What a change would do, branch by branch, once it counts.
struct PricePreview {
    struct InBranch {
        std::string code;
        std::string name;
        pos::UnitPrice before{};
        pos::UnitPrice after{};               // the same: the branch has a price of its own
        std::optional<pos::Instant> until{};  // another price follows then
    };
    pos::Instant at{};
    std::vector<InBranch> branches;
};
/// Changes nothing.
///
/// errors: as change_price
Outcome<PricePreview> preview_price(pos::store::Reader& reader, const pos::locale::Zone& zone,
                                    const PriceChange& change, pos::Instant now);

}  // namespace app::core
