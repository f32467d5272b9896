#include "app/core/invoice/receipt.hpp"

#include <algorithm>
#include <cstddef>
#include <utility>
#include <vector>

#include "app/core/printer_setup.hpp"
#include "drivers/printer/encoder.hpp"
#include "drivers/printer/paper_painter.hpp"
#include "drivers/printer/pictures.hpp"

namespace app::core::invoice {

namespace {

namespace doc = pos::document;

constexpr unsigned kDetailIndent = 2;   // columns
constexpr std::ptrdiff_t kNarrow = 32;  // columns of the narrowest paper

/// Puts the strip together. Texts that are empty leave no block.
class Strip {
public:
    void text(const std::string& text, doc::Align align = doc::Align::start,
              doc::Style style = doc::kPlain) {
        if (!text.empty()) put(doc::Text{text, align, style});
    }
    void row(const std::string& start, const std::string& end, doc::Style style = doc::kPlain,
             unsigned indent = 0) {
        put(doc::Row{start, end, style, indent, false});
    }
    void amount(const std::string& start, const std::string& end, doc::Style style = doc::kPlain,
                unsigned indent = 0) {
        put(doc::Row{start, end, style, indent, true});
    }
    void rule() { put(doc::Rule{}); }
    void blank() { put(doc::Blank{}); }
    void put(doc::Block block) { document_.blocks.push_back(std::move(block)); }
    doc::Document take() {
        put(doc::Cut{});
        return std::move(document_);
    }

private:
    doc::Document document_;
};

std::ptrdiff_t columns_taken(const std::string& text) {
    return std::ranges::count_if(
        text, [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; });
}

/// Side by side where that leaves both whole on narrow paper, else one below the other.
void put_fact(Strip& out, const Sheet::Fact& fact) {
    if (columns_taken(fact.label) + 1 + columns_taken(fact.value) <= kNarrow) {
        return out.row(fact.label, fact.value);
    }
    out.text(fact.label + ":");
    out.row(fact.value, "", doc::kPlain, kDetailIndent);
}

void put_head(Strip& out, const Sheet& sheet) {
    for (std::size_t i = 0; i < sheet.sender.size(); ++i) {
        out.text(sheet.sender[i], doc::Align::centre, i == 0 ? doc::kLarge : doc::kPlain);
    }
    out.blank();
    const bool fits_large = columns_taken(sheet.title) <= kNarrow / 2;
    out.text(sheet.title, doc::Align::centre, fits_large ? doc::kLarge : doc::kTall);
    out.rule();
    for (const std::string& line : sheet.recipient) out.text(line);
    out.rule();
    for (const Sheet::Fact& fact : sheet.facts) put_fact(out, fact);
    for (const std::string& note : sheet.notes) {
        out.blank();
        out.text(note);
    }
}

/// "3 kWh × 0.30"; nothing for one piece, whose price is the line's amount.
std::string times_of(const Sheet::Row& row) {
    if (row.quantity.empty() || row.price.empty() || row.quantity == "1") return {};
    return row.quantity + " × " + row.price;
}

void put_rows(Strip& out, const Sheet& sheet) {
    out.rule();
    for (const Sheet::Row& row : sheet.rows) {
        out.amount(row.name, row.amount);
        std::string figures = times_of(row);
        if (!row.tax.empty()) {
            figures += (figures.empty() ? "" : " · ") + sheet.head.tax + " " + row.tax;
        }
        if (!figures.empty()) out.row(figures, "", doc::kMuted, kDetailIndent);
        for (const std::string& detail : row.details) {
            out.row(detail, "", doc::kMuted, kDetailIndent);
        }
    }
    out.rule();
    for (const Sheet::Sum& sum : sheet.sums) {
        if (sum.strong) {
            out.row(sum.label, sum.amount, doc::kTall);
        } else {
            out.amount(sum.label, sum.amount);
        }
    }
}

void put_taxes(Strip& out, const Sheet& sheet) {
    if (!sheet.taxes.empty()) {
        out.blank();
        // Of four columns one stays empty: what it comes to with tax stands among the sums.
        const auto cells = [](const Sheet::Tax& tax) {
            return doc::Table::Cells{tax.category, "", tax.net, tax.tax};
        };
        doc::Table table{.head = cells(sheet.tax_head), .rows = {}, .style = doc::kMuted};
        for (const Sheet::Tax& tax : sheet.taxes) table.rows.push_back(cells(tax));
        out.put(std::move(table));
    }
    for (const std::string& remark : sheet.remarks) {
        out.text(remark, doc::Align::start, doc::kMuted);
    }
}

void put_payment(Strip& out, const Sheet& sheet) {
    if (sheet.payment.empty() && sheet.payment_notes.empty()) return;
    out.rule();
    out.text(sheet.payment_title, doc::Align::start, doc::kBold);
    for (const Sheet::Fact& fact : sheet.payment) put_fact(out, fact);
    for (const std::string& note : sheet.payment_notes) out.text(note);
    if (!sheet.code || sheet.code->empty()) return;
    out.blank();
    out.put(doc::QrCode{*sheet.code});
    out.text(sheet.code_words, doc::Align::centre, doc::kMuted);
}

}  // namespace

doc::Document receipt_of(const Sheet& sheet) {
    Strip out;
    put_head(out, sheet);
    put_rows(out, sheet);
    put_taxes(out, sheet);
    put_payment(out, sheet);
    if (!sheet.foot.empty()) {
        out.rule();
        for (const std::string& line : sheet.foot) {
            out.text(line, doc::Align::centre, doc::kMuted);
        }
    }
    return out.take();
}

std::string render_receipt(const Sheet& sheet, unsigned paper_mm) {
    const auto profile = core::built_in_profile(paper_mm);
    const drivers::printer::NoPictures none;
    drivers::printer::PaperPainter painter{profile.dots, none};
    const pos::Bytes bytes = drivers::printer::encode(receipt_of(sheet), profile, painter);
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

}  // namespace app::core::invoice
