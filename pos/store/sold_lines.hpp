#pragma once

#include <string_view>
#include <vector>

#include "pos/report/takings.hpp"
#include "pos/store/db/connection.hpp"
#include "pos/store/errors.hpp"

namespace pos::store {

/// What was taken for goods on those days and what they cost, added up line by line: by department,
/// or by item, whose sales and refunds are lines in place of tickets. In the order of the keys; an
/// empty branch is every one.
///
/// requires: by department or item
Answer<std::vector<report::TakingsRow>> sold_lines(db::Connection& db, report::Days days,
                                                   report::TakingsBy by, std::string_view branch);

}  // namespace pos::store
