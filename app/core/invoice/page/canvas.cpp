#include "app/core/invoice/page/canvas.hpp"

#include <cairo-pdf.h>
#include <qrencode.h>

#include <algorithm>

namespace app::core::invoice {

namespace {

/// Named one by one: left to itself fontconfig mixes in faces of another style.
constexpr const char* kFamilies =
    "Inter,Noto Sans,Noto Sans Hebrew,Noto Sans Arabic,Noto Sans Devanagari,Noto Sans Thai,"
    "Noto Sans CJK SC";

cairo_status_t take(void* into, const unsigned char* bytes, unsigned size) {
    static_cast<std::string*>(into)->append(reinterpret_cast<const char*>(bytes), size);
    return CAIRO_STATUS_SUCCESS;
}

struct FreeFont {
    void operator()(PangoFontDescription* font) const { pango_font_description_free(font); }
};

struct FreeIter {
    void operator()(PangoLayoutIter* iter) const { pango_layout_iter_free(iter); }
};

struct FreeQr {
    void operator()(QRcode* code) const { QRcode_free(code); }
};

/// The fonts of this thread's pages. Finding and opening them takes longer than drawing a bill, and
/// Pango's may not be shared between threads.
PangoFontMap* fonts_of_thread() {
    thread_local const std::unique_ptr<PangoFontMap, Unref> fonts = [] {
        std::unique_ptr<PangoFontMap, Unref> made{pango_cairo_font_map_new()};
        pango_cairo_font_map_set_resolution(PANGO_CAIRO_FONT_MAP(made.get()), 72);
        return made;
    }();
    return fonts.get();
}

}  // namespace

Canvas::Canvas(const std::string& title)
    : surface_{cairo_pdf_surface_create_for_stream(take, &bytes_, kWidth, kHeight)},
      pen_{cairo_create(surface_.get())},
      context_{pango_font_map_create_context(fonts_of_thread())} {
    cairo_pdf_surface_set_metadata(surface_.get(), CAIRO_PDF_METADATA_TITLE, title.c_str());
    // A fixed date: the same invoice is the same file.
    cairo_pdf_surface_set_metadata(surface_.get(), CAIRO_PDF_METADATA_CREATE_DATE,
                                   "2000-01-01T00:00:00Z");
    set_up_type();
}

Canvas::Canvas() : context_{pango_font_map_create_context(fonts_of_thread())} {
    set_up_type();
}

void Canvas::set_up_type() {
    // Whole glyph positions would spoil the spacing of a file that is printed at any size.
    cairo_font_options_t* const options = cairo_font_options_create();
    cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
    cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
    pango_cairo_context_set_font_options(context_.get(), options);
    cairo_font_options_destroy(options);
    pango_context_set_round_glyph_positions(context_.get(), FALSE);
}

Canvas::~Canvas() {
    // Ending the surface writes into bytes_, which must still be there.
    pen_.reset();
    surface_.reset();
}

Layout Canvas::shape(const std::string& text, const Face& face, double width, Align align) const {
    Layout layout{pango_layout_new(context_.get())};
    const std::unique_ptr<PangoFontDescription, FreeFont> font{pango_font_description_new()};
    pango_font_description_set_family(font.get(), kFamilies);
    pango_font_description_set_weight(font.get(),
                                      face.bold ? PANGO_WEIGHT_SEMIBOLD : PANGO_WEIGHT_NORMAL);
    pango_font_description_set_absolute_size(font.get(), face.size * PANGO_SCALE);
    pango_layout_set_font_description(layout.get(), font.get());
    PangoAttrList* const attributes = pango_attr_list_new();
    pango_attr_list_insert(attributes, pango_attr_font_features_new("tnum=1"));
    pango_attr_list_insert(attributes, pango_attr_insert_hyphens_new(FALSE));
    pango_layout_set_attributes(layout.get(), attributes);
    pango_attr_list_unref(attributes);
    pango_layout_set_line_spacing(layout.get(), 1.15F);
    if (width >= 0) {
        pango_layout_set_width(layout.get(), static_cast<int>(width * PANGO_SCALE));
        pango_layout_set_wrap(layout.get(), PANGO_WRAP_WORD_CHAR);
    }
    pango_layout_set_text(layout.get(), text.data(), static_cast<int>(text.size()));
    // Pango turns the sides round for a text that runs from right to left; the page does not turn.
    const bool turned = pango_layout_get_direction(layout.get(), 0) == PANGO_DIRECTION_RTL;
    const PangoAlignment sides =
        (align == Align::end) != turned ? PANGO_ALIGN_RIGHT : PANGO_ALIGN_LEFT;
    pango_layout_set_alignment(layout.get(), align == Align::middle ? PANGO_ALIGN_CENTER : sides);
    return layout;
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

void Canvas::shorten(const Layout& layout, int lines) {
    pango_layout_set_height(layout.get(), -lines);
    pango_layout_set_ellipsize(layout.get(), PANGO_ELLIPSIZE_END);
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
    for (int row = 0; row < width; ++row) {
        // Runs of dark dots as one bar: no hair lines between them on any screen.
        for (int column = 0; column < width;) {
            const auto dark = [&](int at) { return (code->data[row * width + at] & 1) != 0; };
            int end = column;
            while (end < width && dark(end)) ++end;
            if (end > column)
                cairo_rectangle(pen_.get(), x + column * dot, y + row * dot, (end - column) * dot,
                                dot);
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
