// One account: who it is, on what terms, what it has subscribed to, and what it owes.
#include "app/core/billing/customers.hpp"
#include "app/core/billing/refund.hpp"
#include "app/core/billing/subscribe.hpp"
#include "app/office/web/billing/account_known.hpp"
#include "app/office/web/billing/attempts.hpp"
#include "app/office/web/billing/clerk.hpp"
#include "app/office/web/billing/credit.hpp"
#include "app/office/web/billing/document_rows.hpp"
#include "app/office/web/billing/leases.hpp"
#include "app/office/web/billing/moves.hpp"
#include "app/office/web/billing/named.hpp"
#include "app/office/web/billing/parts.hpp"
#include "app/office/web/billing/payment.hpp"
#include "app/office/web/billing/timeline.hpp"
#include "app/office/web/billing/usage_parts.hpp"
#include "app/office/web/customers/parts.hpp"
#include "app/office/web/refusal.hpp"

namespace app::office::web::billing {

namespace {

namespace stored = pos::store::billing;
using pos::billing::plan::Act;

/// "14 days"
std::string days_of(int count, const Words& words) {
    if (count == 1) return words["billing_one_day"];
    return words.with("billing_days", {{"count", words.locale().integer(count)}});
}

Data facts_of(const Known& known, bool is_manager, const Words& words) {
    const auto& party = known.customer.party;
    const auto& account = known.customer.stored.account;
    const auto& next = known.customer.stored.next_bill;
    Data facts{Data::type::list};
    const auto add = [&](const char* text, const std::string& value, const std::string& link = {}) {
        if (!value.empty()) facts.push_back(fact(words[text], value, link));
    };
    add("billing_address", address_line(customers::with_country_named(party, words)));
    add("customer", party.number, customers::customer_link(party.id));
    add("billing_email", party.email);
    add("billing_phone", party.phone);
    add("billing_tax_number", party.tax_number);
    add("billing_currency", code_of(account.currency));
    const auto& closed = known.customer.stored.closed_on;
    if (closed) add("billing_closed_on", words.locale().date(*closed));
    add("billing_next_bill", next ? words.locale().date(*next) : words["billing_none"]);
    add("billing_bill_day", account.bill_day == 0 ? words["billing_bill_day_first"]
                                                  : words.locale().integer(account.bill_day));
    add("billing_terms", days_of(account.terms_days, words));
    if (account.grace_days > 0) {
        add("billing_grace", days_of(account.grace_days, words));
    }
    add("tax", words["billing_tax_" + core::billing::word_of(account.tax)]);
    add("billing_delivery", words["billing_delivery_" + core::billing::word_of(account.delivery)]);
    add("billing_zone", account.zone);
    add_references(facts, account.references, words);
    if (!known.wallet.lots.empty()) {
        add("billing_wallet", words.locale().money(known.wallet.balance));
    }
    if (!known.wallet.lots.empty()) {
        const std::int64_t leased = core::billing::leased_minor(known.leases);
        add("billing_leases", words.locale().money({leased, account.currency}),
            is_manager ? leases_link(account.number) : std::string{});
    }
    add("billing_units", units_text(known.units, words));
    if (known.top_up) add("billing_top_up", top_up_text(*known.top_up, account.currency, words));
    if (known.method) {
        add("billing_on_file", method_text(known.method, words),
            is_manager ? attempts_link(account.number) : std::string{});
    }
    if (known.payer) {
        const std::string& number = known.payer->stored.account.number;
        add("billing_payer", number + " " + known.payer->party.name, account_link(number));
    }
    for (const auto& each : known.pays_for) {
        const std::string& number = each.stored.account.number;
        add("billing_pays_for", number + " " + each.party.name, account_link(number));
    }
    return facts;
}

Table subscriptions_table(const Known& known, const pos::locale::Zone& zone, pos::Instant now,
                          bool can_change, const Words& words) {
    Table table{
        "subscriptions",
        words["billing_subscriptions"],
        columns(words, {"subscription", "what", "plan", "version", "at", "by"}, {"version"}),
        {},
        words["billing_no_subscriptions"]};
    for (const auto& each : known.subscriptions) {
        for (const auto& act : each.acts) {
            const char* what = core::billing::word_of(act.act);
            std::string said = words[std::string{"billing_act_"} + what];
            if (act.anchor_day != 0) {
                said += ", " + words.with("billing_on_day",
                                          {{"day", words.locale().integer(act.anchor_day)}});
            }
            const bool to_come = act.at > now;
            if (to_come) said += " (" + words["billing_to_come"] + ")";
            const Mark mark = to_come                     ? Mark::muted
                              : act.act == Act::cancelled ? Mark::danger
                              : act.act == Act::paused    ? Mark::warning
                                                          : Mark::none;
            table.rows.push_back(
                {{each.number, "", can_change ? subscription_link(each.number) : ""},
                 {what, said, "", mark},
                 {act.plan},
                 act.plan.empty() ? Cell{} : Cell{std::int64_t{act.version}},
                 {zone.local(act.at)},
                 {act.noted_by}});
        }
    }
    return table;
}

Table points_table(const Known& known, const pos::locale::Zone& zone, bool can_change,
                   const Words& words) {
    Table table{
        "points", words["billing_points"], columns(words, {"point", "subscription", "at"}, {}), {}};
    for (const auto& [subscription, point] : known.points) {
        table.rows.push_back({{point.code, "", can_change ? move_link(point.code) : ""},
                              {subscription},
                              {zone.local(point.from)}});
    }
    return table;
}

Table open_table(const Known& known, pos::Date today, const Words& words) {
    Table table{
        "open",
        words["billing_open_items"],
        columns(words, {"number", "due", "open", "disputed", "currency"}, {"open", "disputed"}),
        {},
        words["billing_nothing_open"]};
    for (const auto& item : known.open) {
        const pos::Currency currency = currency_of_text(item.currency);
        Cell about{item.number, "", document_link(item.number)};
        if (item.number.empty() && item.open_minor > 0) {
            about = {"credit", words["billing_credit_owed"]};
        } else if (item.number.empty()) {
            about = {"payment", words["billing_paid_ahead"]};
        }
        table.rows.push_back({std::move(about),
                              {item.due_on},
                              open_cell({item.open_minor, currency}, item.due_on < today),
                              open_cell({item.disputed_minor, currency}, false),
                              {code_of(currency)}});
    }
    return table;
}

/// Prepaid credit, what is used up first at the top.
Table wallet_table(const Known& known, const pos::locale::Zone& zone, pos::Instant now,
                   const Words& words) {
    using core::billing::LotState;
    Table table{
        "credit",
        words["billing_wallet"],
        columns(words, {"lot_kind", "state", "lot_amount", "left", "expires", "lot_pays", "note"},
                {"lot_amount", "left"}),
        {}};
    for (const auto& lot : known.wallet.lots) {
        const LotState state = core::billing::state_of(lot, now);
        const std::string word = core::billing::word_of(state);
        const bool paid = lot.row.kind == pos::journal::LotKind::paid;
        std::string charges;
        for (const std::string& charge : core::billing::scope_of(lot.row)) {
            charges += (charges.empty() ? "" : ", ") + charge;
        }
        table.rows.push_back(
            {{paid ? "paid" : "promotional",
              words[paid ? "billing_lot_paid" : "billing_lot_promotional"]},
             {word, words["billing_lot_" + word], "",
              state == LotState::counts ? Mark::none : Mark::muted},
             {pos::Money{lot.row.amount_minor, lot.row.currency}},
             {pos::Money{lot.left_minor, lot.row.currency}},
             lot.row.expires ? Cell{zone.local(*lot.row.expires)}
                             : Cell{"", words["billing_never"]},
             charges.empty() ? Cell{"", words["billing_lot_anything"]} : Cell{charges},
             {lot.row.note}});
    }
    return table;
}

Table statement_table(const Known& known, const Words& words) {
    const pos::Currency currency = known.customer.stored.account.currency;
    Table table{"statement",
                words["billing_statement"],
                columns(words, {"day", "about", "number", "amount", "balance", "currency"},
                        {"amount", "balance"}),
                {},
                words["billing_no_statement"]};
    std::int64_t balance = 0;
    for (const auto& row : known.statement) {
        balance += row.amount_minor;
        const bool document = row.about == "document";
        const char* const about = document                   ? "billing_document"
                                  : row.about == "credit"    ? "billing_about_top_up"
                                  : row.about == "returned"  ? "billing_about_returned"
                                  : row.about == "refund"    ? "billing_about_refund"
                                  : row.about == "write_off" ? "billing_about_write_off"
                                  : row.about == "spent"     ? "billing_about_credit"
                                                             : "billing_payment";
        table.rows.push_back({{row.on},
                              {row.about, words[about]},
                              {row.number, "",
                               document || row.about == "write_off" || row.about == "spent"
                                   ? document_link(row.number)
                                   : std::string{}},
                              {pos::Money{row.amount_minor, currency}},
                              {pos::Money{balance, currency}},
                              {code_of(currency)}});
    }
    return table;
}

/// Whose they are is what the page is about.
Table without_account(Table documents) {
    const auto is_gone = [](const Column& column) {
        return column.key == "account" || column.key == "name";
    };
    for (std::size_t i = documents.columns.size(); i-- > 0;) {
        if (!is_gone(documents.columns[i])) continue;
        const auto at = static_cast<std::ptrdiff_t>(i);
        documents.columns.erase(documents.columns.begin() + at);
        for (auto& row : documents.rows) row.erase(row.begin() + at);
    }
    return documents;
}

/// A table, and how many of its last columns only exports have.
struct AccountTable {
    Table table;
    std::size_t for_exports{0};
};

/// In the order of the page; what an account has none of is left out, where most have none.
std::vector<AccountTable> tables_of(const Known& known, const pos::locale::Zone& zone,
                                    pos::Date today, const Call& call) {
    const Words& words = call.words;
    const bool manager = call.is_manager();
    std::vector<AccountTable> all;
    const auto show = [&](Table table, std::size_t for_exports) {
        all.push_back({std::move(table), for_exports});
    };
    show(open_table(known, today, words), 1);
    show(timeline_table(known.latest, zone, call), 1);
    if (!known.instalments.empty()) show(instalments_table(known.instalments, today, words), 0);
    if (!known.levels.empty()) show(levels_table(known.levels, today, words), 0);
    if (!known.wallet.lots.empty()) show(wallet_table(known, zone, call.now, words), 0);
    if (!known.attempts.empty()) show(without_account(attempts_table(known.attempts, words)), 2);
    if (!known.units.lots.empty()) show(units_table(known.units, zone, call.now, words), 0);
    show(subscriptions_table(known, zone, call.now, manager, words), 0);
    if (!known.points.empty()) show(points_table(known, zone, manager, words), 0);
    show(without_account(
             documents_table(known.documents, today, words["billing_no_bills_yet"], words)),
         kForExports);
    if (!known.quotes.empty()) show(without_account(quotes_table(known.quotes, today, words)), 1);
    show(statement_table(known, words), 1);
    return all;
}

void set_balance(Data& data, const Known& known, const Words& words) {
    std::int64_t balance = 0;
    for (const auto& item : known.open) balance += item.open_minor;
    const auto currency = known.customer.stored.account.currency;
    data.set("balance", words.locale().money({balance, currency}));
    data.set("t_balance", words["billing_owed"]);
}

/// What can be done with it from here.
void set_links(Data& data, const Known& known, bool manager, const Words& words) {
    const std::string& number = known.customer.stored.account.number;
    const auto link = [&](const std::string& name, const std::string& address, const char* text) {
        data.set(name, address);
        data.set("t_" + name, words[text]);
    };
    const auto of_account = [&](const char* path) {
        return path + query_of({{"account", number}});
    };
    data.set("can_write", manager);
    link("write", of_account("/billing/write"), "billing_write");
    link("instalments", of_account("/billing/instalments"), "billing_instalments");
    link("level", of_account("/billing/level"), "billing_level_payments");
    link("credit", credit_link(number), "billing_credit_grant");
    link("attempts", attempts_link(number), "billing_attempts");
    link("start", start_link(number), "billing_sub_start");
    link("statement", statement_link(number), "billing_statement");
    link("timeline", timeline_link(number), "billing_tl_whole");
    link("usage", usage_link(number), "billing_us");
    link("move_in", move_link({}, number), "billing_move_in");
    link("terms", terms_link(number), "billing_terms_change");
    link("references", references_link(number), "billing_references");
    data.set("can_refund", manager && core::billing::spare_minor(known.open) > 0);
    link("refund", refund_link(number), "billing_refund");
    link("more", of_account("/billing/documents"), "billing_all_documents");
}

void set_warning(Data& data, const Known& known, const Words& words) {
    data.set("has_warning", known.parked.has_value());
    data.set("warning", known.parked
                            ? words.with("billing_parked_why",
                                         {{"reason", cause_in_words(*known.parked, words)}})
                            : "");
}

}  // namespace

Answer account_page(Call& call, const std::string& number) {
    const Words& words = call.words;
    auto found = named_account(call, number);
    if (!found) return found.error();
    Known known{.customer = std::move(*found)};
    std::string refusal;
    if (call.is_post()) {
        if (!call.is_manager()) return NoPage{403};
        refusal = take_payment(call, known.customer.stored.account);
        if (refusal.empty()) return GoTo{account_link(number)};
    }
    const auto& account = known.customer.stored.account;
    const auto zone = pos::locale::Zone::open(account.zone);
    if (!zone) return NoPage{503};
    if (auto error = read_account(call.db, known, *zone, call.now)) return std::move(*error);
    const auto day = today(call);
    if (!day) return day.error();
    const bool more = static_cast<std::int64_t>(known.documents.size()) > kDocuments;
    if (more) known.documents.pop_back();

    const std::string title =
        known.customer.party.name.empty() ? words["unnamed"] : known.customer.party.name;
    Page page{
        .title = title, .body = {}, .file_name = "account", .status = refusal.empty() ? 200 : 409};
    Data htmls{Data::type::list};
    auto tables = tables_of(known, *zone, *day, call);
    for (auto& [table, for_exports] : tables) {
        Data one;
        one.set("html", html_less(for_exports, table, words));
        htmls.push_back(one);
        page.tables.push_back(std::move(table));
    }
    Data data;
    data.set("places", places_html(call));
    data.set("title", title);
    data.set("about", words["billing_account"] + " " + account.number);
    set_balance(data, known, words);
    data.set("facts", facts_of(known, call.is_manager(), words));
    set_warning(data, known, words);
    data.set("tables", htmls);
    data.set("payment", call.is_manager() ? payment_form(call, account, known.open, refusal) : "");
    data.set("has_more", more);
    set_links(data, known, call.is_manager(), words);
    page.body = render("billing_account", data);
    return page;
}

}  // namespace app::office::web::billing
