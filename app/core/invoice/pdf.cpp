#include "app/core/invoice/pdf.hpp"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>
#include <vector>

#include "app/core/invoice/page/annex_columns.hpp"
#include "app/core/invoice/page/cells.hpp"
#include "app/core/invoice/page/chart_drawing.hpp"

namespace app::core::invoice {

namespace {

constexpr double kPale = 0.82;       // of thin rules
constexpr double kLeading = 1.8;     // between lines of an address, as within a long one
constexpr double kTallest = 300;     // a name of an item that is still drawn in one piece
constexpr double kTallestFact = 60;  // what still stands beside the address
constexpr double kAiry = 1;          // of the usual room between rows and parts
constexpr double kTight = 0.4;

std::string joined(const std::vector<std::string>& parts, const char* between) {
    std::string text;
    for (const std::string& part : parts) text += (text.empty() ? "" : between) + part;
    return text;
}

/// A text that is broken between its words, but not before a short last one: neither "& Co. KG" nor
/// "No. 5" is torn apart.
std::string with_short_words_bound(std::string_view text) {
    constexpr std::size_t kShort = 3;
    std::string bound;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find(' '), text.size());
        if (!bound.empty()) bound += end <= kShort || bound.ends_with('&') ? "\u00A0" : " ";
        bound += text.substr(0, end);
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return bound;
}

/// Draws a sheet from top to bottom and breaks pages.
class Press {
public:
    /// `air`: so much of the usual room is left between rows and between parts.
    Press(Canvas& canvas, const Sheet& sheet, int pages, double air)
        : sheet_{sheet},
          canvas_{canvas},
          pages_{pages},
          air_{air},
          page_words_{sheet.page_words},
          columns_{measure_columns(canvas_, sheet_)} {}

    void run() {
        draw_head();
        draw_notes();
        draw_rows();
        draw_sums();
        draw_taxes();
        draw_payment();
        draw_charts();
        draw_annexes();
        draw_foot();
    }
    int pages() const { return page_; }

private:
    /// Begins a page unless there is so much room left on this one.
    bool make_room(double height) {
        if (y_ + height <= kBottom) return false;
        begin_page();
        return true;
    }

    void begin_page() {
        draw_foot();
        canvas_.next_page();
        ++page_;
        y_ = kTop;
    }

    void draw_head() {
        // The window of an envelope: 85 by 45 mm, 45 mm from the top.
        const double window = 85 * kMm;
        double y = 47 * kMm;
        y += draw_short(joined(unbroken(sheet_.sender, kSmall, window), " · "), kSmall, kLeft, y,
                        window, 2) +
             6;
        for (const std::string& line : sheet_.recipient) {
            if (y >= kTallest) break;
            y += draw_short(line, Face{.size = 10}, kLeft, y, window, 4) + kLeading;
        }
        double name_width = kInner;
        if (sheet_.logo) {
            // Above the facts, whatever its proportions are.
            const Box box{kRight - kLogoWidth, kLogoTop, kLogoWidth, kLogoHeight};
            name_width = canvas_.picture(*sheet_.logo, box).x - kLeft - kGap;
        }
        if (!sheet_.sender.empty())
            draw_short(sheet_.sender.front(), Face{.size = 12, .bold = true}, kLeft, kTop,
                       name_width, 3);
        draw_facts(std::max(y, 92 * kMm));
    }

    /// The parts of an address so that it is broken between them: no postcode ends a line. One that
    /// is wider than the room has to be broken.
    std::vector<std::string> unbroken(const std::vector<std::string>& parts, const Face& face,
                                      double width) const {
        std::vector<std::string> bound;
        for (const std::string& part : parts) {
            std::string whole = part;
            for (auto at = whole.find(' '); at != whole.npos; at = whole.find(' ', at))
                whole.replace(at, 1, "\u00A0");
            // With what stands between it and the next one.
            const bool fits = Canvas::width_of(canvas_.shape(whole + ", ", face, -1)) <= width;
            bound.push_back(fits ? std::move(whole) : with_short_words_bound(part));
        }
        return bound;
    }

    /// At most so many lines, the rest being an ellipsis; returns their height.
    double draw_short(const std::string& text, const Face& face, double x, double y, double width,
                      int lines) {
        const Layout layout = canvas_.shape(text, face, width, Align::start, lines);
        canvas_.draw(layout, x, y, face.grey);
        return Canvas::height_of(layout);
    }

