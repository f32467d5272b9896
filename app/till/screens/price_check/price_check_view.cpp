#include "app/till/screens/price_check/price_check_view.hpp"

#include <algorithm>
#include <cmath>

#include "app/till/screens/common/list_view.hpp"
#include "app/till/screens/common/status_view.hpp"

namespace till::price_check {

namespace {

using ui::Command;
using ui::Rect;
using ui::TextKey;

/// The name over two lines where it needs them, then the price, which is read from afar.
void draw_price(ui::Frame& frame, const Shown& shown, Rect rest) {
    constexpr int kLinesMax = 2;
    const ui::TextStyle name{ui::TextSize::title, ui::Weight::bold};
    const ui::TextStyle note{ui::TextSize::label, ui::Weight::regular};
    ui::TextStyle price{ui::TextSize::total, ui::Weight::bold};
    const float height = frame.pen().paragraph_height(name, shown.name, rest.width(), kLinesMax);
    frame.pen().paragraph(ui::take_top(rest, height, frame.space().xs),
                          {.style = name,
                           .colour = frame.colour().ink,
                           .cut = ui::Cut::allowed,
                           .lines_max = kLinesMax},
                          shown.name);
    frame.pen().text(ui::take_top(rest, frame.theme().line_height(note.size), frame.space().m),
                     {.style = note, .colour = frame.colour().muted, .cut = ui::Cut::allowed},
                     shown.note);
    // On a low display, or of a price with many digits, it is smaller.
    const auto fits = [&] {
        return frame.theme().line_height(price.size) <= rest.height() &&
               frame.pen().width(price, shown.price) <= rest.width();
    };
    if (!fits()) price.size = ui::TextSize::figure;
    Rect line = ui::take_top(rest, frame.theme().line_height(price.size));
    const float width = std::ceil(frame.pen().width(price, shown.price));
    const Rect figure = ui::take_start(line, std::min(width, line.width()), frame.space().s);
    frame.pen().text(figure,
                     {.style = price, .colour = frame.colour().ink, .cut = ui::Cut::allowed},
                     shown.price);
    if (shown.unit.empty()) return;
    frame.pen().text(line,
                     {.style = {ui::TextSize::total_label, ui::Weight::regular},
                      .colour = frame.colour().muted,
                      .cut = ui::Cut::allowed},
                     shown.unit);
}

void draw_facts(ui::Frame& frame, const Shown& shown, const Rect& place) {
    const common::List list{
        .id = "facts", .count = shown.facts.size(), .height = frame.size().list_row};
    (void)common::draw_list(frame, place, list, "fact", [&](std::size_t i) {
        const Fact& fact = shown.facts[i];
        // What saves stands out by its weight, never by colour alone.
        return ui::Row{.title = fact.label,
                       .amount = fact.value,
                       .strong = fact.saves,
                       .line = i + 1 < shown.facts.size()};
    });
}

/// What it costs, and beside that what else is known of it.
void draw_shown(ui::Frame& frame, const Shown& shown, const Rect& place) {
    const Rect inside = ui::card(frame, place, frame.space().l);
    if (shown.facts.empty()) return draw_price(frame, shown, inside);
    ui::Panes panes{frame,
                    "price_check",
                    inside,
                    {.gap = frame.space().xxl,
                     .first_name = frame.text(TextKey::sell_price),
                     .second_name = frame.text(TextKey::pane_details)}};
    panes.first([&](const Rect& half) { draw_price(frame, shown, half); });
    panes.second([&](const Rect& half) { draw_facts(frame, shown, half); });
}

std::optional<Action> draw_rows(ui::Frame& frame, const Model& m, const Rect& place) {
    const Rect inside = ui::card(frame, place);
    if (m.rows.empty()) {
        const TextKey words = m.looking         ? TextKey::sell_looking
                              : m.input.empty() ? TextKey::price_check_how
                                                : TextKey::sell_nothing_found;
        common::draw_nothing(frame, inside, frame.text(words));
        return std::nullopt;
    }
    const common::List list{.id = "prices",
                            .count = m.rows.size(),
                            .chosen = m.chosen,
                            .height = frame.size().list_row};
    const auto tapped = common::draw_list(frame, inside, list, "price", [&](std::size_t i) {
        return ui::Row{.title = m.rows[i].title,
                       .note = m.rows[i].note,
                       .amount = m.rows[i].amount,
                       .chosen = i == m.chosen,
                       .tappable = true};
    });
    if (!tapped) return std::nullopt;
    return RowTapped{*tapped};
}

}  // namespace

std::optional<Action> draw(ui::Frame& frame, const Model& m) {
    std::optional<Action> out;
    const bool two = m.shown && !m.shown->facts.empty();
    Rect rest = common::draw_status(frame, m.status, two ? common::Parts::two : common::Parts::one)
                    .inset(frame.space().xl);
    common::draw_title(frame, rest, frame.text(TextKey::menu_price_check));
    common::draw_message(frame, m.message, rest);
    const auto answer = ui::text_field(frame, "price_search",
                                       ui::take_top(rest, frame.size().search, frame.space().l),
                                       {.text = m.input,
                                        .hint = frame.text(TextKey::price_check_hint),
                                        .writing = true,
                                        .lens = true});
    if (common::draw_back(frame, rest)) out = BackPressed{};
    if (m.shown) {
        draw_shown(frame, *m.shown, rest);
    } else if (auto action = draw_rows(frame, m, rest)) {
        out = std::move(action);
    }
    if (frame.commanded(Command::line_down)) out = Moved{1};
    if (frame.commanded(Command::line_up)) out = Moved{-1};
    if (answer.text) out = InputTyped{*answer.text};
    if (answer.entered) out = InputEntered{};
    if (answer.left) out = BackPressed{};
    return out;
}

}  // namespace till::price_check
