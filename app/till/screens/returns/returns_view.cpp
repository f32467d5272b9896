#include "app/till/screens/returns/returns_view.hpp"

#include <algorithm>

#include "app/till/screens/common/foot_view.hpp"
#include "app/till/screens/common/list_view.hpp"
#include "app/till/screens/common/status_view.hpp"

namespace till::returns {

namespace {

using ui::Command;
using ui::Rect;
using ui::TextKey;

std::optional<Action> draw_question(ui::Frame& frame, const Model& m, Rect rest) {
    std::optional<Action> out;
    common::draw_title(frame, rest, frame.text(TextKey::returns_title));
    common::draw_message(frame, m.message, rest);
    const Rect field = ui::take_top(rest, frame.size().search, frame.space().l);
    const auto answer = ui::text_field(frame, "receipt_number", field,
                                       {.text = m.input,
                                        .hint = frame.text(TextKey::returns_hint),
                                        .writing = true,
                                        .lens = true});
    if (answer.text) out = InputTyped{*answer.text};
    if (answer.entered) out = InputEntered{};
    if (answer.left) out = BackPressed{};
    const Rect row = ui::take_bottom(rest, frame.size().money_key, frame.space().l);
    const float shares[] = {1, 1, 1.4F};
    const auto keys = ui::columns(row, shares, frame.space().m);
    if (ui::action_key(frame, "back", keys[0],
                       {.label = frame.text(TextKey::back_to_sale), .command = Command::back})) {
        out = BackPressed{};
    }
    if (ui::action_key(frame, "without_receipt", keys[1],
                       {.label = frame.text(TextKey::returns_without), .command = Command::more})) {
        out = WithoutReceiptPressed{};
    }
    if (ui::money_key(frame, "find", keys[2],
                      {.label = frame.text(TextKey::returns_find),
                       .command = Command::confirm,
                       .look = ui::Look::accent,
                       .enabled = !m.input.empty() && !m.looking})) {
        out = InputEntered{};
    }
    common::draw_nothing(frame, ui::card(frame, rest),
                         frame.text(m.looking ? TextKey::returns_looking : TextKey::returns_how));
    return out;
}

std::optional<Action> draw_line(ui::Frame& frame, const SoldLine& line, std::size_t index,
                                bool chosen, Rect row) {
    std::optional<Action> out;
    const auto number = static_cast<long long>(index);
    const float key = frame.size().touch_min;
    const bool can = line.left.millionths > 0;
    const float figure = frame.size().cart_quantity + 2 * frame.space().s;
    Rect keys = ui::take_end(row, 2 * key + figure, frame.space().m);
    keys = keys.inset(0, (keys.height() - key) / 2);
    const Rect less = ui::take_start(keys, key);
    const Rect more = ui::take_end(keys, key);
    if (ui::list_row(frame, ui::numbered("sold", number), row,
                     {.title = line.name,
                      .note = line.note,
                      .amount = line.price,
                      .chosen = chosen,
                      .tappable = can})) {
        out = LineTapped{index};
    }
    const ui::Button minus{.icon = ui::Icon::minus, .enabled = line.chosen.millionths > 0};
    const ui::Button plus{.icon = ui::Icon::plus, .enabled = line.chosen < line.left};
    if (ui::function_key(frame, ui::numbered("less", number), less, minus))
        out = LessPressed{index};
    if (ui::function_key(frame, ui::numbered("more", number), more, plus)) out = MorePressed{index};
    frame.pen().text(
        keys,
        {.style = {ui::TextSize::line, ui::Weight::semibold},
         .colour = line.chosen.millionths > 0 ? frame.colour().ink : frame.colour().muted,
         .align = ui::Align::centre},
        line.chosen_shown);
    return out;
}

std::optional<Action> draw_keys(ui::Frame& frame, const Model& m, Rect& rest) {
    std::optional<Action> out;
    constexpr std::size_t kKeys = 4;
    const auto keys = common::foot_places(frame, rest, kKeys, true);
    if (ui::action_key(frame, "back", keys[0],
                       {.label = frame.text(TextKey::back_to_sale), .command = Command::back})) {
        out = BackPressed{};
    }
    if (ui::action_key(frame, "all", keys[1],
                       {.label = frame.text(TextKey::returns_all), .command = Command::take_all})) {
        out = AllPressed{};
    }
    if (ui::action_key(
            frame, "payment", keys[2],
            {.label = frame.text(TextKey::returns_payment), .command = Command::correct_payment})) {
        out = PaymentPressed{};
    }
    if (ui::money_key(frame, "take_back", keys[3],
                      {.label = frame.text(TextKey::returns_take_back),
                       .second = m.to_refund,
                       .command = Command::confirm,
                       .look = ui::Look::accent,
                       .enabled = anything_chosen(m)})) {
        out = Confirmed{};
    }
    return out;
}

}  // namespace

std::optional<Action> draw(ui::Frame& frame, const Model& m) {
    std::optional<Action> out;
    Rect rest = common::draw_status(frame, m.status).inset(frame.space().xl);
    if (!m.found) return draw_question(frame, m, rest);
    const auto keep = [&](std::optional<Action> action) {
        if (action) out = std::move(action);
    };
    common::draw_title(frame, rest, m.title);
    const ui::TextStyle about{ui::TextSize::label, ui::Weight::regular};
    frame.pen().text(ui::take_top(rest, frame.theme().line_height(about.size), frame.space().l),
                     {.style = about, .colour = frame.colour().muted, .cut = ui::Cut::allowed},
                     m.about);
    common::draw_message(frame, m.message, rest);
    keep(draw_keys(frame, m, rest));
    if (frame.commanded(Command::line_down)) out = Moved{1};
    if (frame.commanded(Command::line_up)) out = Moved{-1};
    if (const auto typed = frame.typed()) {
        if (*typed == U' ') keep(LineTapped{m.at});
        if (*typed == U'+') keep(MorePressed{m.at});
        if (*typed == U'-') keep(LessPressed{m.at});
    }
    const Rect inside = ui::card(frame, rest);
    const common::List list{
        .id = "sold", .count = m.lines.size(), .chosen = m.at, .height = frame.size().money_key};
    common::draw_rows(frame, inside, list, [&](std::size_t i, const Rect& row) {
        keep(draw_line(frame, m.lines[i], i, i == m.at, row));
    });
    return out;
}

}  // namespace till::returns
