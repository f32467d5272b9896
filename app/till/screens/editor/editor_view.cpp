#include "app/till/screens/editor/editor_view.hpp"

#include <algorithm>
#include <string>

#include "app/till/screens/common/list_view.hpp"
#include "app/till/screens/common/status_view.hpp"

namespace till::editor {

namespace {

using ui::Command;
using ui::Rect;
using ui::TextKey;

constexpr ui::TextStyle kLabel{ui::TextSize::label, ui::Weight::regular};
constexpr ui::TextStyle kBody{ui::TextSize::body, ui::Weight::regular};

Command command_of(Key key) {
    switch (key) {
        case Key::add:
            return Command::quantity;
        case Key::rights:
        case Key::departments:
            return Command::price;
        case Key::taxes:
            return Command::discount;
        case Key::undo:
            return Command::hold;
    }
    return Command::none;
}

/// A title that may be somebody's name, however long.
void draw_heading(ui::Frame& frame, const std::string& words, Rect& rest) {
    const ui::TextStyle style{ui::TextSize::title, ui::Weight::bold};
    frame.pen().text(ui::take_top(rest, frame.theme().line_height(style.size), frame.space().l),
                     {.style = style, .colour = frame.colour().ink, .cut = ui::Cut::allowed},
                     words);
}

void draw_about(ui::Frame& frame, const std::string& words, Rect& rest) {
    constexpr int kLinesMax = 3;
    if (words.empty()) return;
    const float height = frame.pen().paragraph_height(kLabel, words, rest.width(), kLinesMax);
    frame.pen().paragraph(ui::take_top(rest, height, frame.space().m),
                          {.style = kLabel,
                           .colour = frame.colour().muted,
                           .cut = ui::Cut::allowed,
                           .lines_max = kLinesMax},
                          words);
}

std::optional<Action> draw_keys(ui::Frame& frame, const Model& m, Rect& rest) {
    std::vector<ui::Button> keys{
        {.label = frame.text(TextKey::back_to_sale), .command = Command::back}};
    for (const ListKey& key : m.keys)
        keys.push_back(
            {.label = key.label, .command = command_of(key.key), .enabled = key.enabled});
    const auto pressed = common::draw_foot(frame, rest, keys);
    if (!pressed) return std::nullopt;
    if (*pressed == 0) return BackPressed{};
    return Pressed{m.keys[*pressed - 1].key};
}

std::optional<Action> draw_rows(ui::Frame& frame, const Model& m, const Rect& place) {
    const Rect inside = ui::card(frame, place);
    if (m.rows.empty()) {
        if (!m.nothing.empty()) common::draw_nothing(frame, inside, m.nothing);
        return std::nullopt;
    }
    const common::List list{
        .id = "rows", .count = m.rows.size(), .chosen = m.chosen, .height = frame.size().money_key};
    const auto tapped = common::draw_list(frame, inside, list, "row", [&](std::size_t i) {
        return ui::Row{.title = m.rows[i].title,
                       .note = m.rows[i].note,
                       .amount = m.rows[i].amount,
                       .strong = true,
                       .chosen = i == m.chosen,
                       .tappable = true};
    });
    if (!tapped) return std::nullopt;
    return RowTapped{*tapped};
}

std::optional<Action> draw_list(ui::Frame& frame, const Model& m, Rect rest) {
    std::optional<Action> out;
    draw_heading(frame, m.title, rest);
    common::draw_message(frame, m.message, rest);
    draw_about(frame, m.about, rest);
    if (m.has_input) {
        const auto answer = ui::text_field(
            frame, "editor_search", ui::take_top(rest, frame.size().search, frame.space().l),
            {.text = m.input, .hint = m.hint, .writing = true, .lens = true});
        if (answer.text) out = InputTyped{*answer.text};
        if (answer.entered && !m.looking) out = Opened{};
        if (answer.left) out = BackPressed{};
    }
    if (auto action = draw_keys(frame, m, rest)) out = std::move(action);
    if (auto action = draw_rows(frame, m, rest)) out = std::move(action);
    if (frame.commanded(Command::line_down)) out = Moved{1};
    if (frame.commanded(Command::line_up)) out = Moved{-1};
    if (frame.commanded(Command::confirm) && !m.looking) out = Opened{};
    return out;
}

/// The choices of an entry, in place of the form.
std::optional<Action> draw_choices(ui::Frame& frame, const Entry& entry, std::size_t picked,
                                   Rect rest) {
    std::optional<Action> out;
    draw_heading(frame, entry.label, rest);
    if (common::draw_back(frame, rest)) out = BackPressed{};
    const common::List list{.id = "choices",
                            .count = entry.choices.size(),
                            .chosen = picked,
                            .height = frame.size().list_row};
    const auto tapped =
        common::draw_list(frame, ui::card(frame, rest), list, "choice", [&](std::size_t i) {
            return ui::Row{.title = entry.choices[i], .chosen = i == picked, .tappable = true};
        });
    if (tapped) out = Picked{*tapped};
    if (frame.commanded(Command::line_down)) out = Moved{1};
    if (frame.commanded(Command::line_up)) out = Moved{-1};
    if (frame.commanded(Command::confirm)) out = Opened{};
    return out;
}

float entry_height(const ui::Frame& frame) {
    return frame.theme().line_height(kLabel.size) + frame.space().xs + frame.size().touch_min +
           frame.space().s;
}

/// A frame around what is chosen; the one that has the keyboard is marked.
bool draw_choice(ui::Frame& frame, std::string_view name, const Rect& place, bool at,
                 std::string_view words) {
    const ui::Touch touch = frame.touch(name, place, ui::Kind::choice);
    const ui::Colours& c = frame.colour();
    if (at)
        frame.pen().framed(place, c.accent, c.surface, frame.radius().key, frame.size().focus_line);
    else
        frame.pen().card(place, c.line, touch.pressed ? c.key : c.surface, frame.radius().key);
    frame.pen().text(place.inset(frame.space().l, 0),
                     {.style = kBody, .colour = c.ink, .cut = ui::Cut::allowed}, words);
    return touch.tapped;
}

std::optional<Action> draw_entry(ui::Frame& frame, const Form& form, std::size_t i, Rect place) {
    std::optional<Action> out;
    const Entry& entry = form.entries[i];
    const std::string name = "entry" + std::to_string(i);
    const bool at = i == form.at;
    frame.pen().text(ui::take_top(place, frame.theme().line_height(kLabel.size), frame.space().xs),
                     {.style = kLabel, .colour = frame.colour().muted, .cut = ui::Cut::allowed},
                     entry.label);
    const Rect control = ui::take_top(place, frame.size().touch_min);
    switch (entry.kind) {
        case Entry::Kind::text:
        case Entry::Kind::secret: {
            const auto answer = ui::text_field(frame, name, control,
                                               {.text = entry.text,
                                                .writing = at,
                                                .hidden = entry.kind == Entry::Kind::secret,
                                                .characters_max = 200});
            if (answer.text) out = EntryTyped{i, *answer.text};
            if (answer.wanted) out = EntryWanted{i};
            if (answer.entered) out = EntryLeft{1};
            if (answer.left) out = BackPressed{};
            break;
        }
        case Entry::Kind::choice: {
            const bool some = entry.chosen < entry.choices.size();
            if (draw_choice(
                    frame, name, control, at,
                    some ? std::string_view{entry.choices[entry.chosen]} : std::string_view{}))
                out = EntryWanted{i};
            break;
        }
        case Entry::Kind::toggle: {
            const TextKey words = entry.on ? TextKey::editor_yes : TextKey::editor_no;
            if (draw_choice(frame, name, control, at, frame.text(words))) out = EntryWanted{i};
            break;
        }
    }
    return out;
}

std::optional<Action> draw_entries(ui::Frame& frame, const Form& form, const Rect& place) {
    std::optional<Action> out;
    const float height = entry_height(frame);
    const std::size_t rows = (form.entries.size() + 1) / 2;
    ui::ScrollArea area{
        frame, "form", place, height * static_cast<float>(rows), {.bar_beside = true}};
    Rect all = area.content();
    for (std::size_t row = 0; row < rows; ++row) {
        const auto places = ui::columns(ui::take_top(all, height), 2, frame.space().l);
        for (std::size_t side = 0; side < 2; ++side) {
            const std::size_t i = row * 2 + side;
            if (i >= form.entries.size()) break;
            if (i == form.at) area.reveal(places[side]);
            if (!area.shows(places[side])) continue;
            if (auto action = draw_entry(frame, form, i, places[side])) out = std::move(action);
        }
    }
    return out;
}

bool writes(const Form& form) {
    if (form.at >= form.entries.size()) return false;
    const auto kind = form.entries[form.at].kind;
    return kind == Entry::Kind::text || kind == Entry::Kind::secret;
}

std::optional<Action> draw_form(ui::Frame& frame, const Model& m, Rect rest) {
    std::optional<Action> out;
    const Form& form = m.form;
    draw_heading(frame, form.title, rest);
    common::draw_message(frame, m.message, rest);
    draw_about(frame, form.about, rest);
    constexpr float kShares[] = {1, 1.8F};
    const auto keys = ui::columns(ui::take_bottom(rest, frame.size().money_key, frame.space().l),
                                  kShares, frame.space().m);
    if (ui::action_key(frame, "back", keys[0],
                       {.label = frame.text(TextKey::editor_back), .command = Command::back}))
        out = BackPressed{};
    if (ui::money_key(frame, "save", keys[1],
                      {.label = frame.text(TextKey::editor_save),
                       .command = Command::pay,
                       .look = ui::Look::accent,
                       .enabled = !form.saving}))
        out = SavePressed{};
    const float board = ui::keyboard_height(frame);
    if (form.by_hand && writes(form) && rest.height() >= board + entry_height(frame)) {
        const Rect place = ui::take_bottom(rest, board, frame.space().m);
        if (const auto press =
                ui::keyboard(frame, "glass", place, frame.texts().language(), form.capitals))
            out = Touched{*press};
    }
    if (auto action = draw_entries(frame, form, rest)) out = std::move(action);
    if (frame.commanded(Command::next_tab) || frame.commanded(Command::line_down))
        out = EntryLeft{1};
    if (frame.commanded(Command::line_up)) out = EntryLeft{-1};
    if (frame.commanded(Command::confirm)) out = EntryLeft{1};
    if (frame.commanded(Command::choice_behind)) out = EntryTurned{1};
    if (frame.commanded(Command::choice_before)) out = EntryTurned{-1};
    return out;
}

}  // namespace

std::optional<Action> draw(ui::Frame& frame, const Model& m) {
    const Rect rest = common::draw_status(frame, m.status).inset(frame.space().xl);
    if (!m.editing) return draw_list(frame, m, rest);
    if (m.form.picking && m.form.at < m.form.entries.size())
        return draw_choices(frame, m.form.entries[m.form.at], m.form.picked, rest);
    return draw_form(frame, m, rest);
}

}  // namespace till::editor
