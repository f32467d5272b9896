#include "app/core/invoice/page/typesetter.hpp"

#include <cairo.h>

namespace app::core::invoice {

namespace {

/// Named one by one: left to itself fontconfig mixes in faces of another style.
constexpr const char* kFamilies =
    "Inter,Noto Sans,Noto Sans Hebrew,Noto Sans Arabic,Noto Sans Devanagari,Noto Sans Thai,"
    "Noto Sans CJK SC";

// What is kept is bounded: a longer text is a note that nobody else has.
constexpr std::size_t kKeptMax = 4'000;
constexpr std::size_t kKeptBytesMax = 120;

struct FreeFont {
    void operator()(PangoFontDescription* font) const { pango_font_description_free(font); }
};

std::string key_of(const std::string& text, const Face& face, const Typesetter::Measure& measure) {
    std::string key = text;
    const auto add = [&](const auto& part) {
        key.append(reinterpret_cast<const char*>(&part), sizeof part);
    };
    add(face.size);
    add(measure.width);
    add(measure.lines_max);
    add(measure.align);
    add(face.bold);
    return key;
}

}  // namespace

Typesetter& Typesetter::of_thread() {
    // Pango's fonts may not be shared between threads.
    thread_local Typesetter typesetter;
    return typesetter;
}

Typesetter::Typesetter()
    : fonts_{pango_cairo_font_map_new()}, context_{pango_font_map_create_context(fonts_.get())} {
    pango_cairo_font_map_set_resolution(PANGO_CAIRO_FONT_MAP(fonts_.get()), 72);
    // Whole glyph positions would spoil the spacing of a file that is printed at any size.
    cairo_font_options_t* const options = cairo_font_options_create();
    cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
    cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
    pango_cairo_context_set_font_options(context_.get(), options);
    cairo_font_options_destroy(options);
    pango_context_set_round_glyph_positions(context_.get(), FALSE);
}

Layout Typesetter::set(const std::string& text, const Face& face, const Measure& measure) {
    if (text.size() > kKeptBytesMax) return made(text, face, measure);
    std::string key = key_of(text, face, measure);
    auto known = known_.find(key);
    if (known == known_.end()) {
        if (known_.size() >= kKeptMax) known_.clear();
        known = known_.emplace(std::move(key), made(text, face, measure)).first;
    }
    return Layout{static_cast<PangoLayout*>(g_object_ref(known->second.get()))};
}

Layout Typesetter::made(const std::string& text, const Face& face, const Measure& measure) const {
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
    if (measure.width >= 0) {
        pango_layout_set_width(layout.get(), static_cast<int>(measure.width * PANGO_SCALE));
        pango_layout_set_wrap(layout.get(), PANGO_WRAP_WORD_CHAR);
    }
    if (measure.lines_max > 0) {
        pango_layout_set_height(layout.get(), -measure.lines_max);
        pango_layout_set_ellipsize(layout.get(), PANGO_ELLIPSIZE_END);
    }
    pango_layout_set_text(layout.get(), text.data(), static_cast<int>(text.size()));
    // Pango turns the sides round for a text that runs from right to left; the page does not turn.
    // Which way it runs its line says, not its first character: that may be a figure.
    PangoLayoutLine* const first = pango_layout_get_line_readonly(layout.get(), 0);
    const bool turned =
        first != nullptr && pango_layout_line_get_resolved_direction(first) == PANGO_DIRECTION_RTL;
    const PangoAlignment sides =
        (measure.align == Align::end) != turned ? PANGO_ALIGN_RIGHT : PANGO_ALIGN_LEFT;
    pango_layout_set_alignment(layout.get(),
                               measure.align == Align::middle ? PANGO_ALIGN_CENTER : sides);
    return layout;
}

}  // namespace app::core::invoice
