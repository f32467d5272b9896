#pragma once

#include <optional>
#include <string>
#include <vector>

#include "app/core/failure.hpp"
#include "app/core/office/shop_items.hpp"
#include "pos/base/random.hpp"

namespace app::core {

/// What is to be changed of an item; what is not said stays.
struct ItemChange {
    std::string number;  // the item's
    std::optional<std::string> name{};
    std::optional<std::string> department{};  // a code of one that there is; empty: none
    std::optional<std::string> tax_class{};   // likewise
    std::optional<std::string> unit{};        // "kg"; empty: sold by the piece
    std::optional<bool> sold{};
    std::optional<std::vector<std::string>> barcodes{};  // all that it has then
    std::vector<std::string> remove_barcodes{};          // each one that it has
    std::string by{};                                    // who changes it; empty: the first manager
};

/// The item as it is and as it would be; nothing is stored.
///
/// errors: no such item, department or barcode
struct ItemChanged {
    ItemSheet before;
    ItemSheet after;
};
Outcome<ItemChanged> changed_item(pos::store::Reader& reader, const ItemChange& change);

/// Changes it, with an entry of the journal for each field that is another one then; at head office
/// tills hear of it within seconds.
///
/// errors: as changed_item(); those of keep_item(); a till that has joined a head office
Outcome<ItemKept> change_item(const std::string& where,
                              const pos::store::StoreOptions& store_options,
                              const ItemChange& change, pos::Instant now, pos::Random& random);

/// Adds a department (without a code), or gives one another name.
Outcome<void> change_department(const std::string& where,
                                const pos::store::StoreOptions& store_options,
                                const pos::catalog::Department& department, const std::string& by,
                                pos::Instant now);

}  // namespace app::core
