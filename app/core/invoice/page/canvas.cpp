#include "app/core/invoice/page/canvas.hpp"

#include <cairo-pdf.h>
#include <qrencode.h>

#include <algorithm>

namespace app::core::invoice {

namespace {

cairo_status_t take(void* into, const unsigned char* bytes, unsigned size) {
    static_cast<std::string*>(into)->append(reinterpret_cast<const char*>(bytes), size);
    return CAIRO_STATUS_SUCCESS;
}

struct FreeIter {
    void operator()(PangoLayoutIter* iter) const { pango_layout_iter_free(iter); }
};

struct FreeQr {
    void operator()(QRcode* code) const { QRcode_free(code); }
};

}  // namespace

Canvas::Canvas(const std::string& title)
    : surface_{cairo_pdf_surface_create_for_stream(take, &bytes_, kWidth, kHeight)},
      pen_{cairo_create(surface_.get())} {
    cairo_pdf_surface_set_metadata(surface_.get(), CAIRO_PDF_METADATA_TITLE, title.c_str());
    // A fixed date: the same invoice is the same file.
    cairo_pdf_surface_set_metadata(surface_.get(), CAIRO_PDF_METADATA_CREATE_DATE,
                                   "2000-01-01T00:00:00Z");
}

Canvas::~Canvas() {
    // Ending the surface writes into bytes_, which must still be there.
    pen_.reset();
    surface_.reset();
}

Layout Canvas::shape(const std::string& text, const Face& face, double width, Align align,
                     int lines_max) const {
    return Typesetter::of_thread().set(text, face, {width, align, lines_max});
}

double Canvas::height_of(const Layout& layout) {
    int height = 0;
    pango_layout_get_size(layout.get(), nullptr, &height);
    return static_cast<double>(height) / PANGO_SCALE;
}

double Canvas::width_of(const Layout& layout) {
    int width = 0;
    pango_layout_get_size(layout.get(), &width, nullptr);
    return static_cast<double>(width) / PANGO_SCALE;
}

double Canvas::baseline_of(const Layout& layout) {
    return static_cast<double>(pango_layout_get_baseline(layout.get())) / PANGO_SCALE;
}

void Canvas::draw(const Layout& layout, double x, double y, double grey) {
    if (!pen_) return;
    cairo_set_source_rgb(pen_.get(), grey, grey, grey);
    cairo_move_to(pen_.get(), x, y);
    pango_cairo_show_layout(pen_.get(), layout.get());
}

std::vector<double> Canvas::line_heights(const Layout& layout) {
    std::vector<double> heights;
    const std::unique_ptr<PangoLayoutIter, FreeIter> at{pango_layout_get_iter(layout.get())};
    int before = pango_layout_iter_get_baseline(at.get());
    const int first = before;
    while (pango_layout_iter_next_line(at.get()) != 0) {
        const int baseline = pango_layout_iter_get_baseline(at.get());
        heights.push_back(static_cast<double>(baseline - before) / PANGO_SCALE);
        before = baseline;
    }
    heights.push_back(height_of(layout) - static_cast<double>(before - first) / PANGO_SCALE);
    return heights;
}

void Canvas::draw_lines(const Layout& layout, std::size_t first, std::size_t count, double x,
                        double y, double grey) {
    if (!pen_) return;
    cairo_set_source_rgb(pen_.get(), grey, grey, grey);
    const std::unique_ptr<PangoLayoutIter, FreeIter> at{pango_layout_get_iter(layout.get())};
    const int above = pango_layout_iter_get_baseline(at.get());  // of the very first line
    int start = 0;
    std::size_t line = 0;
    do {
        const int baseline = pango_layout_iter_get_baseline(at.get());
        if (line == first) start = baseline - above;
        if (line >= first && line < first + count) {
            PangoRectangle box{};
            pango_layout_iter_get_line_extents(at.get(), nullptr, &box);
            cairo_move_to(pen_.get(), x + static_cast<double>(box.x) / PANGO_SCALE,
                          y + static_cast<double>(baseline - start) / PANGO_SCALE);
            pango_cairo_show_layout_line(pen_.get(), pango_layout_iter_get_line_readonly(at.get()));
        }
        ++line;
    } while (line < first + count && pango_layout_iter_next_line(at.get()) != 0);
}

double Canvas::text(const std::string& text, const Face& face, double x, double y, double width,
                    Align align) {
    const Layout layout = shape(text, face, width, align);
    draw(layout, x, y, face.grey);
    return height_of(layout);
}

void Canvas::rule(double x, double y, double width, double thickness, double grey) {
    fill(x, y - thickness / 2, width, thickness, grey);
}

void Canvas::fill(double x, double y, double width, double height, double grey) {
    fill({x, y, width, height}, {grey, grey, grey});
}

void Canvas::fill(const Box& box, const Colour& colour) {
    if (!pen_) return;
    cairo_set_source_rgb(pen_.get(), colour.red, colour.green, colour.blue);
    cairo_rectangle(pen_.get(), box.x, box.y, box.width, box.height);
    cairo_fill(pen_.get());
}

void Canvas::stripe(const Box& box, const Colour& colour) {
    if (!pen_ || box.width <= 0 || box.height <= 0) return;
    constexpr double kStripesApart = 3.2;
    cairo_save(pen_.get());
    cairo_set_source_rgb(pen_.get(), colour.red, colour.green, colour.blue);
    cairo_rectangle(pen_.get(), box.x, box.y, box.width, box.height);
    cairo_clip(pen_.get());
    cairo_set_line_width(pen_.get(), 1);
    const int stripes = static_cast<int>((box.width + box.height) / kStripesApart) + 1;
    for (int i = 0; i < stripes; ++i) {
        const double from = kStripesApart * i - box.height;
        cairo_move_to(pen_.get(), box.x + from, box.y + box.height);
        cairo_line_to(pen_.get(), box.x + from + box.height, box.y);
    }
    cairo_stroke(pen_.get());
    // Half of the line is clipped away.
    cairo_set_line_width(pen_.get(), 1.6);
    cairo_rectangle(pen_.get(), box.x, box.y, box.width, box.height);
    cairo_stroke(pen_.get());
    cairo_restore(pen_.get());
}

Box Canvas::picture(const Picture& picture, const Box& box) {
    const double across = box.width / picture.width();
    const double down = box.height / picture.height();
    const double scale = std::min(across, down);
    const Box placed{box.x + box.width - picture.width() * scale, box.y, picture.width() * scale,
                     picture.height() * scale};
    if (!pen_) return placed;
    cairo_save(pen_.get());
    cairo_translate(pen_.get(), placed.x, placed.y);
    cairo_scale(pen_.get(), scale, scale);
    cairo_set_source_surface(pen_.get(), picture.surface(), 0, 0);
    cairo_paint(pen_.get());
    cairo_restore(pen_.get());
    return placed;
}

void Canvas::qr_code(const std::string& text, double x, double y, double edge) {
    if (!pen_) return;
    const std::unique_ptr<QRcode, FreeQr> code{
        QRcode_encodeString(text.c_str(), 0, QR_ECLEVEL_M, QR_MODE_8, 1)};
    if (!code) return;
    const int width = code->width;
    const double dot = edge / width;
    cairo_set_source_rgb(pen_.get(), 0, 0, 0);
    // Runs of dark dots as one bar, and the same run in the rows below with it: no hair lines
    // between them on any screen, and fewer figures to write than dots.
    const auto dark = [&](int row, int column) {
        return row < width && column >= 0 && column < width &&
               (code->data[row * width + column] & 1) != 0;
    };
    const auto is_run = [&](int row, int from, int to) {
        if (dark(row, from - 1) || dark(row, to)) return false;
        for (int column = from; column < to; ++column)
            if (!dark(row, column)) return false;
        return true;
    };
    for (int row = 0; row < width; ++row) {
        for (int column = 0; column < width;) {
            int end = column;
            while (dark(row, end)) ++end;
            if (end > column && (row == 0 || !is_run(row - 1, column, end))) {
                int below = row + 1;
                while (is_run(below, column, end)) ++below;
                cairo_rectangle(pen_.get(), x + column * dot, y + row * dot, (end - column) * dot,
                                (below - row) * dot);
            }
            column = std::max(end, column + 1);
        }
    }
    cairo_fill(pen_.get());
}

void Canvas::next_page() {
    if (pen_) cairo_show_page(pen_.get());
}

std::string Canvas::finish() {
    pen_.reset();
    cairo_surface_finish(surface_.get());
    return std::move(bytes_);
}

}  // namespace app::core::invoice
