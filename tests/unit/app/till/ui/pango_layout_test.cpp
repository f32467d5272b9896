// Goal: pictographs in names of goods are drawn, not boxes with numbers in them.
// Method: texts set as the till sets them, asked for what no face has.
#include "app/till/ui/pango_layout.hpp"

#include <gtest/gtest.h>

namespace {

int missing(std::string_view text) {
    const till::ui::PangoSetUp set_up;
    const auto layout = set_up.line(text, till::ui::Weight::regular, false);
    return pango_layout_get_unknown_glyphs_count(layout.get());
}

}  // namespace

TEST(PangoLayout, has_pictographs) {
    EXPECT_EQ(missing("\U0001F34E Apple \U0001F34C \u2615"), 0);
    EXPECT_EQ(missing("Pizza \U0001F355\uFE0F"), 0) << "with the mark that asks for a picture";
    EXPECT_GT(missing("\U0010FFFD"), 0) << "what no face has is told";
}
