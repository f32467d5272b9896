#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "pos/journal/events/place.hpp"
#include "pos/report/takings.hpp"
#include "pos/store/db/connection.hpp"
#include "pos/store/errors.hpp"

/// One item over time, at head office.
namespace pos::store::office {

/// What one branch sold of an item on one business day, less what came back. The row's code is
/// empty.
Answer<std::vector<report::TakingsRow>> item_days(db::Connection& db, report::Days days,
                                                  std::string_view branch, std::string_view number);

/// One change of an item's price, as people made it.
struct PriceEdit {
    Instant at{};
    std::string by;
    std::string branch;  // empty: wherever a branch has none of its own
    std::string begins;  // "2026-12-01 08:30" as it was typed; empty: at once
    std::string from;    // "1.00"; empty: there was none
    std::string to;      // empty: it was withdrawn
};
/// The latest first, as far as the office's journal says: what a file of goods brought stands
/// there in sum alone. At most the latest 50,000 changes of settings are looked through.
Answer<std::vector<PriceEdit>> price_edits(db::Connection& db, std::string_view number,
                                           std::size_t limit);

}  // namespace pos::store::office
