#include "app/core/invoice/page/chart_drawing.hpp"

#include <algorithm>
#include <cmath>

#include "app/core/invoice/page/geometry.hpp"

namespace app::core::invoice {

namespace {

using Of = Sheet::Chart::Of;

constexpr double kFigureSize = 7;
constexpr double kLabelSize = 6.5;
constexpr double kSmallest = 3.5;
constexpr double kStep = 0.25;  // of sizes, so that few faces are opened
constexpr double kApart = 2;    // between what stands in neighbouring slots
constexpr double kSquare = 7;   // of the legend
constexpr Face kLegend{.size = 7.5, .grey = 0.25};

bool has(const Sheet::Chart& chart, Of of) {
    return std::ranges::any_of(chart.bars, [&](const auto& bar) { return bar.of == of; });
}

}  // namespace

/// That size, or the one in which the widest of these texts fits.
Face ChartDrawing::fitted_face(const Canvas& canvas, double size, double width,
                               const std::vector<std::string>& texts) const {
    double widest = 0;
    for (const std::string& text : texts) {
        // The bold one is the wider.
        const Layout layout = canvas.shape(text, Face{.size = size, .bold = true}, -1);
        widest = std::max(widest, Canvas::width_of(layout));
    }
    if (widest > width) size = std::floor(size * width / widest / kStep) * kStep;
    return Face{.size = std::max(size, kSmallest), .grey = 0.25};
}

ChartDrawing::ChartDrawing(const Canvas& canvas, const Sheet::Chart& chart, double plot_height)
    : chart_{chart},
      title_{canvas.shape(chart.title, kStrong, kInner * 0.6)},
      sentence_{canvas.shape(chart.sentence, kBody, kInner)} {
    plot_y_ = Canvas::height_of(title_) + 3;
    if (!chart.sentence.empty()) plot_y_ += Canvas::height_of(sentence_) + 3;
    std::vector<double> values;
    std::vector<std::string> figures;
    std::vector<std::string> labels;
    std::size_t lines = 1;
    for (const auto& bar : chart.bars) {
        values.push_back(bar.value);
        figures.push_back(bar.figure);
        labels.insert(labels.end(), bar.label.begin(), bar.label.end());
        lines = std::max(lines, bar.label.size());
    }
    ChartRoom room{.box = {kLeft, 0, kInner, plot_height}};
    const BarPlaces slots = place_bars(values, room);
    const double slot = slots.bars.empty() ? kInner : slots.bars.front().slot_width;
    const Face figure = fitted_face(canvas, kFigureSize, slot - kApart, figures);
    const Face label = fitted_face(canvas, kLabelSize, slot - kApart, labels);
    room.figure_height = Canvas::height_of(canvas.shape("0", figure, -1)) + 1.5;
    label_line_ = Canvas::height_of(canvas.shape("0", label, -1)) * 1.1;
    room.label_height = label_line_ * static_cast<double>(lines) + 3;
    places_ = place_bars(values, room);
    for (const auto& bar : chart.bars) {
        const bool bold = bar.of == Of::this_bill;
        Texts& texts = texts_.emplace_back();
        texts.figure = canvas.shape(bar.figure, Face{figure.size, bold}, slot, Align::middle);
        for (const std::string& line : bar.label) {
            texts.label.push_back(canvas.shape(line, Face{label.size, bold}, slot, Align::middle));
        }
    }
    height_ = plot_y_ + plot_height;
}

void ChartDrawing::draw(Canvas& canvas, double y) const {
    canvas.draw(title_, kLeft, y, kStrong.grey);
    draw_legend(canvas, y);
    if (!chart_.sentence.empty())
        canvas.draw(sentence_, kLeft, y + Canvas::height_of(title_) + 3, kBody.grey);
    const double top = y + plot_y_;
    double end = kLeft;
    for (std::size_t i = 0; i < places_.bars.size(); ++i) {
        const BarPlace& place = places_.bars[i];
        const bool strong = chart_.bars[i].of == Of::this_bill;
        const double grey = strong ? 0.12 : 0.3;
        Box box = seen(place, places_.zero_y);
        box.y += top;
        draw_bar(canvas, chart_.bars[i].of, box);
        canvas.draw(texts_[i].figure, place.slot_x, top + place.figure_y, grey);
        double label_y = top + places_.labels_y + 3;
        for (const Layout& line : texts_[i].label) {
            canvas.draw(line, place.slot_x, label_y, grey);
            label_y += label_line_;
        }
        end = place.slot_x + place.slot_width;
    }
    canvas.rule(kLeft, top + places_.zero_y, end - kLeft, 0.6, 0.38);
}

void ChartDrawing::draw_bar(Canvas& canvas, Of of, const Box& box) const {
    if (box.height <= 0) return;
    switch (of) {
        case Of::before:
            return canvas.fill(box, kBarOfBefore);
        case Of::this_bill:
            return canvas.fill(box, kBarOfThisBill);
        case Of::last_year:
            canvas.fill(box, kPaper);
            return canvas.stripe(box, kBarOfLastYear);
    }
}

/// What this bill's bars and last year's look like, at the right of the title.
void ChartDrawing::draw_legend(Canvas& canvas, double y) const {
    double x = kRight;
    const auto put = [&](Of of, const std::string& words) {
        if (!has(chart_, of) || words.empty()) return;
        const Layout layout = canvas.shape(words, kLegend, -1);
        x -= Canvas::width_of(layout);
        canvas.draw(layout, x, y + 1, kLegend.grey);
        x -= kSquare + 4;
        draw_bar(canvas, of, {x, y + 2, kSquare, kSquare});
        x -= 14;
    };
    put(Of::this_bill, chart_.this_bill_words);
    put(Of::last_year, chart_.last_year_words);
}

}  // namespace app::core::invoice
