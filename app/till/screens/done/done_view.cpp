#include "app/till/screens/done/done_view.hpp"

#include <algorithm>
#include <string>

#include "app/till/screens/common/status_view.hpp"

namespace till::done {

using ui::Command;
using ui::Rect;
using ui::TextKey;

std::optional<Action> draw(ui::Frame& frame, const Model& m) {
    std::optional<Action> out;
    const auto& pen = frame.pen();
    Rect rest = common::draw_status(frame, m.status).inset(frame.space().xl);
    common::draw_message(frame, m.message, rest);
    const ui::TextStyle label{ui::TextSize::title, ui::Weight::medium};
    const ui::TextStyle note{ui::TextSize::money_key, ui::Weight::regular};
    const float change = frame.theme().em(ui::TextSize::change) * 1.1F;
    const float pill = frame.size().tab;
    const float fixed = frame.theme().line_height(label.size) + change + frame.space().s +
                        frame.theme().line_height(note.size) + frame.size().money_key +
                        frame.space().m + frame.size().action_key + pill;
    const float gap = std::clamp((rest.height() - fixed) / 2, frame.space().s, frame.space().xxxl);
    Rect column = ui::centred(rest, rest.width(), std::min(fixed + 2 * gap, rest.height()));
    pen.text(ui::take_top(column, frame.theme().line_height(label.size)),
             {.style = label, .colour = frame.colour().muted, .align = ui::Align::centre}, m.label);
    pen.text(ui::take_top(column, change, frame.space().s),
             {.style = {ui::TextSize::change, ui::Weight::bold},
              .colour = frame.colour().ink,
              .align = ui::Align::centre},
             m.figure);
    pen.text(ui::take_top(column, frame.theme().line_height(note.size), gap),
             {.style = note, .colour = frame.colour().muted, .align = ui::Align::centre}, m.note);

    const float across = std::min(column.width(), frame.size().done_keys_width);
    const Rect keys = ui::take_top(column, frame.size().money_key, frame.space().m);
    const auto cells =
        ui::columns(ui::centred(keys, across, frame.size().money_key), 3, frame.space().l);
    const Rect below = ui::take_top(column, frame.size().action_key, gap);
    const auto corrections =
        ui::columns(ui::centred(below, across, frame.size().action_key), 2, frame.space().l);
    if (ui::action_key(frame, "correct_it", corrections[0],
                       {.label = frame.text(TextKey::menu_correct_sale),
                        .command = Command::correct_sale,
                        .enabled = m.can_correct})) {
        out = CorrectIt{};
    }
    if (ui::action_key(frame, "correct_payment", corrections[1],
                       {.label = frame.text(TextKey::menu_correct_payment),
                        .command = Command::correct_payment,
                        .enabled = m.can_correct_payment})) {
        out = CorrectPayment{};
    }
    if (ui::money_key(
            frame, "print_again", cells[0],
            {.label = frame.text(TextKey::done_print_again), .command = Command::print_again})) {
        out = PrintAgain{};
    }
    if (ui::money_key(frame, "return_it", cells[1],
                      {.label = frame.text(TextKey::done_return),
                       .command = Command::return_goods,
                       .enabled = m.can_correct})) {
        out = ReturnIt{};
    }
    if (ui::money_key(frame, "next_sale", cells[2],
                      {.label = frame.text(TextKey::done_next),
                       .command = Command::confirm,
                       .look = ui::Look::accent})) {
        out = NextSale{};
    }
    if (frame.commanded(Command::back)) out = NextSale{};
    const ui::TextStyle next{ui::TextSize::body, ui::Weight::medium};
    const std::string& words = frame.text(TextKey::done_scan_next);
    const Rect place = ui::centred(ui::take_top(column, pill),
                                   pen.width(next, words) + 2 * frame.space().xl, pill);
    pen.fill(place, frame.colour().key, frame.radius().pill);
    pen.text(place, {.style = next, .colour = frame.colour().ink, .align = ui::Align::centre},
             words);
    return out;
}

}  // namespace till::done
