#include "app/till/screens/customers/customers_view.hpp"

#include "app/till/screens/common/foot_view.hpp"
#include "app/till/screens/common/list_view.hpp"
#include "app/till/screens/common/status_view.hpp"

namespace till::customers {

namespace {

using ui::Command;
using ui::Rect;
using ui::TextKey;

std::optional<Action> draw_keys(ui::Frame& frame, const Model& m, Rect& rest) {
    std::optional<Action> out;
    constexpr std::size_t kKeys = 5;
    const auto keys = common::foot_places(frame, rest, kKeys, true);
    const bool any = !m.rows.empty();
    if (ui::action_key(frame, "back", keys[0],
                       {.label = frame.text(TextKey::back_to_sale), .command = Command::back})) {
        out = BackPressed{};
    }
    if (ui::action_key(frame, "remove", keys[1],
                       {.label = frame.text(TextKey::customers_remove),
                        .command = Command::void_line,
                        .enabled = !m.of_sale.empty()})) {
        out = Removed{};
    }
    if (ui::action_key(frame, "edit", keys[2],
                       {.label = frame.text(TextKey::customers_edit),
                        .command = Command::price,
                        .enabled = any})) {
        out = EditPressed{};
    }
    if (ui::action_key(
            frame, "new", keys[3],
            {.label = frame.text(TextKey::customers_new), .command = Command::quantity})) {
        out = NewPressed{};
    }
    if (ui::money_key(frame, "take", keys[4],
                      {.label = m.take_typed.empty() ? frame.text(TextKey::customers_take)
                                                     : std::string_view{m.take_typed},
                       .command = Command::confirm,
                       .look = ui::Look::accent,
                       .enabled = (any || !m.take_typed.empty()) && !m.looking})) {
        out = Taken{};
    }
    return out;
}

std::optional<Action> draw_found(ui::Frame& frame, const Model& m, const Rect& place) {
    std::optional<Action> out;
    const Rect inside = ui::card(frame, place);
    if (m.rows.empty()) {
        if (m.looking) return out;
        const bool nobody = !m.input.empty();
        common::draw_nothing(frame, inside,
                             frame.text(nobody ? TextKey::customers_none : TextKey::customers_how));
        return out;
    }
    const common::List list{.id = "customers",
                            .count = m.rows.size(),
                            .chosen = m.chosen,
                            .height = frame.size().money_key};
    const auto tapped = common::draw_list(frame, inside, list, "customer", [&](std::size_t i) {
        return ui::Row{.title = m.rows[i].title,
                       .note = m.rows[i].note,
                       .strong = true,
                       .chosen = i == m.chosen,
                       .tappable = true};
    });
    if (tapped) out = RowTapped{*tapped};
    return out;
}

std::optional<Action> draw_search(ui::Frame& frame, const Model& m, Rect rest) {
    std::optional<Action> out;
    const auto keep = [&](std::optional<Action> action) {
        if (action) out = std::move(action);
    };
    common::draw_title(frame, rest, frame.text(TextKey::customers_title));
    common::draw_message(frame, m.message, rest);
    if (!m.of_sale.empty()) {
        const ui::TextStyle style{ui::TextSize::body, ui::Weight::semibold};
        frame.pen().text(ui::take_top(rest, frame.theme().line_height(style.size), frame.space().m),
                         {.style = style, .colour = frame.colour().ink, .cut = ui::Cut::allowed},
                         m.of_sale);
    }
    const auto answer = ui::text_field(frame, "customer_search",
                                       ui::take_top(rest, frame.size().search, frame.space().l),
                                       {.text = m.input,
                                        .hint = frame.text(TextKey::customers_hint),
                                        .writing = true,
                                        .lens = true});
    keep(draw_keys(frame, m, rest));
    keep(draw_found(frame, m, rest));
    if (frame.commanded(Command::line_down)) out = Moved{1};
    if (frame.commanded(Command::line_up)) out = Moved{-1};
    if (answer.text) out = InputTyped{*answer.text};
    if (answer.entered && !m.looking) out = Taken{};
    if (answer.left) out = BackPressed{};
    return out;
}

std::optional<Action> draw_form(ui::Frame& frame, const Model& m, Rect rest) {
    std::optional<Action> out;
    common::draw_title(frame, rest, m.form.title);
    common::draw_message(frame, m.message, rest);
    const float shares[] = {1, 1.8F};
    const auto keys = ui::columns(ui::take_bottom(rest, frame.size().money_key, frame.space().l),
                                  shares, frame.space().m);
    if (ui::action_key(frame, "back", keys[0],
                       {.label = frame.text(TextKey::customers_back), .command = Command::back})) {
        out = BackPressed{};
    }
    if (ui::money_key(frame, "save", keys[1],
                      {.label = frame.text(TextKey::customers_save),
                       .command = Command::pay,
                       .look = ui::Look::accent,
                       .enabled = !m.form.saving})) {
        out = SavePressed{};
    }
    const ui::TextStyle style{ui::TextSize::label, ui::Weight::regular};
    const float label = frame.theme().line_height(style.size);
    const float height = label + frame.space().xs + frame.size().touch_min + frame.space().s;
    const std::size_t rows = (kEntries + 1) / 2;
    ui::ScrollArea area{frame, "form", rest, height * static_cast<float>(rows), {}};
    Rect all = area.content();
    for (std::size_t row = 0; row < rows; ++row) {
        const float halves[] = {1, 1};
        const auto places = ui::columns(ui::take_top(all, height), halves, frame.space().l);
        for (std::size_t side = 0; side < 2 && row * 2 + side < kEntries; ++side) {
            const std::size_t i = row * 2 + side;
            Rect place = places[side];
            if (i == m.form.at) area.reveal(place);
            frame.pen().text(ui::take_top(place, label, frame.space().xs),
                             {.style = style, .colour = frame.colour().muted}, m.form.labels[i]);
            const auto answer = ui::text_field(
                frame, ui::numbered("entry", static_cast<long long>(i)),
                ui::take_top(place, frame.size().touch_min),
                {.text = m.form.texts[i], .writing = i == m.form.at, .characters_max = 60});
            if (answer.text) out = EntryTyped{i, *answer.text};
            if (answer.wanted) out = EntryWanted{i};
            if (answer.entered) out = EntryLeft{1};
            if (answer.left) out = BackPressed{};
        }
    }
    if (frame.commanded(Command::next_tab) || frame.commanded(Command::line_down))
        out = EntryLeft{1};
    if (frame.commanded(Command::line_up)) out = EntryLeft{-1};
    return out;
}

}  // namespace

std::optional<Action> draw(ui::Frame& frame, const Model& m) {
    const Rect rest = common::draw_status(frame, m.status).inset(frame.space().xl);
    return m.editing ? draw_form(frame, m, rest) : draw_search(frame, m, rest);
}

}  // namespace till::customers
