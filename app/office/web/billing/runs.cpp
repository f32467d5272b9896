// How bill runs went, and which accounts wait because their bill could not be made.
#include "pos/store/billing/runs.hpp"
#include "app/office/web/billing/parts.hpp"

namespace app::office::web::billing {

namespace {

namespace stored = pos::store::billing;

constexpr std::int64_t kRuns = 50;
constexpr std::int64_t kParked = 200;

/// "80 ms", "3.2 s", "4 min 10 s"
std::string took(std::int64_t ms, const Words& words) {
    const auto& locale = words.locale();
    if (ms < 1'000) return locale.integer(ms) + " ms";
    if (ms < 60'000) return locale.decimal(ms / 100, 1, 1) + " s";
    const std::int64_t seconds = ms / 1'000;
    return locale.integer(seconds / 60) + " min " + locale.integer(seconds % 60) + " s";
}

Cell state_cell(stored::RunState state, const Words& words) {
    switch (state) {
        case stored::RunState::running:
            return {"running", words["billing_running"]};
        case stored::RunState::finished:
            return {"finished", words["billing_finished"], "", Mark::good};
        case stored::RunState::stopped:
            return {"stopped", words["billing_stopped"], "", Mark::warning};
    }
    return {};
}

Table runs_table(const std::vector<stored::BillRun>& runs, const pos::locale::Zone& zone,
                 const Words& words) {
    Table table{
        "runs",
        words["billing_runs_last"],
        columns(words,
                {"as_of", "state", "due_accounts", "billed", "parked", "started", "took", "by"},
                {"due_accounts", "billed", "parked", "took"}),
        {},
        words["billing_no_runs"]};
    for (const auto& run : runs) {
        Cell duration{std::monostate{}, "–", "", Mark::muted};
        if (run.finished_at) {
            const std::int64_t ms = run.finished_at->unix_ms - run.started_at.unix_ms;
            duration = {ms, took(ms, words)};
        }
        table.rows.push_back({{run.as_of},
                              state_cell(run.state, words),
                              {run.accounts},
                              {run.billed},
                              {run.parked, "", "", run.parked > 0 ? Mark::warning : Mark::none},
                              {zone.local(run.started_at)},
                              std::move(duration),
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
                              {each.reason},
                              {zone.local(each.at)}});
    }
    return table;
}

}  // namespace

Answer runs_page(Call& call) {
    const Words& words = call.words;
    const auto zone = office_zone(call.db);
    if (!zone) return zone.error();
    const auto runs = stored::list_runs(call.db, kRuns);
    if (!runs) return runs.error();
    const auto parked = stored::parked_accounts(call.db, kParked);
    if (!parked) return parked.error();

    std::vector<Table> tables{parked_table(*parked, *zone, words), runs_table(*runs, *zone, words)};
    Data htmls{Data::type::list};
    for (const Table& table : tables) {
        Data one;
        one.set("html", to_html(table, words));
        htmls.push_back(one);
    }
    Data data;
    data.set("places", places_html(call));
    data.set("title", words["billing_runs"]);
    data.set("about", words["billing_runs_about"]);
    data.set("has_warning", !parked->empty());
    data.set("warning", words["billing_parked_todo"]);
    data.set("is_good", false);
    data.set("good", "");
    data.set("tables", htmls);
    return Page{words["billing_runs"], render("billing_tables", data), std::move(tables),
                "bill-runs"};
}

}  // namespace app::office::web::billing
