#include "app/till/screens/opening/opening_view.hpp"

#include <algorithm>

#include "app/till/screens/common/status_view.hpp"
#include "app/till/screens/prompt/prompt_view.hpp"

namespace till::opening {

using ui::Command;
using ui::Rect;
using ui::TextKey;

namespace {

/// The shop and the day, and the keys to what is not selling.
std::optional<Action> draw_shop(ui::Frame& frame, const Model& m, Rect start) {
    std::optional<Action> out;
    const auto& pen = frame.pen();
    const Rect keys = ui::take_bottom(start, frame.size().action_key, frame.space().l);
    const auto cells = ui::columns(keys, 3, frame.space().m);
    if (ui::action_key(frame, "takings", cells[0],
                       {.label = frame.text(TextKey::menu_takings), .command = Command::takings})) {
        out = TakingsPressed{};
    }
    if (ui::action_key(
            frame, "settings", cells[1],
            {.label = frame.text(TextKey::menu_settings), .command = Command::settings})) {
        out = SettingsPressed{};
    }
    if (ui::action_key(frame, "help", cells[2],
                       {.label = frame.text(TextKey::menu_help), .command = Command::help})) {
        out = HelpPressed{};
    }
    const auto line = [&](ui::TextSize size, ui::Weight weight, ui::Colour colour,
                          std::string_view words) {
        if (words.empty()) return;
        pen.text(ui::take_top(start, frame.theme().line_height(size), frame.space().s),
                 {.style = {size, weight}, .colour = colour, .cut = ui::Cut::allowed}, words);
    };
    const auto height = [&](ui::TextSize size) {
        return frame.theme().line_height(size) + frame.space().s;
    };
    const float block = height(ui::TextSize::label) + height(ui::TextSize::figure) +
                        height(ui::TextSize::total_label) + frame.space().xl +
                        height(ui::TextSize::body);
    start = ui::centred(start, start.width(), std::min(block, start.height()));
    line(ui::TextSize::label, ui::Weight::medium, frame.colour().accent,
         frame.text(TextKey::opening_closed));
    line(ui::TextSize::figure, ui::Weight::bold, frame.colour().ink, m.shop);
    line(ui::TextSize::total_label, ui::Weight::regular, frame.colour().muted, m.day);
    ui::take_top(start, frame.space().xl);
    line(ui::TextSize::body, ui::Weight::regular, frame.colour().muted, m.last_day);
    return out;
}

}  // namespace

std::optional<Action> draw(ui::Frame& frame, const Model& m) {
    std::optional<Action> out;
    Rect rest = common::draw_status(frame, m.status, common::Parts::two).inset(frame.space().xl);
    common::draw_message(frame, m.message, rest);
    ui::Panes panes{frame,
                    "opening",
                    rest,
                    {.gap = frame.space().xl,
                     .first_name = frame.text(TextKey::pane_details),
                     .second_name = frame.text(TextKey::pane_keys),
                     .keys = true,
                     .second_shown = true}};
    panes.first([&](const Rect& place) { out = draw_shop(frame, m, place); });
    panes.second([&](const Rect& place) {
        if (const auto action = prompt::draw(frame, m.prompt, place)) out = Prompted{*action};
    });
    return out;
}

}  // namespace till::opening
