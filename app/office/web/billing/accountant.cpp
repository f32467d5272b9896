// A month for the accountant: which of their accounts is which book, what would be told, and the
// files.
#include <algorithm>
#include <mutex>
#include <set>

#include "app/core/billing/accountant/bookings.hpp"
#include "app/office/web/billing/clerk.hpp"
#include "app/office/web/billing/parts.hpp"
#include "app/office/web/books.hpp"
#include "app/office/web/refusal.hpp"

namespace app::office::web::billing {

namespace {

namespace accountant = core::billing::accountant;

constexpr const char* kAccountantPath = "/billing/accountant";
constexpr std::size_t kBookingsShown = 100;

/// "2026-11" of the month before that day.
std::string month_before(pos::Date today) {
    const pos::YearMonthDay now = pos::split(today);
    const pos::Date first = pos::make_date(now.year, now.month, 1);
    return to_string(pos::Date{first.days - 1}).substr(0, 7);
}

/// The keys of the form: each book, what was said of single taxes, and what has no account yet.
std::vector<std::string> keys_of(const accountant::Chart& chart,
                                 const std::set<std::string>& missing) {
    std::vector<std::string> keys = accountant::words_of_books();
    const auto add = [&](const std::string& key) {
        if (std::ranges::find(keys, key) == keys.end()) keys.push_back(key);
    };
    for (const auto& [key, account] : chart.accounts) add(key);
    for (const std::string& key : missing) add(key);
    return keys;
}

std::string book_name(const std::string& key, const Words& words) {
    const std::size_t colon = key.find(':');
    const std::string book = words["billing_book_" + key.substr(0, colon)];
    return colon == std::string::npos
               ? book
               : words.with("billing_ledger_of_tax",
                            {{"book", book}, {"tax", key.substr(colon + 1)}});
}

Table bookings_table(const std::vector<accountant::Booking>& bookings, std::size_t most,
                     const Words& words) {
    Table table{"bookings",
                words["billing_bookings"],
                columns(words,
                        {"day", "ledger_debit", "ledger_credit", "amount", "number", "account",
                         "name", "currency"},
                        {"amount"}),
                {},
                words["billing_no_bookings"]};
    const auto ledger = [&](const std::string& account) {
        return account.empty()
                   ? Cell{std::string{}, words["billing_ledger_missing"], "", Mark::warning}
                   : Cell{account};
    };
    for (const accountant::Booking& one : bookings) {
        if (table.rows.size() == most) break;
        table.rows.push_back({{one.on},
                              ledger(one.debit),
                              ledger(one.credit),
                              {one.amount},
                              {one.number},
                              {one.customer, "", account_link(one.customer)},
                              {one.text},
                              {code_of(one.amount.currency)}});
    }
    return table;
}

/// Keeps what the form says. Why not, in words.
std::string keep_chart(Call& call) {
    accountant::Chart change;
    change.consultant = field(call.form, "consultant");
    change.client = field(call.form, "client");
    for (const auto& [name, value] : call.form) {
        constexpr std::string_view kBook = "book_";
        if (!name.starts_with(kBook)) continue;
        // What is emptied is taken away.
        change.accounts[name.substr(kBook.size())] = value.empty() ? "-" : value;
    }
    const std::scoped_lock lock{call.office.changing};
    auto books = open_books(call);
    if (!books) return in_words(books.error(), call.words);
    const auto done = accountant::change_chart(*books, change, call.now);
    return done ? std::string{} : in_words(done.error(), call.words);
}

}  // namespace

Answer accountant_page(Call& call) {
    if (!call.is_manager()) return NoPage{403};
    const Words& words = call.words;
    const auto day = today(call);
    if (!day) return day.error();
    const auto currency = office_currency(call.db);
    if (!currency) return currency.error();
    const std::string typed = field(call.is_post() ? call.form : call.query, "month");
    std::string refusal;
    auto month = accountant::parse_month(typed.empty() ? month_before(*day) : typed, *currency);
    if (!month) {
        refusal = words.with("refused_no_day", {{"about", typed}});
        month = accountant::parse_month(month_before(*day), *currency);
        if (!month) return NoPage{503};
    }
    const std::string shown_month = to_string(month->first).substr(0, 7);
    if (call.is_post() && refusal.empty()) {
        refusal = keep_chart(call);
        if (refusal.empty()) return GoTo{kAccountantPath + query_of({{"month", shown_month}})};
    }
    const auto chart = accountant::read_chart(call.db);
    if (!chart) return NoPage{503};
    std::set<std::string> missing;
    const auto bookings = accountant::bookings_of(call.db, *chart, *month, &missing);
    if (!bookings) return NoPage{503};
    Data books{Data::type::list};
    int at = 0;
    for (const std::string& key : keys_of(*chart, missing)) {
        const auto known = chart->accounts.find(key);
        Data one;
        one.set("id", "book" + std::to_string(++at));
        one.set("key", key);
        one.set("name", book_name(key, words) +
                            (missing.contains(key) ? " – " + words["billing_ledger_missing"] : ""));
        const bool again = !refusal.empty() && call.is_post();
        one.set("value", again                            ? field(call.form, "book_" + key)
                         : known == chart->accounts.end() ? std::string{}
                                                          : known->second);
        books.push_back(one);
    }
    const std::size_t most =
        call.is_export ? static_cast<std::size_t>(kExportRowsMax) : kBookingsShown;
    Table table = bookings_table(*bookings, most, words);
    const bool again = !refusal.empty() && call.is_post();
    const bool whole = missing.empty() && !bookings->empty();
    const auto file = [&](const char* format) {
        return kAccountantPath + ("/file" + query_of({{"month", shown_month}, {"format", format}}));
    };
    Data data;
    data.set("places", places_html(call));
    data.set("title", words["billing_accountant"]);
    data.set("about", words["billing_accountant_about"]);
    data.set("refusal", refusal.empty() ? "" : refusal_html(refusal));
    data.set("mark", call.mark);
    data.set("month", shown_month);
    data.set(
        "count",
        words.with("billing_bookings_count",
                   {{"count", words.locale().integer(static_cast<std::int64_t>(bookings->size()))},
                    {"month", words.locale().month(month->first)}}));
    data.set("has_missing", !missing.empty());
    data.set("can_csv", whole);
    data.set("csv", file("csv"));
    data.set("can_datev", whole && currency->exponent == 2 && !chart->consultant.empty() &&
                              !chart->client.empty());
    data.set("no_datev", whole && (chart->consultant.empty() || chart->client.empty()));
    data.set("datev", file("datev"));
    data.set("consultant", again ? field(call.form, "consultant") : chart->consultant);
    data.set("client", again ? field(call.form, "client") : chart->client);
    data.set("books", books);
    data.set("is_cut", bookings->size() > kBookingsShown);
    data.set(
        "cut",
        words.with("billing_bookings_cut",
                   {{"count", words.locale().integer(static_cast<std::int64_t>(kBookingsShown))}}));
    data.set("bookings", html_less(1, table, words));
    for (const char* text :
         {"billing_ledger_month", "billing_ledger_show", "billing_ledger_csv",
          "billing_ledger_datev", "billing_ledger_no_datev", "billing_ledger_todo",
          "billing_ledger_chart", "billing_ledger_chart_about", "billing_ledger_consultant",
          "billing_ledger_client", "billing_ledger_keep"}) {
        data.set(std::string{"t_"} + text, words[text]);
    }
    Page page{.title = words["billing_accountant"],
              .body = render("billing_accountant", std::move(data)),
              .file_name = "bookings-" + shown_month,
              .status = refusal.empty() ? 200 : 409};
    page.tables.push_back(std::move(table));
    return page;
}

Answer accountant_file_page(Call& call) {
    if (!call.is_manager()) return NoPage{403};
    const auto currency = office_currency(call.db);
    if (!currency) return currency.error();
    const auto zone = office_zone(call.db);
    if (!zone) return zone.error();
    const std::string asked = field(call.query, "month");
    const auto month = accountant::parse_month(asked, *currency);
    if (!month) return NoPage{404};
    const auto chart = accountant::read_chart(call.db);
    if (!chart) return NoPage{503};
    const bool datev = field(call.query, "format") == "datev";
    if (datev && (chart->consultant.empty() || chart->client.empty() || currency->exponent != 2)) {
        return NoPage{404};
    }
    // A file that lacks an account is none.
    const auto bookings = accountant::bookings_of(call.db, *chart, *month);
    if (!bookings) return NoPage{404};
    if (datev) {
        // The format is Windows-1252, whatever the page is.
        const std::string name = "EXTF_Buchungsstapel_" + asked + ".csv";
        return Page{.title = name,
                    .file = PageFile{
                        accountant::write_datev(*bookings, *chart, *month, zone->local(call.now)),
                        "text/csv; charset=windows-1252", name, nullptr, true}};
    }
    const std::string name = "bookings-" + asked + ".csv";
    return Page{.title = name,
                .file = PageFile{accountant::write_csv(*bookings), "text/csv; charset=utf-8", name,
                                 nullptr, true}};
}

}  // namespace app::office::web::billing
