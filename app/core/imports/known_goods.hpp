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

/// The item alone of what the catalogue answers.
pos::store::Answer<std::optional<pos::catalog::Item>> item_of(
    pos::store::db::Result<std::optional<pos::store::StoredItem>> stored);

}  // namespace app::core::imports
