#include "app/office/web/import_desk.hpp"

#include <utility>

#include "app/office/web/render.hpp"
#include "pos/base/assert.hpp"

namespace app::office::web {

namespace {

/// What an import would do is another thing by then.
constexpr std::int64_t kEndedShown_ms = std::int64_t{60} * 60'000;

}  // namespace

ImportDesk::ImportDesk(pos::Clock& clock)
    : Desk{clock,
           [](const Job& job, const OnProgress& on_progress) { return job.work(on_progress); }} {}

bool ImportDesk::stop(const std::string& file) {
    return call_off([&](const Job& job) { return job.file == file; });
}

std::shared_ptr<const ImportDesk::Ended> ImportDesk::ended(const std::string& key,
                                                           pos::Instant now) const {
    auto last = state().last;
    const bool is_it = last && last->job.key == key;
    if (!is_it || now.unix_ms - last->at.unix_ms > kEndedShown_ms) return nullptr;
    return last;
}

std::shared_ptr<const ImportDesk::Ended> looked_by(Call& call, ImportJob job, bool at_once) {
    if (at_once) {
        auto report = job.work([](const ImportProgress&) { return true; });
        return std::make_shared<const ImportDesk::Ended>(
            ImportDesk::Ended{std::move(job), std::move(report), call.now});
    }
    POS_ASSERT(call.office.imports != nullptr);
    if (auto ended = call.office.imports->ended(job.key, call.now)) return ended;
    // Where another one is under way, the page comes again.
    (void)call.office.imports->start(std::move(job));
    return nullptr;
}

std::string import_desk_html(const Call& call, const std::string& action, const std::string& file) {
    POS_ASSERT(call.office.imports != nullptr);
    const auto state = call.office.imports->state();
    const Words& words = call.words;
    const bool is_own = state.now && state.now->file == file;
    Data data;
    data.set("title", words["takeover_desk"]);
    data.set("said", !state.now || is_own
                         ? words.with("takeover_desk_rows",
                                      {{"count", words.locale().integer(static_cast<std::int64_t>(
                                                     state.progress.rows))}})
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
