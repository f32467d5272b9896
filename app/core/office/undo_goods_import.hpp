#pragma once

#include <functional>

#include "app/core/records.hpp"
#include "pos/store/store.hpp"
#include "pos/store/undo_import.hpp"

namespace app::core {

struct UndoOptions {
    bool dry_run{false};  // it is found out what would become of the goods, and nothing is kept
    std::function<void(std::int64_t done)> on_item{};
};

/// Undoes the last import of goods, in one transaction with an entry of the journal,
/// SettingChanged.
///
/// errors:  of_office, store
/// returns: nothing if there is no import to undo
Kept<std::optional<pos::store::ImportUndone>> undo_goods_import(pos::store::Store& store,
                                                                const Doing& doing,
                                                                const UndoOptions& options = {});

}  // namespace app::core
