// The spool's working rows.
#include "pos/store/print_jobs.hpp"

#include "pos/store/reader.hpp"
#include "pos/store/store_core.hpp"

namespace pos::store {

Answer<void> Store::Core::write_print_job(const PrintJob& job) {
    const auto done = db->exec(
        "INSERT INTO print_job (job, queued_at, kind, subject, copy, content, state, unsure) "
        "VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        job.job, job.queued_at, job.kind, job.subject, job.copy, job.content, job.state,
        job.unsure);
    if (!done) return store_error(done.error());
    return {};
}

Answer<void> Store::Core::write_print_change(const PrintChange& change) {
    const auto exec = [&]() -> db::Result<std::int64_t> {
        switch (change.step) {
            case PrintStep::begin:
                return db->exec("UPDATE print_job SET state = $2 WHERE job = $1", change.job,
                                PrintState::begun);
            case PrintStep::rest:
                return db->exec("UPDATE print_job SET state = $2 WHERE job = $1", change.job,
                                PrintState::waiting);
            case PrintStep::doubt:
                return db->exec(
                    "UPDATE print_job SET state = $2, unsure = unsure + 1 WHERE job = $1",
                    change.job, PrintState::waiting);
            case PrintStep::drop:
                return db->exec("DELETE FROM print_job WHERE job = $1", change.job);
        }
        return 0;
    };
    const auto done = exec();
    if (!done) return store_error(done.error());
    return {};
}

Answer<std::vector<PrintJob>> Reader::print_jobs() {
    std::vector<PrintJob> jobs;
    const auto done = db_.each(
        "SELECT job, queued_at, kind, subject, copy, content, state, unsure FROM print_job "
        "ORDER BY queued_at, job",
        [&](const db::Row& row) {
            PrintJob job{.job = row.get<Ulid>(0),
                         .queued_at = row.get<Instant>(1),
                         .kind = static_cast<PrintKind>(row.integer(2)),
                         .subject = row.get<Ulid>(3),
                         .copy = row.get<std::uint32_t>(4),
                         .content = row.get<Bytes>(5),
                         .state = static_cast<PrintState>(row.integer(6)),
                         .unsure = row.get<std::uint32_t>(7)};
            if (!in_range(job.kind)) return row.fault(2, "no such kind of document");
            if (!in_range(job.state)) return row.fault(6, "no such state of a print");
            jobs.push_back(std::move(job));
        });
    if (!done) return std::unexpected{to_store_error(done.error())};
    return jobs;
}

}  // namespace pos::store
