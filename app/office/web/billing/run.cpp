// One bill run: how far it has come, what it billed, and to whom and when each of its bills went.
#include "app/office/web/billing/delivery_parts.hpp"
#include "app/office/web/billing/parts.hpp"
#include "app/office/web/billing/run_parts.hpp"
#include "app/office/web/billing/run_sending.hpp"
#include "app/office/web/refusal.hpp"
#include "pos/store/billing/documents.hpp"

namespace app::office::web::billing {

namespace {

namespace stored = pos::store::billing;

constexpr std::int64_t kPageRows = 100;
constexpr int kSendingRefresh_s = 5;

/// Whether somebody is to have it at all.
bool is_delivered(const stored::Delivery* delivery) {
    return delivery != nullptr && delivery->channel != pos::customer::Delivery::none;
}

Cell how_delivered(const stored::Delivery* delivery, const Words& words) {
    if (delivery == nullptr) return {"", words["billing_run_unplanned"], "", Mark::muted};
    if (!is_delivered(delivery)) return {"none", words["billing_delivery_none"], "", Mark::muted};
    return delivery_state_cell(delivery->state, words);
}

Table bills_table(const std::vector<stored::DocumentSummary>& documents,
                  const std::map<pos::Ulid, stored::Delivery>& deliveries,
                  const pos::locale::Zone& zone, pos::Date today, const Words& words) {
    Table table{"documents",
                words["billing_run_bills"],
                columns(words,
                        {"number", "kind", "account", "name", "payable", "open", "delivery",
                         "recipient", "since", "currency"},
                        {"payable", "open"}),
                {},
                words["billing_run_no_bills"]};
    for (const auto& one : documents) {
        const pos::Currency currency = one.row.currency;
        const auto found = deliveries.find(one.row.document);
        const stored::Delivery* const delivery =
            found == deliveries.end() ? nullptr : &found->second;
        const bool overdue = one.open_minor > 0 && one.row.due_on < today;
        table.rows.push_back(
            {{one.row.number, "", document_link(one.row.number)},
             kind_cell(one.row.kind, words),
             {one.account_number, "", account_link(one.account_number)},
             {one.name},
             {pos::Money{one.row.payable_minor, currency}},
             open_cell({one.open_minor, currency}, overdue),
             how_delivered(delivery, words),
             is_delivered(delivery) ? delivery_recipient_cell(*delivery, one.name) : Cell{},
             is_delivered(delivery) ? Cell{zone.local(delivery->at)} : Cell{},
             {code_of(currency)}});
    }
    return table;
}

}  // namespace

Answer run_page(Call& call) {
    const Words& words = call.words;
    const auto& locale = words.locale();
    const auto id = pos::parse_ulid(field(call.is_post() ? call.form : call.query, "id"));
    const auto found = id ? stored::run_of(call.db, *id)
                          : pos::store::Answer<std::optional<stored::BillRun>>{std::nullopt};
    if (!found) return found.error();
    if (!*found) return missing(call, "billing_no_run", "billing_no_run_about", "/billing/runs");
    const stored::BillRun& run = **found;
    std::string refusal;
    if (call.is_post()) {
        if (!call.is_manager()) return NoPage{403};
        refusal = act_on_sending(call, run);
        if (refusal.empty()) return GoTo{run_link(run.run)};
    }
    const auto zone = office_zone(call.db);
    if (!zone) return zone.error();
    const auto figures = stored::run_figures(call.db, run.run);
    if (!figures) return figures.error();
    const std::int64_t skip = skip_of(call.query);
    const std::int64_t rows = call.is_export ? kExportRowsMax : kPageRows;
    auto documents = stored::list_documents(
        call.db, {.account = {}, .run = run.run, .skip = skip, .limit = rows + 1});
    if (!documents) return documents.error();
    const bool more = static_cast<std::int64_t>(documents->size()) > rows;
    if (more) documents->pop_back();
    std::vector<pos::Ulid> ids;
    for (const auto& one : *documents) ids.push_back(one.row.document);
    const auto deliveries = stored::latest_deliveries(call.db, ids);
    if (!deliveries) return pos::store::to_store_error(deliveries.error());

    const bool runs = run.state == stored::RunState::running;
    const Cell state = run_state_cell(run, words);
    const Cell delivered = deliveries_cell(*figures, words);
    Data facts{Data::type::list};
    const auto add = [&](const char* text, const std::string& value, const std::string& link = {}) {
        if (!value.empty()) facts.push_back(fact(words[text], value, link));
    };
    add("billing_state", state.shown);
    add("billing_accounts_seen", accounts_of(run, *figures, words));
    add("billing_billed", locale.integer(figures->documents));
    add("billing_amount", amounts_of(figures->payable_minor, words));
    add("billing_parked", locale.integer(figures->parked),
        figures->parked > 0 ? "/billing/runs" : "");
    add("billing_delivery",
        delivered.shown.empty() ? shown(delivered.value, words) : delivered.shown, delivered.link);
    add("billing_started", locale.date_time(zone->local(run.started_at)));
    add("billing_took", run_took_cell(run, words).shown);
    add("billing_by", run.noted_by);
    Table table = bills_table(*documents, *deliveries, *zone, zone->local(call.now).date, words);
    const std::string title = words.with("billing_run", {{"day", locale.date(run.as_of)}});
    Data data;
    data.set("places", places_html(call));
    data.set("title", title);
    data.set("facts", facts);
    data.set("mark", call.mark);
    data.set("run", to_string(run.run));
    data.set("can_stop", call.is_manager() && runs);
    data.set("can_resume", call.is_manager() && run.state == stored::RunState::stopped);
    data.set("refusal", refusal.empty() ? "" : refusal_html(refusal));
    data.set("sending", sending_html(call, run));
    data.set("table", html_less(1, table, words));
    data.set("has_more", more);
    data.set("more", call.path + query_of({{"id", to_string(run.run)},
                                           {"skip", std::to_string(skip + kPageRows)}}));
    data.set("t_more", words["more_rows"]);
    for (const char* text : {"billing_runs", "billing_run_stop", "billing_run_stop_about",
                             "billing_run_resume", "billing_run_resume_about"}) {
        data.set(std::string{"t_"} + text, words[text]);
    }
    Page page{.title = title,
              .body = render("billing_run", std::move(data)),
              .file_name = "bill-run-" + to_string(run.as_of),
              .status = refusal.empty() ? 200 : 409,
              .refresh_s = is_sending(call) ? kSendingRefresh_s : 0};
    page.tables.push_back(std::move(table));
    return page;
}

}  // namespace app::office::web::billing
