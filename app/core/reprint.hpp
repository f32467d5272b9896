#pragma once

#include <cstdint>

#include "app/core/failure.hpp"
#include "app/core/register_service.hpp"
#include "pos/store/store.hpp"

namespace app::core {

/// Writes into the journal that a receipt is printed once more, and answers which copy it is. For
/// whoever prints without a register's open shift; a till tells its register instead.
///
/// ensures: the entry is durable, so that no copy is ever printed without one
Outcome<std::uint32_t> journal_reprint(pos::store::Store& store, const ShopState& shop,
                                       const pos::store::Receipt& receipt, pos::Instant now);

}  // namespace app::core
