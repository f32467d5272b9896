#include "app/core/imports/known_goods.hpp"

#include <utility>

#include "pos/store/import_notes.hpp"

namespace app::core::imports {

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

Answer<std::optional<KnownItem>> known_item(
    pos::store::db::Connection& db,
    pos::store::db::Result<std::optional<pos::store::StoredItem>> stored) {
    if (!stored) return std::unexpected{to_store_error(std::move(stored.error()))};
    if (!*stored) return std::optional<KnownItem>{};
    KnownItem known{.item = std::move((*stored)->item)};
    if (!known.item.active) {
        auto off = pos::store::is_taken_off_sale(db, known.item.id);
        if (!off) return std::unexpected{to_store_error(std::move(off.error()))};
        known.comes_back = known.item.active = *off;
    }
    return std::optional{std::move(known)};
}

}  // namespace app::core::imports
