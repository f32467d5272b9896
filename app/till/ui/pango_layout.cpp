#include "app/till/ui/pango_layout.hpp"

#include <unicode/uchar.h>

#include <cmath>
#include <vector>

#include "app/till/ui/utf8.hpp"

namespace till::ui {

namespace {

// In this order and by name: fontconfig alone may choose DejaVu for Hebrew and Arabic. The last has
// pictographs as outlines, which a mask can show; faces of coloured pictures it cannot.
constexpr const char* kFamilies =
    "Inter,Noto Sans,Noto Sans Hebrew,Noto Sans Arabic,Noto Sans Devanagari,Noto Sans Thai,"
    "Symbola";

constexpr PangoWeight kWeights[] = {PANGO_WEIGHT_NORMAL, PANGO_WEIGHT_MEDIUM, PANGO_WEIGHT_SEMIBOLD,
                                    PANGO_WEIGHT_BOLD};

/// The bytes after which the text may be cut: the ends of its words.
std::vector<std::size_t> word_ends(std::string_view text) {
    std::vector<std::size_t> ends;
    for (std::size_t i = 1; i < text.size(); ++i)
        if (text[i] == ' ' && text[i - 1] != ' ') ends.push_back(i);
    return ends;
}

void bound(PangoLayout* layout, const ShapeRequest& request) {
    pango_layout_set_width(layout, laid_out(static_cast<float>(request.room_px), request.em_px));
    pango_layout_set_wrap(layout, PANGO_WRAP_WORD_CHAR);
}

bool fits(PangoLayout* layout, int lines_max) {
    return pango_layout_get_line_count(layout) <= lines_max;
}

}  // namespace

bool mixes_directions(std::string_view text) {
    bool left_to_right = false;
    bool right_to_left = false;
    while (!text.empty()) {
        const auto direction = u_charDirection(static_cast<UChar32>(take_character(text)));
        left_to_right |= direction == U_LEFT_TO_RIGHT;
        right_to_left |= direction == U_RIGHT_TO_LEFT || direction == U_RIGHT_TO_LEFT_ARABIC;
    }
    return left_to_right && right_to_left;
}

int laid_out(float px, float em_px) {
    return static_cast<int>(std::lround(px * kLaidOutPx / em_px * PANGO_SCALE));
}

PangoSetUp::PangoSetUp()
    : font_map_(pango_cairo_font_map_new_for_font_type(CAIRO_FONT_TYPE_FT)),
      context_(pango_font_map_create_context(font_map_.get())) {
    cairo_font_options_t* options = cairo_font_options_create();
    cairo_font_options_set_antialias(options, CAIRO_ANTIALIAS_GRAY);
    cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_SLIGHT);
    cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
    pango_cairo_context_set_font_options(context_.get(), options);
    cairo_font_options_destroy(options);
    pango_context_set_round_glyph_positions(context_.get(), FALSE);
}

LayoutPtr PangoSetUp::line(std::string_view text, Weight weight, bool mirrored) const {
    // The first strong character gives the base direction; a text without one takes the screen's.
    pango_context_set_base_dir(context_.get(),
                               mirrored ? PANGO_DIRECTION_RTL : PANGO_DIRECTION_LTR);
    LayoutPtr layout(pango_layout_new(context_.get()));
    PangoFontDescription* font = pango_font_description_new();
    pango_font_description_set_family_static(font, kFamilies);
    pango_font_description_set_weight(font, kWeights[static_cast<std::size_t>(weight)]);
    pango_font_description_set_absolute_size(font, double{kLaidOutPx} * PANGO_SCALE);
    pango_layout_set_font_description(layout.get(), font);
    pango_font_description_free(font);
    PangoAttrList* attributes = pango_attr_list_new();
    pango_attr_list_insert(attributes, pango_attr_font_features_new("tnum=1, cv11=1"));
    pango_layout_set_attributes(layout.get(), attributes);
    pango_attr_list_unref(attributes);
    pango_layout_set_single_paragraph_mode(layout.get(), TRUE);
    char* valid = g_utf8_make_valid(text.data(), static_cast<gssize>(text.size()));
    pango_layout_set_text(layout.get(), valid, -1);
    g_free(valid);
    return layout;
}

LayoutPtr PangoSetUp::boxed(const ShapeRequest& request, bool& cut) const {
    const auto whole = [&](std::string_view text) {
        LayoutPtr layout = line(text, request.weight, request.mirrored);
        if (request.room_px > 0) bound(layout.get(), request);
        return layout;
    };
    LayoutPtr layout = whole(request.text);
    cut = request.room_px > 0 && !fits(layout.get(), request.lines_max);
    if (!cut) return layout;
    if (mixes_directions(request.text)) {
        const std::vector<std::size_t> ends = word_ends(request.text);
        for (auto end = ends.rbegin(); end != ends.rend(); ++end) {
            LayoutPtr shorter = whole(std::string(request.text.substr(0, *end)) + "…");
            if (fits(shorter.get(), request.lines_max)) return shorter;
        }
    }
    pango_layout_set_height(layout.get(), -request.lines_max);
    pango_layout_set_ellipsize(layout.get(), PANGO_ELLIPSIZE_END);
    return layout;
}

}  // namespace till::ui
