// A statement of account: for a period, to look at, to download, and to send; and what became of
// those that were sent.
#include "app/core/billing/statement.hpp"

#include <algorithm>
#include <mutex>

#include "app/core/billing/statement_letters.hpp"
#include "app/core/invoice/pdf.hpp"
#include "app/core/invoice/text.hpp"
#include "app/office/web/billing/clerk.hpp"
#include "app/office/web/billing/delivery_parts.hpp"
#include "app/office/web/billing/named.hpp"
#include "app/office/web/billing/parts.hpp"
#include "app/office/web/billing/send_desk.hpp"
#include "app/office/web/books.hpp"
#include "app/office/web/refusal.hpp"

namespace app::office::web::billing {

namespace {

namespace stored = pos::store::billing;
using core::billing::AccountStatement;

constexpr const char* kStatementPath = "/billing/statement";
constexpr std::int64_t kLettersShown = 20;
constexpr int kLetterRefresh_s = 2;

/// What the page was asked for, or why it cannot be meant.
core::Outcome<core::billing::StatementAsked> asked_of(const Fields& said, pos::Date today) {
    const auto usual = core::billing::usual_period(today);
    core::billing::StatementAsked asked{field(said, "account"), usual.from, usual.to};
    for (const auto& [name, day] : {std::pair{"from", &asked.from}, std::pair{"to", &asked.to}}) {
        const std::string typed = field(said, name);
        if (typed.empty()) continue;
        const auto date = pos::parse_date(typed);
        if (!date) return core::misuse(core::Why::no_day, typed, typed + " is no day.");
        *day = *date;
    }
    return asked;
}

Fields query_for(const core::billing::StatementAsked& asked) {
    return {
        {"account", asked.account}, {"from", to_string(asked.from)}, {"to", to_string(asked.to)}};
}

Table booked_table(const AccountStatement& statement, const Words& words) {
    Table table{"statement",
                words["billing_statement"],
                columns(words, {"day", "about", "number", "due", "amount", "balance", "currency"},
                        {"amount", "balance"}),
                {},
                words["billing_no_statement"]};
    const std::string currency = code_of(statement.currency());
    const auto add = [&](pos::Date day, Cell about, Cell number, std::optional<pos::Date> due,
                         Cell amount, std::int64_t balance) {
        table.rows.push_back({{day},
                              std::move(about),
                              std::move(number),
                              due ? Cell{*due} : Cell{},
                              std::move(amount),
                              {statement.money(balance)},
                              {currency}});
    };
    std::int64_t balance = statement.opening_minor;
    add(statement.from, {"opening_balance", words["billing_stmt_opening_balance"]}, {}, {}, {},
        balance);
    for (const auto& row : statement.rows) {
        balance += row.amount_minor;
        const std::string kind = core::billing::kind_of(row);
        const bool document = row.due_on || kind == "write_off" || kind == "spent";
        add(row.on, {kind, words["billing_stmt_" + kind]},
            {row.number, "", document ? document_link(row.number) : std::string{}}, row.due_on,
            {statement.money(row.amount_minor)}, balance);
    }
    return table;
}

Table age_table(const AccountStatement& statement, const Words& words) {
    const stored::Ageing& age = statement.ageing;
    Table table{"ageing",
                words["billing_ageing"],
                columns(words,
                        {"not_due", "days_30", "days_60", "days_90", "older", "disputed",
                         "paid_ahead", "balance"},
                        {"not_due", "days_30", "days_60", "days_90", "older", "disputed",
                         "paid_ahead", "balance"}),
                {}};
    const auto cell = [&](std::int64_t minor, bool overdue) {
        return open_cell(statement.money(minor), overdue);
    };
    table.rows.push_back({cell(age.not_due_minor, false),
                          cell(age.days_30_minor, true),
                          cell(age.days_60_minor, true),
                          cell(age.days_90_minor, true),
                          cell(age.older_minor, true),
                          cell(age.disputed_minor, false),
                          cell(age.credit_minor, false),
                          {statement.money(statement.open_minor)}});
    return table;
}

/// Has it sent. Why not, in words. A mail server may take a minute to answer: the desk waits for
/// it, and no page.
std::string send(Call& call, const core::billing::StatementAsked& asked) {
    if (call.office.sending == nullptr) return call.words["error_503"];
    const std::scoped_lock lock{call.office.changing};
    auto books = open_books(call);
    if (!books) return in_words(books.error(), call.words);
    const auto letter = core::billing::put_statement_in_hand(
        *books, {asked, field(call.form, "email"), field(call.form, "again") == "yes"},
        call.office.clock);
    if (!letter) return in_words(letter.error(), call.words);
    call.office.sending->send_statement(letter->delivery.document, call.user.name);
    return {};
}

/// Whether one of them is at the desk.
bool is_being_sent(const Call& call, const std::vector<stored::StatementLetterRow>& letters) {
    return call.office.sending != nullptr && std::ranges::any_of(letters, [&](const auto& row) {
               return call.office.sending->has_statement(row.letter.delivery.document);
           });
}

}  // namespace

std::string statement_link(const std::string& account) {
    return kStatementPath + query_of({{"account", account}});
}

Table statement_letters_table(const std::vector<stored::StatementLetterRow>& rows,
                              const pos::locale::Zone& zone, const Words& words) {
    Table table{"statement_letters",
                words["billing_stmt_letters"],
                columns(words,
                        {"account", "name", "first_day", "last_day", "recipient", "state", "said",
                         "since", "by"},
                        {}),
                {},
                words["billing_stmt_no_letters"]};
    for (const auto& row : rows) {
        const stored::Delivery& letter = row.letter.delivery;
        table.rows.push_back({{row.account, "", statement_link(row.account)},
                              {row.name},
                              {row.letter.from},
                              {row.letter.to},
                              {letter.recipient},
                              delivery_state_cell(letter.state, words),
                              {letter.said, said_of(letter, words)},
                              {zone.local(letter.at)},
                              {row.letter.by}});
    }
    return table;
}

Answer statement_page(Call& call) {
    const Words& words = call.words;
    const Fields& said = call.is_post() ? call.form : call.query;
    const auto found = named_account(call, field(said, "account"));
    if (!found) return found.error();
    const auto zone = office_zone(call.db);
    if (!zone) return zone.error();
    const pos::Date today = zone->local(call.now).date;
    const auto asked = asked_of(said, today);
    std::string refusal = asked ? std::string{} : in_words(asked.error(), words);
    const std::string number = found->stored.account.number;
    core::billing::StatementAsked shown_of{number, core::billing::usual_period(today).from, today};
    if (asked) shown_of = *asked;
    if (call.is_post() && refusal.empty()) {
        if (!call.is_manager()) return NoPage{403};
        refusal = send(call, shown_of);
        if (refusal.empty()) return GoTo{kStatementPath + query_of(query_for(shown_of))};
    }
    auto statement = core::billing::read_statement(call.db, shown_of, today);
    if (!statement) {
        refusal = in_words(statement.error(), words);
        const auto usual = core::billing::usual_period(today);
        statement = core::billing::read_statement(call.db, {number, usual.from, usual.to}, today);
        if (!statement) return NoPage{503};
    }
    const auto letters =
        stored::list_statement_letters(call.db, found->stored.account.id, kLettersShown);
    if (!letters) return letters.error();
    const bool sending = is_being_sent(call, *letters);
    const auto& locale = words.locale();
    std::vector<Table> tables{booked_table(*statement, words), age_table(*statement, words),
                              statement_letters_table(*letters, *zone, words)};
    Data htmls{Data::type::list};
    for (std::size_t i = 0; i < tables.size(); ++i) {
        Data one;
        one.set("html", html_less(i == 0 ? 1 : 0, tables[i], words));
        htmls.push_back(one);
    }
    Fields file = query_for({number, statement->from, statement->to});
    const std::string pdf = kStatementPath + ("/file" + query_of(file));
    file["shape"] = "text";
    Data data;
    data.set("places", places_html(call));
    data.set("title", words["billing_statement"]);
    data.set("link", account_link(number));
    data.set("t_account", words["billing_account"]);
    data.set("account", number);
    data.set("name", found->party.name.empty() ? words["unnamed"] : found->party.name);
    data.set("refusal", refusal.empty() ? "" : refusal_html(refusal));
    data.set("mark", call.mark);
    data.set("from", to_string(statement->from));
    data.set("to", to_string(statement->to));
    data.set("open", locale.money(statement->money(statement->open_minor)));
    data.set("t_open", words.with("billing_stmt_open", {{"day", locale.date(today)}}));
    data.set("pdf", pdf);
    data.set("text", kStatementPath + ("/file" + query_of(file)));
    data.set("can_send", call.is_manager());
    data.set("is_busy", sending);
    data.set("busy", words["billing_stmt_sending"]);
    data.set("email", call.is_post() ? field(call.form, "email") : found->party.email);
    data.set("tables", htmls);
    for (const char* text : {"billing_stmt_from", "billing_stmt_to", "billing_stmt_show",
                             "billing_stmt_pdf", "billing_stmt_text", "billing_stmt_send",
                             "billing_stmt_send_about", "billing_email", "billing_stmt_again"}) {
        data.set(std::string{"t_"} + text, words[text]);
    }
    Page page{.title = words["billing_statement"],
              .body = render("billing_statement", std::move(data)),
              .file_name = "statement",
              .status = refusal.empty() ? 200 : 409,
              .refresh_s = sending && refusal.empty() ? kLetterRefresh_s : 0};
    page.tables = std::move(tables);
    return page;
}

Answer statement_file_page(Call& call) {
    const auto found = named_account(call, field(call.query, "account"));
    if (!found) return found.error();
    const auto zone = office_zone(call.db);
    if (!zone) return zone.error();
    const pos::Date today = zone->local(call.now).date;
    const auto asked = asked_of(call.query, today);
    if (!asked) return NoPage{404};
    const auto statement = core::billing::read_statement(call.db, *asked, today);
    if (!statement) return NoPage{404};
    const auto sender = core::billing::read_sender(call.db);
    if (!sender) return NoPage{503};
    auto stationery = core::billing::Stationery::read(call.db);
    if (!stationery) return NoPage{503};
    const auto sheet =
        core::billing::statement_sheet(*statement, *sender, *stationery,
                                       core::billing::language_of(found->party, call.words.code()));
    const bool text = field(call.query, "shape") == "text";
    const std::string name = "statement-" + to_string(statement->to) + (text ? ".txt" : ".pdf");
    return Page{.title = name,
                .file = PageFile{
                    text ? core::invoice::render_text(sheet) : core::invoice::render_pdf(sheet),
                    text ? "text/plain; charset=utf-8" : "application/pdf", name}};
}

}  // namespace app::office::web::billing