    /// Title and facts: two columns of label and value beside the address and below it.
    void draw_facts(double address_end) {
        const double x = kLeft + 97 * kMm;
        const double label_width = 62;
        const double value_width = kRight - x - label_width - kGap;
        double y = 47 * kMm;
        std::vector<Sheet::Fact> long_ones;
        for (const Sheet::Fact& fact : sheet_.facts) {
            const Layout value = canvas_.shape(fact.value, kBody, value_width);
            if (Canvas::height_of(value) > kTallestFact || y > kBottom - 2 * kTallestFact) {
                long_ones.push_back(fact);
                continue;
            }
            const double label = canvas_.text(fact.label, kLabel, x, y + 0.8, label_width);
            canvas_.draw(value, x + label_width + kGap, y, kBody.grey);
            y += std::max(label, Canvas::height_of(value)) + 1.5;
        }
        y_ = std::max(address_end, y) + 14;
        y_ += canvas_.text(sheet_.title, kTitle, kLeft, y_, kInner) + 10;
        for (const Sheet::Fact& fact : long_ones)
            draw_paragraph(fact.label + ": " + fact.value, kBody, 4);
    }

    void draw_notes() {
        for (const std::string& note : sheet_.notes) draw_paragraph(note, kBody, 4);
        if (!sheet_.notes.empty()) y_ += 6;
    }

    void draw_paragraph(const std::string& text, const Face& face, double after) {
        draw_flow(canvas_.shape(text, face, kInner), kLeft, face.grey, [] {});
        y_ += after;
    }

    /// Draws a text line by line, over as many pages as it takes. `head` draws what stands at the
    /// top of each further page.
    template <class Head>
    void draw_flow(const Layout& layout, double x, double grey, const Head& head) {
        const std::vector<double> heights = Canvas::line_heights(layout);
        for (std::size_t first = 0; first < heights.size();) {
            if (make_room(heights[first])) head();
            std::size_t count = 0;
            double height = 0;
            while (first + count < heights.size() &&
                   (count == 0 || y_ + height + heights[first + count] <= kBottom))
                height += heights[first + count++];
            canvas_.draw_lines(layout, first, count, x, y_, grey);
            y_ += height;
            first += count;
        }
    }

    void draw_columns_head() {
        const Cells cells = cells_of(canvas_, columns_, sheet_.head, kLabel);
        cells.draw(canvas_, y_, kLabel.grey);
        y_ += cells.height() + 4;
        canvas_.rule(kLeft, y_, kInner, 0.8, 0.12);
        y_ += 5;
    }

    void draw_rows() {
        make_room(60);
        draw_columns_head();
        for (const Sheet::Row& row : sheet_.rows) {
            if (draw_endless_name(row)) continue;
            const Cells cells = cells_of(canvas_, columns_, row, kBody);
            const double height = cells.height();
            // A row and the first lines below it stay together; a long description may be broken.
            if (make_room(height + (row.details.empty() ? 4 : 16))) draw_columns_head();
            cells.draw(canvas_, y_, kBody.grey);
            y_ += height + (row.details.empty() ? 0 : 1.5);
            draw_details(row);
        }
    }

    /// A name that would not fit on a page is written below its figures.
    bool draw_endless_name(const Sheet::Row& row) {
        const Layout name = canvas_.shape(row.name, kBody, columns_.name_width());
        if (Canvas::height_of(name) <= kTallest) return false;
        Sheet::Row figures = row;
        figures.name = "…";
        const Cells cells = cells_of(canvas_, columns_, figures, kBody);
        if (make_room(cells.height() + 16)) draw_columns_head();
        cells.draw(canvas_, y_, kBody.grey);
        y_ += cells.height();
        draw_flow(name, columns_.name_x(), kBody.grey, [&] { draw_columns_head(); });
        draw_details(row);
        return true;
    }

    void draw_details(const Sheet::Row& row) {
        const double width = columns_.name_width() + columns_.quantity;
        for (const std::string& detail : row.details) {
            draw_flow(canvas_.shape(detail, kSmall, width), columns_.name_x(), kSmall.grey,
                      [&] { draw_columns_head(); });
            y_ += 1;
        }
        y_ += 4 * air_;
        canvas_.rule(kLeft, y_, kInner, 0.4, kPale);
        y_ += 4.5 * air_;
    }

    void draw_sums() {
        const double width = 85 * kMm;
        const double x = kRight - width;
        make_room(14.0 * static_cast<double>(sheet_.sums.size()) + 24);
        y_ += 4 * air_;
        for (const Sheet::Sum& sum : sheet_.sums) {
            if (sum.strong) {
                y_ += 3;
                canvas_.rule(x, y_, width, 0.8, 0.12);
                y_ += 6;
            }
            const Face face = sum.strong ? kDue : kBody;
            // The label has what the amount leaves of the width.
            const double natural = Canvas::width_of(canvas_.shape(sum.amount, face, -1)) + 1;
            const double room = std::min(natural, width * 0.45);
            const double label = draw_short(sum.label, face, x, y_, width - room - kGap, 3);
            const double amount =
                canvas_.text(sum.amount, face, kRight - room, y_, room, Align::end);
            y_ += std::max(label, amount) + 2;
        }
        y_ += 16 * air_;
    }

