#include "app/till/screens/sell/cart_view.hpp"

#include <algorithm>
#include <cmath>

#include "app/till/screens/common/list_view.hpp"

namespace till::sell {

namespace {

using ui::Command;
using ui::Rect;
using ui::TextKey;

void draw_total(ui::Frame& frame, const Model& m, const Rect& place) {
    const auto& pen = frame.pen();
    Rect rest = place.inset(frame.space().xl, frame.narrow() ? 0 : frame.space().l);
    const ui::TextStyle small{ui::TextSize::label, ui::Weight::regular};
    const float small_line = frame.theme().line_height(small.size);
    if (frame.narrow()) {
        // Beside the total: what stands above it elsewhere would take a line of the cart.
        const float width =
            std::ceil(std::max(pen.width(small, m.item_count), pen.width(small, m.saved)));
        Rect beside = ui::take_start(rest, width, frame.space().l);
        beside = ui::centred(beside, beside.width(), 2 * small_line);
        pen.text(ui::take_top(beside, small_line), {.style = small, .colour = frame.colour().muted},
                 m.item_count);
        pen.text(beside, {.style = small, .colour = frame.colour().muted}, m.saved);
    } else {
        const Rect head = ui::take_top(rest, small_line);
        pen.text(head, {.style = small, .colour = frame.colour().muted}, m.item_count);
        pen.text(head, {.style = small, .colour = frame.colour().muted, .align = ui::Align::end},
                 m.saved);
    }
    const std::string& words = frame.text(m.refund ? TextKey::sell_to_refund : TextKey::sell_total);
    const ui::TextStyle label{ui::TextSize::total_label, ui::Weight::semibold};
    const float label_width = pen.width(label, words);
    Rect line = rest;
    // Both stand on one foot.
    const float drop = ui::kHalfCapitalPerEm *
                       (frame.theme().em(ui::TextSize::total) - frame.theme().em(label.size));
    pen.text(ui::take_start(line, label_width, frame.space().l).moved(0, drop),
             {.style = label, .colour = frame.colour().ink}, words);
    pen.text(line,
             {.style = {ui::TextSize::total, ui::Weight::bold},
              .colour = frame.colour().ink,
              .align = ui::Align::end},
             m.total);
}

ui::CartLine line_of(const CartRow& row, const Pictures& pictures) {
    return {
        .quantity = row.quantity,
        .name = row.name,
        .note = row.note,
        .note_tone = row.note_warns   ? ui::Tone::warning
                     : row.note_saves ? ui::Tone::good
                                      : ui::Tone::neutral,
        .unit = row.unit_price,
        .total = row.total,
        .picture = {.initials = row.initials,
                    .pair = row.pair,
                    .texture = row.picture.empty() ? ui::TextureId::none : pictures(row.picture)}};
}

std::optional<Action> draw_rows(ui::Frame& frame, const Model& m, const Pictures& pictures,
                                const Rect& place) {
    std::optional<Action> out;
    const float height = frame.size().cart_line;
    ui::ScrollArea area{frame,
                        "cart",
                        place,
                        height * static_cast<float>(m.rows.size()),
                        {.keys = false, .start_at_end = true}};
    ui::CartColumns columns = ui::cart_columns(frame);
    const Pictures no_pictures = [](std::string_view) { return ui::TextureId::none; };
    for (const CartRow& row : m.rows) {
        columns.widen(frame, line_of(row, no_pictures));
        columns.pictures = columns.pictures || !row.picture.empty();
    }
    Rect all = area.content();
    for (std::size_t i = 0; i < m.rows.size(); ++i) {
        const Rect row = ui::take_top(all, height);
        const bool chosen = m.chosen == i;
        if (chosen) area.reveal(row);
        if (!area.shows(row)) continue;
        ui::CartLine line = line_of(m.rows[i], pictures);
        line.chosen = chosen;
        if (ui::cart_line(frame, ui::numbered("line", static_cast<long long>(i)), row, line,
                          columns))
            out = RowChosen{i};
    }
    return out;
}

/// To whoever has sold nothing here yet: at the foot of the empty cart, taking nobody's keys while
/// something is typed.
std::optional<Action> draw_offer(ui::Frame& frame, const Model& m, Rect& rest) {
    constexpr int kLinesMax = 4;
    if (!m.offers_practice) return std::nullopt;
    const std::string& words = frame.text(TextKey::practice_offer);
    const float across = rest.width() - 2 * frame.space().xl - 2 * frame.space().l;
    const float beside_words = frame.size().action_key + frame.space().m + 2 * frame.space().l;
    // On a low display the words are smaller, the keys are not.
    const ui::TextStyle style =
        common::fitting(frame, {ui::TextSize::line, ui::Weight::regular}, words, across,
                        rest.height() - beside_words - frame.space().l);
    const float height = frame.pen().paragraph_height(style, words, across, kLinesMax);
    const Rect box = ui::take_bottom(rest, height + beside_words, frame.space().l);
    Rect inside = ui::card(frame, box.inset(frame.space().xl, 0), frame.space().l);
    frame.pen().paragraph(ui::take_top(inside, height, frame.space().m),
                          {.style = style, .colour = frame.colour().ink, .lines_max = kLinesMax},
                          words);
    const bool typing =
        m.searching || !m.input.empty() || !m.pending.empty() || m.panel != Panel::tiles;
    const auto keys =
        ui::columns(ui::take_top(inside, frame.size().action_key), 2, frame.space().m);
    if (ui::action_key(frame, "practise", keys[0],
                       {.label = frame.text(TextKey::practice_yes),
                        .command = typing ? Command::none : Command::confirm,
                        .look = ui::Look::strong}))
        return Pressed{Key::practise};
    if (ui::action_key(frame, "no_practice", keys[1],
                       {.label = frame.text(TextKey::practice_no),
                        .command = typing ? Command::none : Command::back}))
        return Pressed{Key::no_practice};
    return std::nullopt;
}

/// Goods come back, whatever the line above the tiles says meanwhile.
void draw_takes_back(ui::Frame& frame, const Rect& place) {
    constexpr int kLinesMax = 3;
    const ui::TextStyle style{ui::TextSize::body, ui::Weight::medium};
    const std::string& words = frame.text(TextKey::said_return_mode);
    const float width = place.width() - 2 * frame.space().xl;
    const float height = std::ceil(frame.pen().paragraph_height(style, words, width, kLinesMax));
    if (place.height() < height) return;
    frame.pen().paragraph(ui::centred(place, width, height),
                          {.style = style,
                           .colour = frame.colour().warning,
                           .align = ui::Align::centre,
                           .lines_max = kLinesMax},
                          words);
}

void draw_empty(ui::Frame& frame, const Rect& place) {
    const auto& pen = frame.pen();
    const ui::TextStyle title{ui::TextSize::total_label, ui::Weight::semibold};
    const ui::TextStyle hint{ui::TextSize::body, ui::Weight::regular};
    const float block =
        frame.theme().line_height(title.size) + frame.theme().line_height(hint.size);
    if (place.height() < block) return;
    Rect box =
        ui::centred(place.inset(frame.space().xl, 0), place.width() - 2 * frame.space().xl, block);
    pen.text(ui::take_top(box, frame.theme().line_height(title.size)),
             {.style = title, .colour = frame.colour().muted, .align = ui::Align::centre},
             frame.text(TextKey::sell_empty));
    pen.text(box, {.style = hint, .colour = frame.colour().muted, .align = ui::Align::centre},
             frame.text(TextKey::sell_empty_hint));
}

}  // namespace

std::string cart_words(const ui::Frame& frame, const Model& m) {
    const std::string& name = frame.text(TextKey::pane_cart);
    if (m.rows.empty()) return name;
    const ui::TextStyle smallest{ui::TextSize::key_name, ui::Weight::medium};
    std::string with_total = name + " " + m.total;
    const float room = frame.size().pane_key - frame.space().s;
    return frame.pen().width(smallest, with_total) <= room ? with_total : m.total;
}

std::optional<Action> draw_cart(ui::Frame& frame, const Model& m, const Pictures& pictures,
                                const Rect& place) {
    const auto& pen = frame.pen();
    pen.fill(place, frame.colour().surface);
    Rect rest = place;
    const float total_line = frame.theme().line_height(ui::TextSize::total);
    const float total_height =
        frame.narrow()
            ? total_line + frame.space().s
            : total_line + frame.theme().line_height(ui::TextSize::label) + 2 * frame.space().l;
    const Rect total = ui::take_bottom(rest, total_height);
    draw_total(frame, m, total);
    pen.fill({total.start, total.top, total.end, total.top + frame.size().line},
             frame.colour().line);
    const ui::TextStyle strip{ui::TextSize::label, ui::Weight::semibold};
    const float strip_height = frame.theme().line_height(strip.size) + 2 * frame.space().m;
    if (!m.customer.empty()) {
        const Rect row = ui::take_bottom(rest, strip_height);
        pen.fill({row.start, row.top, row.end, row.top + frame.size().line}, frame.colour().line);
        pen.text(row.inset(frame.space().xl, 0),
                 {.style = strip, .colour = frame.colour().ink, .cut = ui::Cut::allowed},
                 m.customer);
    }
    if (!m.last_change.empty()) {
        const Rect row = ui::take_top(rest, strip_height + frame.space().s);
        pen.fill(row, frame.colour().accent_soft);
        pen.text(row.inset(frame.space().xl, 0),
                 {.style = {ui::TextSize::total_label, ui::Weight::bold},
                  .colour = frame.colour().accent},
                 m.last_change);
    }
    ui::take_top(rest, frame.space().s);
    if (m.rows.empty()) {
        auto out = draw_offer(frame, m, rest);
        m.takes_back ? draw_takes_back(frame, rest) : draw_empty(frame, rest);
        return out;
    }
    return draw_rows(frame, m, pictures, rest);
}

}  // namespace till::sell
