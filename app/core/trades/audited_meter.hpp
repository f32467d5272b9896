#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "app/core/failure.hpp"
#include "pos/base/calendar.hpp"
#include "pos/base/clock.hpp"
#include "pos/base/ulid.hpp"
#include "pos/money/exact.hpp"
#include "pos/money/wide.hpp"
#include "pos/store/billing/usage_list.hpp"
#include "pos/store/db/connection.hpp"

namespace app::core::trades {

/// A sum of records, as bills say quantities.
pos::Exact exact_of(pos::Wide millionths);

/// A period that stands on a bill, by what the latest line says of it.
struct BilledPeriod {
    pos::Ulid item{};
    pos::Date from{};  // [from, to)
    pos::Date to{};
    pos::Exact billed;      // with what prepaid units covered
    pos::Instant issued{};  // the latest line
    bool waits{false};      // something of it is still to be billed
};

/// A record, whether it stands or was taken back.
struct AuditedRecord {
    pos::Instant at{};
    std::int64_t millionths{0};
    pos::Instant received{};
    std::int64_t batch{0};
    std::optional<pos::Instant> voided;
};

/// One meter of a subscription, up to where it is billed.
struct AuditedMeter {
    pos::store::billing::MeterPlace place;
    std::vector<BilledPeriod> periods;
    std::vector<AuditedRecord> records;
    std::vector<pos::Instant> late;  // when what is still to be billed was used
};

/// A meter by its records and by the lines of charges that are called as it is.
Outcome<AuditedMeter> read_meter(pos::store::db::Connection& db,
                                 const pos::store::billing::MeterPlace& place);

}  // namespace app::core::trades
