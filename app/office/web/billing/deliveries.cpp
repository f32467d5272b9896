// How documents reached whoever they are for, and what did not arrive.
#include "pos/store/billing/deliveries.hpp"

#include <algorithm>

#include "app/office/web/billing/clerk.hpp"
#include "app/office/web/billing/delivery_parts.hpp"
#include "app/office/web/billing/parts.hpp"
#include "pos/store/billing/statement_letters.hpp"

namespace app::office::web::billing {

namespace {

namespace stored = pos::store::billing;
using stored::DeliveryState;

constexpr std::int64_t kShown = 200;

Table deliveries_table(const std::vector<stored::DeliveryRow>& rows, const pos::locale::Zone& zone,
                       const Call& call) {
    const Words& words = call.words;
    Table table{
        "deliveries",
        words["billing_deliveries_last"],
        columns(words, {"number", "name", "payable", "way", "recipient", "state", "said", "since"},
                {"payable"}),
        {},
        words["billing_no_deliveries"]};
    for (const auto& row : rows) {
        table.rows.push_back({{row.number, "", document_link(row.number)},
                              {row.name},
                              {row.payable},
                              delivery_way_cell(row.delivery, words),
                              {row.delivery.recipient},
                              delivery_state_cell(row.delivery.state, words),
                              delivery_said_cell(row.delivery, call),
                              {zone.local(row.delivery.at)}});
    }
    return table;
}

Table states_table(const std::map<DeliveryState, std::int64_t>& counts, const Words& words) {
    Table table{"states",
                words["billing_delivery_states"],
                columns(words, {"state", "documents"}, {"documents"}),
                {},
                words["billing_no_deliveries"]};
    for (const auto& [state, count] : counts)
        table.rows.push_back({delivery_state_cell(state, words), {count}});
    return table;
}

}  // namespace

Answer deliveries_page(Call& call) {
    const Words& words = call.words;
    const auto zone = office_zone(call.db);
    if (!zone) return zone.error();
    const auto counts = stored::count_deliveries(call.db);
    if (!counts) return pos::store::to_store_error(counts.error());
    const auto rows =
        stored::list_deliveries(call.db, {.state = {}, .document = {}, .limit = kShown});
    if (!rows) return rows.error();
    const auto statements = stored::list_statement_letters(call.db, {}, kShown);
    if (!statements) return statements.error();
    const bool troubled =
        counts->contains(DeliveryState::failed) || counts->contains(DeliveryState::unknown) ||
        std::ranges::any_of(*statements, [](const auto& row) {
            const DeliveryState state = row.letter.delivery.state;
            return state == DeliveryState::failed || state == DeliveryState::unknown;
        });

    std::vector<Table> tables{states_table(*counts, words), deliveries_table(*rows, *zone, call)};
    if (!statements->empty()) {
        tables.push_back(statement_letters_table(*statements, *zone, words));
    }
    Data htmls{Data::type::list};
    for (const Table& table : tables) {
        Data one;
        one.set("html", to_html(table, words));
        htmls.push_back(one);
    }
    Data data;
    data.set("places", places_html(call));
    data.set("title", words["billing_deliveries"]);
    data.set("about", words["billing_deliveries_about"]);
    data.set("has_warning", troubled);
    data.set("warning", words["billing_deliveries_todo"]);
    data.set("is_good", false);
    data.set("good", "");
    data.set("tables", htmls);
    return Page{words["billing_deliveries"], render("billing_tables", data), std::move(tables),
                "deliveries"};
}

}  // namespace app::office::web::billing
