#pragma once

#include <vector>

#include "app/core/invoice/page/bars.hpp"
#include "app/core/invoice/page/canvas.hpp"
#include "app/core/invoice/sheet.hpp"

namespace app::core::invoice {

/// A chart as it will stand on a page, measured before there is a place for it.
///
/// requires: the chart outlives it
class ChartDrawing {
public:
    /// `plot_height`: of the bars with their figures and labels
    ChartDrawing(const Canvas& canvas, const Sheet::Chart& chart, double plot_height);

    double height() const { return height_; }
    void draw(Canvas& canvas, double y) const;

private:
    struct Texts {
        Layout figure;
        std::vector<Layout> label;
    };
    Face fitted_face(const Canvas& canvas, double size, double width,
                     const std::vector<std::string>& texts) const;
    void draw_legend(Canvas& canvas, double y) const;
    void draw_bar(Canvas& canvas, Sheet::Chart::Of of, const Box& box) const;

    const Sheet::Chart& chart_;
    Layout title_;
    Layout sentence_;
    double plot_y_{0};  // below the top
    double label_line_{0};
    double height_{0};
    BarPlaces places_;  // below the plot's top
    std::vector<Texts> texts_;
};

}  // namespace app::core::invoice
