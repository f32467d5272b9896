// An invoice that somebody writes: whose it is, its lines, what it would come to before it is
// issued.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <mutex>
#include <optional>

#include "app/core/billing/quotes.hpp"
#include "app/core/billing/write_invoice.hpp"
#include "app/core/shop_settings.hpp"
#include "app/office/web/billing/clerk.hpp"
#include "app/office/web/billing/document_tables.hpp"
#include "app/office/web/billing/parts.hpp"
#include "app/office/web/books.hpp"
#include "app/office/web/figures.hpp"
#include "app/office/web/once.hpp"
#include "app/office/web/refusal.hpp"
#include "pos/locale/clean.hpp"
#include "pos/store/billing/customers.hpp"
#include "pos/store/reader.hpp"

namespace app::office::web::billing {

namespace {

using core::billing::BillingBooks;
using core::billing::NewInvoice;
using core::billing::WrittenLine;
using pos::journal::DocumentIssued;
using pos::tax::PricesAre;

constexpr const char* kPath = "/billing/write";
constexpr std::size_t kFirstRows = 4;
constexpr std::size_t kMoreRows = 5;
/// Which one invoice may say in place of its account.
constexpr std::array kOwnReferences{"buyer_reference", "order_reference", "contract_reference"};

/// A row as it was typed.
struct TypedLine {
    std::string text;
    std::string quantity;
    std::string unit;
    std::string price;
    std::string tax_class;

    bool is_empty() const { return text.empty() && quantity.empty() && price.empty(); }
};

/// What one visit of the page comes to.
class WritePage {
public:
    WritePage(Call& call, core::ShopSettings settings, pos::Date today)
        : call_{call}, words_{call.words}, settings_{std::move(settings)}, today_{today} {
        account_ = said("account");
        once_ = field(call_.form, "once");
        if (!call_.is_post()) account_ = field(call_.query, "account");
        for (std::size_t row = 1; row <= core::billing::kWrittenLinesMax; ++row) {
            const auto of = [&](const char* name) { return fmt::format("{}_{}", name, row); };
            if (!call_.form.contains(of("text"))) break;
            typed_.push_back({said(of("text")), said(of("quantity")), said(of("unit")),
                              said(of("price")), said(of("tax_class"))});
        }
        if (!call_.is_post()) {
            typed_.assign(kFirstRows, {"", "", "", "", settings_.tax_class});
        }
    }

    /// Where to go on, or nothing: then the page is shown.
    std::optional<Answer> carry_out() {
        const std::string what = field(call_.form, "what");
        if (what == "more") {
            const std::size_t rows =
                std::min(typed_.size() + kMoreRows, core::billing::kWrittenLinesMax);
            typed_.resize(rows, {"", "", "", "", settings_.tax_class});
            return std::nullopt;
        }
        if (!is_once(once_)) {
            return refuse(words_["form_expired"]);
        }
        const auto invoice = read();
        if (!invoice) return std::nullopt;
        const bool dry_run = what != "issue";
        const std::scoped_lock lock{call_.office.changing};
        auto books = open_books(call_);
        if (what == "quote") return offer(books, *invoice);
        auto done = books ? core::billing::write_invoice(*books, *invoice, dry_run, call_.now,
                                                         call_.office.random)
                          : core::Outcome<DocumentIssued>{std::unexpected{books.error()}};
        if (!done) {
            const bool used = done.error().why == core::Why::taken;
            if (used) once_ = new_once(call_);
            return refuse(used ? words_["billing_write_used"] : in_words(done.error(), words_));
        }
        // One that was issued by this very form already is there to be looked at, too.
        if (!done->number.empty()) return GoTo{document_link(done->number)};
        draft_ = std::move(*done);
        return std::nullopt;
    }

