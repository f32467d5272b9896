#pragma once

#include <functional>

#include "pos/store/import_notes.hpp"

namespace pos::store {

/// Puts goods back as they were before the last import, the last row first, since a row may have
/// taken a number that an earlier one gave up. What is not as the import made it is left alone, and
/// so is what would get a number or a code that is other goods' by now. It can be done once.
///
/// requires: a write transaction
/// ensures:  memory for one item at a time
/// returns:  nothing if there is no import to undo
db::Result<std::optional<ImportUndone>> undo_import(
    Catalogue& catalogue, CatalogueWriter& writer,
    const std::function<void(std::int64_t done)>& on_item = {});

}  // namespace pos::store
