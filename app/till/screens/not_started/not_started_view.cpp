#include "app/till/screens/not_started/not_started_view.hpp"

#include <algorithm>
#include <string_view>

#include "app/till/screens/common/list_view.hpp"

namespace till::not_started {

namespace {

using ui::Command;
using ui::Rect;
using ui::TextKey;

void paragraph(ui::Frame& frame, Rect& rest, const ui::TextStyle& style, ui::Colour colour,
               std::string_view words, float gap) {
    constexpr int kLinesMax = 5;
    if (words.empty()) return;
    const float height = frame.pen().paragraph_height(style, words, rest.width(), kLinesMax);
    frame.pen().paragraph(
        ui::take_top(rest, height, gap),
        {.style = style, .colour = colour, .cut = ui::Cut::allowed, .lines_max = kLinesMax}, words);
}

std::optional<Action> draw_foot(ui::Frame& frame, const Model& m, Rect& rest) {
    std::optional<Action> out;
    const bool can_put_back = !m.copies.empty();
    const auto keys = ui::columns(ui::take_bottom(rest, frame.size().money_key, frame.space().l),
                                  can_put_back ? 3 : 2, frame.space().m);
    if (ui::money_key(frame, "quit", keys[0],
                      {.label = frame.text(TextKey::not_started_quit), .command = Command::back}))
        out = Quit{};
    if (can_put_back && ui::money_key(frame, "put_back", keys[1],
                                      {.label = frame.text(TextKey::not_started_put_back),
                                       .command = Command::recall,
                                       .look = ui::Look::strong}))
        out = PutBack{};
    if (ui::money_key(frame, "retry", keys.back(),
                      {.label = frame.text(TextKey::not_started_retry),
                       .command = Command::confirm,
                       .look = ui::Look::accent}))
        out = Retry{};
    return out;
}

std::optional<Action> draw_copies(ui::Frame& frame, const Model& m, const Rect& place) {
    std::optional<Action> out;
    const Rect inside = ui::card(frame, place, frame.space().m);
    const common::List list{.id = "copies",
                            .count = m.copies.size(),
                            .chosen = m.chosen,
                            .height = frame.size().list_row};
    const auto tapped = common::draw_list(frame, inside, list, "copy", [&](std::size_t i) {
        return ui::Row{.title = m.copies[i].name,
                       .note = m.copies[i].note,
                       .strong = i == m.chosen,
                       .chosen = i == m.chosen,
                       .tappable = true};
    });
    if (tapped) out = CopyChosen{*tapped};
    if (frame.commanded(Command::line_up))
        out = CopyChosen{m.chosen - std::min<std::size_t>(m.chosen, 1)};
    if (frame.commanded(Command::line_down))
        out = CopyChosen{std::min(m.chosen + 1, m.copies.size() - 1)};
    return out;
}

}  // namespace

std::optional<Action> draw(ui::Frame& frame, const Model& m) {
    constexpr float kWidthShare = 0.78F;
    constexpr ui::TextStyle kBody{ui::TextSize::body, ui::Weight::regular};
    const Rect display = frame.display().inset(frame.space().xl);
    const ui::Notice refusal{.tone = ui::Tone::danger, .words = m.refusal};
    Rect rest = ui::centred(display, display.width() * kWidthShare, display.height());
    auto out = draw_foot(frame, m, rest);
    paragraph(frame, rest, {ui::TextSize::label, ui::Weight::medium}, frame.colour().accent,
              frame.text(TextKey::app_name), frame.space().l);
    paragraph(frame, rest, {ui::TextSize::title, ui::Weight::bold}, frame.colour().ink, m.what,
              frame.space().m);
    paragraph(frame, rest, kBody, frame.colour().muted, m.to_do, frame.space().l);
    if (!m.refusal.empty()) {
        const float height = ui::notice_height(frame, rest.width(), refusal);
        ui::notice(frame, "refusal", ui::take_top(rest, height, frame.space().l), refusal);
    }
    if (m.copies.empty()) {
        paragraph(frame, rest, kBody, frame.colour().muted, m.none, 0);
    } else if (auto action = draw_copies(frame, m, rest)) {
        out = std::move(action);
    }
    return out;
}

}  // namespace till::not_started
