#pragma once

#include <filesystem>

#include "app/core/item_changes.hpp"
#include "app/core/records.hpp"
#include "pos/base/random.hpp"
#include "pos/store/store.hpp"

/// What a shop sells, for the till's own window. A till that has joined a head office has it from
/// there.
namespace app::core {

/// The item of that id, or without one that of a barcode or a number; nothing if there is none.
Kept<std::optional<ItemSheet>> read_item(pos::store::Reader& reader, const pos::Ulid& item,
                                         std::string_view code);
/// `pictures` is the shop's folder of them; may be empty.
Kept<GoodsChoices> read_goods_choices(pos::store::Reader& reader,
                                      const std::filesystem::path& pictures);

/// What is different, as the journal says it.
std::vector<FieldChange> changes_of(const ItemSheet& before, const ItemSheet& after);

struct ItemKept {
    ItemSheet before;  // without a name: it is new
    ItemSheet now;
};
/// Something new, without an id, or changed, with all its codes: others that it had are gone. One
/// entry of the journal, ItemEdited; with `tells_changes` one for each field that was changed too.
///
/// errors: those of RecordFault that are of goods
Kept<ItemKept> keep_item(pos::store::Store& store, const Doing& doing, ItemSheet sheet,
                         pos::Random& random, bool tells_changes = false);

Kept<ShopGroups> read_groups(pos::store::Reader& reader);
/// A new one has no code: its name becomes it. Nothing where it was like that already.
Kept<std::optional<GroupKept>> keep_department(pos::store::Store& store, const Doing& doing,
                                               pos::catalog::Department department);
/// A new one makes a class of goods of the same name, and is that of goods which say none if there
/// is no other. Nothing where it was like that already.
Kept<std::optional<GroupKept>> keep_tax(pos::store::Store& store, const Doing& doing,
                                        const TaxFrom& tax);
/// Takes such a change back, with an entry of its own.
///
/// errors: `changed_since`; `in_use`, of a new one that goods name by now
Kept<void> undo_group(pos::store::Store& store, const Doing& doing, const GroupKept& kept);

}  // namespace app::core
