#include "app/office/web/billing/run_parts.hpp"

#include <algorithm>

#include "app/office/web/billing/delivery_parts.hpp"
#include "app/office/web/billing/parts.hpp"

namespace app::office::web::billing {

namespace {

namespace stored = pos::store::billing;
using stored::DeliveryState;

/// "80 ms", "3.2 s", "4 min 10 s"
std::string took(std::int64_t ms, const Words& words) {
    const auto& locale = words.locale();
    if (ms < 1'000) return locale.integer(ms) + " ms";
    if (ms < 60'000) return locale.decimal(ms / 100, 1, 1) + " s";
    const std::int64_t seconds = ms / 1'000;
    return locale.integer(seconds / 60) + " min " + locale.integer(seconds % 60) + " s";
}

}  // namespace

std::string run_link(const pos::Ulid& run) {
    return "/billing/runs/run" + query_of({{"id", to_string(run)}});
}

Cell run_state_cell(const stored::BillRun& run, const Words& words) {
    switch (run.state) {
        case stored::RunState::running:
            return {"running", words["billing_running"]};
        case stored::RunState::finished:
            return {"finished", words["billing_finished"], "", Mark::good};
        case stored::RunState::stopped:
            return {"stopped", words["billing_stopped"], "", Mark::warning};
    }
    return {};
}

Cell run_took_cell(const stored::BillRun& run, const Words& words) {
    if (!run.finished_at) return {std::monostate{}, "–", "", Mark::muted};
    const std::int64_t ms = run.finished_at->unix_ms - run.started_at.unix_ms;
    return {ms, took(ms, words)};
}

std::string accounts_of(const stored::BillRun& run, const stored::RunFigures& figures,
                        const Words& words) {
    // Accounts with nothing to bill are written nowhere until the run is through.
    const std::int64_t seen = run.state == stored::RunState::finished
                                  ? run.accounts
                                  : std::min(run.accounts, figures.documents + figures.parked);
    return words.locale().integer(seen) + " / " + words.locale().integer(run.accounts);
}

std::string amounts_of(const std::map<std::string, std::int64_t>& by_currency, const Words& words) {
    std::string text;
    for (const auto& [currency, minor] : by_currency) {
        text += (text.empty() ? "" : ", ") +
                words.locale().money(pos::Money{minor, currency_of_text(currency)});
    }
    return text.empty() ? "–" : text;
}

Cell deliveries_cell(const stored::RunFigures& figures, const Words& words) {
    if (figures.documents == 0) return {std::monostate{}, "–", "", Mark::muted};
    std::string text;
    Mark mark = Mark::none;
    std::int64_t known = 0;
    const auto add = [&](std::int64_t count, const std::string& what) {
        text += (text.empty() ? "" : ", ") + what + ": " + words.locale().integer(count);
    };
    for (const auto& [state, count] : figures.deliveries) {
        known += count;
        add(count, words["billing_delivery_" + key_of(state)]);
        const bool trouble = state == DeliveryState::failed || state == DeliveryState::unknown;
        if (trouble) mark = Mark::danger;
    }
    if (known < figures.documents) add(figures.documents - known, words["billing_run_unplanned"]);
    return {text, "", "/billing/deliveries", mark};
}

std::string desk_html(const Call& call, const RunDesk::State& state) {
    if (!state.now) return {};
    const Words& words = call.words;
    const auto& locale = words.locale();
    const auto& progress = state.progress;
    const RunDesk::Job& job = *state.now;
    Data data;
    data.set("title", words.with(job.dry_run ? "billing_run_trying" : "billing_run_now",
                                 {{"day", locale.date(job.as_of)}, {"by", job.by}}));
    data.set("said", progress.of == 0
                         ? words["billing_run_looks"]
                         : words.with("billing_run_progress",
                                      {{"done", locale.integer(progress.accounts)},
                                       {"of", locale.integer(progress.of)},
                                       {"documents", locale.integer(progress.documents)}}));
    data.set("has_figures", progress.of > 0);
    data.set("done", std::to_string(progress.accounts));
    data.set("of", std::to_string(std::max<std::int64_t>(progress.of, 1)));
    data.set("t_progress", words["billing_run_accounts"]);
    data.set("can_stop", call.is_manager());
    data.set("mark", call.mark);
    data.set("run", to_string(job.run));
    data.set("t_stop", words[job.dry_run ? "billing_run_give_up" : "billing_run_stop"]);
    data.set("t_stop_about", job.dry_run ? "" : words["billing_run_stop_about"]);
    data.set("t_again", words["billing_run_again"]);
    return render("billing_run_desk", std::move(data));
}

}  // namespace app::office::web::billing