    void draw_tax_row(const Sheet::Tax& row, const Face& face) {
        const double label = canvas_.text(row.category, face, kLeft, y_, 175);
        canvas_.text(row.net, face, kLeft + 180, y_, 70, Align::end);
        canvas_.text(row.tax, face, kLeft + 258, y_, 70, Align::end);
        y_ += label;
    }

    void draw_taxes() {
        if (!sheet_.taxes.empty()) {
            make_room(14.0 * static_cast<double>(sheet_.taxes.size() + 1) + 10);
            draw_tax_row(sheet_.tax_head, kLabel);
            y_ += 2.5;
            canvas_.rule(kLeft, y_, 328, 0.4, kPale);
            y_ += 3.5;
            for (const Sheet::Tax& tax : sheet_.taxes) {
                draw_tax_row(tax, kBody);
                y_ += 2 * air_;
            }
            y_ += 6 * air_;
        }
        for (const std::string& remark : sheet_.remarks) draw_paragraph(remark, kBody, 2);
        y_ += 12 * air_;
    }

    /// The code to scan at the end, what it says in words before it.
    void draw_payment() {
        if (sheet_.payment.empty() && sheet_.payment_notes.empty()) return;
        constexpr double kEdge = 30 * kMm;
        const bool code = sheet_.code.has_value();
        const double words_width = code ? kInner - kEdge - 24 : kInner;
        const double label_width = 100;
        std::vector<std::pair<Layout, Layout>> facts;
        double height = 16;
        for (const Sheet::Fact& fact : sheet_.payment) {
            facts.emplace_back(
                canvas_.shape(fact.label, kLabel, label_width),
                canvas_.shape(fact.value, kStrong, words_width - label_width - kGap));
            height += std::max(Canvas::height_of(facts.back().first),
                               Canvas::height_of(facts.back().second)) +
                      2;
        }
        std::vector<Layout> notes;
        for (const std::string& note : sheet_.payment_notes) {
            notes.push_back(canvas_.shape(note, kBody, words_width));
            height += Canvas::height_of(notes.back()) + 4;
        }
        if (height > kBottom - kTop - 40) return draw_endless_payment();
        make_room(std::max(height, code ? kEdge + 20 : 0.0) + 8);
        canvas_.rule(kLeft, y_, kInner, 0.4, kPale);
        y_ += 8;
        const double top = y_;
        y_ += canvas_.text(sheet_.payment_title, kStrong, kLeft, y_, words_width) + 4;
        for (const auto& [label, value] : facts) {
            canvas_.draw(label, kLeft, y_ + 0.8, kLabel.grey);
            canvas_.draw(value, kLeft + label_width + kGap, y_, kStrong.grey);
            y_ += std::max(Canvas::height_of(label), Canvas::height_of(value)) + 2;
        }
        y_ += 3;
        for (const Layout& note : notes) {
            canvas_.draw(note, kLeft, y_, kBody.grey);
            y_ += Canvas::height_of(note) + 4;
        }
        if (!code) return;
        canvas_.qr_code(*sheet_.code, kRight - kEdge, top, kEdge);
        const double words = canvas_.text(sheet_.code_words, Face{.size = 6.5, .grey = 0.38},
                                          kRight - kEdge, top + kEdge + 5, kEdge);
        y_ = std::max(y_, top + kEdge + 5 + words);
    }

    /// What would not fit on a page, paragraph by paragraph.
    void draw_endless_payment() {
        draw_paragraph(sheet_.payment_title, kStrong, 4);
        for (const Sheet::Fact& fact : sheet_.payment)
            draw_paragraph(fact.label + ": " + fact.value, kBody, 2);
        for (const std::string& note : sheet_.payment_notes) draw_paragraph(note, kBody, 4);
    }

    void draw_charts() {
        for (const Sheet::Chart& chart : sheet_.charts) {
            // Bars are made somewhat lower where the chart then stays on its page.
            const double whole = ChartDrawing{canvas_, chart, kPlotHeight}.height();
            const double left = kBottom - y_ - kChartAbove - (whole - kPlotHeight) - 0.1;
            const ChartDrawing drawing{canvas_, chart,
                                       plot_height_for(left, kPlotLeast, kPlotHeight)};
            make_room(drawing.height() + kChartAbove);
            y_ += kChartAbove;
            drawing.draw(canvas_, y_);
            y_ += drawing.height();
        }
    }

