#include "app/till/screens/common/paragraph_view.hpp"

namespace till::common {

float paragraph_height(const ui::Frame& frame, const Paragraph& how, std::string_view words,
                       float width) {
    if (words.empty()) return 0;
    return frame.pen().paragraph_height(how.style, words, width, how.lines_max) + how.gap;
}

void draw_paragraph(ui::Frame& frame, ui::Rect& rest, const Paragraph& how,
                    std::string_view words) {
    if (words.empty()) return;
    const float height = paragraph_height(frame, how, words, rest.width()) - how.gap;
    frame.pen().paragraph(ui::take_top(rest, height, how.gap),
                          {.style = how.style,
                           .colour = how.colour,
                           .cut = ui::Cut::allowed,
                           .lines_max = how.lines_max},
                          words);
}

}  // namespace till::common
