#pragma once

#include "app/core/failure.hpp"
#include "app/core/register_service.hpp"
#include "pos/store/db/connection.hpp"

namespace app::core {

/// What head office's database says of the office itself: its taxes, its settings, its language.
///
/// errors: it is no head office's; the database's own
Outcome<ShopState> read_office(pos::store::db::Connection& db);

}  // namespace app::core
