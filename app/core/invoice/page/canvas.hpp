#pragma once

#include <cairo.h>
#include <pango/pangocairo.h>

#include <memory>
#include <string>
#include <vector>

#include "app/core/invoice/page/bars.hpp"
#include "app/core/invoice/page/colours.hpp"
#include "app/core/invoice/page/picture.hpp"

namespace app::core::invoice {

enum class Align { start, middle, end };

/// How a text is set; sizes in points, 72 to an inch.
struct Face {
    double size{9};
    bool bold{false};
    double grey{0.12};  // 0 is black
};

struct Unref {
    void operator()(gpointer object) const { g_object_unref(object); }
};
using Layout = std::unique_ptr<PangoLayout, Unref>;

/// The pages of a PDF, A4, in points from the top left.
///
/// Fonts are looked for and opened once a thread, whatever number of files it writes.
class Canvas {
public:
    static constexpr double kWidth = 595.28;
    static constexpr double kHeight = 841.89;

    explicit Canvas(const std::string& title);
    /// One that measures and draws nothing, to find out where things will stand.
    Canvas();
    Canvas(const Canvas&) = delete;
    Canvas& operator=(const Canvas&) = delete;
    ~Canvas();

    /// Shapes a text into lines of that width; < 0: one line.
    Layout shape(const std::string& text, const Face& face, double width,
                 Align align = Align::start) const;
    static double height_of(const Layout& layout);
    static double width_of(const Layout& layout);
    /// How far below its top the first line stands.
    static double baseline_of(const Layout& layout);

    /// Shortens each paragraph of a text to so many lines, with an ellipsis.
    static void shorten(const Layout& layout, int lines);
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

    void set_up_type();

    std::string bytes_;
    std::unique_ptr<cairo_surface_t, FreeSurface> surface_;
    std::unique_ptr<cairo_t, FreePen> pen_;
    std::unique_ptr<PangoContext, Unref> context_;
};

}  // namespace app::core::invoice
