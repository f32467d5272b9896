#pragma once

#include <string_view>

#include "app/till/ui/ui.hpp"

namespace till::common {

/// How words of several lines are drawn.
struct Paragraph {
    ui::TextStyle style;
    ui::Colour colour;
    int lines_max{4};  // what is longer is cut
    float gap{0};      // below it, physical pixels
};

/// What a paragraph takes of such a width, its gap included; nothing where there are no words.
float paragraph_height(const ui::Frame& frame, const Paragraph& how, std::string_view words,
                       float width);
/// Draws it and takes its room off the top; nothing where there are no words.
void draw_paragraph(ui::Frame& frame, ui::Rect& rest, const Paragraph& how, std::string_view words);

}  // namespace till::common
