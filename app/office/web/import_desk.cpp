#include "app/office/web/import_desk.hpp"

#include <chrono>
#include <utility>

#include "app/core/office/head_office.hpp"
#include "app/office/web/render.hpp"
#include "pos/base/assert.hpp"
#include "pos/journal/hash.hpp"
#include "pos/store/office/import_jobs.hpp"

namespace app::office::web {

namespace {

namespace stored = pos::store::office;
using pos::store::store_error;

/// How often other processes are told how far a job is, and asked whether it is to end.
constexpr std::chrono::seconds kToldEvery{1};

/// A key is as long as an address.
std::string job_of(const std::string& key) {
    return pos::to_hex(pos::journal::blake2b(pos::as_bytes(key)));
}

/// Does a job that has a row, and puts into that what it came to.
ImportOutcome done_by_row(const std::string& where, pos::Clock& clock, const ImportJob& job,
                          const ImportJob::OnProgress& on_progress) {
    auto opened = core::open_office(where);
    if (!opened) return std::unexpected{opened.error()};
    auto& db = *opened->db;
    const std::string row = job_of(job.key);
    const auto held = stored::hold_import_job(db, row);
    auto told = std::chrono::steady_clock::now();
    auto outcome = job.work([&](const ImportProgress& progress) {
        if (!on_progress(progress)) return false;
        const auto now = std::chrono::steady_clock::now();
        if (now - told < kToldEvery) return true;
        told = now;
        // Where nothing can be told, nobody has said that it is to end.
        return stored::tell_import_job(db, row, progress.rows).value_or(true);
    });
    // If this fails the row goes for one whose process ended, and the file is looked at anew.
    (void)stored::end_import_job(db, row, kept_import(outcome), clock.now());
    return outcome;
}

}  // namespace

ImportDesk::ImportDesk(std::string where, pos::Clock& clock)
    : Desk{clock,
           [where = std::move(where), &clock](const Job& job, const OnProgress& on_progress) {
               return done_by_row(where, clock, job, on_progress);
           }} {}

pos::store::Answer<bool> ImportDesk::start(pos::store::db::Connection& db, ImportJob job,
                                           pos::Instant now) {
    // Before the database is asked, which an import may hold.
    if (state().now) return false;
    const std::string row = job_of(job.key);
    auto begun = stored::begin_import_job(
        db, {.job = row, .upload = job.file, .is_look = job.is_look, .by = job.by}, now);
    if (!begun) return store_error(std::move(begun.error()));
    if (!*begun) return false;
    if (Desk::start(std::move(job))) return true;
    // Somebody was quicker.
    if (auto gone = stored::drop_import_job(db, row); !gone) return store_error(gone.error());
    return false;
}

pos::store::Answer<void> ImportDesk::stop(pos::store::db::Connection& db, const std::string& file) {
    if (file.empty()) return {};
    if (call_off([&](const Job& job) { return job.file == file; })) return {};
    if (auto told = stored::stop_import_jobs(db, file); !told) return store_error(told.error());
    return {};
}

pos::store::Answer<ImportStanding> ImportDesk::standing(pos::store::db::Connection& db,
                                                        const std::string& key,
                                                        pos::Instant now) const {
    const auto here = state();
    if (here.now && here.now->key == key) return ImportStanding{.rows = here.progress.rows};
    auto job = stored::import_job(db, job_of(key), now);
    if (!job) return store_error(std::move(job.error()));
    if (!*job) return ImportStanding{};
    if (!(*job)->report) return ImportStanding{.rows = (*job)->rows};
    auto outcome = import_kept(*(*job)->report);
    if (!outcome) return ImportStanding{};
    return ImportStanding{.came_to = std::make_shared<const ImportOutcome>(std::move(*outcome))};
}

pos::store::Answer<void> ImportDesk::forget(pos::store::db::Connection& db,
                                            const std::string& key) const {
    if (state().now) return {};
    if (auto gone = stored::drop_ended_import_job(db, job_of(key)); !gone) {
        return store_error(gone.error());
    }
    return {};
}

pos::store::Answer<ImportStanding> looked_by(Call& call, ImportJob job, bool at_once) {
    if (at_once) {
        return ImportStanding{.came_to = std::make_shared<const ImportOutcome>(
                                  job.work([](const ImportProgress&) { return true; }))};
    }
    POS_ASSERT(call.office.imports != nullptr);
    auto standing = call.office.imports->standing(call.db, job.key, call.now);
    if (!standing || standing->is_at_work()) return standing;
    if (standing->came_to) {
        // A script asks whether it is over, and has the page loaded then.
        const bool is_shown = field(call.query, "by") != "script";
        if (is_shown && !*standing->came_to) {
            auto gone = call.office.imports->forget(call.db, job.key);
            if (!gone) return std::unexpected{std::move(gone.error())};
        }
        return standing;
    }
    auto begun = call.office.imports->start(call.db, std::move(job), call.now);
    if (!begun) return std::unexpected{std::move(begun.error())};
    // Where another one is under way, the page comes again.
    if (*begun) standing->rows = 0;
    return standing;
}

std::string import_desk_html(const Call& call, const std::string& action, const std::string& file,
                             const ImportStanding& standing) {
    POS_ASSERT(call.office.imports != nullptr);
    const auto state = call.office.imports->state();
    const Words& words = call.words;
    const bool is_own = standing.is_at_work();
    Data data;
    data.set("title", words["takeover_desk"]);
    data.set("said", !state.now || is_own
                         ? words.with("takeover_desk_rows",
                                      {{"count", words.locale().integer(static_cast<std::int64_t>(
                                                     standing.rows.value_or(0)))}})
                         : words.with("takeover_desk_other", {{"by", state.now->by}}));
    data.set("can_stop", is_own && !file.empty());
    data.set("action", action);
    data.set("mark", call.mark);
    data.set("file", file);
    data.set("again", call.request.method == "GET" ? call.request.path : action);
    data.set("t_stop", words["takeover_desk_stop"]);
    data.set("t_again", words["billing_run_again"]);
    return render("import_desk", std::move(data));
}

}  // namespace app::office::web
