#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "pos/report/takings.hpp"
#include "pos/store/db/connection.hpp"
#include "pos/store/errors.hpp"

/// Takings of a chain, read from its branches' roll-ups: a year of it in a moment.
namespace pos::store::office {

/// As Reader::takings(), but that by day, of all branches or each, no row names its tenders. An
/// empty branch is every branch. Of several names of one thing the latest day's counts.
Answer<std::vector<report::TakingsRow>> branch_takings(db::Connection& db, report::Days days,
                                                       report::TakingsBy by,
                                                       std::string_view branch);

/// What each branch took on those days together, in the order of their codes.
Answer<std::vector<report::TakingsRow>> branch_totals(db::Connection& db, report::Days days,
                                                      std::string_view branch);

/// The items that brought in most, `code` their numbers, most first; sales and refunds count lines.
Answer<std::vector<report::TakingsRow>> item_takings(db::Connection& db, report::Days days,
                                                     std::string_view branch, std::int64_t limit);

}  // namespace pos::store::office
