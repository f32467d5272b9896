#include "pos/store/office/import_jobs.hpp"

#include <utility>

namespace pos::store::office {

namespace {

/// Of a process that ended without a word.
constexpr std::int64_t kUnendedKept_ms = std::int64_t{24} * 60 * 60'000;

db::Result<void> import_done(db::Result<std::int64_t> ran) {
    if (!ran) return std::unexpected{std::move(ran.error())};
    return {};
}

std::string name_of_import(std::string_view upload) {
    return "import of " + std::string{upload};
}

/// What is held while one is at it.
std::string name_of_job(const ImportJob& job) {
    if (!job.is_look && !job.upload.empty()) return name_of_import(job.upload);
    return "import job " + job.job;
}

db::Result<std::optional<ImportJob>> import_row(db::Connection& db, std::string_view job) {
    std::optional<ImportJob> found;
    auto done = db.each(
        "SELECT job, upload, is_look, noted_by, at, rows_read, report FROM import_job WHERE job = "
        "$1",
        [&](const db::Row& row) {
            ImportJob& one = found.emplace();
            row.get(0, one.job);
            row.get(1, one.upload);
            one.is_look = row.integer(2) == 1;
            row.get(3, one.by);
            row.get(4, one.at);
            one.rows = static_cast<std::uint64_t>(row.integer(5));
            row.get(6, one.report);
        },
        job);
    if (!done) return std::unexpected{std::move(done.error())};
    return found;
}

}  // namespace

db::Result<std::optional<db::NameLock>> claim_import_job(db::Connection& session,
                                                         const ImportJob& job) {
    return db::NameLock::take(session, name_of_job(job));
}

db::Result<std::optional<db::NameLock>> claim_import(db::Connection& session,
                                                     std::string_view upload) {
    return db::NameLock::take(session, name_of_import(upload));
}

db::Result<void> begin_import_job(db::Connection& db, const ImportJob& job, Instant now) {
    auto writing = db::Transaction::begin(db, db::TransactionKind::write);
    if (!writing) return std::unexpected{std::move(writing.error())};
    if (!job.is_look) {
        auto gone = db.exec("DELETE FROM import_job WHERE is_look = 1 AND report IS NOT NULL");
        if (!gone) return std::unexpected{std::move(gone.error())};
        // Whoever was at this file is gone, or this would not be held.
        gone = db.exec(
            "DELETE FROM import_job WHERE upload = $1 AND upload <> '' AND is_look = 0 "
            "AND report IS NULL",
            job.upload);
        if (!gone) return std::unexpected{std::move(gone.error())};
    }
    auto put = db.exec(
        "INSERT INTO import_job (job, upload, is_look, noted_by, at, rows_read, stop) "
        "VALUES ($1, $2, $3, $4, $5, 0, 0) ON CONFLICT (job) DO UPDATE SET "
        "upload = excluded.upload, is_look = excluded.is_look, noted_by = excluded.noted_by, "
        "at = excluded.at, rows_read = 0, stop = 0, report = NULL",
        job.job, job.upload, job.is_look ? 1 : 0, job.by, now);
    if (!put) return std::unexpected{std::move(put.error())};
    return writing->commit();
}

db::Result<bool> tell_import_job(db::Connection& db, std::string_view job, std::uint64_t rows) {
    const auto stop =
        db.engine() == db::Engine::sqlite
            ? db.value<std::int64_t>("SELECT stop FROM import_job WHERE job = $1", job)
            : db.value<std::int64_t>(
                  "UPDATE import_job SET rows_read = $2 WHERE job = $1 RETURNING stop", job,
                  static_cast<std::int64_t>(rows));
    if (!stop) return std::unexpected{stop.error()};
    return stop->value_or(0) == 0;
}

db::Result<bool> end_import_job(db::Connection& db, std::string_view job, std::string_view report,
                                Instant now) {
    auto kept =
        db.exec("UPDATE import_job SET report = $2, at = $3 WHERE job = $1", job, report, now);
    if (!kept) return std::unexpected{std::move(kept.error())};
    auto tidied = db.exec(
        "DELETE FROM import_job WHERE report IS NOT NULL AND noted_by = (SELECT e.noted_by "
        "FROM import_job e WHERE e.job = $1) AND job NOT IN (SELECT l.job FROM import_job l "
        "WHERE l.report IS NOT NULL AND l.noted_by = (SELECT e.noted_by FROM import_job e "
        "WHERE e.job = $1) ORDER BY l.at DESC, l.job LIMIT $2)",
        job, kReportsKept);
    if (!tidied) return std::unexpected{std::move(tidied.error())};
    return *kept == 1;
}

db::Result<void> drop_import_job(db::Connection& db, std::string_view job) {
    return import_done(db.exec("DELETE FROM import_job WHERE job = $1", job));
}

db::Result<void> drop_ended_import_job(db::Connection& db, std::string_view job) {
    return import_done(
        db.exec("DELETE FROM import_job WHERE job = $1 AND report IS NOT NULL", job));
}

db::Result<std::optional<ImportJob>> import_job(db::Connection& db, std::string_view job,
                                                Instant now) {
    auto found = import_row(db, job);
    if (!found || !*found) return found;
    if (!(*found)->report) {
        const auto is_held = db::NameLock::is_held(db, name_of_job(**found));
        if (!is_held) return std::unexpected{is_held.error()};
        if (*is_held) return found;
        // Whoever was at it may have ended it since, and let it go then.
        found = import_row(db, job);
        if (!found || !*found) return found;
    }
    const bool is_told = (*found)->report && now.unix_ms - (*found)->at.unix_ms <= kReportKept_ms;
    if (!is_told) found->reset();
    return found;
}

db::Result<void> stop_import_jobs(db::Connection& db, std::string_view upload) {
    return import_done(
        db.exec("UPDATE import_job SET stop = 1 WHERE upload = $1 AND report IS NULL", upload));
}

db::Result<void> forget_import_jobs(db::Connection& db, Instant now) {
    return import_done(
        db.exec("DELETE FROM import_job WHERE (report IS NOT NULL AND at < $1) OR at < $2",
                Instant{now.unix_ms - kReportKept_ms}, Instant{now.unix_ms - kUnendedKept_ms}));
}

}  // namespace pos::store::office
