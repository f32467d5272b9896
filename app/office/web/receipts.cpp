// Tickets of all tills: by number, or those of some days and a branch.
#include <algorithm>

#include "app/office/web/branch_choices.hpp"
#include "app/office/web/page.hpp"
#include "app/office/web/period.hpp"
#include "pos/locale/clean.hpp"
#include "pos/store/office/terminals.hpp"
#include "pos/store/office/tickets.hpp"

namespace app::office::web {

namespace {

namespace office = pos::store::office;

constexpr std::int64_t kPageRows = 100;

Table table_of(const std::vector<office::Ticket>& tickets, const Words& words) {
    Table table{"receipts", words["receipts"], {}, {}, words["no_receipts"]};
    for (const char* key : {"number", "time", "kind", "cashier", "lines", "amount"}) {
        const bool figure = std::string_view{key} == "lines" || std::string_view{key} == "amount";
        table.columns.push_back({key, words[std::string{"receipt_"} + key], figure});
    }
    for (const auto& ticket : tickets) {
        const auto& summary = ticket.summary;
        const bool refund = summary.kind == pos::journal::TicketKind::refund;
        table.rows.push_back({{summary.number, "", "/receipts/" + escape(summary.number)},
                              {summary.local},
                              {refund ? "refund" : "sale", words[refund ? "refund" : "sale"], "",
                               refund ? Mark::warning : Mark::none},
                              {summary.cashier_name},
                              {std::int64_t{summary.lines}},
                              {summary.payable}});
    }
    return table;
}

}  // namespace

Answer receipts_page(Call& call) {
    const Words& words = call.words;
    const auto zone = office_zone(call.db);
    if (!zone) return zone.error();
    const Period period = read_period(call.query, zone->local(call.now).date);
    const std::string branch = field(call.query, "branch");
    std::string number = pos::locale::clean_name(field(call.query, "number"));
    const std::string asked = number;
    std::ranges::transform(number, number.begin(), [](char c) {
        return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    });
    const auto branches = office::branches(call.db);
    if (!branches) return branches.error();
    const std::int64_t skip = skip_of(call.query);
    auto tickets = office::tickets(call.db, {period.days, branch, number, skip, kPageRows + 1});
    if (!tickets) return tickets.error();
    if (!number.empty() && tickets->empty() && skip == 0) {
        // Another system's number leads to the receipt itself.
        pos::store::Reader reader{call.db};
        const auto receipt = reader.receipt(asked);
        if (receipt && *receipt) return GoTo{"/receipts/" + escape((*receipt)->record.number)};
    }
    const bool more = static_cast<std::int64_t>(tickets->size()) > kPageRows;
    if (more) tickets->pop_back();

    Data data;
    data.set("title", words["receipts"]);
    data.set("branches", branch_choices(*branches, branch));
    data.set("from", to_string(period.days.from));
    data.set("to", to_string(period.days.to));
    data.set("number", asked);
    for (const char* text : {"from", "to", "branch", "all_branches", "show", "search_number",
                             "search", "more_rows", "search_number_about"}) {
        data.set(std::string{"t_"} + text, words[text]);
    }
    Table table = table_of(*tickets, words);
    data.set("table", to_html(table, words));
    Fields next = call.query;
    next["skip"] = std::to_string(skip + kPageRows);
    data.set("more", more ? "/receipts" + query_of(next) : "");
    data.set("has_more", more);
    Page page{words["receipts"], render("receipts", data), {}, "receipts"};
    page.tables.push_back(std::move(table));
    return page;
}

}  // namespace app::office::web
