#include "app/till/screens/devices/devices_view.hpp"

#include <algorithm>
#include <span>

#include "app/till/screens/common/list_view.hpp"
#include "app/till/screens/common/status_view.hpp"
#include "app/till/screens/prompt/prompt_view.hpp"

namespace till::devices {

namespace {

using ui::Command;
using ui::Rect;
using ui::TextKey;

Command command_of(const Button& button) {
    if (button.tapped_only) return Command::none;
    if (button.likely) return Command::confirm;
    switch (button.deed) {
        case Deed::test_page:
            return Command::test_page;
        case Deed::open_drawer:
            return Command::open_drawer;
        case Deed::stop:
            return Command::stop_using;
        case Deed::zero:
            return Command::zero_scale;
        case Deed::add_printer:
            return Command::add_printer;
        case Deed::add_card:
            return Command::add_card;
        case Deed::use_as_printer:
            return Command::use_as_printer;
        case Deed::use_as_scanner:
            return Command::use_as_scanner;
        case Deed::use_as_scale:
            return Command::use_as_scale;
        case Deed::use_as_display:
            return Command::use_as_display;
    }
    return Command::none;
}

/// Two keys a row; returns the one that was pressed.
std::optional<Action> draw_buttons(ui::Frame& frame, std::span<const Button> buttons,
                                   const Rect& place, float height) {
    if (buttons.empty()) return std::nullopt;
    std::optional<Action> out;
    const int count = static_cast<int>(buttons.size());
    const auto cells = ui::grid(place, std::min(count, 2), count, height, frame.space().m);
    for (std::size_t i = 0; i < buttons.size(); ++i) {
        const ui::Button key{.label = buttons[i].words,
                             .command = command_of(buttons[i]),
                             .look = buttons[i].likely ? ui::Look::accent : ui::Look::plain};
        const auto name = ui::numbered("deed", static_cast<long long>(buttons[i].deed));
        if (ui::action_key(frame, name, cells[i], key)) out = Pressed{buttons[i].deed};
    }
    return out;
}

float buttons_height(const ui::Frame& frame, std::size_t count, float height) {
    const auto rows = static_cast<float>((count + 1) / 2);
    return rows == 0 ? 0 : rows * height + (rows - 1) * frame.space().m;
}

std::optional<Action> draw_list(ui::Frame& frame, const Model& m, Rect place) {
    std::optional<Action> out;
    const float key = frame.size().action_key;
    if (auto pressed =
            draw_buttons(frame, m.more, ui::take_bottom(place, key, frame.space().l), key))
        out = std::move(pressed);
    const common::List list{.id = "devices",
                            .count = m.rows.size(),
                            .chosen = m.chosen,
                            .height = frame.size().money_key,
                            .keys = false};
    const auto tapped = common::draw_list(frame, place, list, "device", [&](std::size_t i) {
        return ui::Row{
            .title = m.rows[i].name,
            .note = m.rows[i].note,
            .note_tone = common::tone(m.rows[i].level),
            .figure = m.rows[i].in_use ? frame.text(TextKey::devices_in_use) : std::string_view{},
            .strong = true,
            .chosen = i == m.chosen,
            .tappable = true};
    });
    if (tapped) out = Chosen{*tapped};
    return out;
}

/// Label above its values, which take the whole width: their words are long.
std::optional<Action> draw_choice(ui::Frame& frame, const Choice& choice, std::size_t index,
                                  Rect& rest) {
    const ui::TextStyle style{ui::TextSize::hint, ui::Weight::medium};
    frame.pen().text(ui::take_top(rest, frame.theme().line_height(style.size), frame.space().xs),
                     {.style = style, .colour = frame.colour().muted}, choice.label);
    const std::vector<std::string_view> labels(choice.values.begin(), choice.values.end());
    const Rect row = ui::take_top(rest, frame.size().touch_min, frame.space().m);
    const auto name = ui::numbered("choice", static_cast<long long>(index));
    if (const auto value = ui::choices(frame, name, row, labels, choice.chosen))
        return ChoiceMade{index, *value};
    if (index != 0) return std::nullopt;
    if (frame.commanded(Command::choice_before) && choice.chosen > 0)
        return ChoiceMade{index, choice.chosen - 1};
    if (frame.commanded(Command::choice_behind) && choice.chosen + 1 < choice.values.size())
        return ChoiceMade{index, choice.chosen + 1};
    return std::nullopt;
}

float choice_height(const ui::Frame& frame) {
    return frame.theme().line_height(ui::TextSize::hint) + frame.space().xs +
           frame.size().touch_min + frame.space().m;
}

constexpr int kAboutLinesMax = 4;

/// Title, state, facts, settings and the figure: scrolls where the display is low.
std::optional<Action> draw_particulars(ui::Frame& frame, const Model& m, const Rect& place) {
    std::optional<Action> out;
    const ui::TextStyle title{ui::TextSize::total_label, ui::Weight::semibold};
    const ui::TextStyle about{ui::TextSize::label, ui::Weight::medium};
    const ui::TextStyle figure{ui::TextSize::title, ui::Weight::bold};
    const ui::TextStyle note{ui::TextSize::label, ui::Weight::regular};
    const float gap = frame.space().m;
    const float title_height = frame.theme().line_height(title.size);
    const float about_height =
        frame.pen().paragraph_height(about, m.about, place.width(), kAboutLinesMax);
    const float figure_height =
        m.figure.empty() && m.figure_note.empty()
            ? 0
            : gap + frame.theme().line_height(figure.size) + frame.theme().line_height(note.size);
    const float height = title_height + frame.space().xs + about_height + gap +
                         frame.size().list_row * static_cast<float>(m.facts.size() / 2) + gap +
                         choice_height(frame) * static_cast<float>(m.choices.size()) +
                         figure_height;
    ui::ScrollArea area{frame, "particulars", place, height, {.keys = true, .bar_beside = true}};
    Rect rest = area.content();
    frame.pen().text(ui::take_top(rest, title_height, frame.space().xs),
                     {.style = title, .colour = frame.colour().ink, .cut = ui::Cut::allowed},
                     m.title);
    const auto colour = m.level == common::Level::quiet
                            ? frame.colour().muted
                            : ui::tone_colour(frame, common::tone(m.level));
    frame.pen().paragraph(ui::take_top(rest, about_height, gap),
                          {.style = about, .colour = colour, .lines_max = kAboutLinesMax}, m.about);
    if (figure_height > 0) {
        frame.pen().text(ui::take_top(rest, frame.theme().line_height(figure.size)),
                         {.style = figure, .colour = frame.colour().ink, .cut = ui::Cut::allowed},
                         m.figure);
        frame.pen().text(ui::take_top(rest, frame.theme().line_height(note.size)),
                         {.style = note, .colour = frame.colour().muted, .cut = ui::Cut::allowed},
                         m.figure_note);
        ui::take_top(rest, gap);
    }
    for (std::size_t i = 0; i + 1 < m.facts.size(); i += 2) {
        ui::list_row(frame, ui::numbered("fact", static_cast<long long>(i)),
                     ui::take_top(rest, frame.size().list_row),
                     {.title = m.facts[i], .amount = m.facts[i + 1]});
    }
    ui::take_top(rest, gap);
    for (std::size_t i = 0; i < m.choices.size(); ++i) {
        if (auto made = draw_choice(frame, m.choices[i], i, rest)) out = std::move(made);
    }
    return out;
}

std::optional<Action> draw_chosen(ui::Frame& frame, const Model& m, Rect place) {
    std::optional<Action> out;
    const float key = frame.size().action_key;
    const float keys = buttons_height(frame, m.buttons.size(), key);
    if (keys > 0) {
        const Rect row = ui::take_bottom(place, keys, frame.space().l);
        if (auto pressed = draw_buttons(frame, m.buttons, row, key)) out = std::move(pressed);
    }
    if (auto action = draw_particulars(frame, m, place)) out = std::move(action);
    return out;
}

}  // namespace

std::optional<Action> draw(ui::Frame& frame, const Model& m) {
    std::optional<Action> out;
    const auto keep = [&](std::optional<Action> action) {
        if (action) out = std::move(action);
    };
    const auto parts = m.prompt ? common::Parts::one : common::Parts::two;
    Rect rest = common::draw_status(frame, m.status, parts).inset(frame.space().xl);
    if (!m.prompt) common::draw_title(frame, rest, frame.text(TextKey::devices_title));
    common::draw_message(frame, m.message, rest);
    if (m.prompt) {
        if (auto action = prompt::draw(frame, *m.prompt, rest)) keep(Prompted{std::move(*action)});
        return out;
    }
    if (common::draw_back(frame, rest)) keep(BackPressed{});
    if (frame.commanded(Command::line_down)) keep(Moved{1});
    if (frame.commanded(Command::line_up)) keep(Moved{-1});
    ui::Panes panes{frame,
                    "devices",
                    rest,
                    {.gap = frame.space().l,
                     .first_name = frame.text(TextKey::pane_list),
                     .second_name = frame.text(TextKey::pane_details)}};
    panes.first([&](const Rect& place) { keep(draw_list(frame, m, ui::card(frame, place))); });
    panes.second([&](const Rect& place) { keep(draw_chosen(frame, m, ui::card(frame, place))); });
    return out;
}

}  // namespace till::devices
