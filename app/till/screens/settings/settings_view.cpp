#include "app/till/screens/settings/settings_view.hpp"

#include <span>

#include "app/till/screens/common/list_view.hpp"
#include "app/till/screens/common/status_view.hpp"

namespace till::settings {

namespace {

using ui::Command;
using ui::Rect;
using ui::TextKey;

std::optional<std::size_t> draw_choice(ui::Frame& frame, Rect& rest, std::string_view name,
                                       TextKey label, std::span<const std::string> values,
                                       std::size_t chosen) {
    Rect row = ui::take_top(rest, frame.size().action_key, frame.space().s);
    const Rect words = ui::take_start(row, row.width() * 0.35F, frame.space().m);
    frame.pen().text(
        words, {.style = {ui::TextSize::line, ui::Weight::medium}, .colour = frame.colour().ink},
        frame.text(label));
    const std::vector<std::string_view> labels(values.begin(), values.end());
    return ui::choices(frame, name, ui::centred(row, row.width(), frame.size().touch_min), labels,
                       chosen, ui::Align::end);
}

}  // namespace

std::optional<Action> draw(ui::Frame& frame, const Model& m) {
    std::optional<Action> out;
    Rect rest = common::draw_status(frame, m.status).inset(frame.space().xl);
    common::draw_title(frame, rest, frame.text(TextKey::settings_title));
    common::draw_message(frame, m.message, rest);
    const Rect keys = ui::take_bottom(rest, frame.size().action_key, frame.space().l);
    const Rect back =
        ui::centred(keys, std::min(keys.width(), frame.size().done_keys_width), keys.height());
    if (ui::action_key(frame, "back", back,
                       {.label = frame.text(TextKey::back_to_sale), .command = Command::back})) {
        out = BackPressed{};
    }
    const auto halves = ui::columns(rest, 2, frame.space().l);
    Rect form = ui::card(frame, halves[0]);
    if (const auto i = draw_choice(frame, form, "language", TextKey::settings_language, m.languages,
                                   m.language)) {
        out = LanguageChosen{*i};
    }
    if (const auto i =
            draw_choice(frame, form, "theme", TextKey::settings_theme, m.themes, m.theme)) {
        out = ThemeChosen{*i};
    }
    if (const auto i =
            draw_choice(frame, form, "scale", TextKey::settings_scale, m.scales, m.scale)) {
        out = ScaleChosen{*i};
    }
    if (ui::toggle(frame, "print", ui::take_top(form, frame.size().action_key, frame.space().s),
                   frame.text(TextKey::settings_print), m.print_receipts)) {
        out = PrintFlipped{};
    }
    if (ui::toggle(frame, "mirrored", ui::take_top(form, frame.size().action_key, frame.space().s),
                   frame.text(TextKey::settings_mirrored), m.mirrored)) {
        out = MirroredFlipped{};
    }
    Rect facts = ui::card(frame, halves[1]);
    for (std::size_t i = 0; i + 1 < m.facts.size(); i += 2) {
        ui::list_row(frame, ui::numbered("fact", static_cast<long long>(i)),
                     ui::take_top(facts, frame.size().list_row),
                     {.title = m.facts[i], .figure = m.facts[i + 1]});
    }
    return out;
}

}  // namespace till::settings
