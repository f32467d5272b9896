#include "app/till/screens/customer/customer_view.hpp"

#include <cmath>

namespace till::customer {

namespace {

using ui::Align;
using ui::Cut;
using ui::Rect;
using ui::TextSize;
using ui::Weight;

/// A line of text in the middle of `rest`, taken from its top.
void centred_line(ui::Frame& frame, Rect& rest, ui::TextStyle style, ui::Colour colour,
                  std::string_view words, float gap) {
    frame.pen().text(ui::take_top(rest, frame.theme().line_height(style.size), gap),
                     {style, colour, Align::centre, Cut::allowed}, words);
}

void draw_words(ui::Frame& frame, const Model& m, const Rect& place) {
    const ui::TextStyle head{TextSize::title, Weight::medium};
    const ui::TextStyle big{TextSize::total, Weight::bold};
    const auto height = frame.theme().line_height(head.size) + frame.theme().line_height(big.size) +
                        frame.space().l;
    Rect box = ui::centred(place, place.width() - 2 * frame.space().xxl, height);
    centred_line(frame, box, head, frame.colour().muted, m.greeting, frame.space().l);
    centred_line(frame, box, big, frame.colour().ink, m.shop, 0);
}

ui::CartLine line_of(const Line& line) {
    return {.quantity = line.quantity,
            .name = line.name,
            .note = line.note,
            .note_tone = line.note_saves ? ui::Tone::good : ui::Tone::neutral,
            .unit = line.unit_price,
            .total = line.total};
}

void draw_rows(ui::Frame& frame, const Model& m, const Rect& place) {
    const float height = frame.size().cart_line;
    ui::ScrollArea area{frame,
                        "customer_cart",
                        place,
                        height * static_cast<float>(m.lines.size()),
                        {.keys = false, .start_at_end = true}};
    ui::CartColumns columns = ui::cart_columns(frame);
    for (const Line& line : m.lines) columns.widen(frame, line_of(line));
    Rect all = area.content();
    for (std::size_t i = 0; i < m.lines.size(); ++i) {
        const Rect row = ui::take_top(all, height);
        const bool last = i + 1 == m.lines.size();
        if (last) area.reveal(row);
        if (!area.shows(row)) continue;
        ui::CartLine line = line_of(m.lines[i]);
        line.chosen = last && m.scene == Model::Scene::cart;
        ui::cart_line(frame, ui::numbered("customer_line", static_cast<long long>(i)), row, line,
                      columns);
    }
}

void draw_total(ui::Frame& frame, const Model& m, const Rect& place) {
    const auto& pen = frame.pen();
    pen.fill({place.start, place.top, place.end, place.top + frame.size().line},
             frame.colour().line);
    Rect rest = place.inset(frame.space().xl, frame.space().l);
    const ui::TextStyle small{TextSize::label, Weight::regular};
    const Rect head = ui::take_top(rest, frame.theme().line_height(small.size));
    pen.text(head, {.style = small, .colour = frame.colour().muted}, m.item_count);
    pen.text(head, {.style = small, .colour = frame.colour().good, .align = Align::end}, m.saved);
    const ui::TextStyle label{TextSize::total_label, Weight::semibold};
    const Rect words = ui::take_start(rest, pen.width(label, m.total_label), frame.space().l);
    pen.text(words, {.style = label, .colour = frame.colour().ink}, m.total_label);
    pen.text(rest,
             {.style = {TextSize::total, Weight::bold},
              .colour = frame.colour().ink,
              .align = Align::end},
             m.total);
}

/// The goods entered last: their picture, or their initials on a colour of their own.
void draw_goods(ui::Frame& frame, const Model& m, const Pictures& pictures, const Rect& place) {
    if (m.lines.empty()) return;
    const auto& pen = frame.pen();
    const float size = std::floor(std::min(place.width(), place.height()) * 0.55F);
    const ui::TextStyle name{TextSize::title, Weight::semibold};
    const ui::TextStyle price{TextSize::figure, Weight::bold};
    const float block = size + frame.space().l + frame.theme().line_height(name.size) +
                        frame.space().s + frame.theme().line_height(price.size);
    Rect box = ui::centred(place, place.width(), block);
    const Rect picture = ui::centred(ui::take_top(box, size, frame.space().l), size, size);
    const ui::TextureId texture = m.picture.empty() ? ui::TextureId::none : pictures(m.picture);
    if (texture != ui::TextureId::none) {
        pen.picture(picture, texture, frame.radius().card);
    } else {
        const auto& pair = frame.colour().tile_pairs[m.pair % frame.colour().tile_pairs.size()];
        pen.fill(picture, pair.fill, frame.radius().card);
        pen.text(
            picture,
            {.style = {TextSize::change, Weight::bold}, .colour = pair.ink, .align = Align::centre},
            m.initials);
    }
    const Line& last = m.lines.back();
    centred_line(frame, box, name, frame.colour().ink, last.name, frame.space().s);
    centred_line(frame, box, price, frame.colour().ink, last.total, 0);
}

/// "To pay 12.34", "Change 7.66": the figure in the largest type.
void draw_figure(ui::Frame& frame, const Model& m, const Rect& place) {
    const ui::TextStyle head{TextSize::title, Weight::medium};
    const ui::TextStyle note{TextSize::money_key, Weight::regular};
    const float figure = frame.theme().em(TextSize::change) * 1.15F;
    const float line = frame.theme().line_height(note.size);
    const float height = frame.theme().line_height(head.size) + figure + line +
                         2 * frame.space().l +
                         static_cast<float>(m.terminal.size()) * (line + frame.space().s);
    Rect box = ui::centred(place, place.width() - 2 * frame.space().xl, height);
    centred_line(frame, box, head, frame.colour().muted, m.headline, 0);
    frame.pen().text(ui::take_top(box, figure, frame.space().l),
                     {.style = {TextSize::change, Weight::bold},
                      .colour = frame.colour().ink,
                      .align = Align::centre},
                     m.figure);
    if (!m.note.empty())
        centred_line(frame, box, note, frame.colour().muted, m.note, frame.space().l);
    for (const std::string& words : m.terminal) {
        centred_line(frame, box, {TextSize::money_key, Weight::semibold}, frame.colour().accent,
                     words, frame.space().s);
    }
}

}  // namespace

void draw(ui::Frame& frame, const Model& m, const Pictures& pictures) {
    Rect rest = frame.display();
    const auto& pen = frame.pen();
    const bool wide = rest.width() > rest.height();
    const auto split = [&] {
        const float share = wide ? frame.theme().at.cart_share_of_width : 1.0F;
        const Rect cart = wide ? ui::take_start(rest, std::round(rest.width() * share))
                               : ui::take_bottom(rest, std::round(rest.height() * 0.6F));
        pen.fill(cart, frame.colour().surface);
        Rect inside = cart;
        const float total = frame.theme().line_height(TextSize::total) +
                            frame.theme().line_height(TextSize::label) + 2 * frame.space().l;
        draw_total(frame, m, ui::take_bottom(inside, total));
        ui::take_top(inside, frame.space().s);
        draw_rows(frame, m, inside);
    };
    switch (m.scene) {
        case Model::Scene::closed:
        case Model::Scene::welcome:
            draw_words(frame, m, rest);
            return;
        case Model::Scene::cart:
            split();
            draw_goods(frame, m, pictures, rest.inset(frame.space().xl));
            return;
        case Model::Scene::pay:
        case Model::Scene::card:
            split();
            draw_figure(frame, m, rest);
            return;
        case Model::Scene::done:
            draw_figure(frame, m, rest);
            return;
    }
}

}  // namespace till::customer
