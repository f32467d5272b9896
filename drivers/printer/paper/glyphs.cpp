#include "drivers/printer/paper/glyphs.hpp"

#include <algorithm>
#include <memory>
#include <string>

#include "drivers/printer/code_points.hpp"
#include "pos/base/assert.hpp"

namespace drivers::printer::paper {

namespace {

// The font is drawn for a plain cell of 12 by 24 and stretched from there.
constexpr double kCellWidth = 12;
constexpr double kCellHeight = 24;
constexpr double kEm = 20;
constexpr double kWideEm = 22;
constexpr double kBaseline = 18.5;

struct FreeFont {
    void operator()(PangoFontDescription* font) const { pango_font_description_free(font); }
};

void set_font(PangoLayout* layout, bool bold, bool wide) {
    const std::unique_ptr<PangoFontDescription, FreeFont> font{pango_font_description_new()};
    pango_font_description_set_family_static(
        font.get(), wide ? "Noto Sans Mono CJK SC,Noto Sans Mono"
                         : "Noto Sans Mono,Noto Sans Mono CJK SC,Noto Sans Hebrew,Noto Sans "
                           "Arabic,Noto Sans Thai,Noto Sans Devanagari");
    pango_font_description_set_weight(font.get(), bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_MEDIUM);
    pango_font_description_set_absolute_size(font.get(), (wide ? kWideEm : kEm) * PANGO_SCALE);
    pango_layout_set_font_description(layout, font.get());
}

Ink copied(cairo_surface_t* surface, unsigned width, unsigned height) {
    cairo_surface_flush(surface);
    Ink ink{width, height};
    const auto stride = static_cast<std::size_t>(cairo_image_surface_get_stride(surface));
    const unsigned char* data = cairo_image_surface_get_data(surface);
    for (unsigned y = 0; y < height; ++y) std::copy_n(data + y * stride, width, &ink.at(0, y));
    return ink;
}

}  // namespace

Glyphs::Glyphs()
    : fonts_{pango_cairo_font_map_new_for_font_type(CAIRO_FONT_TYPE_FT)},
      context_{pango_font_map_create_context(fonts_.get())} {
    cairo_font_options_t* options = cairo_font_options_create();
    cairo_font_options_set_antialias(options, CAIRO_ANTIALIAS_GRAY);
    cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
    cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
    pango_cairo_context_set_font_options(context_.get(), options);
    cairo_font_options_destroy(options);
}

const Ink& Glyphs::cell(char32_t character, const LetterStyle& style) {
    const Key key{character, (style.cell_width & 0xFF) | (style.cell_height & 0xFF) << 8 |
                                 (style.width & 0xF) << 16 | (style.height & 0xF) << 20 |
                                 (style.bold ? 1U << 24 : 0U) | (style.wide ? 1U << 25 : 0U)};
    const auto found = kept_.find(key);
    if (found != kept_.end()) return found->second;
    if (kept_.size() >= kKeptMax) kept_.clear();
    return kept_.emplace(key, draw(character, style)).first->second;
}

Ink Glyphs::draw(char32_t character, const LetterStyle& style) const {
    const double cells = style.wide ? 2 : 1;
    const unsigned width = style.cell_width * style.width * (style.wide ? 2 : 1);
    const unsigned height = style.cell_height * style.height;
    if (character == U' ' || width == 0 || height == 0) return {width, height};
    const Object<PangoLayout> layout{pango_layout_new(context_.get())};
    set_font(layout.get(), style.bold, style.wide);
    const std::string text = to_utf8(std::u32string_view{&character, 1});
    pango_layout_set_text(layout.get(), text.data(), static_cast<int>(text.size()));
    PangoRectangle logical{};
    pango_layout_get_extents(layout.get(), nullptr, &logical);
    const double advance = static_cast<double>(logical.width) / PANGO_SCALE;

    cairo_surface_t* surface = cairo_image_surface_create(CAIRO_FORMAT_A8, static_cast<int>(width),
                                                          static_cast<int>(height));
    POS_ASSERT(cairo_surface_status(surface) == CAIRO_STATUS_SUCCESS);
    cairo_t* pen = cairo_create(surface);
    const double room = kCellWidth * cells;
    cairo_scale(pen, width / room, height / kCellHeight);
    // A letter of another font that is wider than the cell is pressed into it.
    const double pressed = advance > room ? room / advance : 1;
    cairo_translate(pen, std::max(0.0, (room - advance) / 2), kBaseline);
    cairo_scale(pen, pressed, 1);
    cairo_move_to(pen, 0, 0);
    pango_cairo_show_layout_line(pen, pango_layout_get_line_readonly(layout.get(), 0));
    cairo_destroy(pen);
    Ink ink = copied(surface, width, height);
    cairo_surface_destroy(surface);
    return ink;
}

}  // namespace drivers::printer::paper
