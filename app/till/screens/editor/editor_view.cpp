#include "app/till/screens/editor/editor_view.hpp"

#include <algorithm>
#include <string>

#include "app/till/screens/common/list_view.hpp"
#include "app/till/screens/common/status_view.hpp"
#include "app/till/screens/editor/form_view.hpp"

namespace till::editor {

namespace {

using ui::Command;
using ui::Rect;
using ui::TextKey;

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
    if (auto action = draw_keyboard(frame, form, rest)) out = std::move(action);
    if (auto action = draw_entries(frame, form, rest)) out = std::move(action);
    return out;
}

}  // namespace

std::optional<Action> draw(ui::Frame& frame, const Model& m) {
    const Rect rest = common::draw_status(frame, m.status).inset(frame.space().xl);
    if (!m.editing) return draw_list(frame, m, rest);
    if (m.form.picking) return draw_choices(frame, m.form, rest);
    return draw_form(frame, m, rest);
}

}  // namespace till::editor
