#include "app/till/screens/first_start/by_hand_view.hpp"

#include <algorithm>

#include "app/till/ui/keyboard.hpp"

namespace till::first_start {

bool is_low(const ui::Frame& frame) {
    constexpr float kFingersHigh = 15;
    return frame.display().height() < kFingersHigh * frame.size().touch_min;
}

bool writes_by_hand(const ui::Frame& frame, const Model& m) {
    return m.by_hand && m.busy == Busy::no && m.field < fields_of(m).size() &&
           (is_low(frame) || lists_files(m) || m.step == Step::logo);
}

std::optional<Action> draw_by_hand(ui::Frame& frame, const Model& m, std::string_view words,
                                   ui::Rect place) {
    std::optional<Action> out;
    const ui::TextStyle title{ui::TextSize::title, ui::Weight::bold};
    const float line = frame.theme().line_height(title.size);
    const float above = line + frame.space().xs + frame.size().touch_min;
    const float room = place.height() - above - frame.space().m;
    const ui::Rect board =
        ui::take_bottom(place, std::min(1.25F * ui::keyboard_height(frame), room));
    frame.pen().text(ui::take_top(place, line, frame.space().xs),
                     {.style = title, .colour = frame.colour().ink}, words);
    const auto answer =
        ui::text_field(frame, ui::numbered("entry", static_cast<long long>(m.field)),
                       ui::take_top(place, frame.size().touch_min),
                       {.text = m.text(fields_of(m)[m.field]),
                        .writing = true,
                        .characters_max = kCharactersMax,
                        .full = m.full});
    if (answer.text) out = Typed{*answer.text};
    if (answer.entered) out = NextPressed{};
    if (answer.left) out = BackPressed{};
    // An address is written as machines have it.
    const std::string_view language =
        m.step == Step::printer ? std::string_view{"en"} : frame.texts().language();
    if (const auto press = ui::keyboard(frame, "key", board, language, m.capitals))
        out = Touched{*press};
    return out;
}

}  // namespace till::first_start
