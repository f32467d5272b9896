// What a branch has in stock: everything that ever moved there, what a search finds of it, or what
// is short.
#include <algorithm>
#include <limits>
#include <map>

#include "app/office/web/branch_choices.hpp"
#include "app/office/web/stock/parts.hpp"
#include "pos/locale/clean.hpp"
#include "pos/store/office/branch_takings.hpp"
#include "pos/store/office/stock.hpp"
#include "pos/store/office/terminals.hpp"

namespace app::office::web::stock {

namespace {

namespace office = pos::store::office;
using pos::Quantity;
using pos::store::Answer;

constexpr std::int64_t kPageRows = 100;
constexpr std::int64_t kAll = std::numeric_limits<std::int32_t>::max();

struct Asked {
    std::string branch;
    std::string words;
    bool short_only{false};
    std::int64_t skip{0};
    std::int64_t rows{kPageRows};
};
struct Found {
    office::StockRow row;
    Quantity sold{};
};

/// What the branch sold of each item, by the items' numbers.
Answer<std::map<std::string, Quantity>> sold_in(pos::store::db::Connection& db, pos::Date today,
                                                const std::string& branch) {
    const auto rows = office::item_takings(db, sold_days(today), branch, kAll);
    if (!rows) return std::unexpected{rows.error()};
    std::map<std::string, Quantity> sold;
    for (const auto& row : *rows) sold[row.code] = sold[row.code] + row.quantity;
    return sold;
}

/// One row more than are wanted, if there are so many.
Answer<std::vector<Found>> find(pos::store::db::Connection& db, pos::Date today,
                                const Asked& asked) {
    const auto sold = sold_in(db, today, asked.branch);
    if (!sold) return std::unexpected{sold.error()};
    // What is short is known only once the sales are looked at.
    const auto rows = office::branch_stock(db, {.branch = asked.branch,
                                                .words = asked.words,
                                                .skip = asked.short_only ? 0 : asked.skip,
                                                .limit = asked.short_only ? kAll : asked.rows + 1});
    if (!rows) return std::unexpected{rows.error()};
    std::vector<Found> found;
    std::int64_t skip = asked.short_only ? asked.skip : 0;
    for (const auto& row : *rows) {
        const auto at = sold->find(row.number);
        Found one{row, at == sold->end() || row.number.empty() ? Quantity{} : at->second};
        if (asked.short_only && state_of(row.quantity, one.sold) == State::enough) continue;
        if (skip-- > 0) continue;
        found.push_back(std::move(one));
        if (static_cast<std::int64_t>(found.size()) > asked.rows) break;
    }
    return found;
}

/// Days that it lasts if it goes on selling like that.
Cell lasts_cell(const Found& one) {
    if (one.sold.millionths <= 0 || one.row.quantity.millionths <= 0) return {};
    return {one.row.quantity.millionths /
            std::max<std::int64_t>(1, one.sold.millionths / kSoldDays)};
}

Table table_of(const std::vector<Found>& found, const Asked& asked, bool has_branches,
               const Words& words) {
    const char* empty = !has_branches          ? "stock_no_branch"
                        : !asked.words.empty() ? "stock_none_found"
                        : asked.short_only     ? "stock_none_short"
                                               : "stock_none";
    Table table{"stock", words["stock"], {}, {}, words[empty]};
    for (const char* key : {"number", "name", "quantity", "unit", "state", "sold", "lasts"}) {
        const std::string_view name{key};
        const bool figure = name == "quantity" || name == "sold" || name == "lasts";
        table.columns.push_back({key, words[std::string{"stock_"} + key], figure});
    }
    for (const Found& one : found) {
        const office::StockRow& row = one.row;
        const State state = state_of(row.quantity, one.sold);
        Cell number{row.number, "", item_link(row.number, asked.branch)};
        if (row.number.empty()) number = {to_string(row.item), words["stock_unknown"]};
        table.rows.push_back(
            {std::move(number),
             {row.name},
             {row.quantity, "", "", state == State::negative ? Mark::danger : Mark::none},
             {row.unit},
             state_cell(state, words),
             {one.sold},
             lasts_cell(one)});
    }
    return table;
}

Data view_choice(const Call& call, const char* name, bool short_only, const Asked& asked) {
    Data one;
    one.set("link", call.path + query_of({{"branch", asked.branch},
                                          {"words", asked.words},
                                          {"short", short_only ? "1" : ""}}));
    one.set("name", call.words[name]);
    one.set("current", asked.short_only == short_only);
    return one;
}

}  // namespace

web::Answer list_page(Call& call) {
    const Words& words = call.words;
    const auto zone = office_zone(call.db);
    if (!zone) return zone.error();
    const auto branches = office::branches(call.db);
    if (!branches) return branches.error();
    Asked asked{.branch = field(call.query, "branch"),
                .words = pos::locale::clean_name(field(call.query, "words")),
                .short_only = field(call.query, "short") == "1",
                .skip = skip_of(call.query)};
    if (call.is_export) asked.rows = kExportRowsMax;
    if (asked.branch.empty() && !branches->empty()) asked.branch = branches->front().code;
    auto found = find(call.db, zone->local(call.now).date, asked);
    if (!found) return found.error();
    const bool more = static_cast<std::int64_t>(found->size()) > asked.rows;
    if (more) found->pop_back();

    Table table = table_of(*found, asked, !branches->empty(), words);
    Data views{Data::type::list};
    views.push_back(view_choice(call, "stock_everything", false, asked));
    views.push_back(view_choice(call, "stock_short", true, asked));
    Data data;
    data.set("title", words["stock"]);
    data.set("words", asked.words);
    data.set("short", asked.short_only);
    data.set("has_branches", !branches->empty());
    data.set("branches", branch_choices(*branches, asked.branch));
    data.set("views", views);
    data.set("about", words.with("stock_about", {{"branch", asked.branch},
                                                 {"days", words.locale().integer(kSoldDays)},
                                                 {"low", words.locale().integer(kLowDays)}}));
    data.set("table", to_html(table, words));
    for (const char* text : {"search", "stock_search", "branch", "more_rows", "stock_view"}) {
        data.set(std::string{"t_"} + text, words[text]);
    }
    Fields next = call.query;
    next["skip"] = std::to_string(asked.skip + kPageRows);
    data.set("has_more", more);
    data.set("more", more ? call.path + query_of(next) : "");
    Page page{.title = words["stock"],
              .body = render("stock", std::move(data)),
              .file_name = "stock-" + asked.branch};
    page.tables.push_back(std::move(table));
    return page;
}

}  // namespace app::office::web::stock
