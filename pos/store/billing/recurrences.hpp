#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "pos/base/calendar.hpp"
#include "pos/base/clock.hpp"
#include "pos/base/ulid.hpp"
#include "pos/billing/wallet/recurrence.hpp"
#include "pos/journal/events/wallet.hpp"
#include "pos/money/currency.hpp"
#include "pos/store/db/connection.hpp"

/// Rules by which credit is granted anew each period.
namespace pos::store::billing {

struct StoredRecurrence {
    Ulid rule{};
    Ulid account{};
    std::optional<Ulid> subscription;  // while it is paused nothing is granted
    journal::LotKind kind{journal::LotKind::promotional};
    std::string unit;  // empty: money
    Currency currency{};
    std::int64_t amount{0};    // millionths of the unit, or minor units
    std::int64_t rollover{0};  // the same
    std::int64_t priority{0};
    std::int64_t lifetime_days{0};  // 0: to the end of its period
    pos::billing::wallet::Recurrence when;
    std::string scope;  // codes of charges, a line each
    std::string note;
    Instant noted_at{};
    std::string noted_by;
};

// Writing is within the caller's transaction.

db::Result<void> put_recurrence(db::Connection& db, const StoredRecurrence& rule);
/// Periods that begin from that day on grant nothing more.
db::Result<void> end_recurrence(db::Connection& db, const Ulid& rule, Date until);

db::Result<std::optional<StoredRecurrence>> recurrence_of(db::Connection& db, const Ulid& rule);
/// All of an account, or of any; the oldest first.
db::Result<std::vector<StoredRecurrence>> recurrences(db::Connection& db,
                                                      std::optional<Ulid> account);

}  // namespace pos::store::billing
