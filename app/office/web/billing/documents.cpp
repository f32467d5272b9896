// Invoices and credit notes, the latest first.
#include <algorithm>

#include "app/office/web/billing/document_rows.hpp"
#include "app/office/web/billing/named.hpp"
#include "app/office/web/billing/parts.hpp"
#include "pos/locale/clean.hpp"
#include "pos/store/billing/customers.hpp"

namespace app::office::web::billing {

namespace {

namespace stored = pos::store::billing;

constexpr std::int64_t kPageRows = 50;

}  // namespace

Table documents_table(const std::vector<stored::DocumentSummary>& documents, pos::Date today,
                      const std::string& empty, const Words& words) {
    Table table{"documents",
                words["billing_documents"],
                columns(words,
                        {"number", "kind", "account", "name", "issued", "due", "payable", "open",
                         "net", "tax", "currency"},
                        {"net", "tax", "payable", "open"}),
                {},
                empty};
    for (const auto& each : documents) {
        const auto& row = each.row;
        const bool overdue = row.due_on < today;
        table.rows.push_back({{row.number, "", document_link(row.number)},
                              row.series.starts_with('B')
                                  ? Cell{"opening_balance", words["billing_opening_balance"]}
                                  : kind_cell(row.kind, words),
                              {each.account_number, "", account_link(each.account_number)},
                              {each.name},
                              {row.issued_on},
                              {row.due_on},
                              {pos::Money{row.payable_minor, row.currency}},
                              open_cell({each.open_minor, row.currency}, overdue),
                              {pos::Money{row.net_minor, row.currency}},
                              {pos::Money{row.tax_minor, row.currency}},
                              {code_of(row.currency)}});
    }
    return table;
}

Answer documents_page(Call& call) {
    const Words& words = call.words;
    const auto day = today(call);
    if (!day) return day.error();
    std::string number = pos::locale::clean_name(field(call.query, "number"));
    const std::string asked = number;
    std::ranges::transform(number, number.begin(), [](char c) {
        return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    });
    const bool open_only = !field(call.query, "open").empty();
    const std::string of = field(call.query, "account");
    const std::int64_t skip = skip_of(call.query);
    stored::DocumentQuestion question{.account = {},
                                      .run = {},
                                      .number = number,
                                      .open_only = open_only,
                                      .skip = skip,
                                      .limit = kPageRows + 1};
    if (!of.empty()) {
        const auto account = named_account(call, of);
        if (!account) return account.error();
        question.account = account->stored.account.id;
    }
    auto documents = stored::list_documents(call.db, question);
    if (!documents) return documents.error();
    const bool more = static_cast<std::int64_t>(documents->size()) > kPageRows;
    if (more) documents->pop_back();

    const bool is_search = !number.empty() || open_only || skip > 0;
    Table table = documents_table(
        *documents, *day, words[is_search ? "billing_no_such_documents" : "billing_no_documents"],
        words);
    Data data;
    data.set("places", places_html(call));
    data.set("title", words["billing_documents"]);
    data.set("number", asked);
    data.set("open", open_only);
    data.set("account", of);
    data.set("has_account", !of.empty());
    data.set("of", of.empty() ? "" : words.with("billing_of_account", {{"account", of}}));
    data.set("of_link", of.empty() ? "" : account_link(of));
    for (const char* text : {"search", "billing_number_start", "billing_number_about",
                             "billing_which", "billing_all", "billing_open_only", "more_rows"}) {
        data.set(std::string{"t_"} + text, words[text]);
    }
    data.set("table", html_less(kForExports, table, words));
    Fields next = call.query;
    next["skip"] = std::to_string(skip + kPageRows);
    data.set("has_more", more);
    data.set("more", more ? call.path + query_of(next) : "");
    Page page{words["billing_documents"], render("billing_documents", data), {}, "documents"};
    page.tables.push_back(std::move(table));
    return page;
}

}  // namespace app::office::web::billing
