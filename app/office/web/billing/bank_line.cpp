// One line of a statement that a person decides about, and a payment of one: what it pays, and how
// it is undone.
#include <algorithm>
#include <mutex>

#include "app/core/billing/payments.hpp"
#include "app/office/web/billing/bank_parts.hpp"
#include "app/office/web/billing/parts.hpp"
#include "app/office/web/books.hpp"
#include "app/office/web/refusal.hpp"
#include "pos/locale/clean.hpp"
#include "pos/money/decimal.hpp"
#include "pos/store/billing/bank.hpp"
#include "pos/store/billing/customers.hpp"
#include "pos/store/billing/documents.hpp"
#include "pos/store/billing/receivables.hpp"
#include "pos/store/billing/refunds.hpp"

namespace app::office::web::billing {

namespace {

namespace stored = pos::store::billing;
using core::billing::BankFate;
using core::billing::BankLine;

Answer gone(Call& call) {
    return missing(call, "billing_bank_no_line", "billing_bank_no_line_about", kBankPath);
}

std::string undo(Call& call, const pos::journal::PaymentRow& row) {
    const auto reason = pos::locale::clean_name(field(call.form, "reason"));
    const std::scoped_lock lock{call.office.changing};
    auto books = open_books(call);
    if (!books) return in_words(books.error(), call.words);
    const auto done =
        core::billing::return_payment(*books, to_string(row.payment), reason, call.now);
    return done ? std::string{} : in_words(done.error(), call.words);
}

/// What a payment pays, and what of it is kept for later.
pos::store::Answer<Table> pays_table(Call& call, const pos::journal::PaymentRow& row) {
    const Words& words = call.words;
    Table table{"pays",
                words["billing_bank_pays_now"],
                columns(words, {"number", "amount"}, {"amount"}),
                {},
                words["billing_bank_pays_nothing"]};
    const auto parts = stored::allocations_from(call.db, row.payment);
    if (!parts) return pos::store::store_error(parts.error());
    std::int64_t left = row.amount_minor;
    for (const auto& part : *parts) {
        const auto document = stored::document_of(call.db, part.to);
        if (!document) return std::unexpected{document.error()};
        const std::string number = *document ? (*document)->issued.number : to_string(part.to);
        table.rows.push_back({{number, "", *document ? document_link(number) : ""},
                              {pos::Money{part.amount_minor, row.currency}}});
        left -= part.amount_minor;
    }
    const auto back = stored::refunded_minor(call.db, row.payment);
    if (!back) return pos::store::store_error(back.error());
    if (*back > 0) {
        table.rows.push_back(
            {{"refund", words["billing_about_refund"]}, {pos::Money{*back, row.currency}}});
        left -= *back;
    }
    if (left > 0) {
        table.rows.push_back(
            {{"ahead", words["billing_paid_ahead"]}, {pos::Money{left, row.currency}}});
    }
    return table;
}

}  // namespace

Answer bank_line_page(Call& call) {
    if (!call.is_manager()) return NoPage{403};
    const Words& words = call.words;
    const auto file = read_bank_upload(call);
    if (!file) return gone(call);
    const auto report = import_bank_upload(call, *file, true);
    if (!report) return gone(call);
    const std::string id = field(call.is_post() ? call.form : call.query, "line");
    const auto line = std::ranges::find(report->lines, id, &BankLine::external_id);
    if (id.empty() || line == report->lines.end()) return gone(call);
    const auto state = state_of_line(call.db, id);
    if (!state) return state.error();
    if (state->payment && !state->undone) return GoTo{payment_link(state->payment->payment)};

    const Unallocated money{.id = state->next_id,
                            .on = line->on ? to_string(*line->on) : "",
                            .amount = to_string(line->amount.value, 2),
                            .currency = line->amount.currency,
                            .name = line->name,
                            .text = line->text,
                            .account = state->undone ? "" : line->account,
                            .not_of = state->undone ? state->account : "",
                            .documents = line->documents};
    std::string refusal;
    if (call.is_post()) {
        const auto done = allocate(call, money);
        Fields there = file->said();
        there["taken"] = "1";
        if (done) return GoTo{kBankPath + query_of(there)};
        refusal = done.error();
    }
    Fields said = file->said();
    said["line"] = id;
    const auto form = allocate_html(call, money, said);
    if (!form) return form.error();
    Data facts{Data::type::list};
    const auto add = [&](const char* text, const std::string& value) {
        if (!value.empty()) facts.push_back(fact(words[text], value));
    };
    add("billing_day", line->on ? words.locale().date(*line->on) : "");
    add("billing_payer_name", line->name);
    add("billing_iban", line->iban);
    add("billing_text", line->text);
    add("billing_reason", state->undone ? words["billing_bank_undone"] : why_of(*line, words));
    Data data;
    data.set("places", places_html(call));
    data.set("title", words["billing_bank_line"]);
    data.set("amount", amount_of(line->amount, words));
    data.set("refusal", refusal.empty() ? "" : refusal_html(refusal));
    data.set("facts", facts);
    data.set("table", "");
    data.set("can_undo", false);
    data.set("form", *form);
    data.set("back", kBankPath + query_of(file->said()));
    data.set("t_back", words["billing_bank_back"]);
    return Page{.title = words["billing_bank_line"],
                .body = render("billing_bank_payment", std::move(data)),
                .status = refusal.empty() ? 200 : 409};
}

Answer bank_payment_page(Call& call) {
    if (!call.is_manager()) return NoPage{403};
    const Words& words = call.words;
    const auto id = pos::parse_ulid(field(call.is_post() ? call.form : call.query, "id"));
    if (!id) return gone(call);
    const auto found = stored::payment_of(call.db, *id);
    if (!found) return pos::store::to_store_error(found.error());
    const bool is_banks = *found && (*found)->external_id.starts_with(stored::kBankId);
    if (!is_banks) return gone(call);
    const pos::journal::PaymentRow& row = **found;
    // One that was undone and taken anew has another one behind it.
    const std::string line = row.external_id.substr(0, row.external_id.find('~'));
    auto state = state_of_line(call.db, line);
    if (!state) return state.error();
    const auto back = stored::was_returned(call.db, row.payment);
    if (!back) return pos::store::to_store_error(back.error());
    const bool open = state->undone && state->payment->payment == row.payment;
    const Unallocated money{.id = state->next_id,
                            .on = to_string(row.received_on),
                            .amount = to_string(pos::Money{row.amount_minor, row.currency}),
                            .currency = code_of(row.currency),
                            .name = {},
                            .text = row.reference,
                            .not_of = state->account};
    std::string refusal;
    if (call.is_post()) {
        if (field(call.form, "what") == "undo") {
            refusal = undo(call, row);
        } else if (open) {
            const auto done = allocate(call, money);
            if (!done) refusal = done.error();
        } else {
            refusal = words["billing_bank_since"];
        }
        if (refusal.empty()) {
            state = state_of_line(call.db, line);
            if (!state) return state.error();
            return GoTo{payment_link(state->payment->payment)};
        }
    }
    const auto account = stored::account_of(call.db, row.account);
    if (!account) return pos::store::to_store_error(account.error());
    Data facts{Data::type::list};
    if (*account) {
        const std::string& number = (*account)->stored.account.number;
        facts.push_back(fact(words["billing_account"], number + " " + (*account)->party.name,
                             account_link(number)));
    }
    facts.push_back(fact(words["billing_day"], words.locale().date(row.received_on)));
    facts.push_back(fact(words["reference"], row.reference));
    facts.push_back(fact(words["billing_state"],
                         words[*back ? "billing_bank_is_undone" : "billing_bank_is_taken"]));
    if (*back && !open) {
        facts.push_back(fact(words["billing_bank_anew"], words["billing_bank_look"],
                             payment_link(state->payment->payment)));
    }
    auto table = pays_table(call, row);
    if (!table) return table.error();
    std::string form;
    if (open) {
        auto html = allocate_html(call, money, {{"id", to_string(row.payment)}});
        if (!html) return html.error();
        form = std::move(*html);
    }
    Data data;
    data.set("places", places_html(call));
    data.set("title", words["billing_bank_payment"]);
    data.set("amount", words.locale().money({row.amount_minor, row.currency}));
    data.set("refusal", refusal.empty() ? "" : refusal_html(refusal));
    data.set("facts", facts);
    data.set("table", *back ? "" : to_html(*table, words));
    data.set("has_table", !*back);
    data.set("can_undo", !*back);
    data.set("id", to_string(row.payment));
    data.set("mark", call.mark);
    data.set("reason", field(call.form, "reason"));
    data.set("form", form);
    data.set("back", kBankPath);
    data.set("t_back", words["billing_bank_back"]);
    for (const char* text : {"billing_bank_undo", "billing_bank_undo_about", "billing_reason"}) {
        data.set(std::string{"t_"} + text, words[text]);
    }
    return Page{.title = words["billing_bank_payment"],
                .body = render("billing_bank_payment", std::move(data)),
                .status = refusal.empty() ? 200 : 409};
}

}  // namespace app::office::web::billing
