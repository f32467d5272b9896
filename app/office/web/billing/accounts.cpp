// Whom head office bills, and what is open of them: all of them, or those that a search finds.
#include "app/office/web/billing/parts.hpp"
#include "pos/locale/clean.hpp"
#include "pos/store/billing/customers.hpp"

namespace app::office::web::billing {

namespace {

namespace stored = pos::store::billing;

constexpr std::int64_t kPageRows = 50;

Cell next_bill_cell(const stored::AccountRow& account, const Words& words) {
    if (account.closed_on) return closed_cell(true, words);
    if (account.next_bill) return {*account.next_bill};
    return {std::monostate{}, words["billing_none"], "", Mark::muted};
}

Table table_of(const std::vector<stored::AccountRow>& accounts, bool is_search,
               const Words& words) {
    Table table{
        "accounts",
        words["billing_accounts"],
        columns(words,
                {"account", "name", "town", "open", "overdue", "next_bill", "parked", "currency"},
                {"open", "overdue"}),
        {},
        words[is_search ? "billing_none_found" : "billing_no_accounts"]};
    for (const auto& each : accounts) {
        const pos::Currency currency = currency_of_text(each.currency);
        table.rows.push_back(
            {{each.number, "", account_link(each.number)},
             {each.name},
             {each.city},
             open_cell({each.open_minor, currency}, false),
             open_cell({each.overdue_minor, currency}, true),
             next_bill_cell(each, words),
             each.parked ? Cell{"parked", words["billing_is_parked"], "", Mark::warning} : Cell{},
             {code_of(currency)}});
    }
    return table;
}

}  // namespace

Answer accounts_page(Call& call) {
    const Words& words = call.words;
    const auto day = today(call);
    if (!day) return day.error();
    const std::string asked = pos::locale::clean_name(field(call.query, "words"));
    const std::int64_t skip = skip_of(call.query);
    const stored::AccountQuestion question{.words = asked,
                                           .today = *day,
                                           .skip = skip,
                                           .limit = kPageRows + 1,
                                           .closed_too = field(call.query, "closed") == "yes"};
    auto accounts = stored::list_accounts(call.db, question);
    if (!accounts) return accounts.error();
    const auto count = stored::count_accounts(call.db, question);
    if (!count) return count.error();
    const bool more = static_cast<std::int64_t>(accounts->size()) > kPageRows;
    if (more) accounts->pop_back();

    Table table = table_of(*accounts, !asked.empty(), words);
    Data data;
    data.set("places", places_html(call));
    data.set("title", words["billing_accounts"]);
    data.set("words", asked);
    data.set("closed_too", question.closed_too);
    data.set("about",
             words.with("billing_accounts_count", {{"count", words.locale().integer(*count)}}));
    for (const char* text :
         {"search", "billing_search", "more_rows", "billing_open_account", "billing_closed_too"}) {
        data.set(std::string{"t_"} + text, words[text]);
    }
    data.set("can_open", call.is_manager());
    data.set("open", open_account_link());
    data.set("table", html_less(1, table, words));
    Fields next = call.query;
    next["skip"] = std::to_string(skip + kPageRows);
    data.set("has_more", more);
    data.set("more", more ? call.path + query_of(next) : "");
    Page page{words["billing_accounts"], render("billing_accounts", data), {}, "accounts"};
    page.tables.push_back(std::move(table));
    return page;
}

}  // namespace app::office::web::billing
