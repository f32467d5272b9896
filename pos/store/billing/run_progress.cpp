#include "pos/store/billing/run_progress.hpp"

namespace pos::store::billing {

Answer<std::optional<BillRun>> run_of(db::Connection& db, const Ulid& run) {
    std::optional<BillRun> found;
    auto done = db.each(
        "SELECT run, as_of, started_at, finished_at, state, accounts, billed, parked, noted_by "
        "FROM bill_run WHERE run = $1",
        [&](const db::Row& row) {
            BillRun& one = found.emplace();
            row.get(0, one.run);
            row.get(1, one.as_of);
            row.get(2, one.started_at);
            row.get(3, one.finished_at);
            one.state = static_cast<RunState>(row.integer(4));
            one.accounts = row.integer(5);
            one.billed = row.integer(6);
            one.parked = row.integer(7);
            row.get(8, one.noted_by);
        },
        run);
    if (!done) return store_error(std::move(done.error()));
    return found;
}

Answer<RunFigures> run_figures(db::Connection& db, const Ulid& run) {
    RunFigures figures;
    auto done = db.each(
        "SELECT currency, count(*), CAST(sum(payable_minor) AS BIGINT) FROM document WHERE run = "
        "$1 GROUP BY currency",
        [&](const db::Row& row) {
            figures.documents += row.integer(1);
            figures.payable_minor[std::string{row.text(0)}] = row.integer(2);
        },
        run);
    if (!done) return store_error(std::move(done.error()));
    done = db.each(
        "SELECT v.state, count(*) FROM document d JOIN delivery v ON v.document = d.document "
        "WHERE d.run = $1 GROUP BY v.state",
        [&](const db::Row& row) {
            figures.deliveries[static_cast<DeliveryState>(row.integer(0))] = row.integer(1);
        },
        run);
    if (!done) return store_error(std::move(done.error()));
    const auto parked =
        db.value<std::int64_t>("SELECT count(*) FROM bill_parked WHERE run = $1", run);
    if (!parked) return store_error(parked.error());
    figures.parked = parked->value_or(0);
    return figures;
}

db::Result<bool> ask_to_stop(db::Connection& db, const Ulid& run) {
    const auto changed = db.exec("UPDATE bill_run SET state = $2 WHERE run = $1 AND state = $3",
                                 run, RunState::stopped, RunState::running);
    if (!changed) return std::unexpected{changed.error()};
    return *changed > 0;
}

db::Result<bool> is_to_stop(db::Connection& db, const Ulid& run) {
    const auto state = db.value<std::int64_t>("SELECT state FROM bill_run WHERE run = $1", run);
    if (!state) return std::unexpected{state.error()};
    return *state == static_cast<std::int64_t>(RunState::stopped);
}

db::Result<void> end_silent_runs(db::Connection& db, Date as_of, Instant before) {
    auto done = db.exec(
        "UPDATE bill_run SET state = $1 WHERE state = $2 AND as_of <= $3 AND started_at < $4",
        RunState::stopped, RunState::running, as_of, before);
    if (!done) return std::unexpected{std::move(done.error())};
    return {};
}

}  // namespace pos::store::billing
