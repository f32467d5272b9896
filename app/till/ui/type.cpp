#include "app/till/ui/type.hpp"

namespace till::ui {

float Type::width(const Font& font, std::string_view text) {
    if (text.empty()) return 0;
    if (plain(text)) return plain_width(glyphs(font), text, font.spacing_px);
    return static_cast<float>(
        shaped_.advance({.text = text, .weight = font.weight, .em_px = font.em_px}));
}

float Type::place(const Font& font, std::string_view text, std::size_t byte) {
    if (plain(text)) return measured(font, text).place(byte);
    return shaped_.place(text, font.weight, font.em_px, byte);
}

std::size_t Type::nearest(const Font& font, std::string_view text, float x) {
    if (plain(text)) return measured(font, text).nearest(x);
    return shaped_.nearest(text, font.weight, font.em_px, x);
}

std::vector<std::pair<float, float>> Type::stretches(const Font& font, std::string_view text,
                                                     std::size_t begin, std::size_t end) {
    if (!plain(text)) return shaped_.stretches(text, font.weight, font.em_px, begin, end);
    const MeasuredText measured_text = measured(font, text);
    return {{measured_text.place(begin), measured_text.place(end)}};
}

}  // namespace till::ui
