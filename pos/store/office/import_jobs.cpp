#include "pos/store/office/import_jobs.hpp"

#include <cstdlib>
#include <utility>

namespace pos::store::office {

namespace {

/// Of a process that ended without a word.
constexpr std::int64_t kUnendedKept_ms = std::int64_t{24} * 60 * 60'000;

db::Result<void> import_done(db::Result<std::int64_t> ran) {
    if (!ran) return std::unexpected{std::move(ran.error())};
    return {};
}

std::string held_name(std::string_view job) {
    return "import job " + std::string{job};
}

/// Whether another session is at it.
db::Result<bool> is_held(db::Connection& db, std::string_view job) {
    if (db.engine() == db::Engine::sqlite) return false;
    const auto taken = db::WriterLock::of_session(db, held_name(job), "office");
    if (taken) return false;
    if (taken.error().kind == db::LockError::Kind::held) return true;
    return std::unexpected{taken.error().cause};
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

/// Whether it is to be told of.
db::Result<bool> counts(db::Connection& db, const ImportJob& job, Instant now) {
    const std::int64_t age = now.unix_ms - job.at.unix_ms;
    if (job.report) return age <= kReportKept_ms;
    if (std::abs(age) < kJustBegun_ms) return true;
    return is_held(db, job.job);
}

}  // namespace

db::Result<bool> begin_import_job(db::Connection& db, const ImportJob& job, Instant now) {
    const auto there = import_row(db, job.job);
    if (!there) return std::unexpected{there.error()};
    if (*there) {
        if (!(*there)->report) {
            const auto at_work = counts(db, **there, now);
            if (!at_work) return std::unexpected{at_work.error()};
            if (*at_work) return false;
        }
        // Only the one that was seen: another process may have been quicker.
        auto gone =
            db.exec("DELETE FROM import_job WHERE job = $1 AND at = $2", job.job, (*there)->at);
        if (!gone) return std::unexpected{std::move(gone.error())};
    }
    if (!job.is_look) {
        auto gone = db.exec("DELETE FROM import_job WHERE is_look = 1 AND report IS NOT NULL");
        if (!gone) return std::unexpected{std::move(gone.error())};
    }
    auto put = db.exec(
        "INSERT INTO import_job (job, upload, is_look, noted_by, at, rows_read, stop) "
        "VALUES ($1, $2, $3, $4, $5, 0, 0) ON CONFLICT (job) DO NOTHING",
        job.job, job.upload, job.is_look ? 1 : 0, job.by, now);
    if (!put) return std::unexpected{std::move(put.error())};
    return *put == 1;
}

std::optional<db::WriterLock> hold_import_job(db::Connection& session, std::string_view job) {
    if (session.engine() == db::Engine::sqlite) return std::nullopt;
    auto held = db::WriterLock::of_session(session, held_name(job), "office");
    if (!held) return std::nullopt;
    return std::move(*held);
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

db::Result<void> end_import_job(db::Connection& db, std::string_view job, std::string_view report,
                                Instant now) {
    auto kept =
        db.exec("UPDATE import_job SET report = $2, at = $3 WHERE job = $1", job, report, now);
    if (!kept) return std::unexpected{std::move(kept.error())};
    return import_done(db.exec(
        "DELETE FROM import_job WHERE report IS NOT NULL AND noted_by = (SELECT e.noted_by "
        "FROM import_job e WHERE e.job = $1) AND job NOT IN (SELECT l.job FROM import_job l "
        "WHERE l.report IS NOT NULL AND l.noted_by = (SELECT e.noted_by FROM import_job e "
        "WHERE e.job = $1) ORDER BY l.at DESC, l.job LIMIT $2)",
        job, kReportsKept));
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
    const auto counted = counts(db, **found, now);
    if (!counted) return std::unexpected{counted.error()};
    if (!*counted) found->reset();
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