    /// Writes it as a quote: nothing of it is owed.
    std::optional<Answer> offer(core::Outcome<BillingBooks>& books, const NewInvoice& offered) {
        core::billing::NewQuote asked{offered, {}};
        if (const std::string last = field(call_.form, "valid"); !last.empty()) {
            asked.valid_until = pos::parse_date(last);
            if (!asked.valid_until || *asked.valid_until < today_) {
                return refuse(words_["billing_quote_valid_wrong"]);
            }
        }
        auto done =
            books ? core::billing::write_quote(*books, asked, false, call_.now, call_.office.random)
                  : core::Outcome<core::billing::WrittenQuote>{std::unexpected{books.error()}};
        if (done) return GoTo{quote_link(done->number)};
        const bool used = done.error().why == core::Why::taken;
        if (used) once_ = new_once(call_);
        return refuse(used ? words_["billing_write_used"] : in_words(done.error(), words_));
    }

    Answer show() {
        Data data;
        data.set("valid", field(call_.form, "valid"));
        for (const char* text :
             {"billing_valid_until", "billing_quote_write", "billing_quote_write_about"}) {
            data.set(std::string{"t_"} + text, words_[text]);
        }
        data.set("places", places_html(call_));
        data.set("title", words_["billing_write"]);
        data.set("about", words_["billing_write_about"]);
        data.set("refusal", refusal_.empty() ? "" : refusal_html(refusal_));
        data.set("action", kPath);
        data.set("mark", call_.mark);
        data.set("once", once_.empty() ? new_once(call_) : once_);
        data.set("account", account_);
        data.set("due", field(call_.form, "due"));
        data.set("note", said("note"));
        for (const char* name : kOwnReferences) data.set(name, said(name));
        data.set("lines", rows());
        const bool with_tax = field(call_.form, "prices") == "with_tax";
        data.set("with_tax", with_tax);
        put_preview(data);
        for (const char* text : {"billing_account",
                                 "billing_due",
                                 "billing_write_due_about",
                                 "billing_write_prices",
                                 "billing_write_without_tax",
                                 "billing_write_with_tax",
                                 "billing_write_lines",
                                 "billing_write_lines_about",
                                 "billing_write_text",
                                 "billing_quantity",
                                 "billing_unit",
                                 "billing_price",
                                 "tax",
                                 "billing_note",
                                 "billing_write_more",
                                 "billing_write_preview",
                                 "billing_write_issue",
                                 "billing_write_issue_about",
                                 "billing_buyer_reference",
                                 "billing_order_reference",
                                 "billing_contract_reference",
                                 "billing_write_references_about"}) {
            data.set(std::string{"t_"} + text, words_[text]);
        }
        return Page{.title = words_["billing_write"],
                    .body = render("billing_write", std::move(data)),
                    .status = refusal_.empty() ? 200 : 409};
    }

private:
    std::string said(const std::string& name) const {
        return pos::locale::clean_name(field(call_.form, name));
    }

    std::nullopt_t refuse(std::string words) {
        refusal_ = std::move(words);
        return std::nullopt;
    }

    std::optional<std::string> figure(const std::string& typed, std::size_t row) {
        auto plain = plain_figure(typed, words_);
        if (!plain) {
            refuse(words_.with("billing_write_figure_wrong",
                               {{"line", words_.locale().integer(static_cast<std::int64_t>(row))},
                                {"typed", typed}}));
        }
        return plain;
    }

