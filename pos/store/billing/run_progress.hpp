#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>

#include "pos/base/ulid.hpp"
#include "pos/store/billing/deliveries.hpp"
#include "pos/store/billing/runs.hpp"
#include "pos/store/db/connection.hpp"
#include "pos/store/errors.hpp"

/// What people see of a bill run, while it goes on and behind it.
namespace pos::store::billing {

Answer<std::optional<BillRun>> run_of(db::Connection& db, const Ulid& run);

/// What a run has written by now.
struct RunFigures {
    std::int64_t documents{0};
    std::map<std::string, std::int64_t> payable_minor{};  // by currency: "EUR2"
    std::map<DeliveryState, std::int64_t> deliveries{};   // documents nobody delivers yet: left out
    std::int64_t parked{0};                               // accounts that wait since that run
};
Answer<RunFigures> run_figures(db::Connection& db, const Ulid& run);

/// Asks a run to end between two accounts, whatever process it is in. False: it is over.
db::Result<bool> ask_to_stop(db::Connection& db, const Ulid& run);
/// Whether somebody has asked for that.
db::Result<bool> is_to_stop(db::Connection& db, const Ulid& run);
/// For whoever has billed all that is due by that day: runs up to it that began before `before` and
/// say that they go on are over, as those of processes that were killed. One that does go on ends
/// at its next look; there is nothing left for it.
db::Result<void> end_silent_runs(db::Connection& db, Date as_of, Instant before);

}  // namespace pos::store::billing
