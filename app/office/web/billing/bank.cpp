// A bank's statement on its way in: what its lines pay by themselves, what a person decides, and
// what was taken before.
#include <algorithm>
#include <optional>

#include "app/core/office/sign_in.hpp"
#include "app/office/web/billing/bank_parts.hpp"
#include "app/office/web/billing/parts.hpp"
#include "app/office/web/figures.hpp"
#include "pos/locale/clean.hpp"
#include "pos/money/decimal.hpp"
#include "pos/store/billing/bank_payments.hpp"
#include "pos/store/office/uploads.hpp"

namespace app::office::web::billing {

namespace {

namespace stored = pos::store::billing;
using core::billing::BankFate;
using core::billing::BankImportReport;
using core::billing::BankLine;

constexpr std::int64_t kPayments = 50;
/// A page looks through so many entries at most, each time it is asked for.
constexpr std::size_t kEntriesMax = 5'000;

Cell day_cell(const BankLine& line) {
    return line.on ? Cell{*line.on} : Cell{std::monostate{}, "–"};
}
Cell amount_cell(const BankLine& line, const Words& words) {
    return {Figure{to_string(line.amount.value, 2)}, amount_of(line.amount, words)};
}

std::string joined(const std::vector<std::string>& texts) {
    std::string all;
    for (const auto& one : texts) all += (all.empty() ? "" : ", ") + one;
    return all;
}

Table sure_table(const BankImportReport& report, const Words& words) {
    Table table{
        "sure",
        words["billing_bank_sure"],
        columns(words, {"day", "amount", "account", "invoices", "payer_name", "text", "currency"},
                {"amount"}),
        {},
        words["billing_bank_none_sure"]};
    for (const BankLine& line : report.lines) {
        if (line.fate != BankFate::taken) continue;
        table.rows.push_back({day_cell(line),
                              amount_cell(line, words),
                              {line.account, "", account_link(line.account)},
                              line.documents.empty()
                                  ? Cell{"", words["billing_oldest_first"], "", Mark::muted}
                                  : Cell{joined(line.documents)},
                              {line.name},
                              {line.text},
                              {line.amount.currency}});
    }
    return table;
}

/// What a person decides: what is nobody's for sure, what came back, and what was undone.
Table open_table(const BankFile& file, const std::vector<const BankLine*>& open,
                 const Words& words) {
    Table table{
        "open",
        words["billing_bank_open"],
        columns(words, {"day", "amount", "decide", "payer_name", "text", "reason", "currency"},
                {"amount"}),
        {},
        words["billing_bank_none_open"]};
    for (const BankLine* line : open) {
        Cell decide{"", words["billing_bank_by_hand"], "", Mark::muted};
        if (!line->external_id.empty()) {
            Fields there = file.said();
            there["line"] = line->external_id;
            decide = {"open", words["billing_bank_decide"],
                      std::string{kBankPath} + "/line" + query_of(there)};
        }
        const bool undone = line->fate == BankFate::again;
        table.rows.push_back({day_cell(*line),
                              amount_cell(*line, words),
                              std::move(decide),
                              {line->name},
                              {line->text},
                              {undone ? words["billing_bank_undone"] : why_of(*line, words), "", "",
                               line->fate == BankFate::returned ? Mark::danger : Mark::none},
                              {line->amount.currency}});
    }
    return table;
}

Table again_table(const std::vector<std::pair<const BankLine*, LineState>>& again,
                  const Words& words) {
    Table table{
        "again",
        words["billing_bank_again"],
        columns(words, {"day", "amount", "account", "payment", "payer_name", "text", "currency"},
                {"amount"}),
        {},
        words["billing_bank_none_again"]};
    for (const auto& [line, state] : again) {
        table.rows.push_back(
            {day_cell(*line),
             amount_cell(*line, words),
             {state.account, "", account_link(state.account)},
             {"taken", words["billing_bank_look"], payment_link(state.payment->payment)},
             {line->name},
             {line->text},
             {line->amount.currency}});
    }
    return table;
}

/// What the file says that needs no table: overlaps, debits, what is not booked yet.
Data remarks(const BankImportReport& report, std::size_t again, const Words& words) {
    Data list{Data::type::list};
    const auto say = [&](const char* text, std::size_t count) {
        if (count == 0) return;
        Data one;
        one.set("said",
                words.with(text,
                           {{"count", words.locale().integer(static_cast<std::int64_t>(count))}}));
        list.push_back(one);
    };
    say("billing_bank_overlap", again);
    say("billing_bank_twice", report.twice);
    say("billing_bank_withdrawn", report.withdrawn);
    say("billing_bank_debits", report.count(BankFate::debit));
    say("billing_bank_pending", report.count(BankFate::pending));
    return list;
}

/// One file, looked at.
Answer file_page(Call& call, const BankFile& file, std::string refusal) {
    const Words& words = call.words;
    Data data;
    data.set("places", places_html(call));
    data.set("title", words["billing_bank"]);
    data.set("about", words.with("takeover_file", {{"file", file.name}}));
    data.set("mark", call.mark);
    data.set("file", file.token);
    data.set("any", file.how.any_account);
    data.set("unbalanced", file.how.unbalanced);
    for (const char* text :
         {"billing_bank_take", "billing_bank_take_about", "billing_bank_other_file",
          "billing_bank_any", "billing_bank_though", "billing_bank_look_again"}) {
        data.set(std::string{"t_"} + text, words[text]);
    }
    const std::string taken = field(call.query, "taken");
    const auto count = scaled_figure(taken, 0, words);
    data.set("has_note", count.has_value());
    data.set(
        "note",
        count ? words.with("billing_bank_taken", {{"count", words.locale().integer(*count)}}) : "");
    Page page{.title = words["billing_bank"], .file_name = "bank"};
    const auto report = import_bank_upload(call, file, true);
    data.set("has_report", report.has_value());
    if (!report && refusal.empty()) refusal = report.error();
    if (report) {
        std::vector<const BankLine*> open;
        std::vector<std::pair<const BankLine*, LineState>> again;
        for (const BankLine& line : report->lines) {
            const bool decide = line.fate == BankFate::proposed || line.fate == BankFate::unknown ||
                                line.fate == BankFate::returned;
            if (decide) open.push_back(&line);
            if (line.fate != BankFate::again) continue;
            auto state = state_of_line(call.db, line.external_id);
            if (!state) return state.error();
            if (state->undone || !state->payment) {
                open.push_back(&line);
            } else {
                again.emplace_back(&line, std::move(*state));
            }
        }
        data.set("remarks", remarks(*report, again.size(), words));
        data.set("can_take", report->count(BankFate::taken) > 0);
        page.tables = {open_table(file, open, words), sure_table(*report, words),
                       again_table(again, words)};
        data.set("open", html_less(1, page.tables[0], words));
        data.set("sure", html_less(1, page.tables[1], words));
        data.set("again", again.empty() ? "" : html_less(1, page.tables[2], words));
        data.set("has_again", !again.empty());
    }
    data.set("refusal", refusal.empty() ? "" : refusal_html(refusal));
    page.status = refusal.empty() ? 200 : 409;
    page.body = render("billing_bank_file", std::move(data));
    return page;
}

Table payments_table(const std::vector<stored::BankPayment>& payments, const Words& words) {
    Table table{
        "payments",
        words["billing_bank_last"],
        columns(words,
                {"day", "amount", "payment", "account", "name", "reference", "state", "currency"},
                {"amount"}),
        {},
        words["billing_bank_no_payments"]};
    for (const auto& one : payments) {
        table.rows.push_back(
            {{one.row.received_on},
             {pos::Money{one.row.amount_minor, one.row.currency}},
             {"payment", words["billing_bank_look"], payment_link(one.row.payment)},
             {one.account_number, "", account_link(one.account_number)},
             {one.name},
             {one.row.reference},
             one.returned ? Cell{"undone", words["billing_bank_is_undone"], "", Mark::warning}
                          : Cell{"taken", words["billing_bank_is_taken"], "", Mark::good},
             {code_of(one.row.currency)}});
    }
    return table;
}

Answer choose_page(Call& call, const std::string& refusal) {
    const Words& words = call.words;
    const std::int64_t rows = call.is_export ? kExportRowsMax : kPayments;
    const std::int64_t skip = skip_of(call.query);
    auto payments = stored::list_bank_payments(call.db, skip, rows + 1);
    if (!payments) return payments.error();
    const bool more = static_cast<std::int64_t>(payments->size()) > rows;
    if (more) payments->pop_back();
    Table table = payments_table(*payments, words);
    Data data;
    data.set("places", places_html(call));
    data.set("title", words["billing_bank"]);
    data.set("about", words["billing_bank_about"]);
    data.set("refusal", refusal.empty() ? "" : refusal_html(refusal));
    data.set("mark", call.mark);
    data.set("payments", html_less(1, table, words));
    data.set("has_more", more);
    data.set("more", kBankPath + query_of({{"skip", std::to_string(skip + kPayments)}}));
    data.set("t_more", words["more_rows"]);
    for (const char* text : {"billing_bank_choose", "billing_bank_choose_about", "takeover_look"}) {
        data.set(std::string{"t_"} + text, words[text]);
    }
    Page page{.title = words["billing_bank"],
              .body = render("billing_bank", std::move(data)),
              .file_name = "bank-payments",
              .status = refusal.empty() ? 200 : 409};
    page.tables.push_back(std::move(table));
    return page;
}

std::size_t entries_of(const pos::billing::bank::Statements& statements) {
    std::size_t count = 0;
    for (const auto& statement : statements) {
        for (const auto& entry : statement.entries) count += entry.details.size();
    }
    return count;
}

Answer take_file(Call& call) {
    std::string bytes = field(call.form, "statement.bytes");
    if (bytes.empty()) return choose_page(call, call.words["takeover_no_file"]);
    const std::string name = pos::locale::clean_name(field(call.form, "statement.name"));
    const auto read = core::billing::read_bank_bytes(bytes, name);
    if (!read) return choose_page(call, call.words["billing_bank_unreadable"]);
    if (const std::size_t entries = entries_of(*read); entries > kEntriesMax) {
        const auto count = [&](std::size_t of) {
            return call.words.locale().integer(static_cast<std::int64_t>(of));
        };
        return choose_page(
            call, call.words.with("billing_bank_too_long",
                                  {{"count", count(entries)}, {"most", count(kEntriesMax)}}));
    }
    const pos::store::office::Upload upload{core::random_token(call.office.random), name,
                                            std::move(bytes), call.user.name, call.now};
    const auto kept = pos::store::office::keep_upload(call.db, upload);
    if (!kept) return pos::store::to_store_error(kept.error());
    return GoTo{kBankPath + query_of({{"file", upload.token}})};
}

}  // namespace

Answer bank_page(Call& call) {
    if (!call.is_manager()) return NoPage{403};
    if (call.is_post() && call.form.contains("statement.name")) return take_file(call);
    if (field(call.is_post() ? call.form : call.query, "file").empty()) {
        return choose_page(call, call.is_post() ? call.words["takeover_no_file"] : "");
    }
    const auto file = read_bank_upload(call);
    if (!file) return choose_page(call, file.error());
    std::string refusal;
    if (call.is_post()) {
        const auto done = import_bank_upload(call, *file, false);
        if (done) {
            Fields there = file->said();
            there["taken"] = std::to_string(done->count(BankFate::taken));
            return GoTo{kBankPath + query_of(there)};
        }
        refusal = done.error();
    }
    return file_page(call, *file, std::move(refusal));
}

}  // namespace app::office::web::billing
