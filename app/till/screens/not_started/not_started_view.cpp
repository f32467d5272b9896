#include "app/till/screens/not_started/not_started_view.hpp"

#include "app/till/screens/common/paragraph_view.hpp"

namespace till::not_started {

namespace {

using ui::Command;
using ui::Rect;
using ui::TextKey;

std::optional<Action> draw_foot(ui::Frame& frame, const Model& m, Rect& rest) {
    std::optional<Action> out;
    const auto keys = ui::columns(ui::take_bottom(rest, frame.size().money_key, frame.space().l),
                                  m.can_put_back ? 3 : 2, frame.space().m);
    if (ui::money_key(frame, "quit", keys[0],
                      {.label = frame.text(TextKey::not_started_quit), .command = Command::back}))
        out = Quit{};
    if (m.can_put_back && ui::money_key(frame, "put_back", keys[1],
                                        {.label = frame.text(TextKey::not_started_put_back),
                                         .command = Command::hold,
                                         .look = ui::Look::strong}))
        out = PutBack{};
    if (ui::money_key(frame, "retry", keys.back(),
                      {.label = frame.text(TextKey::not_started_retry),
                       .command = Command::confirm,
                       .look = ui::Look::accent}))
        out = Retry{};
    return out;
}

}  // namespace

std::optional<Action> draw(ui::Frame& frame, const Model& m) {
    const float width_share = frame.narrow() ? 1.0F : 0.78F;
    constexpr ui::TextStyle kBody{ui::TextSize::body, ui::Weight::regular};
    const Rect display = frame.display().inset(frame.space().xl);
    Rect rest = ui::centred(display, display.width() * width_share, display.height());
    auto out = draw_foot(frame, m, rest);
    common::draw_paragraph(
        frame, rest,
        {{ui::TextSize::label, ui::Weight::medium}, frame.colour().accent, 5, frame.space().l},
        frame.text(TextKey::app_name));
    common::draw_paragraph(
        frame, rest,
        {{ui::TextSize::title, ui::Weight::bold}, frame.colour().ink, 5, frame.space().m}, m.what);
    common::draw_paragraph(frame, rest, {kBody, frame.colour().muted, 5, frame.space().l}, m.to_do);
    return out;
}

}  // namespace till::not_started
