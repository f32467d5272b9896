#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "pos/base/calendar.hpp"
#include "pos/base/clock.hpp"
#include "pos/base/ulid.hpp"
#include "pos/money/quantity.hpp"
#include "pos/store/db/connection.hpp"
#include "pos/store/db/function_ref.hpp"

/// What usage was billed, as documents say it and as it was when they were issued: what came later
/// changes nothing of it.
namespace pos::store::billing {

/// What a period of a subscription's charge came to.
struct BilledPeriod {
    Date from{};  // [from, to)
    Date to{};
    std::string quantity;                // an exact decimal
    std::int64_t prepaid_millionths{0};  // of units that were paid ahead, not in `quantity`
    std::string plan;                    // by which it was billed
    std::uint32_t version{0};
    std::uint32_t phase{0};
};
struct PeriodsAsked {
    const Ulid& subscription;
    std::string_view charge;
    const Ulid& document;  // up to and with that one
    std::size_t limit{13};
};
/// The last ones that have a length, the earliest first: of each what the latest document says of
/// it, and none that was taken back whole.
db::Result<std::vector<BilledPeriod>> billed_periods(db::Connection& db, const PeriodsAsked& asked);

/// How much of an item's usage, with all that came late to it, prepaid units covered by that
/// document's time: in millionths of the unit.
db::Result<std::int64_t> prepaid_of(db::Connection& db, const Ulid& item, const Ulid& document);

/// A usage record as its period's list shows it.
struct UsedRecord {
    std::string id;
    Instant at{};
    Quantity quantity{};
    std::string to;
    Instant received_at{};
};
struct RecordsAsked {
    const Ulid& subscription;
    std::string_view meter;
    Instant from{};  // [from, to)
    Instant to{};
    Instant known_at{};  // those that had come in by then, and were not yet taken back
};
/// In the order in which a bill prices them, handed over one by one; false ends it.
db::Result<void> each_used_record(db::Connection& db, const RecordsAsked& asked,
                                  db::FunctionRef<bool(const UsedRecord&)> take);

/// When an item, or what changed it, was billed last before that document; nothing if never.
db::Result<std::optional<Instant>> billed_before(db::Connection& db, const Ulid& item,
                                                 const Ulid& document);

}  // namespace pos::store::billing
