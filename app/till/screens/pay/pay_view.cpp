#include "app/till/screens/pay/pay_view.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <span>
#include <string>
#include <utility>

#include "app/till/screens/common/status_view.hpp"

namespace till::pay {

namespace {

using ui::Command;
using ui::Look;
using ui::Rect;
using ui::TextKey;

constexpr int kPadRows = 4;
constexpr int kNoteRowsMax = 5;  // the exact amount, and four notes

/// The name of a key at the foot of what it does.
void draw_key_below(ui::Frame& frame, Rect place, Command command) {
    const ui::TextStyle style{ui::TextSize::key_name, ui::Weight::regular};
    frame.pen().text(ui::take_bottom(place, frame.theme().line_height(style.size)),
                     {.style = style, .colour = frame.colour().muted, .align = ui::Align::centre},
                     frame.keys().name(command));
}

std::optional<Action> draw_paid(ui::Frame& frame, const Model& m, Rect rest) {
    std::optional<Action> out;
    if (frame.commanded(Command::void_line)) out = PaidRemoved{m.paid.size() - 1};
    const float height = frame.size().action_key;
    ui::ScrollArea area{
        frame, "paid", rest, height * static_cast<float>(m.paid.size()), {.bar_beside = true}};
    Rect all = area.content();
    for (std::size_t i = 0; i < m.paid.size(); ++i) {
        Rect row = ui::take_top(all, height);
        if (!area.shows(row)) continue;
        const Rect cross = ui::take_end(row, frame.size().touch_min);
        ui::list_row(frame, ui::numbered("paid", static_cast<long long>(i)), row,
                     {.title = m.paid[i].name,
                      .note = m.paid[i].note,
                      .amount = m.paid[i].amount,
                      .strong = true});
        if (i + 1 == m.paid.size()) draw_key_below(frame, cross, Command::void_line);
        if (ui::icon_button(frame, ui::numbered("paid_remove", static_cast<long long>(i)), cross,
                            ui::Icon::cross)) {
            out = PaidRemoved{i};
        }
    }
    return out;
}

std::optional<Action> draw_due(ui::Frame& frame, const Model& m, const Rect& place) {
    std::optional<Action> out;
    Rect rest = ui::card(frame, place);
    const Rect back = ui::take_bottom(rest, frame.size().action_key, frame.space().m);
    if (ui::action_key(frame, "back", back,
                       {.label = frame.text(TextKey::pay_back),
                        .command = Command::back,
                        .enabled = !m.waiting && !(m.card && m.card->busy)})) {
        out = BackPressed{};
    }
    if (!m.as_before.empty()) {
        const Rect key = ui::take_bottom(rest, frame.size().money_key, frame.space().m);
        if (ui::money_key(frame, "as_before", key,
                          {.label = m.as_before,
                           .command = Command::as_before,
                           .look = Look::strong,
                           .enabled = !m.waiting && !(m.card && m.card->busy)})) {
            out = AsBeforePressed{};
        }
    }
    if (!m.message.empty()) {
        const float height = common::message_height(frame, m.message, rest.width());
        Rect below = ui::take_bottom(rest, height, frame.space().m);
        common::draw_message(frame, m.message, below);
    }
    const auto& pen = frame.pen();
    // Where one pane is shown, the display is low and this one wide: two stand on a line.
    const bool wide = frame.narrow();
    const auto line = [&](ui::TextStyle style, ui::Colour colour, std::string_view words) {
        pen.text(ui::take_top(rest, frame.theme().line_height(style.size)),
                 {.style = style, .colour = colour}, words);
    };
    const auto& to_pay = frame.text(m.refund ? TextKey::pay_to_refund : TextKey::pay_to_pay);
    const ui::TextStyle due{ui::TextSize::total, ui::Weight::bold};
    if (wide) {
        Rect both = ui::take_top(rest, frame.theme().line_height(due.size));
        const float width = std::ceil(std::min(pen.width(due, m.due), both.width() * 0.7F));
        pen.text(ui::take_end(both, width, frame.space().l),
                 {.style = due, .colour = frame.colour().ink, .align = ui::Align::end}, m.due);
        pen.text(
            both,
            {.style = {ui::TextSize::line, ui::Weight::regular}, .colour = frame.colour().muted},
            to_pay);
    } else {
        line({ui::TextSize::line, ui::Weight::regular}, frame.colour().muted, to_pay);
        line(due, frame.colour().ink, m.due);
    }
    if (!m.total.empty())
        line({ui::TextSize::label, ui::Weight::regular}, frame.colour().muted, m.total);
    if (!m.rounding.empty())
        line({ui::TextSize::label, ui::Weight::medium}, frame.colour().warning, m.rounding);
    ui::take_top(rest, frame.space().l);
    if (!m.paid.empty()) {
        pen.fill({rest.start, rest.top, rest.end, rest.top + frame.size().line},
                 frame.colour().line);
        if (const auto action = draw_paid(frame, m, rest)) out = action;
    }
    return out;
}

std::optional<Action> draw_notes(ui::Frame& frame, const Model& m, const Rect& place) {
    std::optional<Action> out;
    const float gap = frame.space().m;
    const float fit = (place.height() + gap) / (frame.size().money_key_min + gap);
    const int count = std::clamp(static_cast<int>(fit), 1, kNoteRowsMax);
    const auto cells = ui::rows(place, count, gap);
    if (ui::money_key(
            frame, "exact", cells[0],
            {.label = m.exact_key, .command = Command::exact_cash, .enabled = !m.waiting})) {
        out = ExactTapped{};
    }
    for (std::size_t i = 0; i < m.notes.size() && i + 1 < cells.size(); ++i) {
        if (ui::money_key(frame, ui::numbered("note", static_cast<long long>(i)), cells[i + 1],
                          {.label = m.notes[i].label, .enabled = !m.waiting})) {
            out = NoteTapped{m.notes[i].minor};
        }
    }
    return out;
}

std::optional<Action> draw_methods(ui::Frame& frame, const Model& m, const Rect& place) {
    std::optional<Action> out;
    const float shares[] = {1.9F, 1.2F, 1.2F, 1.2F};
    const std::size_t count = m.credit_key.empty() ? 3 : 4;
    const auto cells = ui::columns(place, std::span{shares}.first(count), frame.space().m);
    const bool enabled = !m.waiting;
    if (ui::money_key(frame, "pay_cash", cells[0],
                      {.label = m.cash_key,
                       .command = Command::confirm,
                       .look = Look::accent,
                       .enabled = enabled})) {
        out = MethodPressed{Method::cash};
    }
    if (ui::money_key(frame, "pay_card", cells[1],
                      {.label = frame.text(TextKey::pay_card),
                       .command = Command::card,
                       .enabled = enabled})) {
        out = MethodPressed{Method::card};
    }
    if (ui::money_key(frame, "pay_other", cells[2],
                      {.label = frame.text(TextKey::pay_other),
                       .command = Command::other_payment,
                       .enabled = enabled})) {
        out = MethodPressed{Method::other};
    }
    if (count > 3 &&
        ui::money_key(frame, "pay_credit", cells[3],
                      {.label = m.credit_key, .command = Command::pay_bill, .enabled = enabled})) {
        out = CreditPressed{};
    }
    return out;
}

std::string_view name_of(CardChoice choice) {
    switch (choice) {
        case CardChoice::cancel:
            return "card_cancel";
        case CardChoice::use:
            return "card_use";
        case CardChoice::take_back:
            return "card_take_back";
        case CardChoice::paid_back:
            return "card_paid_back";
        case CardChoice::ask_again:
            return "card_ask_again";
        case CardChoice::was_paid:
            return "card_was_paid";
        case CardChoice::was_not_paid:
            return "card_was_not_paid";
    }
    return {};
}

std::optional<Action> draw_card_keys(ui::Frame& frame, const CardPanel& card, const Rect& place,
                                     bool enabled) {
    std::optional<Action> out;
    const auto cells = ui::columns(place, static_cast<int>(card.keys.size()), frame.space().m);
    for (std::size_t i = 0; i < card.keys.size(); ++i) {
        const CardKey& key = card.keys[i];
        const bool cancels = key.choice == CardChoice::cancel;
        if (ui::money_key(frame, name_of(key.choice), cells[i],
                          {.label = key.label,
                           .command = cancels ? Command::back : Command::none,
                           .look = i == 0 && !cancels ? Look::accent : Look::plain,
                           .enabled = enabled || cancels})) {
            out = CardChosen{key.choice};
        }
    }
    return out;
}

std::optional<Action> draw_card(ui::Frame& frame, const Model& m, const Rect& place) {
    std::optional<Action> out;
    const CardPanel& card = *m.card;
    Rect rest = ui::card(frame, place);
    if (!card.keys.empty()) {
        const Rect keys = ui::take_bottom(rest, frame.size().pay_key, frame.space().l);
        out = draw_card_keys(frame, card, keys, !m.waiting);
    }
    const auto& pen = frame.pen();
    const ui::TextStyle title{ui::TextSize::title, ui::Weight::bold};
    const ui::TextStyle amount{ui::TextSize::figure, ui::Weight::bold};
    constexpr int kLinesMax = 8;
    const ui::Colour strong = card.level == common::Level::quiet
                                  ? frame.colour().ink
                                  : ui::tone_colour(frame, common::tone(card.level));
    pen.text(ui::take_top(rest, frame.theme().line_height(title.size)),
             {.style = title, .colour = strong}, card.title);
    pen.text(ui::take_top(rest, frame.theme().line_height(amount.size), frame.space().l),
             {.style = amount, .colour = frame.colour().ink}, card.amount);
    const auto words_height = [&](const ui::TextStyle& style) {
        float height = 0;
        for (const std::string& line : card.lines)
            height += pen.paragraph_height(style, line, rest.width(), kLinesMax) + frame.space().s;
        return height;
    };
    ui::TextStyle words{ui::TextSize::money_key, ui::Weight::medium};
    for (const auto smaller : {ui::TextSize::line, ui::TextSize::label}) {
        if (words_height(words) > rest.height()) words.size = smaller;
    }
    ui::ScrollArea area{
        frame, "card_words", rest, words_height(words), {.keys = true, .bar_beside = true}};
    Rect all = area.content();
    for (const std::string& line : card.lines) {
        const float height = pen.paragraph_height(words, line, all.width(), kLinesMax);
        pen.paragraph(ui::take_top(all, height, frame.space().s),
                      {.style = words, .colour = frame.colour().ink, .lines_max = kLinesMax}, line);
    }
    return out;
}

std::optional<Action> draw_pad(ui::Frame& frame, const Model& m, const Rect& place) {
    const auto press = ui::numpad(frame, "pad", place, {.enabled = !m.waiting});
    if (!press) return std::nullopt;
    switch (press->what) {
        case ui::NumpadPress::What::digit:
            return KeyedChanged{
                keyed(m.keyed, std::string(1, static_cast<char>('0' + press->digit)))};
        case ui::NumpadPress::What::double_zero:
            return KeyedChanged{keyed(m.keyed, "00")};
        case ui::NumpadPress::What::point:
            return std::nullopt;
        case ui::NumpadPress::What::erase:
            return KeyedChanged{m.keyed.empty() ? m.keyed : m.keyed.substr(0, m.keyed.size() - 1)};
    }
    return std::nullopt;
}

/// What is given: keyed in, as notes, or by another way; or what the card terminal does.
std::optional<Action> draw_given(ui::Frame& frame, const Model& m, Rect rest) {
    std::optional<Action> out;
    const auto keep = [&](std::optional<Action> action) {
        if (action) out = std::move(action);
    };
    if (m.card && m.card->busy) {
        keep(draw_card(frame, m, rest));
        return out;
    }
    // On a low display the number pad keeps its size, what stands around it gives way.
    const ui::Sizes& size = frame.size();
    const float gap = frame.space().m;
    const float pad = kPadRows * size.money_key_min + (kPadRows - 1) * gap;
    const float spare = rest.height() - pad - 2 * gap;
    const float below = std::clamp(std::floor(spare / 2), size.money_key_min, size.pay_key);
    const Rect methods = ui::take_bottom(rest, below, gap);
    if (m.card) {
        keep(draw_card(frame, m, rest));
        keep(draw_methods(frame, m, methods));
        return out;
    }
    const Rect input = ui::take_top(rest, ui::amount_height(frame, spare - below), gap);
    ui::amount_field(
        frame, input,
        {.label = frame.text(m.refund ? TextKey::pay_cash_back : TextKey::pay_cash_given),
         .amount = m.keyed_shown,
         .expected = m.expected});
    float shares[] = {2.1F, 1};
    if (frame.keys_first()) std::swap(shares[0], shares[1]);
    const auto halves = ui::columns(rest, shares, frame.space().l);
    keep(draw_pad(frame, m, halves[frame.keys_first() ? 1 : 0]));
    keep(draw_notes(frame, m, halves[frame.keys_first() ? 0 : 1]));
    keep(draw_methods(frame, m, methods));
    return out;
}

}  // namespace

std::optional<Action> draw(ui::Frame& frame, const Model& m) {
    std::optional<Action> out;
    const auto keep = [&](std::optional<Action> action) {
        if (action) out = std::move(action);
    };
    const Rect all =
        common::draw_status(frame, m.status, common::Parts::two).inset(frame.space().xl);
    // What happened is said beside what is due.
    ui::Panes panes{
        frame,
        "pay",
        all,
        {.share = frame.theme().at.pay_share_of_width,
         .gap = frame.space().xl,
         .first_name = frame.text(TextKey::pane_due),
         .second_name = frame.text(TextKey::pane_keys),
         .keys = true,
         .second_shown = true,
         .topic = std::hash<std::string>{}(m.message.words) * (m.message.empty() ? 0 : 1),
         .topic_in_second = false}};
    panes.first([&](const Rect& place) { keep(draw_due(frame, m, place)); });
    panes.second([&](const Rect& place) { keep(draw_given(frame, m, place)); });
    return out;
}

}  // namespace till::pay
