// How bill runs went and which accounts wait; what a run would bill, and starting one, on a desk of
// the server's own.
#include "pos/store/billing/runs.hpp"

#include <algorithm>
#include <expected>

#include "app/office/web/billing/parts.hpp"
#include "app/office/web/billing/run_parts.hpp"
#include "app/office/web/refusal.hpp"
#include "pos/base/assert.hpp"

namespace app::office::web::billing {

namespace {

namespace stored = pos::store::billing;

constexpr const char* kPath = "/billing/runs";
constexpr std::int64_t kRuns = 50;
constexpr std::int64_t kParked = 200;
/// So many documents are added up for the list; of older runs, their own pages say what they came
/// to.
constexpr std::int64_t kAddedUp = 50'000;
constexpr int kRefresh_s = 5;
/// What a run would bill changes meanwhile.
constexpr std::int64_t kTrial_ms = 60 * 60'000;

Cell amount_cell(const stored::RunFigures& figures, const Words& words) {
    if (figures.payable_minor.size() != 1) return {amounts_of(figures.payable_minor, words)};
    const auto& [currency, minor] = *figures.payable_minor.begin();
    return {pos::Money{minor, currency_of_text(currency)}};
}

pos::store::Answer<Table> runs_table(Call& call, const std::vector<stored::BillRun>& runs,
                                     const pos::locale::Zone& zone) {
    const Words& words = call.words;
    Table table{"runs",
                words["billing_runs_last"],
                columns(words,
                        {"as_of", "state", "accounts_seen", "due_accounts", "billed", "amount",
                         "parked", "delivery", "started", "took", "by"},
                        {"accounts_seen", "due_accounts", "billed", "amount", "parked", "took"}),
                {},
                words["billing_no_runs"]};
    std::int64_t added_up = 0;
    for (const auto& run : runs) {
        const bool is_over = run.finished_at.has_value();
        added_up += is_over ? run.billed : run.accounts;
        stored::RunFigures figures{.documents = run.billed, .parked = run.parked};
        Cell amount{std::monostate{}, words["billing_run_see"], run_link(run.run)};
        Cell delivery = amount;
        if (added_up <= kAddedUp) {
            auto read = stored::run_figures(call.db, run.run);
            if (!read) return std::unexpected{std::move(read.error())};
            figures = std::move(*read);
            amount = amount_cell(figures, words);
            delivery = deliveries_cell(figures, words);
        }
        const std::int64_t parked = is_over ? run.parked : figures.parked;
        table.rows.push_back({{run.as_of, "", run_link(run.run)},
                              run_state_cell(run, words),
                              {accounts_of(run, figures, words)},
                              {run.accounts},
                              {is_over ? run.billed : figures.documents},
                              std::move(amount),
                              {parked, "", "", parked > 0 ? Mark::warning : Mark::none},
                              std::move(delivery),
                              {zone.local(run.started_at)},
                              run_took_cell(run, words),
                              {run.noted_by}});
    }
    return table;
}

Table parked_table(const std::vector<stored::ParkedAccount>& parked, const pos::locale::Zone& zone,
                   const Words& words) {
    Table table{"parked",
                words["billing_parked_accounts"],
                columns(words, {"account", "name", "reason", "since"}, {}),
                {},
                words["billing_no_parked"]};
    for (const auto& each : parked) {
        table.rows.push_back({{each.number, "", account_link(each.number)},
                              {each.name},
                              {each.reason, cause_in_words(each.reason, words)},
                              {zone.local(each.at)}});
    }
    return table;
}

/// The table without the column of that key.
Table without(Table table, std::string_view key) {
    const auto found = std::ranges::find(table.columns, key, &Column::key);
    POS_ASSERT(found != table.columns.end());
    const auto at = found - table.columns.begin();
    table.columns.erase(found);
    for (auto& row : table.rows) row.erase(row.begin() + at);
    return table;
}

/// What ended last, where that person is shown it: a trial only while it may still be so.
const RunDesk::Ended* shown_of(const Call& call, const RunDesk::State& state) {
    if (!call.is_manager() || state.now || !state.last) return nullptr;
    const bool old = call.now.unix_ms - state.last->at.unix_ms > kTrial_ms;
    return old && state.last->job.dry_run ? nullptr : state.last.get();
}

/// Gives the desk a job. Why not, in words.
std::string start(Call& call, RunDesk::Job job) {
    job.run = pos::make_ulid(call.now, call.office.random);
    job.by = call.user.name;
    job.at = call.now;
    return call.office.runs->start(job) ? std::string{} : call.words["billing_run_busy"];
}

/// What the form asked for. Why not, in words; empty if it is done or begun.
std::string act(Call& call, pos::Date today) {
    const Words& words = call.words;
    const std::string what = field(call.form, "what");
    const auto run = pos::parse_ulid(field(call.form, "run"));
    if (what == "stop") {
        if (!run) return words["form_expired"];
        if (call.office.runs->stop(*run)) return {};
        const auto asked = stored::ask_to_stop(call.db, *run);
        if (!asked) return words["error_503"];
        return *asked ? std::string{} : words["billing_run_over"];
    }
    if (what == "resume") {
        if (!run) return words["form_expired"];
        const auto found = stored::run_of(call.db, *run);
        if (!found) return words["error_503"];
        if (!*found || (*found)->state != stored::RunState::stopped) {
            return words["billing_run_not_stopped"];
        }
        // Whoever began it was asked whether a day to come is meant.
        return start(call, {.as_of = (*found)->as_of, .ahead = true});
    }
    const std::string typed = field(call.form, "as_of");
    const auto day = typed.empty() ? std::optional{today} : pos::parse_date(typed);
    if (!day) return words.with("refused_no_day", {{"about", typed}});
    if (what == "try" && is_far_ahead(*day, today)) {
        return words.with("billing_far_ahead", {{"day", words.locale().date(*day)}});
    }
    if (what == "try") return start(call, {.as_of = *day, .dry_run = true});
    if (what != "run") return words["form_expired"];
    if (*day > today) return words["billing_run_ahead"];
    return start(call, {.as_of = *day});
}

}  // namespace

Answer runs_page(Call& call) {
    const Words& words = call.words;
    POS_ASSERT(call.office.runs != nullptr);
    const auto zone = office_zone(call.db);
    if (!zone) return zone.error();
    std::string refusal;
    if (call.is_post()) {
        if (!call.is_manager()) return NoPage{403};
        refusal = act(call, zone->local(call.now).date);
        if (refusal.empty()) return GoTo{kPath};
    }
    // Before the list: what ends in between stands in the list.
    const RunDesk::State state = call.office.runs->state();
    const std::int64_t skip = skip_of(call.query);
    auto runs = stored::list_runs(call.db, kRuns + 1, skip);
    if (!runs) return runs.error();
    const bool more = static_cast<std::int64_t>(runs->size()) > kRuns;
    if (more) runs->pop_back();
    const std::int64_t most = call.is_export ? kExportRowsMax : kParked;
    auto parked = stored::parked_accounts(call.db, most + 1);
    if (!parked) return parked.error();
    const bool is_cut = static_cast<std::int64_t>(parked->size()) > most;
    if (is_cut) parked->pop_back();
    auto listed = runs_table(call, *runs, *zone);
    if (!listed) return listed.error();

    const RunDesk::Ended* const last = shown_of(call, state);
    const bool failed = last != nullptr && !last->report;
    Trial trial;
    if (last != nullptr && last->job.dry_run && !failed) trial = trial_of(call, *last);
    Data data;
    data.set("places", places_html(call));
    data.set("title", words["billing_runs"]);
    data.set("about", words["billing_runs_about"]);
    data.set("refusal", refusal.empty() ? "" : refusal_html(refusal));
    data.set("has_failed", failed);
    data.set("failed",
             failed ? words.with(last->job.dry_run ? "billing_trial_failed" : "billing_run_failed",
                                 {{"reason", in_words(last->report.error(), words)}})
                    : "");
    data.set("has_warning", !parked->empty());
    data.set("warning", words["billing_parked_todo"]);
    data.set("desk", desk_html(call, state));
    data.set("trial", trial.html);
    data.set("can_start", call.is_manager() && !state.now);
    data.set("mark", call.mark);
    data.set("day", call.is_post() ? field(call.form, "as_of") : "");
    data.set("runs", to_html(without(*listed, "due_accounts"), words));
    data.set("has_more", more);
    data.set("more", kPath + query_of({{"skip", std::to_string(skip + kRuns)}}));
    data.set("t_more", words["more_rows"]);
    data.set("is_cut", is_cut);
    data.set("cut", words.with("billing_parked_cut", {{"count", words.locale().integer(most)}}));
    std::vector<Table> tables{parked_table(*parked, *zone, words), std::move(*listed)};
    data.set("parked", to_html(tables.front(), words));
    for (const char* text : {"billing_run_try", "billing_run_day", "billing_run_look",
                             "billing_run_blind", "billing_run_try_about"}) {
        data.set(std::string{"t_"} + text, words[text]);
    }
    std::ranges::move(trial.tables, std::back_inserter(tables));
    Page page{.title = words["billing_runs"],
              .body = render("billing_runs", std::move(data)),
              .file_name = "bill-runs",
              .status = refusal.empty() ? 200 : 409,
              .refresh_s = state.now ? kRefresh_s : 0};
    page.tables = std::move(tables);
    return page;
}

}  // namespace app::office::web::billing
