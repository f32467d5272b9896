#include "app/till/screens/settings/settings_view.hpp"

#include <algorithm>
#include <cmath>
#include <span>

#include "app/till/screens/common/list_view.hpp"
#include "app/till/screens/common/status_view.hpp"

namespace till::settings {

namespace {

using ui::Rect;
using ui::TextKey;

/// One line of the form: its words at the start, the choices at the end.
std::optional<std::size_t> draw_choice(ui::Frame& frame, Rect row, std::string_view name,
                                       TextKey label, std::span<const std::string> values,
                                       std::size_t chosen) {
    const Rect words = ui::take_start(row, row.width() * 0.35F, frame.space().m);
    frame.pen().text(
        words, {.style = {ui::TextSize::body, ui::Weight::regular}, .colour = frame.colour().ink},
        frame.text(label));
    const std::vector<std::string_view> labels(values.begin(), values.end());
    return ui::choices(frame, name, ui::centred(row, row.width(), frame.size().touch_min), labels,
                       chosen, ui::Align::end);
}

std::optional<Action> draw_form(ui::Frame& frame, const Model& m, const Rect& place) {
    std::optional<Action> out;
    const float lines = m.locks.empty() ? 5.0F : 6.0F;
    const float gap = frame.space().s;
    const float height = std::clamp(std::floor(place.height() / lines) - gap,
                                    frame.size().touch_min, frame.size().action_key);
    ui::ScrollArea area{
        frame, "form", place, lines * (height + gap) - gap, {.keys = true, .bar_beside = true}};
    Rect all = area.content();
    const auto line = [&] { return ui::take_top(all, height, gap); };
    if (const auto i = draw_choice(frame, line(), "language", TextKey::settings_language,
                                   m.languages, m.language))
        out = LanguageChosen{*i};
    if (const auto i =
            draw_choice(frame, line(), "theme", TextKey::settings_theme, m.themes, m.theme))
        out = ThemeChosen{*i};
    if (const auto i =
            draw_choice(frame, line(), "scale", TextKey::settings_scale, m.scales, m.scale))
        out = ScaleChosen{*i};
    if (!m.locks.empty()) {
        if (const auto i =
                draw_choice(frame, line(), "lock", TextKey::settings_lock, m.locks, m.lock))
            out = LockChosen{*i};
    }
    if (ui::toggle(frame, "print", line(), frame.text(TextKey::settings_print), m.print_receipts))
        out = PrintFlipped{};
    if (ui::toggle(frame, "mirrored", line(), frame.text(TextKey::settings_mirrored), m.mirrored))
        out = MirroredFlipped{};
    return out;
}

void draw_facts(ui::Frame& frame, const Model& m, const Rect& place) {
    const float row = frame.size().list_row;
    ui::ScrollArea area{
        frame, "facts", place, row * static_cast<float>(m.facts.size() / 2), {.bar_beside = true}};
    Rect all = area.content();
    for (std::size_t i = 0; i + 1 < m.facts.size(); i += 2) {
        ui::list_row(frame, ui::numbered("fact", static_cast<long long>(i)), ui::take_top(all, row),
                     {.title = m.facts[i], .amount = m.facts[i + 1]});
    }
}

}  // namespace

std::optional<Action> draw(ui::Frame& frame, const Model& m) {
    std::optional<Action> out;
    Rect rest = common::draw_status(frame, m.status).inset(frame.space().xl);
    common::draw_title(frame, rest, frame.text(TextKey::settings_title));
    common::draw_message(frame, m.message, rest);
    Rect beside;
    if (common::draw_back(frame, rest, &beside)) out = BackPressed{};
    const auto cells = ui::columns(beside, 2, frame.space().m);
    beside = cells[0];
    if (m.has_office) {
        if (ui::action_key(
                frame, "office", cells[1],
                {.label = frame.text(TextKey::office_title), .command = ui::Command::office}))
            out = OfficePressed{};
    } else if (ui::action_key(frame, "goods", cells[1],
                              {.label = frame.text(TextKey::goods_title),
                               .command = ui::Command::goods_file})) {
        out = GoodsPressed{};
    }
    if (ui::action_key(
            frame, "devices", beside,
            {.label = frame.text(TextKey::settings_devices), .command = ui::Command::devices}))
        out = DevicesPressed{};
    const auto halves = ui::columns(rest, 2, frame.space().l);
    if (auto action = draw_form(frame, m, ui::card(frame, halves[0]))) out = std::move(action);
    draw_facts(frame, m, ui::card(frame, halves[1]));
    return out;
}

}  // namespace till::settings
