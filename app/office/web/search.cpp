// Search everywhere: whom or what somebody means by a name, a number, an address, a
// reference or a meter.
#include "pos/store/billing/search.hpp"

#include <algorithm>

#include "app/office/web/billing/bank_parts.hpp"
#include "app/office/web/billing/clerk.hpp"
#include "app/office/web/billing/meter_parts.hpp"
#include "app/office/web/billing/moves.hpp"
#include "app/office/web/billing/parts.hpp"
#include "app/office/web/customers/parts.hpp"
#include "pos/locale/clean.hpp"
#include "pos/locale/unit_sign.hpp"
#include "pos/store/billing/bank.hpp"
#include "pos/store/billing/customers.hpp"

namespace app::office::web {

namespace {

namespace stored = pos::store::billing;

constexpr std::int64_t kHits = 20;

/// All that was found; bank accounts are for managers alone.
struct Hits {
    std::vector<stored::AccountRow> accounts;
    std::vector<stored::FoundDocument> documents;
    std::vector<stored::FoundQuote> quotes;
    std::vector<stored::FoundPayment> payments;
    std::vector<stored::FoundMandate> mandates;
    std::vector<stored::FoundPoint> points;
    std::vector<stored::FoundSubscription> subscriptions;
    std::vector<pos::customer::Party> customers;

