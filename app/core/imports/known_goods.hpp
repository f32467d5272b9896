#pragma once

#include <optional>
#include <set>
#include <string>

#include "pos/catalog/item.hpp"
#include "pos/store/catalogue/catalogue.hpp"
#include "pos/store/errors.hpp"

namespace app::core::imports {

/// What a shop's catalogue has before an import.
struct KnownGoods {
    bool none{false};  // no item yet
    std::set<std::string, std::less<>> departments;
};
pos::store::Answer<KnownGoods> known_goods(pos::store::Catalogue& catalogue);

/// An item as an import finds it.
struct KnownItem {
    pos::catalog::Item item;
    /// An import that was undone had added it: it is on sale again with the row that brings it.
    bool comes_back{false};
};
pos::store::Answer<std::optional<KnownItem>> known_item(
    pos::store::db::Connection& db,
    pos::store::db::Result<std::optional<pos::store::StoredItem>> stored);

}  // namespace app::core::imports
