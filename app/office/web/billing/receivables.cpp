// What is owed by how long it has been due, and whether the books balance.
#include <map>

#include "app/office/web/billing/parts.hpp"
#include "pos/journal/exchange.hpp"
#include "pos/journal/opening.hpp"
#include "pos/store/billing/disputes.hpp"
#include "pos/store/billing/exchange.hpp"
#include "pos/store/billing/receivables.hpp"
#include "pos/store/columns.hpp"

namespace app::office::web::billing {

namespace {

namespace stored = pos::store::billing;
using pos::journal::Book;

const char* text_of(Book book) {
    if (book == pos::journal::kOpeningBook) return "opening";
    if (book == pos::journal::kGainBook) return "gain";
    if (book == pos::journal::kLossBook) return "loss";
    if (book == pos::journal::kRevaluationBook) return "revaluation";
    if (book == pos::journal::kUnrealisedBook) return "unrealised";
    switch (book) {
        case Book::receivable:
            return "receivable";
        case Book::revenue:
            return "revenue";
        case Book::tax:
            return "tax";
        case Book::money:
            return "money";
        case Book::bad_debt:
            return "bad_debt";
        case Book::wallet:
            return "wallet";
        case Book::promotion:
            return "promotion";
        case Book::lapsed:
            return "lapsed";
        case Book::leased:
            return "leased";
        case Book::at_tills:
            return "at_tills";
        case Book::on_account:
            return "on_account";
    }
    return "receivable";
}

Table ageing_table(const std::vector<stored::Ageing>& ageing, const Words& words) {
    Table table{"ageing",
                words["billing_ageing"],
                columns(words,
                        {"currency", "not_due", "days_30", "days_60", "days_90", "older",
                         "disputed", "paid_ahead", "balance"},
                        {"not_due", "days_30", "days_60", "days_90", "older", "disputed",
                         "paid_ahead", "balance"}),
                {},
                words["billing_nothing_owed"]};
    for (const auto& each : ageing) {
        const pos::Currency currency = currency_of_text(each.currency);
        const std::int64_t balance = each.not_due_minor + each.days_30_minor + each.days_60_minor +
                                     each.days_90_minor + each.older_minor + each.disputed_minor -
                                     each.credit_minor;
        table.rows.push_back({{code_of(currency)},
                              open_cell({each.not_due_minor, currency}, false),
                              open_cell({each.days_30_minor, currency}, true),
                              open_cell({each.days_60_minor, currency}, true),
                              open_cell({each.days_90_minor, currency}, true),
                              open_cell({each.older_minor, currency}, true),
                              open_cell({each.disputed_minor, currency}, false),
                              open_cell({each.credit_minor, currency}, false),
                              {pos::Money{balance, currency}}});
    }
    return table;
}

Table books_table(const char* key, const std::string& title,
                  const std::vector<stored::BookTotal>& totals, const Words& words) {
    Table table{key,
                title,
                columns(words, {"book", "amount", "currency"}, {"amount"}),
                {},
                words["billing_no_books"]};
    for (const auto& each : totals) {
        const pos::Currency currency = currency_of_text(each.currency);
        const char* book = text_of(each.book);
        table.rows.push_back({{book, words[std::string{"billing_book_"} + book]},
                              {pos::Money{each.amount_minor, currency}},
                              {code_of(currency)}});
    }
    return table;
}

/// What customers say they do not owe, and nobody has decided.
Table disputes_table(const std::vector<stored::DisputeRow>& rows, const Words& words) {
    Table table{
        "disputes",
        words["billing_disputes"],
        columns(words,
                {"number", "account", "name", "disputed", "reason", "since", "by", "currency"},
                {"disputed"}),
        {},
        words["billing_no_disputes"]};
    for (const auto& row : rows) {
        table.rows.push_back({{row.number, "", document_link(row.number)},
                              {row.account, "", account_link(row.account)},
                              {row.name},
                              {pos::Money{row.dispute.amount_minor, row.currency}},
                              {row.dispute.reason},
                              {row.dispute.opened_on},
                              {row.dispute.opened_by},
                              {code_of(row.currency)}});
    }
    return table;
}

}  // namespace

Answer receivables_page(Call& call) {
    const Words& words = call.words;
    const auto day = today(call);
    if (!day) return day.error();
    const auto ageing = stored::ageing(call.db, *day, std::nullopt);
    if (!ageing) return ageing.error();
    const auto totals = stored::book_totals(call.db);
    if (!totals) return totals.error();
    const auto disputed = stored::disputes(call.db, {.open_only = true});
    if (!disputed) return disputed.error();
    // What other currencies come to, where there are any.
    const auto books_currency = office_currency(call.db);
    if (!books_currency) return books_currency.error();
    const auto converted = stored::converted_totals(call.db, *books_currency);
    if (!converted) return converted.error();
    const auto without_rate = stored::unconverted(call.db, *books_currency);
    if (!without_rate) return without_rate.error();
    std::map<std::string, std::int64_t> sums;
    bool has_others = false;
    for (const auto& each : *totals) {
        sums[each.currency] += each.amount_minor;
        has_others = has_others || currency_of_text(each.currency) != *books_currency;
    }
    std::int64_t converted_sum = 0;  // apart: one of them may make up for the other
    for (const auto& each : *converted) converted_sum += each.amount_minor;
    const std::string own = pos::store::currency_text(*books_currency);
    if (converted_sum != 0) sums.try_emplace(own, converted_sum);
    std::string off;  // the currencies that do not balance
    for (const auto& [currency, sum] : sums) {
        const bool is_off = sum != 0 || (currency == own && converted_sum != 0);
        if (is_off) off += (off.empty() ? "" : ", ") + code_of(currency_of_text(currency));
    }

    std::vector<Table> tables{ageing_table(*ageing, words),
                              books_table("books", words["billing_books"], *totals, words)};
    if (!disputed->empty()) tables.push_back(disputes_table(*disputed, words));
    Data htmls{Data::type::list};
    Data aged;
    aged.set("html", to_html(tables[0], words));
    htmls.push_back(aged);
    Data books;
    books.set("html", html_less(1, tables[1], words));
    htmls.push_back(books);
    if (has_others) {
        tables.push_back(books_table(
            "books_converted",
            words.with("billing_books_converted", {{"currency", code_of(*books_currency)}}),
            *converted, words));
    }
    for (std::size_t at = 2; at < tables.size(); ++at) {
        Data more;
        more.set("html", html_less(1, tables[at], words));
        htmls.push_back(more);
    }
    std::string warning;
    if (!off.empty()) warning = words.with("billing_books_off", {{"currencies", off}});
    std::string unknown;
    for (const pos::Currency& one : *without_rate)
        unknown += (unknown.empty() ? "" : ", ") + code_of(one);
    if (!unknown.empty()) {
        warning += (warning.empty() ? "" : " ") +
                   words.with("billing_rates_missing", {{"currencies", unknown}});
    }
    Data data;
    data.set("places", places_html(call));
    data.set("title", words["billing_receivables"]);
    data.set("about",
             words.with("billing_receivables_about", {{"day", words.locale().date(*day)}}));
    data.set("has_warning", !warning.empty());
    data.set("warning", warning);
    data.set("is_good", off.empty() && !totals->empty());
    data.set("good", words["billing_books_balance"]);
    data.set("tables", htmls);
    return Page{words["billing_receivables"], render("billing_tables", data), std::move(tables),
                "receivables"};
}

}  // namespace app::office::web::billing
