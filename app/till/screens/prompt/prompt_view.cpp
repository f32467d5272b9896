#include "app/till/screens/prompt/prompt_view.hpp"

#include <algorithm>
#include <string>

namespace till::prompt {

namespace {

using ui::Rect;
using ui::TextKey;

std::string pressed(const Model& m, const ui::NumpadPress& press) {
    std::string text = m.text;
    switch (press.what) {
        case ui::NumpadPress::What::digit:
            return text + static_cast<char>('0' + press.digit);
        case ui::NumpadPress::What::double_zero:
            return text + "00";
        case ui::NumpadPress::What::point:
            return text + ".";
        case ui::NumpadPress::What::erase:
            if (!text.empty()) text.pop_back();
            return text;
    }
    return text;
}

void draw_head(ui::Frame& frame, const Model& m, Rect& rest) {
    const ui::TextStyle title{ui::TextSize::total_label, ui::Weight::semibold};
    frame.pen().text(ui::take_top(rest, frame.theme().line_height(title.size), frame.space().xs),
                     {.style = title, .colour = frame.colour().ink}, m.title);
    if (m.about.empty()) return;
    const ui::TextStyle about{ui::TextSize::label, ui::Weight::regular};
    frame.pen().text(ui::take_top(rest, frame.theme().line_height(about.size), frame.space().m),
                     {.style = about, .colour = frame.colour().muted, .cut = ui::Cut::allowed},
                     m.about);
}

std::optional<Action> draw_modes(ui::Frame& frame, const Model& m, Rect& rest) {
    if (m.modes.empty()) return std::nullopt;
    const std::vector<std::string_view> labels(m.modes.begin(), m.modes.end());
    const Rect place = ui::take_top(rest, frame.size().touch_min, frame.space().m);
    if (const auto mode = ui::choices(frame, "mode", place, labels, m.mode))
        return ModeChosen{*mode};
    return std::nullopt;
}

std::optional<Action> draw_reasons(ui::Frame& frame, const Model& m, Rect& rest) {
    std::optional<Action> out;
    if (m.reasons.empty()) return out;
    const int across = 2;
    const int count = static_cast<int>(m.reasons.size());
    const float height = frame.size().touch_min;
    const int lines = (count + across - 1) / across;
    const float room = static_cast<float>(lines) * (height + frame.space().s);
    const auto cells =
        ui::grid(ui::take_top(rest, room, frame.space().s), across, count, height, frame.space().s);
    for (std::size_t i = 0; i < m.reasons.size(); ++i) {
        const bool chosen = m.reason == i;
        const ui::Button key{.label = m.reasons[i],
                             .look = chosen ? ui::Look::strong : ui::Look::quiet};
        if (ui::action_key(frame, ui::numbered("reason", static_cast<long long>(i)), cells[i],
                           key)) {
            out = ReasonChosen{i};
        }
    }
    return out;
}

std::optional<Action> draw_input(ui::Frame& frame, const Model& m, Rect& rest) {
    if (m.label.empty()) return std::nullopt;
    const Rect place = ui::take_top(rest, frame.size().money_key, frame.space().m);
    if (m.figures) {
        ui::amount_field(frame, place, m.label,
                         m.text.empty() ? m.suffix : m.text + " " + m.suffix);
        return std::nullopt;
    }
    const auto answer = ui::text_field(
        frame, "prompt_text", place,
        {.text = m.text, .hint = m.hint, .writing = true, .characters_max = kCharactersMax});
    if (answer.text) return Typed{*answer.text};
    if (answer.entered) return Confirmed{};
    if (answer.left) return Cancelled{};
    return std::nullopt;
}

std::optional<Action> draw_keys(ui::Frame& frame, const Model& m, Rect& rest) {
    std::optional<Action> out;
    const Rect row = ui::take_bottom(rest, frame.size().money_key, frame.space().m);
    const float shares[] = {1, 2};
    const auto cells = ui::columns(row, shares, frame.space().m);
    if (ui::action_key(
            frame, "prompt_cancel", cells[0],
            {.label = frame.text(TextKey::prompt_cancel), .command = ui::Command::back})) {
        out = Cancelled{};
    }
    if (ui::money_key(frame, "prompt_confirm", cells[1],
                      {.label = m.confirm,
                       .command = ui::Command::confirm,
                       .look = m.dangerous ? ui::Look::danger : ui::Look::accent,
                       .enabled = can_confirm(m)})) {
        out = Confirmed{};
    }
    return out;
}

}  // namespace

std::optional<Action> draw(ui::Frame& frame, const Model& model, const Rect& place) {
    std::optional<Action> out;
    const auto keep = [&](std::optional<Action> action) {
        if (action) out = std::move(action);
    };
    Rect rest = ui::card(frame, place);
    keep(draw_keys(frame, model, rest));
    draw_head(frame, model, rest);
    keep(draw_modes(frame, model, rest));
    keep(draw_input(frame, model, rest));
    if (!model.refusal.empty()) {
        const ui::Notice why{.tone = ui::Tone::warning, .words = model.refusal};
        ui::notice(frame, "prompt_refusal",
                   ui::take_top(rest, ui::notice_height(frame, rest.width(), why), frame.space().m),
                   why);
    }
    keep(draw_reasons(frame, model, rest));
    if (model.figures && !model.label.empty()) {
        const float height =
            std::min(rest.height(), 4 * (frame.size().money_key + frame.space().s));
        const Rect pad = ui::take_bottom(rest, height);
        if (const auto press = ui::numpad(frame, "prompt_pad", pad, {.point = true})) {
            keep(Typed{pressed(model, *press)});
        }
    }
    return out;
}

}  // namespace till::prompt
