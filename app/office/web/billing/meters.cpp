// Which counters stand where, and what they showed last: all of them, or those a search finds.
#include "app/office/web/billing/meter_parts.hpp"
#include "app/office/web/billing/parts.hpp"
#include "pos/locale/clean.hpp"
#include "pos/locale/unit_sign.hpp"
#include "pos/store/billing/meter_list.hpp"

namespace app::office::web::billing {

namespace {

namespace stored = pos::store::billing;

constexpr std::int64_t kPageRows = 50;

Table table_of(const std::vector<stored::RegisterRow>& registers, const pos::locale::Zone& zone,
               bool is_search, const Words& words) {
    Table table{"meters",
                words["billing_meters"],
                columns(words,
                        {"meter_point", "meter_counts", "meter_serial", "figure", "read_at",
                         "account", "name", "state"},
                        {"figure"}),
                {},
                words[is_search ? "billing_no_such_meters" : "billing_no_meters"]};
    for (const auto& one : registers) {
        table.rows.push_back(
            {{one.point, "", meter_link(one.point, one.meter)},
             {one.meter, pos::locale::unit_sign(one.meter)},
             {one.serial},
             one.last ? figure_cell(one.last->figure, words) : Cell{},
             one.last ? Cell{zone.local(one.last->at)} : Cell{},
             one.account.empty() ? Cell{std::string{}, words["billing_nobodys"], "", Mark::warning}
                                 : Cell{one.account, "", account_link(one.account)},
             {one.name},
             one.removed ? Cell{"removed", words["billing_meter_removed"], "", Mark::muted}
                         : Cell{"stands", words["billing_meter_stands"], "", Mark::good}});
    }
    return table;
}

}  // namespace

Answer meters_page(Call& call) {
    const Words& words = call.words;
    const auto zone = office_zone(call.db);
    if (!zone) return zone.error();
    const std::string asked = pos::locale::clean_name(field(call.query, "words"));
    const std::int64_t skip = skip_of(call.query);
    const std::int64_t rows = call.is_export ? kExportRowsMax : kPageRows;
    auto registers =
        stored::list_registers(call.db, {.words = asked, .skip = skip, .limit = rows + 1});
    if (!registers) return registers.error();
    const auto count = stored::count_registers(call.db, asked);
    if (!count) return count.error();
    const bool more = static_cast<std::int64_t>(registers->size()) > rows;
    if (more) registers->pop_back();

    Table table = table_of(*registers, *zone, !asked.empty(), words);
    Data data;
    data.set("places", places_html(call));
    data.set("title", words["billing_meters"]);
    data.set("action", call.path);
    data.set("words", asked);
    data.set("about",
             words.with("billing_meters_count", {{"count", words.locale().integer(*count)}}));
    data.set("can_fit", call.is_manager());
    data.set("t_fit", words["billing_fit"]);
    data.set("t_search", words["search"]);
    data.set("t_asked", words["billing_meters_search"]);
    data.set("t_more_rows", words["more_rows"]);
    data.set("table", to_html(table, words));
    Fields next = call.query;
    next["skip"] = std::to_string(skip + kPageRows);
    data.set("has_more", more);
    data.set("more", more ? call.path + query_of(next) : "");
    Page page{words["billing_meters"], render("billing_meters", std::move(data)), {}, "meters"};
    page.tables.push_back(std::move(table));
    return page;
}

}  // namespace app::office::web::billing
