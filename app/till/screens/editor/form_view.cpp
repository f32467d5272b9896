#include "app/till/screens/editor/form_view.hpp"

#include <string>

#include "app/till/screens/common/list_view.hpp"

namespace till::editor {

namespace {

using ui::Command;
using ui::Rect;
using ui::TextKey;

constexpr ui::TextStyle kLabel{ui::TextSize::label, ui::Weight::regular};
constexpr ui::TextStyle kBody{ui::TextSize::body, ui::Weight::regular};

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
        frame.pen().card(place, c.edge, touch.pressed ? c.key : c.surface, frame.radius().key);
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

bool writes(const Form& form) {
    if (form.at >= form.entries.size()) return false;
    const auto kind = form.entries[form.at].kind;
    return kind == Entry::Kind::text || kind == Entry::Kind::secret;
}

}  // namespace

void draw_heading(ui::Frame& frame, const std::string& words, ui::Rect& rest) {
    const ui::TextStyle style{ui::TextSize::title, ui::Weight::bold};
    frame.pen().text(ui::take_top(rest, frame.theme().line_height(style.size), frame.space().l),
                     {.style = style, .colour = frame.colour().ink, .cut = ui::Cut::allowed},
                     words);
}

void draw_about(ui::Frame& frame, const std::string& words, ui::Rect& rest) {
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

std::optional<Action> draw_choices(ui::Frame& frame, const Form& form, ui::Rect rest) {
    std::optional<Action> out;
    if (form.at >= form.entries.size()) return out;
    const Entry& entry = form.entries[form.at];
    const std::size_t picked = form.picked;
    draw_heading(frame, entry.label, rest);
    constexpr float kShares[] = {1, 2};
    const auto keys = ui::columns(ui::take_bottom(rest, frame.size().action_key, frame.space().l),
                                  kShares, frame.space().m);
    if (ui::action_key(frame, "back", keys[0],
                       {.label = frame.text(TextKey::editor_back), .command = Command::back}))
        out = BackPressed{};
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

std::optional<Action> draw_keyboard(ui::Frame& frame, const Form& form, ui::Rect& rest) {
    const float board = ui::keyboard_height(frame);
    const bool room = rest.height() >= board + entry_height(frame);
    if (!form.by_hand || !writes(form) || !room) return std::nullopt;
    const Rect place = ui::take_bottom(rest, board, frame.space().m);
    const auto press = ui::keyboard(frame, "glass", place, frame.texts().language(), form.capitals);
    if (!press) return std::nullopt;
    return Touched{*press};
}

std::optional<Action> draw_entries(ui::Frame& frame, const Form& form, const ui::Rect& place) {
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
    if (frame.commanded(Command::next_tab) || frame.commanded(Command::line_down))
        out = EntryLeft{1};
    if (frame.commanded(Command::line_up)) out = EntryLeft{-1};
    if (frame.commanded(Command::confirm)) out = EntryLeft{1};
    if (frame.commanded(Command::choice_behind)) out = EntryTurned{1};
    if (frame.commanded(Command::choice_before)) out = EntryTurned{-1};
    return out;
}

}  // namespace till::editor