    std::optional<NewInvoice> read() {
        NewInvoice invoice;
        invoice.account = account_;
        invoice.note = said("note");
        invoice.references.buyer_reference = said(kOwnReferences[0]);
        invoice.references.order_reference = said(kOwnReferences[1]);
        invoice.references.contract_reference = said(kOwnReferences[2]);
        invoice.reference = "page-" + once_;
        if (field(call_.form, "prices") == "with_tax") invoice.prices = PricesAre::with_tax;
        if (const std::string due = field(call_.form, "due"); !due.empty()) {
            invoice.due_on = pos::parse_date(due);
            if (!invoice.due_on || *invoice.due_on < today_) {
                return refuse(words_["billing_write_due_wrong"]);
            }
        }
        std::size_t row = 0;
        for (const TypedLine& typed : typed_) {
            ++row;
            if (typed.is_empty()) continue;
            if (typed.text.empty()) {
                return refuse(words_.with(
                    "billing_write_text_missing",
                    {{"line", words_.locale().integer(static_cast<std::int64_t>(row))}}));
            }
            if (typed.price.empty()) {
                return refuse(words_.with(
                    "billing_write_price_missing",
                    {{"line", words_.locale().integer(static_cast<std::int64_t>(row))}}));
            }
            const auto quantity = typed.quantity.empty() ? std::optional<std::string>{"1"}
                                                         : figure(typed.quantity, row);
            const auto price = quantity ? figure(typed.price, row) : std::nullopt;
            if (!price) return std::nullopt;
            WrittenLine line;
            line.text = typed.text;
            line.quantity = *quantity;
            line.unit = typed.unit;
            line.price = *price;
            line.tax_class = typed.tax_class;
            invoice.lines.push_back(std::move(line));
        }
        return invoice;
    }

    Data tax_classes(const std::string& chosen) const {
        Data choices{Data::type::list};
        const auto add = [&](const std::string& code, const std::string& name) {
            Data one;
            one.set("code", code);
            one.set("name", name);
            one.set("chosen", code == chosen);
            choices.push_back(one);
        };
        add("", words_["billing_write_no_tax"]);
        for (const auto& known : settings_.taxes.classes) {
            add(known.code, known.name.empty() ? known.code : known.name);
        }
        return choices;
    }

    Data rows() const {
        Data rows{Data::type::list};
        std::int64_t row = 0;
        for (const TypedLine& typed : typed_) {
            Data one;
            one.set("row", std::to_string(++row));
            one.set("text", typed.text);
            one.set("quantity", typed.quantity);
            one.set("unit", typed.unit);
            one.set("price", typed.price);
            one.set("classes", tax_classes(typed.tax_class));
            rows.push_back(one);
        }
        return rows;
    }

    void put_preview(Data& data) const {
        data.set("has_draft", draft_.has_value());
        if (!draft_) return;
        Table lines{
            "lines",
            words_["billing_write_would"],
            columns(words_, {"name", "quantity", "unit", "net", "tax"}, {"quantity", "net", "tax"}),
            {}};
        for (const auto& line : draft_->lines) {
            lines.rows.push_back({{line.name},
                                  {Figure{line.quantity}, decimal(line.quantity, 0, words_)},
                                  {line.unit},
                                  {line.net},
                                  {line.tax}});
        }
        data.set("draft_lines", to_html(lines, words_));
        data.set("draft_taxes", to_html(taxes_table(*draft_, words_), words_));
        Data facts{Data::type::list};
        const auto& locale = words_.locale();
        facts.push_back(fact(words_["billing_account"], draft_->account_number,
                             account_link(draft_->account_number)));
        facts.push_back(fact(words_["billing_net"], locale.money(draft_->net)));
        facts.push_back(fact(words_["tax"], locale.money(draft_->tax)));
        facts.push_back(fact(words_["billing_payable"], locale.money(draft_->payable)));
        facts.push_back(fact(words_["billing_due"], locale.date(draft_->due_on)));
        data.set("facts", facts);
    }

    Call& call_;
    const Words& words_;
    core::ShopSettings settings_;
    pos::Date today_;
    std::string account_;
    std::string once_;  // so that a form that comes again is no second invoice
    std::vector<TypedLine> typed_;
    std::string refusal_;
    std::optional<DocumentIssued> draft_;
};

}  // namespace

Answer write_page(Call& call) {
    if (!call.is_manager()) return NoPage{403};
    const auto day = today(call);
    if (!day) return day.error();
    pos::store::Reader reader{call.db};
    auto settings = core::read_settings(reader);
    if (!settings) return NoPage{503};
    WritePage page{call, std::move(*settings), *day};
    if (call.is_post()) {
        if (auto done = page.carry_out()) return std::move(*done);
    }
    return page.show();
}

}  // namespace app::office::web::billing
