#include "app/till/screens/bills/bills_view.hpp"

#include "app/till/screens/common/foot_view.hpp"
#include "app/till/screens/common/list_view.hpp"
#include "app/till/screens/common/status_view.hpp"
#include "app/till/screens/prompt/prompt_view.hpp"

namespace till::bills {

namespace {

using ui::Command;
using ui::Rect;
using ui::TextKey;

/// How fresh it is what the till knows: on every one of its pages.
void draw_as_of(ui::Frame& frame, const Model& m, Rect& rest) {
    if (m.as_of.empty()) return;
    const ui::TextStyle style{ui::TextSize::label, ui::Weight::regular};
    frame.pen().text(ui::take_top(rest, frame.theme().line_height(style.size), frame.space().m),
                     {.style = style,
                      .colour = m.old ? frame.colour().warning : frame.colour().muted,
                      .cut = ui::Cut::allowed},
                     m.as_of);
}

std::optional<Action> draw_search_keys(ui::Frame& frame, const Model& m, Rect& rest) {
    std::optional<Action> out;
    const float shares[] = {1, 1.8F};
    const auto keys = ui::columns(ui::take_bottom(rest, frame.size().money_key, frame.space().l),
                                  shares, frame.space().m);
    if (ui::action_key(frame, "back", keys[0],
                       {.label = frame.text(TextKey::back_to_sale), .command = Command::back})) {
        out = BackPressed{};
    }
    if (ui::money_key(frame, "take", keys[1],
                      {.label = frame.text(TextKey::bills_take),
                       .command = Command::confirm,
                       .look = ui::Look::accent,
                       .enabled = !m.rows.empty() && !m.looking})) {
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
                             frame.text(nobody ? TextKey::bills_none : TextKey::bills_how));
        return out;
    }
    const common::List list{.id = "accounts",
                            .count = m.rows.size(),
                            .chosen = m.chosen,
                            .height = frame.size().money_key};
    const auto tapped = common::draw_list(frame, inside, list, "account", [&](std::size_t i) {
        return ui::Row{.title = m.rows[i].title,
                       .note = m.rows[i].note,
                       .amount = m.rows[i].open,
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
    common::draw_title(frame, rest, frame.text(TextKey::bills_title));
    draw_as_of(frame, m, rest);
    common::draw_message(frame, m.message, rest);
    const auto answer = ui::text_field(
        frame, "bill_search", ui::take_top(rest, frame.size().search, frame.space().l),
        {.text = m.input, .hint = frame.text(TextKey::bills_hint), .writing = true, .lens = true});
    keep(draw_search_keys(frame, m, rest));
    keep(draw_found(frame, m, rest));
    if (frame.commanded(Command::line_down)) out = Moved{1};
    if (frame.commanded(Command::line_up)) out = Moved{-1};
    if (answer.text) out = InputTyped{*answer.text};
    if (answer.entered && !m.looking) out = Taken{};
    if (answer.left) out = BackPressed{};
    return out;
}

std::optional<Action> draw_bill(ui::Frame& frame, const Model& m, std::size_t i, Rect row) {
    const Bill& bill = m.bills[i];
    // Ticked or not, at the start where the eye begins.
    const Rect box = ui::take_start(row, frame.size().touch_min, frame.space().m);
    const float side = frame.size().pill;
    const Rect tick = ui::centred(box, side, side);
    const bool on = bill.chosen && !bill.paid;
    if (!bill.paid) {
        frame.pen().fill(tick, on ? frame.colour().accent : frame.colour().key,
                         frame.radius().initials);
    }
    if (on || bill.paid) {
        frame.pen().icon({(tick.start + tick.end) / 2, (tick.top + tick.bottom) / 2},
                         ui::Icon::check, ui::TextSize::body,
                         on ? frame.colour().on_accent : frame.colour().good);
    }
    const ui::Row line{.title = bill.title,
                       .note = bill.note,
                       .note_tone = bill.paid      ? ui::Tone::good
                                    : bill.overdue ? ui::Tone::danger
                                                   : ui::Tone::neutral,
                       .amount = bill.open,
                       .strong = on,
                       .chosen = i == m.at,
                       .tappable = true};
    if (ui::list_row(frame, ui::numbered("bill", static_cast<long long>(i)), row, line)) {
        return BillTapped{i};
    }
    return std::nullopt;
}

std::optional<Action> draw_counter(ui::Frame& frame, const Model& m, std::size_t i, Rect row) {
    const Counter& counter = m.counters[i];
    const Rect box = ui::take_start(row, frame.size().touch_min, frame.space().m);
    frame.pen().icon({(box.start + box.end) / 2, (box.top + box.bottom) / 2}, ui::Icon::chart,
                     ui::TextSize::body, frame.colour().muted);
    const ui::Row line{.title = counter.title,
                       .note = counter.note,
                       .note_tone = counter.noted ? ui::Tone::good : ui::Tone::neutral,
                       .amount = counter.figure,
                       .chosen = m.bills.size() + i == m.at,
                       .tappable = true};
    if (ui::list_row(frame, ui::numbered("counter", static_cast<long long>(i)), row, line)) {
        return CounterTapped{i};
    }
    return std::nullopt;
}

/// The account's bills, then its counters.
std::optional<Action> draw_rows(ui::Frame& frame, const Model& m, const Rect& place) {
    std::optional<Action> out;
    const Rect inside = ui::card(frame, place);
    const std::size_t count = m.bills.size() + m.counters.size();
    if (count == 0) {
        common::draw_nothing(frame, inside, frame.text(TextKey::bills_nothing_open));
        return out;
    }
    const common::List list{
        .id = "bills", .count = count, .chosen = m.at, .height = frame.size().money_key};
    common::draw_rows(frame, inside, list, [&](std::size_t i, const Rect& row) {
        auto action = i < m.bills.size() ? draw_bill(frame, m, i, row)
                                         : draw_counter(frame, m, i - m.bills.size(), row);
        if (action) out = std::move(action);
    });
    return out;
}

/// Of an account whose credit is to pay what is in the cart.
std::optional<Action> draw_credit_keys(ui::Frame& frame, const Model& m, Rect& rest) {
    std::optional<Action> out;
    const auto keys = common::foot_places(frame, rest, 2, true);
    if (ui::action_key(frame, "back", keys[0],
                       {.label = frame.text(TextKey::bills_back), .command = Command::back})) {
        out = BackPressed{};
    }
    if (ui::money_key(frame, "pay_credit", keys.back(),
                      {.label = frame.text(TextKey::bills_credit_pay),
                       .second = m.credit_pays,
                       .command = Command::confirm,
                       .look = ui::Look::accent,
                       .enabled = m.can_pay_credit})) {
        out = CreditPressed{};
    }
    return out;
}

std::optional<Action> draw_account_keys(ui::Frame& frame, const Model& m, Rect& rest) {
    if (m.paying) return draw_credit_keys(frame, m, rest);
    std::optional<Action> out;
    const bool can_read = !m.counters.empty();
    std::size_t next = 2;
    constexpr std::size_t kKeysMost = 6;  // that have room beside each other
    const std::size_t others = 3 + static_cast<std::size_t>(can_read) +
                               static_cast<std::size_t>(m.can_top_up) +
                               static_cast<std::size_t>(m.can_give_back);
    const bool can_print = m.can_print && others < kKeysMost;
    const std::size_t count = others + static_cast<std::size_t>(can_print);
    const auto keys = common::foot_places(frame, rest, count, true);
    if (ui::action_key(frame, "back", keys[0],
                       {.label = frame.text(TextKey::bills_back), .command = Command::back})) {
        out = BackPressed{};
    }
    if (ui::action_key(frame, "all", keys[1],
                       {.label = frame.text(TextKey::bills_all), .command = Command::quantity})) {
        out = AllPressed{};
    }
    if (can_read &&
        ui::action_key(frame, "read", keys[next++],
                       {.label = frame.text(TextKey::bills_read), .command = Command::discount})) {
        out = ReadPressed{};
    }
    if (m.can_top_up &&
        ui::action_key(frame, "top_up", keys[next++],
                       {.label = frame.text(TextKey::bills_top_up), .command = Command::price})) {
        out = TopUpPressed{};
    }
    if (can_print && ui::action_key(frame, "print", keys[next++],
                                    {.label = frame.text(TextKey::bills_print),
                                     .command = Command::print_again})) {
        out = PrintPressed{};
    }
    if (m.can_give_back && ui::action_key(frame, "give_back", keys[next],
                                          {.label = frame.text(TextKey::bills_give_back),
                                           .command = Command::void_line})) {
        out = GiveBackPressed{};
    }
    if (ui::money_key(frame, "pay", keys.back(),
                      {.label = frame.text(TextKey::bills_pay),
                       .second = m.to_pay,
                       .command = Command::pay,
                       .look = ui::Look::accent,
                       .enabled = m.can_pay})) {
        out = PayPressed{};
    }
    return out;
}

void draw_account_heading(ui::Frame& frame, const Model& m, Rect& rest) {
    common::draw_title(frame, rest, m.title);
    const ui::TextStyle style{ui::TextSize::label, ui::Weight::regular};
    if (!m.about.empty()) {
        frame.pen().text(ui::take_top(rest, frame.theme().line_height(style.size), frame.space().s),
                         {.style = style, .colour = frame.colour().ink, .cut = ui::Cut::allowed},
                         m.about);
    }
    draw_as_of(frame, m, rest);
    common::draw_message(frame, m.message, rest);
}

std::optional<Action> draw_account(ui::Frame& frame, const Model& m, Rect rest) {
    std::optional<Action> out;
    const auto keep = [&](std::optional<Action> action) {
        if (action) out = std::move(action);
    };
    const ui::TextStyle style{ui::TextSize::label, ui::Weight::regular};
    // A question alone on its pane needs the room.
    const bool heading_beside = m.prompt && frame.narrow();
    if (!heading_beside) draw_account_heading(frame, m, rest);
    if (m.prompt) {
        ui::Panes panes{frame,
                        "bills",
                        rest,
                        {.gap = frame.space().l,
                         .first_name = frame.text(TextKey::pane_list),
                         .second_name = frame.text(TextKey::pane_question),
                         .keys = true,
                         .second_shown = true}};
        panes.first([&](Rect place) {
            if (heading_beside) draw_account_heading(frame, m, place);
            keep(draw_rows(frame, m, place));
        });
        panes.second([&](const Rect& place) {
            if (auto action = prompt::draw(frame, *m.prompt, place)) out = Prompted{*action};
        });
        return out;
    }
    keep(draw_account_keys(frame, m, rest));
    if (m.paying) {
        keep(draw_rows(frame, m, rest));
        return out;
    }
    Rect foot = ui::take_bottom(rest, frame.size().search, frame.space().l);
    const auto label = frame.text(TextKey::bills_amount);
    frame.pen().text(ui::take_start(foot, frame.pen().width(style, label), frame.space().m),
                     {.style = style, .colour = frame.colour().muted}, label);
    const auto answer = ui::text_field(
        frame, "bill_amount", foot,
        {.text = m.amount, .hint = m.expected, .writing = true, .characters_max = 14});
    keep(draw_rows(frame, m, rest));
    if (frame.commanded(Command::line_down)) out = Moved{1};
    if (frame.commanded(Command::line_up)) out = Moved{-1};
    if (frame.commanded(Command::next_tab)) out = BillTapped{m.at};
    if (answer.text) out = AmountTyped{*answer.text};
    if (answer.entered && m.can_pay) out = PayPressed{};
    if (answer.left) out = BackPressed{};
    return out;
}

}  // namespace

std::optional<Action> draw(ui::Frame& frame, const Model& m) {
    const auto parts = m.account && m.prompt ? common::Parts::two : common::Parts::one;
    const Rect rest = common::draw_status(frame, m.status, parts).inset(frame.space().xl);
    return m.account ? draw_account(frame, m, rest) : draw_search(frame, m, rest);
}

}  // namespace till::bills
