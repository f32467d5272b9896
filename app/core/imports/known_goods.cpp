#include "app/core/imports/known_goods.hpp"

#include <utility>

namespace app::core::imports {

using pos::catalog::Item;
using pos::store::Answer;
using pos::store::to_store_error;

Answer<KnownGoods> known_goods(pos::store::Catalogue& catalogue) {
    const auto count = catalogue.count();
    if (!count) return std::unexpected{to_store_error(count.error())};
    const auto departments = catalogue.departments();
    if (!departments) return std::unexpected{to_store_error(departments.error())};
    KnownGoods known{.none = *count == 0, .departments = {}};
    for (const auto& department : *departments) known.departments.insert(department.code);
    return known;
}

Answer<std::optional<Item>> item_of(
    pos::store::db::Result<std::optional<pos::store::StoredItem>> stored) {
    if (!stored) return std::unexpected{to_store_error(std::move(stored.error()))};
    if (!*stored) return std::optional<Item>{};
    return std::optional<Item>{std::move((*stored)->item)};
}

}  // namespace app::core::imports
