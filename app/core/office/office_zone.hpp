#pragma once

#include "pos/locale/zone.hpp"
#include "pos/store/db/connection.hpp"
#include "pos/store/errors.hpp"

namespace app::core {

/// Where head office is: the zone of its own journal.
pos::store::Answer<pos::locale::Zone> office_zone(pos::store::db::Connection& db);

}  // namespace app::core