    /// On pages of their own, behind all that is to be paid.
    void draw_annexes() {
        if (!sheet_.annexes.empty()) begin_page();
        for (const Sheet::Annex& annex : sheet_.annexes) draw_annex(annex);
    }

    void draw_annex(const Sheet::Annex& annex) {
        const AnnexColumns columns = measure_columns(canvas_, annex);
        const auto draw_head_of_list = [&] {
            y_ += canvas_.text(annex.title, kStrong, kLeft, y_, kInner) + 6;
            const Cells head = cells_of(canvas_, columns, annex.head, kLabel);
            head.draw(canvas_, y_, kLabel.grey);
            y_ += head.height() + 3;
            canvas_.rule(kLeft, y_, kInner, 0.8, 0.12);
            y_ += 4;
        };
        make_room(60);
        if (annex.entries.empty()) {
            y_ += canvas_.text(annex.title, kStrong, kLeft, y_, kInner) + 6;
        } else {
            draw_head_of_list();
        }
        for (const Sheet::Annex::Entry& entry : annex.entries) {
            const Cells cells = cells_of(canvas_, columns, entry, kListed);
            if (make_room(cells.height() + 2)) draw_head_of_list();
            cells.draw(canvas_, y_, kListed.grey);
            y_ += cells.height() + 2;
        }
        y_ += 4;
        if (!annex.more.empty()) draw_paragraph(annex.more, kBody, 4);
        y_ += 14;
    }

    void draw_foot() {
        canvas_.rule(kLeft, kFootTop - 6, kInner, 0.4, kPale);
        const double third = (kInner - 2 * kGap) / 3;
        const std::size_t count = sheet_.foot.size() + 1;
        const std::size_t rows = (count + 2) / 3;
        std::array<std::vector<std::string>, 3> parts;
        constexpr Face kFoot{.size = 6.5, .grey = 0.38};
        parts[0].push_back(joined(unbroken(sheet_.sender, kFoot, third), ", "));
        for (std::size_t i = 0; i < sheet_.foot.size(); ++i)
            parts[std::min<std::size_t>((i + 1) / std::max<std::size_t>(rows, 1), 2)].push_back(
                with_short_words_bound(sheet_.foot[i]));
        for (std::size_t i = 0; i < parts.size(); ++i)
            draw_short(joined(parts[i], "\n"), kFoot,
                       kLeft + static_cast<double>(i) * (third + kGap), kFootTop, third, 3);
        std::string words = page_words_;
        replace(words, "{page}", std::to_string(page_));
        replace(words, "{pages}", std::to_string(pages_));
        if (pages_ > 1)
            canvas_.text(words, kFoot, kLeft, Canvas::kHeight - 10 * kMm, kInner, Align::end);
    }

    static void replace(std::string& text, std::string_view hole, const std::string& value) {
        const std::size_t at = text.find(hole);
        if (at != std::string::npos) text.replace(at, hole.size(), value);
    }

    const Sheet& sheet_;
    Canvas& canvas_;
    int pages_;
    double air_;
    std::string page_words_;
    Columns columns_;
    double y_{kTop};
    int page_{1};
};

}  // namespace

struct PdfFile::Impl {
    explicit Impl(const std::string& title) : canvas{title} {}
    Canvas canvas;
    bool empty{true};
};

PdfFile::PdfFile(const std::string& title) : impl_{std::make_unique<Impl>(title)} {}
PdfFile::~PdfFile() = default;

void PdfFile::add(const Sheet& sheet) {
    // How many pages there are is known once it is known where everything stands.
    const auto pages_with = [&](double air) {
        Canvas scratch;
        Press counting{scratch, sheet, 1, air};
        counting.run();
        return counting.pages();
    };
    int pages = pages_with(kAiry);
    double air = kAiry;
    // A page for the last few lines alone is spared where less room between them is enough.
    if (pages == 2 && sheet.annexes.empty() && pages_with(kTight) == 1) {
        pages = 1;
        air = kTight;
    }
    if (!std::exchange(impl_->empty, false)) impl_->canvas.next_page();
    Press{impl_->canvas, sheet, pages, air}.run();
}

std::string PdfFile::finish() {
    return impl_->canvas.finish();
}

std::string render_pdf(const Sheet& sheet) {
    PdfFile file{sheet.title + " " + (sheet.facts.empty() ? "" : sheet.facts.front().value)};
    file.add(sheet);
    return file.finish();
}

}  // namespace app::core::invoice
