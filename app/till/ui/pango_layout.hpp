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

/// Pango set up as the till writes: our families in our order, tabular figures, no metric hinting.
///
/// threads: one at a time
class PangoSetUp {
public:
    PangoSetUp();

    /// One paragraph as wide as it is.
    LayoutPtr line(std::string_view text, Weight weight, float em_px, bool mirrored) const;
    /// The request's text in its box, cut to its lines; `cut` says whether it had to be.
    LayoutPtr boxed(const ShapeRequest& request, bool& cut) const;

private:
    std::unique_ptr<PangoFontMap, Unref> font_map_;
    std::unique_ptr<PangoContext, Unref> context_;
};

/// Whether the text has letters of both directions.
bool mixes_directions(std::string_view text);

}  // namespace till::ui
