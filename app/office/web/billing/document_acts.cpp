#include "app/office/web/billing/document_acts.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <mutex>

#include "app/core/billing/billing_books.hpp"
#include "app/core/billing/credit.hpp"
#include "app/core/billing/deliver.hpp"
#include "app/core/billing/disputes.hpp"
#include "app/core/billing/e_invoice.hpp"
#include "app/core/billing/line_words.hpp"
#include "app/core/billing/open_balance.hpp"
#include "app/core/billing/payments.hpp"
#include "app/core/billing/sender.hpp"
#include "app/core/billing/stationery.hpp"
#include "app/core/invoice/shape.hpp"
#include "app/office/web/billing/parts.hpp"
#include "app/office/web/books.hpp"
#include "app/office/web/figures.hpp"
#include "app/office/web/refusal.hpp"
#include "pos/locale/clean.hpp"
#include "pos/money/decimal.hpp"
#include "pos/store/billing/deliveries.hpp"
#include "pos/store/billing/disputes.hpp"

namespace app::office::web::billing {

namespace {

namespace stored = pos::store::billing;
using core::billing::BillingBooks;
using core::invoice::Shape;
using pos::journal::DocumentIssued;

struct Kind {
    std::string_view word;
    Shape shape;
    const char* content_type;
    const char* ending;
    const char* text;
};
constexpr std::array kFiles{
    Kind{"pdf", Shape::pdf, "application/pdf", "pdf", "billing_file_pdf"},
    Kind{"factur_x", Shape::factur_x, "application/pdf", "pdf", "billing_file_factur_x"},
    Kind{"ubl", Shape::ubl, "application/xml", "xml", "billing_file_ubl"},
    Kind{"cii", Shape::cii, "application/xml", "xml", "billing_file_cii"},
    Kind{"text", Shape::text, "text/plain; charset=utf-8", "txt", "billing_file_text"},
};

bool is_invoice(const DocumentIssued& issued) {
    return issued.kind == pos::journal::DocumentKind::invoice &&
           !core::billing::is_opening_balance(issued);
}

/// Whether the next run would bill all of it anew.
bool can_be_voided(const DocumentIssued& issued) {
    return std::ranges::all_of(issued.lines,
                               [](const auto& line) { return line.charge.has_value(); });
}

/// What is to be credited, as it was typed.
std::expected<core::billing::NewCredit, std::string> credit_asked(Call& call,
                                                                  const DocumentIssued& issued) {
    core::billing::NewCredit asked{issued.number, {}, {}};
    asked.reason = pos::locale::clean_name(field(call.form, "reason"));
    asked.voids = field(call.form, "what") == "void";
    const std::string line = field(call.form, "line");
    const std::string typed = field(call.form, "amount");
    if (asked.voids || (line.empty() && typed.empty())) return asked;
    const auto number = pos::parse_decimal(line, 0);
    const auto lines = static_cast<std::int64_t>(issued.lines.size());
    if (!number || *number < 1 || *number > lines)
        return std::unexpected{call.words["billing_credit_which_line"]};
    core::billing::NewCredit::Part part{static_cast<std::uint32_t>(*number), {}};
    if (!typed.empty()) {
        const auto exponent = static_cast<unsigned>(issued.currency.exponent);
        const auto minor = scaled_figure(typed, exponent, call.words);
        if (!minor || *minor <= 0) return std::unexpected{call.words["billing_amount_wrong"]};
        part.net = to_string(pos::Money{*minor, issued.currency});
    }
    asked.parts.push_back(part);
    return asked;
}

std::expected<GoTo, std::string> credit(Call& call, BillingBooks& books,
                                        const DocumentIssued& issued) {
    auto asked = credit_asked(call, issued);
    if (!asked) return std::unexpected{asked.error()};
    const auto corrections = core::billing::corrections_of(*books.db, issued.document);
    if (!corrections) return std::unexpected{call.words["error_503"]};
    asked->corrections = *corrections;
    if (field(call.form, "corrections") != std::to_string(*corrections)) {
        return std::unexpected{call.words["billing_credited_since"]};
    }
    const auto number = core::billing::credit(books, *asked, call.now, call.office.random);
    if (!number) return std::unexpected{in_words(number.error(), call.words)};
    return GoTo{document_link(*number)};
}

std::expected<GoTo, std::string> dispute(Call& call, BillingBooks& books,
                                         const DocumentIssued& issued) {
    core::billing::NewDispute asked{issued.number, {}, {}};
    asked.reason = pos::locale::clean_name(field(call.form, "reason"));
    if (const std::string typed = field(call.form, "amount"); !typed.empty()) {
        const auto exponent = static_cast<unsigned>(issued.currency.exponent);
        const auto minor = scaled_figure(typed, exponent, call.words);
        if (!minor || *minor <= 0) return std::unexpected{call.words["billing_amount_wrong"]};
        asked.amount = to_string(pos::Money{*minor, issued.currency});
    }
    const auto done = core::billing::open_dispute(books, asked, call.now, call.office.random);
    if (!done) return std::unexpected{in_words(done.error(), call.words)};
    return GoTo{document_link(issued.number)};
}

Data choice(const std::string& value, const std::string& name, bool chosen) {
    Data one;
    one.set("value", value);
    one.set("name", name);
    one.set("chosen", chosen);
    return one;
}

Data files_of(const DocumentIssued& issued, const Words& words) {
    Data files{Data::type::list};
    for (const Kind& kind : kFiles) {
        Data one;
        one.set("link", document_link(issued.number) + "?file=" + std::string{kind.word});
        one.set("name", words[kind.text]);
        files.push_back(one);
    }
    return files;
}

}  // namespace

std::expected<GoTo, std::string> act_on_document(Call& call,
                                                 const stored::StoredDocument& document) {
    const DocumentIssued& issued = document.issued;
    const std::string what = field(call.form, "what");
    const std::scoped_lock lock{call.office.changing};
    auto books = open_books(call);
    if (!books) return std::unexpected{in_words(books.error(), call.words)};
    if (what == "credit" || what == "void") return credit(call, *books, issued);
    if (what == "write_off") {
        const auto reason = pos::locale::clean_name(field(call.form, "reason"));
        const auto amount = core::billing::write_off(*books, issued.number, reason, call.now);
        if (!amount) return std::unexpected{in_words(amount.error(), call.words)};
        return GoTo{document_link(issued.number)};
    }
    if (what == "dispute") return dispute(call, *books, issued);
    if (what == "reject") {
        const auto answer = pos::locale::clean_name(field(call.form, "reason"));
        const auto done = core::billing::reject_dispute(*books, issued.number, answer, call.now);
        if (!done) return std::unexpected{in_words(done.error(), call.words)};
        return GoTo{document_link(issued.number)};
    }
    if (what == "again") {
        const auto done = core::billing::deliver_again(*books, {issued.number, {}}, call.now);
        if (!done) return std::unexpected{in_words(done.error(), call.words)};
        return GoTo{"/billing/deliveries"};
    }
    return std::unexpected{call.words["form_expired"]};
}

pos::store::Answer<std::string> document_acts_html(Call& call,
                                                   const stored::StoredDocument& document,
                                                   const std::string& refusal) {
    const Words& words = call.words;
    const DocumentIssued& issued = document.issued;
    const auto corrections = core::billing::corrections_of(call.db, issued.document);
    if (!corrections) return std::unexpected{pos::store::StoreError{}};
    const auto deliveries =
        stored::list_deliveries(call.db, {.state = {}, .document = issued.document, .limit = 1});
    if (!deliveries) return std::unexpected{deliveries.error()};
    const bool again = !refusal.empty();
    const auto given = [&](const char* name) {
        return again ? field(call.form, name) : std::string{};
    };
    Data lines{Data::type::list};
    for (std::size_t i = 0; i < issued.lines.size(); ++i) {
        const auto number = std::to_string(i + 1);
        const auto& line = issued.lines[i];
        lines.push_back(choice(number,
                               number + " · " + core::billing::name_in_words(line, words.locale()) +
                                   " · " + words.locale().money(line.net),
                               given("line") == number));
    }
    const bool opening = core::billing::is_opening_balance(issued);
    const bool manages = call.is_manager();
    Data data;
    data.set("action", document_link(issued.number));
    data.set("mark", call.mark);
    data.set("refusal", again ? refusal_html(refusal) : "");
    data.set("corrections", std::to_string(*corrections));
    data.set("lines", lines);
    data.set("amount", given("amount"));
    data.set("reason", given("reason"));
    data.set("can_credit", manages && is_invoice(issued));
    data.set("can_void", manages && is_invoice(issued) && can_be_voided(issued));
    data.set("can_give_up", manages && document.open_minor > 0);
    const auto disputed = stored::open_dispute(call.db, issued.document);
    if (!disputed) return std::unexpected{pos::store::to_store_error(disputed.error())};
    data.set("can_dispute", manages && !*disputed && document.open_minor > 0 &&
                                issued.kind == pos::journal::DocumentKind::invoice);
    data.set("is_disputed", disputed->has_value());
    data.set("can_reject", manages && *disputed);
    data.set("disputed",
             *disputed ? words.with("billing_disputed_since",
                                    {{"amount", words.locale().money(
                                                    {(*disputed)->amount_minor, issued.currency})},
                                     {"day", words.locale().date((*disputed)->opened_on)},
                                     {"reason", (*disputed)->reason}})
                       : "");
    data.set("t_dispute_amount",
             fmt::format("{} ({})", words["billing_dispute_amount"], code_of(issued.currency)));
    data.set("can_send", manages && !deliveries->empty());
    data.set("has_files", !opening);
    data.set("files", files_of(issued, words));
    data.set("t_amount",
             fmt::format("{} ({})", words["billing_credit_amount"], code_of(issued.currency)));
    for (const char* text :
         {"billing_files", "billing_credit_give", "billing_credit_about", "billing_credit_line",
          "billing_credit_all", "billing_reason", "billing_void", "billing_void_about",
          "billing_give_up", "billing_give_up_about", "billing_dispute", "billing_dispute_about",
          "billing_dispute_why", "billing_dispute_reject", "billing_dispute_reject_about",
          "billing_dispute_answer", "billing_send_again", "billing_send_again_about"}) {
        data.set(std::string{"t_"} + text, words[text]);
    }
    return render("billing_document_acts", std::move(data));
}

std::optional<Answer> document_file(Call& call, const stored::StoredDocument& document,
                                    const std::string& shape) {
    const auto kind = std::ranges::find(kFiles, shape, &Kind::word);
    if (kind == kFiles.end()) return std::nullopt;
    const auto sender = core::billing::read_sender(call.db);
    if (!sender) return NoPage{503};
    auto invoice = core::billing::invoice_of(call.db, document, *sender);
    if (!invoice) return NoPage{};
    core::billing::put_reasons_in_words(*invoice, document.issued,
                                        core::invoice::Words::read(call.words.code()));
    if (kind->shape == Shape::ubl || kind->shape == Shape::cii) {
        core::billing::declare_rules(*invoice);
    }
    core::invoice::Sheet sheet;
    if (core::invoice::is_for_people(kind->shape)) {
        auto stationery = core::billing::Stationery::read(call.db);
        if (!stationery) return NoPage{503};
        auto made = stationery->page(call.db, document, *invoice, call.words.code());
        if (!made) return NoPage{503};
        sheet = std::move(*made);
    }
    Page page;
    page.title = document.issued.number;
    page.file = PageFile{core::invoice::write_as(kind->shape, *invoice, sheet), kind->content_type,
                         fmt::format("{}.{}", document.issued.number, kind->ending)};
    return page;
}

}  // namespace app::office::web::billing
