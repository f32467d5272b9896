#include "app/till/screens/practice/practice_view.hpp"

#include <algorithm>
#include <cmath>

#include "app/till/screens/common/list_view.hpp"
#include "app/till/screens/common/status_view.hpp"
#include "app/till/screens/sell/cart_view.hpp"
#include "app/till/screens/sell/goods_view.hpp"
#include "app/till/ui/widgets.hpp"

namespace till::practice {

namespace {

using ui::Command;
using ui::Rect;
using ui::TextKey;

constexpr std::size_t kNotesMax = 3;

/// What this is, in words, and the way out.
std::optional<Action> draw_band(ui::Frame& frame, Rect& rest) {
    Rect band = ui::take_top(rest, frame.size().function_key + 2 * frame.space().s);
    frame.pen().fill(band, frame.colour().warning_soft);
    band = band.inset(frame.space().l, frame.space().s);
    const std::string& leave = frame.text(TextKey::practice_leave);
    const ui::TextStyle label{ui::TextSize::label, ui::Weight::semibold};
    const float width = std::max(2 * frame.size().touch_min,
                                 std::ceil(frame.pen().width(label, leave)) + 2 * frame.space().l);
    const Rect key = ui::take_end(band, width, frame.space().l);
    frame.pen().text(band,
                     {.style = {ui::TextSize::total_label, ui::Weight::bold},
                      .colour = ui::tone_colour(frame, ui::Tone::warning)},
                     frame.text(TextKey::practice_banner));
    if (ui::function_key(frame, "leave", key, {.label = leave, .command = Command::back}))
        return LeavePressed{};
    return std::nullopt;
}

/// A line in the band's colour around all that is practice.
void draw_edge(ui::Frame& frame, const Rect& place) {
    const float line = frame.size().chosen_edge;
    const ui::Colour colour = ui::tone_colour(frame, ui::Tone::warning);
    frame.pen().fill({place.start, place.top, place.end, place.top + line}, colour);
    frame.pen().fill({place.start, place.bottom - line, place.end, place.bottom}, colour);
    frame.pen().fill({place.start, place.top, place.start + line, place.bottom}, colour);
    frame.pen().fill({place.end - line, place.top, place.end, place.bottom}, colour);
}

/// What would be printed, with words on it that make it none.
void draw_receipt(ui::Frame& frame, const Model& m, const Rect& place) {
    const ui::TextStyle plain{ui::TextSize::body, ui::Weight::regular};
    const ui::TextStyle strong{ui::TextSize::line, ui::Weight::bold};
    const float row = frame.theme().line_height(strong.size) + frame.space().s;
    const auto rows = static_cast<float>(m.receipt.size() + 3);
    const Rect paper = ui::card(frame, place, frame.space().l);
    ui::ScrollArea area{frame, "receipt", paper, rows * row, {.keys = true, .bar_beside = true}};
    Rect all = area.content();
    const auto across = [&](const std::string& words, ui::Colour colour) {
        frame.pen().text(ui::take_top(all, row),
                         {.style = strong, .colour = colour, .align = ui::Align::centre}, words);
    };
    const ui::Colour warning = ui::tone_colour(frame, ui::Tone::warning);
    across(frame.text(TextKey::practice_not_a_receipt), warning);
    frame.pen().text(ui::take_top(all, row),
                     {.style = strong,
                      .colour = frame.colour().ink,
                      .align = ui::Align::centre,
                      .cut = ui::Cut::allowed},
                     m.shop);
    for (const Line& line : m.receipt) {
        Rect at = ui::take_top(all, row);
        const ui::TextStyle style = line.strong ? strong : plain;
        const float width = std::ceil(frame.pen().width(style, line.amount));
        const Rect amount = ui::take_end(at, width, frame.space().m);
        frame.pen().text(amount,
                         {.style = style, .colour = frame.colour().ink, .align = ui::Align::end},
                         line.amount);
        frame.pen().text(at,
                         {.style = style, .colour = frame.colour().ink, .cut = ui::Cut::allowed},
                         line.words);
    }
    across(frame.text(TextKey::practice_not_a_receipt), warning);
}

std::optional<Action> draw_tiles(ui::Frame& frame, const Model& m, const sell::Pictures& pictures,
                                 const Rect& place) {
    std::optional<Action> out;
    const int across =
        ui::cells_across(place.width(), frame.size().tile_width_min, frame.space().m);
    const int count = static_cast<int>(m.tiles.size());
    const int lines = (count + across - 1) / across;
    const float height = frame.size().tile_height;
    const float content = static_cast<float>(lines) * (height + frame.space().m) - frame.space().m;
    if (frame.commanded(Command::choice_before)) out = Moved{-1};
    if (frame.commanded(Command::choice_behind)) out = Moved{1};
    if (frame.commanded(Command::line_up)) out = Moved{-across};
    if (frame.commanded(Command::line_down)) out = Moved{across};
    if (frame.commanded(Command::confirm)) out = TileTapped{m.chosen};
    ui::ScrollArea area{frame, "tiles", place, content, {.keys = true, .bar_beside = true}};
    const auto cells = ui::grid(area.content(), across, count, height, frame.space().m);
    for (std::size_t i = 0; i < m.tiles.size(); ++i) {
        if (i == m.chosen) area.reveal(cells[i]);
        if (!area.shows(cells[i])) continue;
        ui::Tile tile = sell::tile_of(m.tiles[i], pictures);
        tile.chosen = i == m.chosen;
        if (ui::item_tile(frame, ui::numbered("tile", static_cast<long long>(i)), cells[i], tile))
            out = TileTapped{i};
    }
    return out;
}

std::optional<Action> draw_money(ui::Frame& frame, const Model& m, const Rect& place) {
    std::optional<Action> out;
    const std::size_t notes = std::min(m.notes.size(), kNotesMax);
    std::vector<float> shares(notes + 1, 1.0F);
    shares.front() = 2;
    const auto cells = ui::columns(place, shares, frame.space().s);
    const bool enabled = m.step == Step::money;
    if (ui::money_key(frame, "exact_cash", cells[0],
                      {.label = frame.text(TextKey::sell_exact_cash),
                       .second = m.exact,
                       .command = Command::exact_cash,
                       .look = ui::Look::accent,
                       .enabled = enabled}))
        out = ExactPressed{};
    for (std::size_t i = 0; i < notes; ++i) {
        if (ui::money_key(frame, ui::numbered("note", static_cast<long long>(i)), cells[i + 1],
                          {.label = m.notes[i].label, .enabled = enabled}))
            out = NoteTapped{m.notes[i].minor};
    }
    return out;
}

std::optional<Action> draw_end(ui::Frame& frame, Rect& rest) {
    std::optional<Action> out;
    const auto keys = ui::columns(ui::take_bottom(rest, frame.size().money_key, frame.space().l), 2,
                                  frame.space().m);
    if (ui::money_key(frame, "again", keys[0],
                      {.label = frame.text(TextKey::practice_again), .command = Command::take_all}))
        out = AgainPressed{};
    if (ui::money_key(frame, "done", keys[1],
                      {.label = frame.text(TextKey::practice_done),
                       .command = Command::confirm,
                       .look = ui::Look::accent}))
        out = LeavePressed{};
    return out;
}

void draw_change(ui::Frame& frame, const Model& m, Rect rest) {
    const ui::TextStyle label{ui::TextSize::title, ui::Weight::medium};
    frame.pen().text(ui::take_top(rest, frame.theme().line_height(label.size)),
                     {.style = label, .colour = frame.colour().muted},
                     frame.text(TextKey::practice_change));
    frame.pen().text(
        ui::take_top(rest, frame.theme().line_height(ui::TextSize::total)),
        {.style = {ui::TextSize::total, ui::Weight::bold}, .colour = frame.colour().ink}, m.change);
}

/// What to do, in letters as large as leave room for what it is done with.
void draw_now(ui::Frame& frame, const Model& m, Rect& rest) {
    constexpr int kLinesMax = 6;
    const float share = m.step == Step::receipt ? 0.6F : 0.35F;
    const ui::TextStyle style = common::fitting(frame, {ui::TextSize::line, ui::Weight::semibold},
                                                m.now, rest.width(), share * rest.height());
    const float height = frame.pen().paragraph_height(style, m.now, rest.width(), kLinesMax);
    frame.pen().paragraph(ui::take_top(rest, height, frame.space().l),
                          {.style = style, .colour = frame.colour().ink, .lines_max = kLinesMax},
                          m.now);
}

/// What to do, and the goods and keys that it is done with.
std::optional<Action> draw_doing(ui::Frame& frame, const Model& m, const sell::Pictures& pictures,
                                 const Rect& place) {
    std::optional<Action> out;
    Rect rest = place.inset(frame.space().l);
    if (m.step == Step::receipt) {
        out = draw_end(frame, rest);
        draw_now(frame, m, rest);
        common::draw_message(frame, m.message, rest);
        draw_change(frame, m, rest);
        return out;
    }
    const Rect money = ui::take_bottom(rest, frame.size().money_key, frame.space().m);
    out = draw_money(frame, m, money);
    draw_now(frame, m, rest);
    common::draw_message(frame, m.message, rest);
    if (auto action = draw_tiles(frame, m, pictures, rest)) out = std::move(action);
    return out;
}

}  // namespace

std::optional<Action> draw(ui::Frame& frame, const Model& m, const sell::Pictures& pictures) {
    std::optional<Action> out;
    const auto keep = [&](std::optional<Action> action) {
        if (action) out = std::move(action);
    };
    Rect rest = common::draw_status(frame, m.status, common::Parts::two);
    const Rect all = rest;
    keep(draw_band(frame, rest));
    const bool ended = m.step == Step::receipt;
    const std::string first =
        ended ? frame.text(TextKey::pane_receipt) : sell::cart_words(frame, m.sale);
    ui::Panes panes{frame,
                    "practice",
                    rest,
                    {.share = frame.theme().at.cart_share_of_width,
                     .first_name = first,
                     .second_name = frame.text(ended ? TextKey::pane_keys : TextKey::pane_goods),
                     .keys = true,
                     .second_shown = true,
                     .topic = static_cast<std::size_t>(m.step)}};
    panes.first([&](const Rect& place) {
        if (ended)
            draw_receipt(frame, m, place.inset(frame.space().l));
        else
            (void)sell::draw_cart(frame, m.sale, pictures, place);
    });
    panes.second([&](const Rect& place) { keep(draw_doing(frame, m, pictures, place)); });
    draw_edge(frame, all);
    return out;
}

}  // namespace till::practice
