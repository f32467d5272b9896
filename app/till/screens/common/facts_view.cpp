#include "app/till/screens/common/facts_view.hpp"

namespace till::common {

namespace {

constexpr ui::TextStyle kFactLabel{ui::TextSize::hint, ui::Weight::medium};
constexpr ui::TextStyle kFactWords{ui::TextSize::body, ui::Weight::regular};
constexpr int kFactLinesMax = 4;

float words_height(const ui::Frame& frame, const std::string& words, float width) {
    if (words.empty()) return frame.theme().line_height(kFactWords.size);
    return frame.pen().paragraph_height(kFactWords, words, width, kFactLinesMax);
}

}  // namespace

float facts_height(const ui::Frame& frame, const std::vector<std::string>& facts, float width) {
    float height = 0;
    for (std::size_t i = 0; i + 1 < facts.size(); i += 2)
        height += frame.theme().line_height(kFactLabel.size) + frame.space().xs +
                  words_height(frame, facts[i + 1], width) + frame.space().l;
    return height;
}

void draw_facts(ui::Frame& frame, const std::vector<std::string>& facts, ui::Rect& rest) {
    const ui::Colours& c = frame.colour();
    for (std::size_t i = 0; i + 1 < facts.size(); i += 2) {
        frame.pen().text(
            ui::take_top(rest, frame.theme().line_height(kFactLabel.size), frame.space().xs),
            {.style = kFactLabel, .colour = c.muted, .cut = ui::Cut::allowed}, facts[i]);
        const float height = words_height(frame, facts[i + 1], rest.width());
        frame.pen().paragraph(ui::take_top(rest, height, frame.space().l),
                              {.style = kFactWords,
                               .colour = c.ink,
                               .cut = ui::Cut::allowed,
                               .lines_max = kFactLinesMax},
                              facts[i + 1]);
    }
}

}  // namespace till::common
