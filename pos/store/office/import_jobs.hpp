#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "pos/base/clock.hpp"
#include "pos/store/db/connection.hpp"
#include "pos/store/db/name_lock.hpp"

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

/// That this process is at it: nobody else begins it until this is gone, which it is with the
/// process at the latest. What imports a file holds that file, however it is read. Nothing: another
/// one is at it.
db::Result<std::optional<db::NameLock>> claim_import_job(db::Connection& session,
                                                         const ImportJob& job);
/// The same for an import of that file that is no job.
db::Result<std::optional<db::NameLock>> claim_import(db::Connection& session,
                                                     std::string_view upload);
/// Puts it down as one that this process is at; unless it is a look, what looks came to is
/// forgotten. `at`, `rows` and `report` are not looked at.
///
/// requires: this process holds its claim
db::Result<void> begin_import_job(db::Connection& db, const ImportJob& job, Instant now);
/// Tells how many rows it has come to. False: it is to end. SQLite: nothing is told, since whoever
/// imports holds the only lock to write.
db::Result<bool> tell_import_job(db::Connection& db, std::string_view job, std::uint64_t rows);
/// Keeps what it came to, and drops what is too much of whoever began it. False: nobody knows of
/// that job any more.
db::Result<bool> end_import_job(db::Connection& db, std::string_view job, std::string_view report,
                                Instant now);
db::Result<void> drop_import_job(db::Connection& db, std::string_view job);
/// The same of one that has a report; one that a process is at stays.
db::Result<void> drop_ended_import_job(db::Connection& db, std::string_view job);

/// One that a process is at, or that has a report. Nothing of one whose process ended in between:
/// what it had not committed is not there. How long it has been silent says nothing: a disk may be
/// busy, and a process held up.
db::Result<std::optional<ImportJob>> import_job(db::Connection& db, std::string_view job,
                                                Instant now);
/// Tells whatever is done with that file to end.
db::Result<void> stop_import_jobs(db::Connection& db, std::string_view upload);
/// Drops those that are too old.
db::Result<void> forget_import_jobs(db::Connection& db, Instant now);

}  // namespace pos::store::office
