#include "app/core/invoice/text.hpp"

#include <algorithm>
#include <vector>

namespace app::core::invoice {

namespace {

constexpr std::size_t kWidth = 80;
constexpr std::size_t kNamesEnd = 38;    // where names of items end, wherever they begin
constexpr std::size_t kPositionMin = 5;  // room for the number of a line and a blank
constexpr std::size_t kPositionMax = 14;

/// How many characters a text has; for figures and European words that is its width.
std::size_t width_of(std::string_view text) {
    return static_cast<std::size_t>(std::ranges::count_if(
        text, [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

std::string blanks(std::size_t count) {
    return std::string(count, ' ');
}

std::string start_aligned(const std::string& text, std::size_t width) {
    return text + blanks(width - std::min(width, width_of(text)));
}

std::string end_aligned(const std::string& text, std::size_t width) {
    return blanks(width - std::min(width, width_of(text))) + text;
}

/// Lines of at most `width` characters, broken at blanks where there are any.
std::vector<std::string> wrapped(std::string_view text, std::size_t width) {
    std::vector<std::string> lines{""};
    while (!text.empty()) {
        if (text.front() == '\n') {
            lines.emplace_back();
            text.remove_prefix(1);
            continue;
        }
        const std::size_t end = std::min(text.find_first_of(" \n"), text.size());
        const std::string word{text.substr(0, end)};
        text.remove_prefix(end);
        if (text.starts_with(' ')) text.remove_prefix(1);
        if (word.empty()) continue;
        std::string& line = lines.back();
        if (line.empty()) {
            line = word;
        } else if (width_of(line) + 1 + width_of(word) <= width) {
            line += " " + word;
        } else {
            lines.push_back(word);
        }
    }
    return lines;
}

class Page {
public:
    void line(const std::string& text = {}) {
        const std::size_t end = text.find_last_not_of(' ');
        out_ += end == std::string::npos ? std::string{} : text.substr(0, end + 1);
        out_ += '\n';
    }
    void paragraph(const std::string& text, std::size_t indent = 0) {
        for (const std::string& each : wrapped(text, kWidth - indent)) line(blanks(indent) + each);
    }
    void rule() { line(std::string(kWidth, '-')); }
    void facts(const std::vector<Sheet::Fact>& facts) {
        std::size_t width = 0;
        for (const Sheet::Fact& fact : facts) width = std::max(width, width_of(fact.label));
        for (const Sheet::Fact& fact : facts)
            line(start_aligned(fact.label, width + 2) + fact.value);
    }
    std::string take() { return std::move(out_); }

private:
    std::string out_;
};

/// Room for the longest number of a line; one that is longer still has a line of its own.
std::size_t indent_of(const Sheet& sheet) {
    std::size_t width = kPositionMin;
    for (const Sheet::Row& row : sheet.rows)
        if (width_of(row.position) < kPositionMax)
            width = std::max(width, width_of(row.position) + 1);
    return width;
}

void put_row(Page& page, const Sheet::Row& row, std::size_t indent) {
    std::string position = row.position;
    if (width_of(position) >= indent) {
        page.paragraph(position);
        position.clear();
    }
    const auto names = wrapped(row.name, kNamesEnd - indent - 1);
    for (std::size_t i = 0; i < names.size(); ++i) {
        std::string text = start_aligned(i == 0 ? position : "", indent) +
                           start_aligned(names[i], kNamesEnd - indent);
        if (i + 1 == names.size())
            text += end_aligned(row.quantity, 13) + " " + end_aligned(row.price, 9) + " " +
                    end_aligned(row.tax, 5) + " " + end_aligned(row.amount, 12);
        page.line(text);
    }
    for (const std::string& detail : row.details) page.paragraph(detail, indent);
}

/// A row a period, the longest bar as wide as what is left of the line.
void put_chart(Page& page, const Sheet::Chart& chart) {
    constexpr std::size_t kPeriod = 26;
    constexpr std::size_t kFigure = 14;
    constexpr std::size_t kBar = kWidth - kPeriod - kFigure - 2;
    page.paragraph(chart.title);
    double most = 0;
    for (const auto& bar : chart.bars) most = std::max(most, bar.value);
    for (const auto& bar : chart.bars) {
        std::string period;
        for (const std::string& part : bar.label) period += (period.empty() ? "" : " ") + part;
        const double share = most > 0 && bar.value > 0 ? bar.value / most : 0;
        const auto length = static_cast<std::size_t>(share * kBar + 0.5);
        page.line(
            start_aligned(period, kPeriod) + end_aligned(bar.figure, kFigure) + "  " +
            std::string(std::min(length, kBar), bar.of == Sheet::Chart::Of::this_bill ? '#' : '='));
    }
    if (!chart.sentence.empty()) page.paragraph(chart.sentence);
    page.line();
}

void put_annex(Page& page, const Sheet::Annex& annex) {
    page.paragraph(annex.title);
    const auto put = [&](const Sheet::Annex::Entry& entry) {
        page.line(start_aligned(entry.when, 19) + " " + start_aligned(entry.what, 32) + " " +
                  end_aligned(entry.quantity, 13) + " " + end_aligned(entry.price, 12));
    };
    if (!annex.entries.empty()) {
        put(annex.head);
        page.rule();
        for (const auto& entry : annex.entries) put(entry);
    }
    if (!annex.more.empty()) page.paragraph(annex.more);
    page.line();
}

}  // namespace

std::string render_text(const Sheet& sheet) {
    Page page;
    for (const std::string& line : sheet.sender) page.line(line);
    page.line();
    for (const std::string& line : sheet.recipient) page.line(line);
    page.line();
    page.line(sheet.title);
    page.line();
    page.facts(sheet.facts);
    page.line();
    for (const std::string& note : sheet.notes) {
        page.paragraph(note);
        page.line();
    }
    const std::size_t indent = indent_of(sheet);
    put_row(page, sheet.head, indent);
    page.rule();
    for (const Sheet::Row& row : sheet.rows) put_row(page, row, indent);
    page.rule();
    for (const Sheet::Sum& sum : sheet.sums)
        page.line(end_aligned(sum.label, kWidth - 17) + " " + end_aligned(sum.amount, 16));
    page.line();
    page.line(start_aligned(sheet.tax_head.category, 40) + end_aligned(sheet.tax_head.net, 16) +
              end_aligned(sheet.tax_head.tax, 16));
    for (const Sheet::Tax& tax : sheet.taxes)
        page.line(start_aligned(tax.category, 40) + end_aligned(tax.net, 16) +
                  end_aligned(tax.tax, 16));
    page.line();
    for (const std::string& remark : sheet.remarks) page.paragraph(remark);
    if (!sheet.remarks.empty()) page.line();
    if (!sheet.payment.empty() || !sheet.payment_notes.empty()) {
        page.line(sheet.payment_title);
        page.facts(sheet.payment);
        for (const std::string& note : sheet.payment_notes) page.paragraph(note);
        page.line();
    }
    for (const Sheet::Chart& chart : sheet.charts) put_chart(page, chart);
    for (const Sheet::Annex& annex : sheet.annexes) put_annex(page, annex);
    for (const std::string& line : sheet.foot) page.paragraph(line);
    return page.take();
}

}  // namespace app::core::invoice
