// What sold goods cost and what is left of their takings: for managers alone.
#include <fmt/format.h>

#include "app/office/web/page.hpp"
#include "app/office/web/period.hpp"
#include "pos/money/decimal.hpp"
#include "pos/money/rounding.hpp"
#include "pos/report/margin.hpp"
#include "pos/store/office/branch_takings.hpp"

namespace app::office::web {

namespace {

using pos::report::TakingsRow;

/// So many items are shown, those that brought in most.
constexpr std::int64_t kMarginItems = 200;

Cell share_cell(const std::optional<pos::Rate>& share, const Words& words) {
    if (!share) return {};
    constexpr std::int64_t kTenth = pos::kRateScale / 1'000;
    const std::int64_t tenths = pos::divide(share->e8, kTenth, pos::RoundingMode::half_away);
    return {Figure{pos::format_decimal(tenths, 1, 1)}, words.locale().percent(*share, 1)};
}

Table margin_table(const char* key, std::vector<Column> first, const std::vector<TakingsRow>& rows,
                   std::vector<Cell> (*key_cells)(const TakingsRow&, const Words&),
                   const Words& words) {
    Table table{key, words[key], std::move(first), {}, words["no_takings"]};
    for (const char* column :
         {"margin_without_tax", "margin_cost", "margin_amount", "margin_share", "margin_unknown"}) {
        table.columns.push_back({column, words[column], true});
    }
    table.columns.push_back({"currency", words["currency"]});
    for (const TakingsRow& row : rows) {
        const auto margin = pos::report::margin_of(row);
        auto cells = key_cells(row, words);
        Cell amount{margin.amount};
        if (margin.amount.minor < 0) amount.mark = Mark::danger;
        cells.insert(cells.end(), {Cell{margin.takings}, Cell{margin.cost}, std::move(amount),
                                   share_cell(margin.share, words), Cell{margin.without_cost},
                                   Cell{pos::code_of(row.currency)}});
        table.rows.push_back(std::move(cells));
    }
    return table;
}

std::vector<Cell> department_cells(const TakingsRow& row, const Words& words) {
    const std::string& name = row.name.empty() ? row.code : row.name;
    if (name.empty()) return {{name, words["unnamed"], "", Mark::muted}};
    return {{name}};
}

std::vector<Cell> item_cells(const TakingsRow& row, const Words& words) {
    return {
        {row.name},
        {row.code},
        {Figure{pos::to_string(row.quantity)}, words.locale().quantity(row.quantity)},
    };
}

}  // namespace

Answer margin_page(Call& call) {
    const Words& words = call.words;
    const auto zone = office_zone(call.db);
    if (!zone) return zone.error();
    const auto days = read_period(call.query, zone->local(call.now).date).days;
    const std::string branch = field(call.query, "branch");
    const auto departments = pos::store::office::branch_takings(
        call.db, days, pos::report::TakingsBy::department, branch);
    if (!departments) return departments.error();
    const auto items = pos::store::office::item_takings(call.db, days, branch, kMarginItems);
    if (!items) return items.error();

    Page page{.title = words["margin"]};
    page.tables.push_back(margin_table("by_department", {{"department", words["department"]}},
                                       *departments, department_cells, words));
    page.tables.push_back(margin_table("by_item",
                                       {{"item", words["item"]},
                                        {"goods_number", words["goods_number"]},
                                        {"quantity", words["quantity"], true}},
                                       *items, item_cells, words));
    const auto& locale = words.locale();
    std::string about = days.from == days.to
                            ? locale.long_date(days.from)
                            : locale.date(days.from) + " – " + locale.date(days.to);
    if (!branch.empty()) about += " · " + branch;
    Data data;
    data.set("title", page.title);
    data.set("overview", "/overview" + query_of(call.query));
    data.set("t_overview", words["overview"]);
    data.set("about", about);
    data.set("note", words["margin_about"]);
    data.set("departments", to_html(page.tables[0], words));
    data.set("items", to_html(page.tables[1], words));
    page.body = render("overview_margin", std::move(data));
    page.file_name = fmt::format("margin-{}-{}", to_string(days.from), to_string(days.to));
    return page;
}

}  // namespace app::office::web
