#pragma once

#include <string>

#include "app/core/billing/move.hpp"
#include "pos/store/billing/moves.hpp"

/// How a move stands in its row.
namespace app::core::billing {

/// What was asked for, to tell whether it is asked for again.
std::string asked_json(const NewMove& asked);
std::string asked_of(const pos::store::billing::StoredPointMove& row);

std::string content_of(const NewMove& asked, const Moved& moved);
Outcome<Moved> moved_of(pos::store::db::Connection& db,
                        const pos::store::billing::StoredPointMove& row);

}  // namespace app::core::billing
