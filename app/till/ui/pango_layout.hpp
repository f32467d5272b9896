#pragma once

#include <pango/pangocairo.h>

#include <memory>
#include <string>
#include <string_view>

#include "app/till/ui/shaped_texts.hpp"

namespace till::ui {

struct Unref {
    void operator()(void* object) const { g_object_unref(object); }
};
using LayoutPtr = std::unique_ptr<PangoLayout, Unref>;

/// All text is laid out at this size, whatever size it is drawn at: Pango sorts all fonts of the
/// machine anew for each script, weight and size, which takes longer than a frame may.
inline constexpr float kLaidOutPx = 64;

/// So many of Pango's units a length of the display is in a layout for text of `em_px`.
int laid_out(float px, float em_px);

/// Pango set up as the till writes: our families in our order, tabular figures, no metric hinting,
/// places between pixels.
///
/// threads: one at a time
class PangoSetUp {
public:
    PangoSetUp();

    /// One paragraph as wide as it is.
    LayoutPtr line(std::string_view text, Weight weight, bool mirrored) const;
    /// The request's text in its box, cut to its lines; `cut` says whether it had to be.
    LayoutPtr boxed(const ShapeRequest& request, bool& cut) const;

private:
    std::unique_ptr<PangoFontMap, Unref> font_map_;
    std::unique_ptr<PangoContext, Unref> context_;
};

/// Whether the text has letters of both directions.
bool mixes_directions(std::string_view text);

}  // namespace till::ui
