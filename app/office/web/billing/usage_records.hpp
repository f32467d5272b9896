#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "app/core/failure.hpp"
#include "app/office/web/billing/usage_parts.hpp"
#include "pos/store/billing/usage_list.hpp"

namespace app::office::web::billing {

/// Where a page of records begins: before an instant, behind so many of the latest ones there.
struct RecordsPlace {
    pos::Instant before{};
    std::int64_t skip{0};
};

/// A page of usage records, the latest first.
struct RecordsAsked {
    pos::store::billing::UsageAsked which;
    std::optional<core::billing::UsageState> state{};
    std::optional<RecordsPlace> place{};  // none: the first page
    std::int64_t most{50};
    /// Of one state: so many are looked at, whatever was found.
    std::int64_t looked_at_most{2'000};
};
struct RecordsFound {
    std::vector<UsedRow> rows;
    std::int64_t looked_at{0};
    std::optional<RecordsPlace> next{};  // none: there are no more
};
/// Reads a page of records and nothing of what lies far behind it, however much there is.
///
/// requires: as each_usage_row(), a time that begins and ends
core::Outcome<RecordsFound> read_records(pos::store::db::Connection& db, const RecordsAsked& asked);

}  // namespace app::office::web::billing
