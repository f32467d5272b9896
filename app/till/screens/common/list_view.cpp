#include "app/till/screens/common/list_view.hpp"

#include <string_view>
#include <vector>

namespace till::common {

namespace {

constexpr int kManyLines = 12;  // more than a sentence ever takes

}  // namespace

void draw_title(ui::Frame& frame, ui::Rect& rest, std::string_view words) {
    const ui::TextStyle style{ui::TextSize::title, ui::Weight::bold};
    frame.pen().text(ui::take_top(rest, frame.theme().line_height(style.size), frame.space().l),
                     {.style = style, .colour = frame.colour().ink}, words);
}

bool draw_back(ui::Frame& frame, ui::Rect& rest, ui::Rect* beside) {
    constexpr float kShares[] = {1, 2};
    const auto cells = ui::columns(ui::take_bottom(rest, frame.size().action_key, frame.space().l),
                                   kShares, frame.space().m);
    if (beside != nullptr) *beside = cells[1];
    return ui::action_key(
        frame, "back", cells[0],
        {.label = frame.text(ui::TextKey::back_to_sale), .command = ui::Command::back});
}

std::optional<std::size_t> draw_foot(ui::Frame& frame, ui::Rect& rest,
                                     std::span<const ui::Button> keys) {
    const float gap = frame.space().m;
    std::vector<std::string_view> labels;
    for (const ui::Button& key : keys) labels.push_back(key.label);
    const auto fits = ui::key_rows(frame, rest, labels, gap);
    const int count = static_cast<int>(keys.size());
    const int rows = (count + fits.across - 1) / fits.across;
    const float height =
        rows > 1 ? frame.size().touch_min + frame.space().s : frame.size().action_key;
    const ui::Rect foot =
        ui::take_bottom(rest, static_cast<float>(rows) * (height + gap) - gap, frame.space().l);
    const auto cells = ui::grid(foot, fits.across, count, height, gap);
    std::optional<std::size_t> pressed;
    for (std::size_t i = 0; i < keys.size(); ++i) {
        ui::Button key = keys[i];
        key.size = fits.size;
        if (ui::action_key(frame, ui::numbered("foot", static_cast<long long>(i)), cells[i], key))
            pressed = i;
    }
    return pressed;
}

ui::TextStyle fitting(const ui::Frame& frame, const ui::TextStyle& style, std::string_view words,
                      float width, float height) {
    constexpr auto kSmallest = static_cast<int>(ui::TextSize::hint);
    ui::TextStyle smaller = style;
    for (auto size = static_cast<int>(style.size); size >= kSmallest; --size) {
        smaller.size = static_cast<ui::TextSize>(size);
        if (frame.pen().paragraph_height(smaller, words, width, kManyLines) <= height) break;
    }
    return smaller;
}

void draw_nothing(ui::Frame& frame, const ui::Rect& place, std::string_view words) {
    const float width = place.width() - 2 * (frame.narrow() ? frame.space().l : frame.space().xxxl);
    const ui::TextStyle style =
        fitting(frame, {ui::TextSize::line, ui::Weight::regular}, words, width, place.height());
    const float height = frame.pen().paragraph_height(style, words, width, kManyLines);
    frame.pen().paragraph(ui::centred(place, width, height),
                          {.style = style,
                           .colour = frame.colour().muted,
                           .align = ui::Align::centre,
                           .lines_max = kManyLines},
                          words);
}

}  // namespace till::common
