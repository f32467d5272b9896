// Tickets of all tills: by number, or those of some days and a branch.
#include <string>
#include <vector>

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

std::string kind_key(pos::journal::TicketKind kind) {
    switch (kind) {
        case pos::journal::TicketKind::sale:
            return "sale";
        case pos::journal::TicketKind::refund:
            return "refund";
        case pos::journal::TicketKind::bill:
            return "ticket_bill";
    }
    return "sale";
}

Table table_of(const std::vector<office::Ticket>& tickets, const Words& words) {
    Table table{"receipts", words["receipts"], {}, {}, words["no_receipts"]};
    for (const char* key : {"number", "time", "kind", "cashier", "lines", "amount"}) {
        const bool figure = std::string_view{key} == "lines" || std::string_view{key} == "amount";
        table.columns.push_back({key, words[std::string{"receipt_"} + key], figure});
    }
    for (const auto& ticket : tickets) {
        const auto& summary = ticket.summary;
        const bool refund = summary.kind == pos::journal::TicketKind::refund;
        const std::string kind = kind_key(summary.kind);
        table.rows.push_back({{summary.number, "", "/receipts/" + escape(summary.number)},
                              {summary.local},
                              {kind, words[kind], "", refund ? Mark::warning : Mark::none},
                              {summary.cashier_name},
                              {std::int64_t{summary.lines}},
                              {summary.payable}});
    }
    return table;
}

/// How a number may be written that somebody typed: as it stands, in capitals, and with the small
/// letter of a till's later series ("B01-T1b").
std::vector<std::string> spellings(const std::string& asked) {
    std::vector<std::string> all{asked};
    std::string capitals = asked;
    for (char& c : capitals) {
        if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    }
    if (capitals != asked) all.push_back(capitals);
    std::string later = capitals;
    for (std::size_t i = 1; i < later.size(); ++i) {
        const bool ends = i + 1 == later.size() || later[i + 1] == '-';
        const bool behind_digit = later[i - 1] >= '0' && later[i - 1] <= '9';
        if (ends && behind_digit && later[i] >= 'A' && later[i] <= 'Z')
            later[i] = static_cast<char>(later[i] - 'A' + 'a');
    }
    if (later != capitals && later != asked) all.push_back(later);
    return all;
}

}  // namespace

Answer receipts_page(Call& call) {
    const Words& words = call.words;
    const auto zone = office_zone(call.db);
    if (!zone) return zone.error();
    const Period period = read_period(call.query, zone->local(call.now).date);
    const std::string branch = field(call.query, "branch");
    const std::string asked = pos::locale::clean_name(field(call.query, "number"));
    const auto branches = office::branches(call.db);
    if (!branches) return branches.error();
    // A file holds all of the period.
    const std::int64_t skip = call.is_export ? 0 : skip_of(call.query);
    const std::int64_t rows = call.is_export ? kExportRowsMax : kPageRows;
    auto tickets = pos::store::Answer<std::vector<office::Ticket>>{};
    for (const std::string& number : spellings(asked)) {
        tickets = office::tickets(call.db, {period.days, branch, number, skip, rows + 1});
        if (!tickets) return tickets.error();
        if (!tickets->empty()) break;
    }
    if (!asked.empty() && tickets->empty() && skip == 0) {
        // Another system's number leads to the receipt itself.
        pos::store::Reader reader{call.db};
        const auto receipt = reader.receipt(asked);
        if (receipt && *receipt) return GoTo{"/receipts/" + escape((*receipt)->record.number)};
    }
    const bool more = static_cast<std::int64_t>(tickets->size()) > rows;
    if (more) tickets->pop_back();

    Table table = table_of(*tickets, words);
    if (call.is_export) {
        Page file{.title = words["receipts"], .file_name = "receipts"};
        file.tables.push_back(std::move(table));
        return file;
    }
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