    std::size_t count() const {
        return accounts.size() + documents.size() + quotes.size() + payments.size() +
               mandates.size() + points.size() + subscriptions.size() + customers.size();
    }
};

template <class T>
bool take(pos::store::Answer<T> answer, T& into, pos::store::StoreError& error) {
    if (answer) {
        into = std::move(*answer);
    } else {
        error = std::move(answer.error());
    }
    return answer.has_value();
}

pos::store::Answer<Hits> look_for(Call& call, const std::string& words) {
    Hits hits;
    pos::store::StoreError error;
    const auto day = billing::today(call);
    if (!day) return std::unexpected{day.error()};
    auto& db = call.db;
    const bool good =
        take(stored::list_accounts(
                 db, {.words = words, .today = *day, .limit = kHits, .closed_too = true}),
             hits.accounts, error) &&
        take(stored::find_documents(db, words, kHits), hits.documents, error) &&
        take(stored::find_quotes(db, words, kHits), hits.quotes, error) &&
        take(stored::find_payments(db, words, kHits), hits.payments, error) &&
        (!call.is_manager() ||
         take(stored::find_mandates(db, words, kHits), hits.mandates, error)) &&
        take(stored::find_points(db, words, kHits), hits.points, error) &&
        take(stored::find_subscriptions(db, words, kHits), hits.subscriptions, error) &&
        take(stored::find_unbilled(db, words, kHits), hits.customers, error);
    if (!good) return std::unexpected{std::move(error)};
    return hits;
}

std::string point_link(const stored::FoundPoint& one, bool can_change) {
    if (!one.meter.empty()) return billing::meter_link(one.point, one.meter);
    return can_change ? billing::move_link(one.point) : std::string{};
}

/// Where the only thing leads that can be meant: a number that was typed whole, or the only hit.
std::string only_one(const Hits& hits, const std::string& words) {
    for (const auto& one : hits.documents) {
        if (one.number == words) return billing::document_link(one.number);
    }
    for (const auto& one : hits.quotes) {
        if (one.number == words) return billing::quote_link(one.number);
    }
    for (const auto& one : hits.accounts) {
        if (one.number == words) return billing::account_link(one.number);
    }
    if (hits.count() == 1 && hits.documents.size() == 1) {
        return billing::document_link(hits.documents.front().number);
    }
    if (hits.count() == 1 && hits.quotes.size() == 1) {
        return billing::quote_link(hits.quotes.front().number);
    }
    if (hits.count() == 1 && hits.accounts.size() == 1) {
        return billing::account_link(hits.accounts.front().number);
    }
    return {};
}

Table accounts_found(const Hits& hits, const Words& words) {
    Table table{"accounts",
                words["billing_accounts"],
                billing::columns(words, {"account", "name", "town", "open", "overdue", "state"},
                                 {"open", "overdue"}),
                {}};
    for (const auto& one : hits.accounts) {
        const pos::Currency currency = billing::currency_of_text(one.currency);
        table.rows.push_back({{one.number, "", billing::account_link(one.number)},
                              {one.name},
                              {one.city},
                              billing::open_cell({one.open_minor, currency}, false),
                              billing::open_cell({one.overdue_minor, currency}, true),
                              billing::closed_cell(one.closed_on.has_value(), words)});
    }
    return table;
}

Table documents_found(const Hits& hits, const Words& words) {
    Table table{"documents",
                words["billing_documents"],
                billing::columns(words, {"number", "what", "issued", "payable", "account", "name"},
                                 {"payable"}),
                {}};
    for (const auto& one : hits.documents) {
        table.rows.push_back({{one.number, "", billing::document_link(one.number)},
                              billing::kind_cell(one.kind, words),
                              {one.issued_on},
                              {one.payable},
                              {one.account, "", billing::account_link(one.account)},
                              {one.name}});
    }
    return table;
}

Table quotes_found(const Hits& hits, const Words& words) {
    Table table{
        "quotes",
        words["billing_quotes"],
        billing::columns(words, {"number", "issued", "valid_until", "payable", "account", "name"},
                         {"payable"}),
        {}};
    for (const auto& one : hits.quotes) {
        table.rows.push_back({{one.number, "", billing::quote_link(one.number)},
                              {one.issued_on},
                              {one.valid_until},
                              {one.payable},
                              {one.account, "", billing::account_link(one.account)},
                              {one.name}});
    }
    return table;
}

/// A payment that a bank told of has a page of its own; any other stands on its account's.
Table payments_found(const Hits& hits, bool can_change, const Words& words) {
    Table table{
        "payments",
        words["search_payments"],
        billing::columns(words, {"day", "amount", "reference", "account", "name"}, {"amount"}),
        {}};
    for (const auto& one : hits.payments) {
        const bool is_banks = one.external_id.starts_with(stored::kBankId);
        table.rows.push_back(
            {{one.received_on, "",
              can_change && is_banks ? billing::payment_link(one.payment) : std::string{}},
             {one.amount},
             {one.reference},
             {one.account, "", billing::account_link(one.account)},
             {one.name}});
    }
    return table;
}

Table mandates_found(const Hits& hits, const Words& words) {
    Table table{
        "mandates",
        words["search_mandates"],
        billing::columns(words, {"mandate", "iban", "holder", "state", "account", "name"}, {}),
        {}};
    for (const auto& one : hits.mandates) {
        table.rows.push_back({{one.reference},
                              {one.iban},
                              {one.holder},
                              one.ended_on
                                  ? Cell{"ended",
                                         words.with("search_mandate_ended",
                                                    {{"day", words.locale().date(*one.ended_on)}}),
                                         "", Mark::muted}
                                  : Cell{"holds", words["search_mandate_holds"]},
                              {one.account, "", billing::account_link(one.account)},
                              {one.name}});
    }
    return table;
}

Table points_found(const Hits& hits, bool can_change, const Words& words) {
    Table table{
        "points",
        words["billing_points"],
        billing::columns(words, {"point", "meter_counts", "meter_serial", "account", "name"}, {}),
        {}};
    for (const auto& one : hits.points) {
        table.rows.push_back(
            {{one.point, "", point_link(one, can_change)},
             {one.meter, pos::locale::unit_sign(one.meter)},
             {one.serial},
             {one.account, "", one.account.empty() ? "" : billing::account_link(one.account)},
             {one.name}});
    }
    return table;
}

Table subscriptions_found(const Hits& hits, bool can_change, const Words& words) {
    Table table{"subscriptions",
                words["billing_subscriptions"],
                billing::columns(words, {"subscription", "account", "name"}, {}),
                {}};
    for (const auto& one : hits.subscriptions) {
        table.rows.push_back(
            {{one.number, "", can_change ? billing::subscription_link(one.number) : ""},
             {one.account, "", billing::account_link(one.account)},
             {one.name}});
    }
    return table;
}

Table customers_found(const Hits& hits, const Words& words) {
    Table table{"customers", words["search_unbilled"], {}, {}};
    for (const char* key : {"name", "number", "city", "phone", "email"}) {
        table.columns.push_back({key, words[std::string{"customer_"} + key]});
    }
    for (const auto& party : hits.customers) {
        table.rows.push_back(
            {{party.name, customers::title_of(party, words), customers::customer_link(party.id)},
             {party.number},
             {party.city},
             {party.phone},
             {party.email}});
    }
    return table;
}

}  // namespace

Answer search_page(Call& call) {
    const Words& words = call.words;
    const std::string asked = pos::locale::clean_name(field(call.query, "words"));
    Hits hits;
    if (!asked.empty()) {
        auto found = look_for(call, asked);
        if (!found) return found.error();
        hits = std::move(*found);
        if (const std::string link = only_one(hits, asked); !link.empty()) return GoTo{link};
    }
    Page page{.title = words["search_everywhere"], .file_name = "search"};
    const bool can_change = call.is_manager();
    if (!hits.accounts.empty()) page.tables.push_back(accounts_found(hits, words));
    if (!hits.documents.empty()) page.tables.push_back(documents_found(hits, words));
    if (!hits.quotes.empty()) page.tables.push_back(quotes_found(hits, words));
    if (!hits.payments.empty()) page.tables.push_back(payments_found(hits, can_change, words));
    if (!hits.mandates.empty()) page.tables.push_back(mandates_found(hits, words));
    if (!hits.points.empty()) page.tables.push_back(points_found(hits, can_change, words));
    if (!hits.subscriptions.empty()) {
        page.tables.push_back(subscriptions_found(hits, can_change, words));
    }
    if (!hits.customers.empty()) page.tables.push_back(customers_found(hits, words));
    Data tables{Data::type::list};
    for (const Table& table : page.tables) {
        Data one;
        one.set("html", to_html(table, words));
        tables.push_back(one);
    }
    Data data;
    data.set("title", page.title);
    data.set("words", asked);
    data.set("tables", tables);
    data.set("is_empty", page.tables.empty());
    data.set("empty", asked.empty() ? words["search_what"]
                                    : words.with("search_nothing", {{"words", asked}}));
    const bool is_cut = std::ranges::any_of(page.tables, [](const Table& table) {
        return static_cast<std::int64_t>(table.rows.size()) == kHits;
    });
    data.set("is_cut", is_cut);
    data.set("cut", words.with("search_cut", {{"count", words.locale().integer(kHits)}}));
    data.set("has_more", static_cast<std::int64_t>(hits.accounts.size()) == kHits);
    data.set("more", "/billing/accounts" + query_of({{"words", asked}, {"closed", "yes"}}));
    data.set("t_more", words["search_all_accounts"]);
    data.set("t_search", words["search"]);
    data.set("t_asked", words["search_about"]);
    page.body = render("search", std::move(data));
    return page;
}

}  // namespace app::office::web
