#pragma once

#include <span>
#include <string>
#include <vector>

#include "app/core/billing/readings.hpp"

/// The usage records that follow from what counters showed. Each within the caller's transaction of
/// the books.
namespace app::core::billing {

struct UsagePiece {
    pos::Instant at{};
    pos::Quantity quantity{};
};
/// All that was used in [from, to).
struct UsageRun {
    pos::Instant from{};
    pos::Instant to{};
    std::vector<UsagePiece> pieces;
};
/// Puts runs in the place of what a source said of their time before, where it differs.
///
/// requires: runs by time, none beginning before the one ahead of it ends
/// errors: the environment's alone, since records may have changed by then
Outcome<ReadingTaken> replace_usage(BillingBooks& books, const std::string& source,
                                    const std::string& point, const std::string& meter,
                                    std::span<const UsageRun> runs, pos::Instant now);

/// Works out what was used since the last reading before `changed` that counts, and adds to `done`
/// what became of the records.
Outcome<void> derive_usage(BillingBooks& books, const pos::store::billing::StoredRegister& at,
                           pos::Instant changed, pos::Instant now, ReadingTaken& done);

/// Works the usage of a point's registers out anew from an instant on: after it went to somebody
/// else.
Outcome<void> point_changed(BillingBooks& books, const std::string& point, pos::Instant since,
                            pos::Instant now);

/// The zone of a point's latest owner; the office's where nobody has it.
Outcome<pos::locale::Zone> zone_of_point(BillingBooks& books, const std::string& point);

}  // namespace app::core::billing
