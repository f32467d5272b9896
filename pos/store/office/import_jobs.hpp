#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "pos/base/clock.hpp"
#include "pos/store/db/connection.hpp"
#include "pos/store/db/writer_lock.hpp"

/// What pages try and import behind them, and what it came to: rows, so that whichever process is
/// asked next tells of it.
namespace pos::store::office {

struct ImportJob {
    std::string job;      // tells it from every other
    std::string upload;   // its file's token; empty: it has none
    bool is_look{false};  // it is only tried
    std::string by;
    Instant at{};                         // it began, or ended where it has a report
    std::uint64_t rows{0};                // so far
    std::optional<std::string> report{};  // what it came to; nothing: a process is at it
};
/// What an import would do is another thing by then.
inline constexpr std::int64_t kReportKept_ms = std::int64_t{60} * 60'000;
/// So many of one person are kept at most, the latest.
inline constexpr std::int64_t kReportsKept = 8;
/// A process that began so short a time ago need not hold its job yet.
inline constexpr std::int64_t kJustBegun_ms = 5'000;

/// Puts it down as one that this process is at; unless it is a look, what looks came to is
/// forgotten. False: a process is at it already. `at`, `rows` and `report` are not looked at.
db::Result<bool> begin_import_job(db::Connection& db, const ImportJob& job, Instant now);
/// Says to other processes that one is at it, until that goes or the session ends, however it ends.
/// Nothing on SQLite, where this cannot be said.
std::optional<db::WriterLock> hold_import_job(db::Connection& session, std::string_view job);
/// Tells how many rows it has come to. False: it is to end. SQLite: nothing is told, since whoever
/// imports holds the only lock to write.
db::Result<bool> tell_import_job(db::Connection& db, std::string_view job, std::uint64_t rows);
/// Keeps what it came to, and drops what is too old or too much of whoever began it.
db::Result<void> end_import_job(db::Connection& db, std::string_view job, std::string_view report,
                                Instant now);
db::Result<void> drop_import_job(db::Connection& db, std::string_view job);
/// The same of one that has a report; one that a process is at stays.
db::Result<void> drop_ended_import_job(db::Connection& db, std::string_view job);

/// One that a process is at, or that has a report. Nothing of one whose process ended in between:
/// what it had not committed is not there.
db::Result<std::optional<ImportJob>> import_job(db::Connection& db, std::string_view job,
                                                Instant now);
/// Tells whatever is done with that file to end.
db::Result<void> stop_import_jobs(db::Connection& db, std::string_view upload);
/// Drops those that are too old.
db::Result<void> forget_import_jobs(db::Connection& db, Instant now);

}  // namespace pos::store::office
