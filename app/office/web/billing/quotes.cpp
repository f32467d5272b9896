// What was offered to customers: a list, and each as it was sent, until it becomes an invoice.
#include <mutex>
#include <optional>

#include "app/core/billing/quotes.hpp"
#include "app/core/billing/stationery.hpp"
#include "app/core/invoice/shape.hpp"
#include "app/office/web/billing/clerk.hpp"
#include "app/office/web/billing/parts.hpp"
#include "app/office/web/books.hpp"
#include "app/office/web/refusal.hpp"
#include "pos/store/billing/documents.hpp"

namespace app::office::web::billing {

namespace {

namespace stored = pos::store::billing;

constexpr std::int64_t kPageRows = 100;

Cell state_cell(const stored::QuoteRow& row, pos::Date today, const Words& words) {
    if (!row.invoice.empty()) {
        return {"invoiced", row.invoice, document_link(row.invoice), Mark::good};
    }
    if (row.quote.valid_until < today) {
        return {"ended", words["billing_quote_ended"], "", Mark::muted};
    }
    return {"open", words["billing_quote_open"]};
}

/// Makes it an invoice, and goes there; else why not.
std::string make_invoice(Call& call, const std::string& number, std::string& invoice) {
    const std::scoped_lock lock{call.office.changing};
    auto books = open_books(call);
    if (!books) return in_words(books.error(), call.words);
    const auto issued = core::billing::invoice_quote(*books, number, call.now, call.office.random);
    if (!issued) return in_words(issued.error(), call.words);
    invoice = issued->number;
    return {};
}

/// As it is sent: a page with the logo.
Page quote_pdf(const std::string& number, const pos::billing::invoice::Invoice& paper,
               const core::invoice::Sheet& sheet) {
    Page page;
    page.title = number;
    page.file = PageFile{core::invoice::write_as(core::invoice::Shape::pdf, paper, sheet),
                         "application/pdf", number + ".pdf"};
    return page;
}

}  // namespace

std::string quote_link(const std::string& number) {
    return "/billing/quotes/quote" + query_of({{"number", number}});
}

Table quotes_table(const std::vector<stored::QuoteRow>& quotes, pos::Date today,
                   const Words& words) {
    Table table{"quotes",
                words["billing_quotes"],
                columns(words,
                        {"number", "account", "name", "issued", "valid_until", "amount", "state",
                         "currency"},
                        {"amount"}),
                {},
                words["billing_no_quotes"]};
    for (const auto& row : quotes) {
        const pos::Currency currency = currency_of_text(row.quote.currency);
        table.rows.push_back({{row.quote.number, "", quote_link(row.quote.number)},
                              {row.account, "", account_link(row.account)},
                              {row.name},
                              {row.quote.issued_on},
                              {row.quote.valid_until},
                              {pos::Money{row.quote.payable_minor, currency}},
                              state_cell(row, today, words),
                              {code_of(currency)}});
    }
    return table;
}

Answer quotes_page(Call& call) {
    const Words& words = call.words;
    const auto day = today(call);
    if (!day) return day.error();
    const std::int64_t skip = skip_of(call.query);
    const std::int64_t rows = call.is_export ? 100'000 : kPageRows;
    auto quotes = stored::list_quotes(call.db, {.account = {}, .skip = skip, .limit = rows + 1});
    if (!quotes) return quotes.error();
    const bool more = static_cast<std::int64_t>(quotes->size()) > rows;
    if (more) quotes->pop_back();
    Table table = quotes_table(*quotes, *day, words);
    Data data;
    data.set("places", places_html(call));
    data.set("title", words["billing_quotes"]);
    data.set("about", words["billing_quotes_about"]);
    data.set("table", html_less(1, table, words));
    data.set("can_write", call.is_manager());
    data.set("t_write", words["billing_write"]);
    data.set("has_more", more);
    data.set("more", call.path + query_of({{"skip", std::to_string(skip + kPageRows)}}));
    data.set("t_more", words["more_rows"]);
    Page page{.title = words["billing_quotes"],
              .body = render("billing_quotes", std::move(data)),
              .file_name = "quotes"};
    page.tables.push_back(std::move(table));
    return page;
}

Answer quote_page(Call& call) {
    const Words& words = call.words;
    const std::string number = field(call.is_post() ? call.form : call.query, "number");
    std::string refusal;
    if (call.is_post()) {
        if (!call.is_manager()) return NoPage{403};
        std::string invoice;
        refusal = make_invoice(call, number, invoice);
        if (refusal.empty()) return GoTo{document_link(invoice)};
    }
    const auto quote = stored::quote_of_number(call.db, number);
    if (!quote) return pos::store::to_store_error(quote.error());
    if (!*quote) {
        return missing(call, "billing_no_quote", "billing_no_quote_about", "/billing/quotes");
    }
    const auto day = today(call);
    if (!day) return day.error();
    const auto sender = core::billing::read_sender(call.db);
    if (!sender) return NoPage{503};
    const auto paper = core::billing::paper_of(call.db, **quote, *sender);
    if (!paper) return NoPage{503};
    const auto written = core::billing::read_paper(**quote);
    auto stationery = core::billing::Stationery::read(call.db);
    if (!written || !stationery) return NoPage{503};
    const auto sheet = stationery->page(*paper, *written, words.code());
    if (const std::string shape = field(call.query, "file"); !shape.empty()) {
        if (shape != "pdf") return NoPage{};
        return quote_pdf(number, *paper, sheet);
    }
    std::string invoice;
    if ((*quote)->invoice) {
        const auto document = stored::document_of(call.db, *(*quote)->invoice);
        if (!document) return document.error();
        if (*document) invoice = (*document)->issued.number;
    }
    const bool is_open = invoice.empty() && (*quote)->valid_until >= *day;
    Data facts{Data::type::list};
    facts.push_back(fact(words["billing_valid_until"], words.locale().date((*quote)->valid_until)));
    if (!invoice.empty()) {
        facts.push_back(fact(words["billing_invoice"], invoice, document_link(invoice)));
    }
    facts.push_back(fact(words["billing_by"], (*quote)->by));
    Data data;
    data.set("places", places_html(call));
    data.set("title", words.with("billing_quote_title", {{"number", number}}));
    data.set("refusal", refusal.empty() ? "" : refusal_html(refusal));
    data.set("facts", facts);
    data.set("paper", core::invoice::write_as(core::invoice::Shape::text, *paper, sheet));
    data.set("t_paper", words["billing_quote_paper"]);
    data.set("pdf_link", quote_link(number) + "&file=pdf");
    data.set("t_pdf", words["billing_file_pdf"]);
    data.set("t_files", words["billing_files"]);
    data.set("can_invoice", call.is_manager() && is_open);
    data.set("mark", call.mark);
    data.set("number", number);
    data.set("t_invoice", words["billing_quote_invoice"]);
    data.set("t_invoice_about", words["billing_quote_invoice_about"]);
    return Page{.title = number,
                .body = render("billing_quote", std::move(data)),
                .status = refusal.empty() ? 200 : 409};
}

}  // namespace app::office::web::billing
