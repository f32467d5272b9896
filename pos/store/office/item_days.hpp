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
/// The latest first, as far as the office's journal says. At most the latest 50,000 changes of
/// settings are looked through; item_edits() looks on.
Answer<std::vector<PriceEdit>> price_edits(db::Connection& db, std::string_view number,
                                           std::size_t limit);

/// One change of what an item is or costs.
struct ItemEdit {
    Instant at{};
    std::string by;
    std::string field;   // "price", "name", "department"; see app/core/item_changes.hpp
    std::string branch;  // of a price, as PriceEdit has it
    std::string begins;  // likewise
    std::string from;
    std::string to;
};
struct ItemEdits {
    std::vector<ItemEdit> edits;
    /// What the next ones are asked for with; 0: there are none.
    std::int64_t before{0};
};
/// The latest of them that were made before that entry, or with 0 the latest of all. One call looks
/// through 50,000 changes of settings at most, and may find nothing in them though there are more.
///
/// requires: limit > 0
Answer<ItemEdits> item_edits(db::Connection& db, std::string_view number, std::int64_t before,
                             std::size_t limit);

}  // namespace pos::store::office
