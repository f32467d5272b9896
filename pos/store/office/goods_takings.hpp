#pragma once

#include <string_view>
#include <vector>

#include "pos/report/takings.hpp"
#include "pos/store/db/connection.hpp"
#include "pos/store/errors.hpp"

namespace pos::store::office {

/// What was taken for goods, by department or item, with what they cost: from head office's
/// roll-ups, or at a till, which has none of these, from its sold lines. An empty branch is every
/// one.
///
/// requires: by department or item
Answer<std::vector<report::TakingsRow>> goods_takings(db::Connection& db, report::Days days,
                                                      report::TakingsBy by,
                                                      std::string_view branch);

}  // namespace pos::store::office
