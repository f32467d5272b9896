#include "app/office/web/import_desk.hpp"

#include <chrono>
#include <mutex>
#include <utility>

#include "app/core/open_shop.hpp"
#include "app/office/web/render.hpp"
#include "pos/base/assert.hpp"
#include "pos/journal/hash.hpp"
#include "pos/store/office/import_jobs.hpp"
#include "pos/store/office/open.hpp"

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

/// Whether that is what the job is for: a look that failed says so, an import is begun again.
bool is_what_it_is_for(const ImportJob& job, const ImportOutcome& came_to) {
    if (job.is_look) return true;
    if (!came_to) return false;
    if (const auto* goods = std::get_if<GoodsTaken>(&*came_to)) return goods->report.kept;
    if (const auto* taken = std::get_if<TakenOver>(&*came_to)) return taken->report.kept;
    return true;
}

}  // namespace

/// What the last job came to, where the database did not take that: its disk may be full, and
/// whoever waits is to hear of it.
///
/// threads: any
class ImportDesk::Unkept {
public:
    void keep(const std::string& key, ImportOutcome came_to) {
        const std::scoped_lock lock{mutex_};
        key_ = key;
        came_to_ = std::make_shared<const ImportOutcome>(std::move(came_to));
    }
    std::shared_ptr<const ImportOutcome> of(const std::string& key) const {
        const std::scoped_lock lock{mutex_};
        return key == key_ ? came_to_ : nullptr;
    }
    void forget(const std::string& key) {
        const std::scoped_lock lock{mutex_};
        if (key == key_) came_to_ = nullptr;
    }

private:
    mutable std::mutex mutex_;
    std::string key_;
    std::shared_ptr<const ImportOutcome> came_to_;
};

ImportDesk::ImportDesk(std::string where, pos::Clock& clock)
    : ImportDesk{std::move(where), clock, std::make_shared<Unkept>()} {}

/// Does a job that has a row, and puts into that what it came to.
ImportDesk::ImportDesk(std::string where, pos::Clock& clock, std::shared_ptr<Unkept> unkept)
    : Desk{clock,
           [unkept, &clock](const Job& job, const OnProgress& on_progress) {
               // Gone with this job, and its claim behind what it came to.
               const ImportSession session = std::move(*job.session);
               auto& db = *session.db;
               const std::string row = job_of(job.key);
               auto told = std::chrono::steady_clock::now();
               auto outcome = job.work([&](const ImportProgress& progress) {
                   if (!on_progress(progress)) return false;
                   const auto now = std::chrono::steady_clock::now();
                   if (now - told < kToldEvery) return true;
                   told = now;
                   // Where nothing can be told, nobody has said that it is to end.
                   return stored::tell_import_job(db, row, progress.rows).value_or(true);
               });
               const auto kept = stored::end_import_job(db, row, kept_import(outcome), clock.now());
               if (!kept || !*kept) unkept->keep(job.key, outcome);
               return outcome;
           }},
      where_{std::move(where)},
      unkept_{std::move(unkept)} {}

pos::store::Answer<bool> ImportDesk::start(pos::store::db::Connection& db, ImportJob job,
                                           pos::Instant now) {
    // Before the database is asked, which an import may hold.
    if (state().now) return false;
    const stored::ImportJob begun{
        .job = job_of(job.key), .upload = job.file, .is_look = job.is_look, .by = job.by};
    const auto target = core::target_of(where_);
    POS_ASSERT(target);
    auto opened = stored::open_office(*target);
    if (!opened) return store_error(std::move(opened.error().cause));
    auto session = std::make_shared<ImportSession>(std::move(opened->db));
    auto claim = stored::claim_import_job(*session->db, begun);
    if (!claim) return store_error(std::move(claim.error()));
    if (!*claim) return false;
    session->claim = std::move(*claim);
    // Another process may have been at it until this moment.
    const auto before = kept_standing(db, job.key, now);
    if (!before) return std::unexpected{before.error()};
    if (before->came_to && is_what_it_is_for(job, *before->came_to)) return true;
    unkept_->forget(job.key);
    if (auto put = stored::begin_import_job(db, begun, now); !put) {
        return store_error(std::move(put.error()));
    }
    job.session = session;
    if (Desk::start(std::move(job))) return true;
    // Somebody was quicker.
    auto gone = stored::drop_import_job(db, begun.job);
    if (!gone) return store_error(std::move(gone.error()));
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
    return kept_standing(db, key, now);
}

/// As the database has it.
pos::store::Answer<ImportStanding> ImportDesk::kept_standing(pos::store::db::Connection& db,
                                                             const std::string& key,
                                                             pos::Instant now) const {
    const auto job = stored::import_job(db, job_of(key), now);
    if (!job) return store_error(job.error());
    if (!*job) return ImportStanding{.came_to = unkept_->of(key)};
    if (!(*job)->report) return ImportStanding{.rows = (*job)->rows};
    auto outcome = import_kept(*(*job)->report);
    if (!outcome) return ImportStanding{};
    return ImportStanding{.came_to = std::make_shared<const ImportOutcome>(std::move(*outcome))};
}

pos::store::Answer<void> ImportDesk::forget(pos::store::db::Connection& db,
                                            const std::string& key) const {
    if (state().now) return {};
    unkept_->forget(key);
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
