#pragma once

#include <cairo.h>

#include <memory>
#include <string>
#include <vector>

#include "app/core/invoice/page/bars.hpp"
#include "app/core/invoice/page/colours.hpp"
#include "app/core/invoice/page/picture.hpp"
#include "app/core/invoice/page/typesetter.hpp"

namespace app::core::invoice {

/// The pages of a PDF, A4, in points from the top left.
class Canvas {
public:
    static constexpr double kWidth = 595.28;
    static constexpr double kHeight = 841.89;

    explicit Canvas(const std::string& title);
    /// One that measures and draws nothing, to find out where things will stand.
    Canvas() = default;
    Canvas(const Canvas&) = delete;
    Canvas& operator=(const Canvas&) = delete;
    ~Canvas();

    /// Shapes a text into lines of that width; < 0: one line. With `lines_max` each paragraph has
    /// so many lines at most, with an ellipsis.
    Layout shape(const std::string& text, const Face& face, double width,
                 Align align = Align::start, int lines_max = 0) const;
    static double height_of(const Layout& layout);
    static double width_of(const Layout& layout);
    /// How far below its top the first line stands.
    static double baseline_of(const Layout& layout);

    static std::vector<double> line_heights(const Layout& layout);

    void draw(const Layout& layout, double x, double y, double grey);
    /// Draws `count` lines from the one numbered `first` on, the first of them at the top.
    void draw_lines(const Layout& layout, std::size_t first, std::size_t count, double x, double y,
                    double grey);
    /// Shapes and draws; returns the height that it took.
    double text(const std::string& text, const Face& face, double x, double y, double width,
                Align align = Align::start);
    void rule(double x, double y, double width, double thickness, double grey);
    void fill(double x, double y, double width, double height, double grey);
    void fill(const Box& box, const Colour& colour);
    /// Stripes from the lower left to the upper right, within a line around them.
    void stripe(const Box& box, const Colour& colour);
    /// As large as it fits into the box, in the box's upper right corner; returns where it stands.
    Box picture(const Picture& picture, const Box& box);
    /// A QR code of that edge; nothing where the text is too long for one.
    void qr_code(const std::string& text, double x, double y, double edge);
    void next_page();
    std::string finish();

private:
    struct FreeSurface {
        void operator()(cairo_surface_t* surface) const { cairo_surface_destroy(surface); }
    };
    struct FreePen {
        void operator()(cairo_t* pen) const { cairo_destroy(pen); }
    };

    std::string bytes_;
    std::unique_ptr<cairo_surface_t, FreeSurface> surface_;
    std::unique_ptr<cairo_t, FreePen> pen_;
};

}  // namespace app::core::invoice
