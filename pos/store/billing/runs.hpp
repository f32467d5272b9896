#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "pos/base/calendar.hpp"
#include "pos/base/clock.hpp"
#include "pos/base/ulid.hpp"
#include "pos/store/db/connection.hpp"
#include "pos/store/errors.hpp"

/// How far bill runs have come, and which accounts could not be billed.
namespace pos::store::billing {

/// Where a walk through the accounts that are due has come.
struct DuePlace {
    Date day{INT32_MIN};
    Ulid account{};
};
/// The next accounts that pay for themselves and have something to bill on that day, behind a
/// place; the last of them is the next place.
db::Result<std::vector<DuePlace>> due_accounts(db::Connection& db, Date as_of,
                                               const DuePlace& behind, std::int64_t limit);
db::Result<std::int64_t> count_due(db::Connection& db, Date as_of);

/// Stored: never changed.
enum class RunState : std::uint8_t { running = 1, finished = 2, stopped = 3 };
struct BillRun {
    Ulid run{};
    Date as_of{};
    Instant started_at{};
    std::optional<Instant> finished_at;
    RunState state{RunState::running};
    std::int64_t accounts{0};  // that were due
    std::int64_t billed{0};    // documents
    std::int64_t parked{0};
    std::string noted_by;
};
/// Adds a run, or says how far it has come.
db::Result<void> put_run(db::Connection& db, const BillRun& run);
/// The latest first.
Answer<std::vector<BillRun>> list_runs(db::Connection& db, std::int64_t limit,
                                       std::int64_t skip = 0);

// Within the transaction of whoever bills.

struct NextBill {
    Ulid account{};
    std::int64_t version{0};  // of the account, when `on` was worked out
    std::optional<Date> on;   // none is due: none
};
/// Says when the next bills are due, and answers of which accounts. The others have changed since
/// that version: nothing is done of them, and what was prepared for them is out of date.
///
/// requires: each account once
db::Result<std::set<Ulid>> set_next_bills(db::Connection& db, std::span<const NextBill> bills);
db::Result<void> park(db::Connection& db, const Ulid& account, const Ulid& run,
                      std::string_view reason, Instant now);
db::Result<void> unpark(db::Connection& db, const Ulid& account);
/// Which of these are parked.
db::Result<std::set<Ulid>> parked_among(db::Connection& db, std::span<const Ulid> accounts);

struct ParkedAccount {
    Ulid account{};
    std::string number;
    std::string name;
    std::string reason;
    Instant at{};
};
Answer<std::vector<ParkedAccount>> parked_accounts(db::Connection& db, std::int64_t limit);
/// Why an account is parked, if it is.
db::Result<std::optional<std::string>> parked_reason(db::Connection& db, const Ulid& account);

}  // namespace pos::store::billing
