#include "drivers/printer/lettering.hpp"

#include <algorithm>
#include <cmath>

#include "drivers/printer/cells.hpp"
#include "pos/base/assert.hpp"

namespace drivers::printer {

using pos::document::Direction;

namespace {

/// Named one by one: left to itself fontconfig mixes in faces of another style. Han characters
/// differ by country, so the language chooses among those.
std::string families(const std::string& language) {
    const char* han = "Noto Sans CJK SC";
    if (language.starts_with("ja")) han = "Noto Sans CJK JP";
    if (language.starts_with("ko")) han = "Noto Sans CJK KR";
    if (language.starts_with("zh-TW") || language.starts_with("zh-Hant")) han = "Noto Sans CJK TC";
    if (language.starts_with("zh-HK")) han = "Noto Sans CJK HK";
    return std::string{
               "Inter,Noto Sans,Noto Sans Hebrew,Noto Sans Arabic,Noto Sans Devanagari,"
               "Noto Sans Thai,"} +
           han + ",Symbola";  // pictographs as outlines
}

struct FreeFont {
    void operator()(PangoFontDescription* font) const { pango_font_description_free(font); }
};

void set_font(PangoLayout* layout, const Face& face, const std::string& language) {
    const std::unique_ptr<PangoFontDescription, FreeFont> font{pango_font_description_new()};
    pango_font_description_set_family(font.get(), families(language).c_str());
    pango_font_description_set_weight(font.get(),
                                      face.bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_MEDIUM);
    pango_font_description_set_absolute_size(font.get(), face.em * PANGO_SCALE);
    pango_layout_set_font_description(layout, font.get());

    PangoAttrList* attributes = pango_attr_list_new();
    if (face.tabular) pango_attr_list_insert(attributes, pango_attr_font_features_new("tnum=1"));
    pango_attr_list_insert(attributes, pango_attr_insert_hyphens_new(FALSE));
    pango_layout_set_attributes(layout, attributes);
    pango_attr_list_unref(attributes);
}

/// Room for the tallest letters and marks: a stacked mark must not run into the line above.
ShapedLine measure(PangoLayoutLine* line, const Face& face) {
    PangoRectangle ink{};
    PangoRectangle logical{};
    pango_layout_line_get_pixel_extents(line, &ink, &logical);
    const int above = static_cast<int>(std::lround(face.pitch * 0.74));
    return {.line = line,
            .width = logical.width,
            .above = std::max(above, 1 - ink.y),
            .below = std::max(face.pitch - above, ink.y + ink.height + 1)};
}

void draw_band(const std::vector<Standing>& lines, Ink& ink, unsigned top, unsigned height) {
    cairo_surface_t* surface = cairo_image_surface_create(
        CAIRO_FORMAT_A8, static_cast<int>(ink.width), static_cast<int>(height));
    POS_ASSERT(cairo_surface_status(surface) == CAIRO_STATUS_SUCCESS);
    cairo_t* pen = cairo_create(surface);
    for (const Standing& standing : lines) {
        cairo_move_to(pen, standing.x, standing.baseline - static_cast<int>(top));
        pango_cairo_show_layout_line(pen, standing.line);
    }
    cairo_destroy(pen);
    cairo_surface_flush(surface);
    const auto stride = static_cast<std::size_t>(cairo_image_surface_get_stride(surface));
    const unsigned char* data = cairo_image_surface_get_data(surface);
    for (unsigned y = 0; y < height; ++y) {
        std::copy_n(data + y * stride, ink.width, &ink.at(0, top + y));
    }
    cairo_surface_destroy(surface);
}

}  // namespace

Lettering::Lettering()
    : fonts_{pango_cairo_font_map_new_for_font_type(CAIRO_FONT_TYPE_FT)},
      context_{pango_font_map_create_context(fonts_.get())} {
    cairo_font_options_t* options = cairo_font_options_create();
    cairo_font_options_set_antialias(options, CAIRO_ANTIALIAS_GRAY);
    cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_SLIGHT);
    cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
    pango_cairo_context_set_font_options(context_.get(), options);
    cairo_font_options_destroy(options);
}

Shaped Lettering::shape(const std::string& text, const Face& face, int room,
                        const Reading& reading) {
    pango_context_set_base_dir(context_.get(), reading.direction == Direction::rtl
                                                   ? PANGO_DIRECTION_RTL
                                                   : PANGO_DIRECTION_LTR);
    pango_context_set_language(context_.get(),
                               pango_language_from_string(reading.language.c_str()));
    Shaped shaped{.layout = Object<PangoLayout>{pango_layout_new(context_.get())}, .lines = {}};
    PangoLayout* layout = shaped.layout.get();
    set_font(layout, face, reading.language);
    const std::string clean = tidy(text);
    pango_layout_set_text(layout, clean.data(), static_cast<int>(clean.size()));
    pango_layout_set_single_paragraph_mode(layout, TRUE);
    if (room >= 0) {
        pango_layout_set_width(layout, room * PANGO_SCALE);
        pango_layout_set_wrap(layout, PANGO_WRAP_WORD_CHAR);
    }
    for (int i = 0; i < pango_layout_get_line_count(layout); ++i) {
        shaped.lines.push_back(measure(pango_layout_get_line_readonly(layout, i), face));
        shaped.width = std::max(shaped.width, shaped.lines.back().width);
    }
    POS_ASSERT(!shaped.lines.empty());
    return shaped;
}

Ink Lettering::draw(const std::vector<Standing>& lines, unsigned width, unsigned height) {
    // In bands: a surface may not be higher than 32,767 dots, a strip of paper may.
    constexpr unsigned kBand = 4096;
    Ink ink{width, height};
    for (unsigned top = 0; top < height; top += kBand) {
        draw_band(lines, ink, top, std::min(kBand, height - top));
    }
    return ink;
}

}  // namespace drivers::printer
