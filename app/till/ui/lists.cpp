#include "app/till/ui/lists.hpp"

#include <algorithm>
#include <cmath>

namespace till::ui {

Colour tone_colour(const Frame& frame, Tone tone) {
    const Colours& c = frame.colour();
    switch (tone) {
        case Tone::neutral:
            return c.muted;
        case Tone::accent:
            return c.accent;
        case Tone::good:
            return c.good;
        case Tone::warning:
            return c.warning;
        case Tone::danger:
            return c.danger;
    }
    return c.muted;
}

Colour tone_soft(const Frame& frame, Tone tone) {
    const Colours& c = frame.colour();
    switch (tone) {
        case Tone::neutral:
            return c.key;
        case Tone::accent:
        case Tone::good:
            return c.accent_soft;
        case Tone::warning:
            return c.warning_soft;
        case Tone::danger:
            return c.danger_soft;
    }
    return c.key;
}

namespace {

constexpr TextStyle kStrong{TextSize::line, Weight::semibold};
constexpr TextStyle kUnit{TextSize::label, Weight::regular};
constexpr TextStyle kAmount{TextSize::body, Weight::semibold};

/// On one line; with its note below; or, when it is long and alone, on two smaller lines.
void write_name(const Frame& frame, const Rect& place, const CartLine& line) {
    const Pen& pen = frame.pen();
    const Colours& c = frame.colour();
    const TextBox name{{TextSize::line, Weight::regular}, c.ink, Align::start, Cut::allowed};
    if (!line.note.empty()) {
        const float up = std::round(frame.theme().em(TextSize::line) * 0.53F);
        const float down = std::round(frame.theme().em(TextSize::line) * 0.71F);
        pen.text(place.moved(0, -up), name, line.name);
        pen.text(place.moved(0, down),
                 {{TextSize::small, Weight::medium},
                  tone_colour(frame, line.note_tone),
                  Align::start,
                  Cut::allowed},
                 line.note);
        return;
    }
    if (pen.width(name.style, line.name) <= place.width()) {
        pen.text(place, name, line.name);
        return;
    }
    TextBox smaller = name;
    smaller.style.size = TextSize::label;
    smaller.lines_max = 2;
    const float height =
        pen.paragraph_height(smaller.style, line.name, place.width(), smaller.lines_max);
    pen.paragraph(centred(place, place.width(), height), smaller, line.name);
}

}  // namespace

CartColumns cart_columns(const Frame& frame) {
    const Sizes& size = frame.size();
    return {size.cart_quantity, size.cart_unit, size.cart_total, false};
}

void CartColumns::widen(const Frame& frame, const CartLine& line) {
    const auto grow = [&](float& column, TextStyle style, std::string_view words, float gap) {
        column = std::max(column, std::ceil(frame.pen().width(style, words)) + gap);
    };
    grow(quantity, kStrong, line.quantity, frame.space().s);
    grow(unit, kUnit, line.unit, frame.space().xl);
    grow(total, kStrong, line.total, frame.space().l);
}

bool cart_line(Frame& frame, std::string_view name, const Rect& place, const CartLine& line,
               const CartColumns& columns) {
    const Touch touch = frame.touch(name, place, Kind::row);
    const Colours& c = frame.colour();
    const Pen& pen = frame.pen();
    if (line.chosen || touch.pressed) pen.fill(place, line.chosen ? c.accent_soft : c.key);
    if (line.chosen)
        pen.fill({place.start, place.top, place.start + frame.size().chosen_edge, place.bottom},
                 c.accent);
    Rect inside = place.inset(frame.space().xl, 0);
    const Rect quantity = take_start(inside, columns.quantity);
    const Rect total = take_end(inside, columns.total);
    pen.text({quantity.start, quantity.top, quantity.end - frame.space().xs, quantity.bottom},
             {kStrong, c.ink}, line.quantity);
    pen.text(total, {kStrong, c.ink, Align::end}, line.total);
    // Where it is narrow the name needs the room more than the picture and the unit price do.
    const float thumb = frame.size().initials + frame.space().m;
    if (columns.pictures && inside.width() - thumb >= frame.size().cart_name_min) {
        const Rect start = take_start(inside, frame.size().initials, frame.space().m);
        item_picture(frame, centred(start, frame.size().initials, frame.size().initials),
                     line.picture);
    }
    if (inside.width() - columns.unit >= frame.size().cart_name_min) {
        // What the column is wider than this figure is the name's.
        const float wide =
            std::min(std::ceil(pen.width(kUnit, line.unit)), columns.unit - frame.space().m);
        const Rect unit = take_end(inside, wide, frame.space().m);
        pen.text(unit, {kUnit, c.muted, Align::end}, line.unit);
    }
    write_name(frame, inside, line);
    return touch.tapped;
}

float amount_width(const Frame& frame, std::string_view amount) {
    return std::ceil(frame.pen().width(kAmount, amount));
}

bool list_row(Frame& frame, std::string_view name, const Rect& place, const Row& row) {
    const Colours& c = frame.colour();
    const Pen& pen = frame.pen();
    Touch touch;
    if (row.tappable) touch = frame.touch(name, place, Kind::row);
    if (row.chosen || touch.pressed)
        pen.fill(place, row.chosen ? c.accent_soft : c.key, frame.radius().tab);
    if (row.line) pen.line_below(place, c.line);
    Rect inside = row.tappable ? place.inset(frame.space().s, 0) : place;
    if (!row.amount.empty()) {
        const float wide = pen.text(inside, {kAmount, c.ink, Align::end}, row.amount);
        take_end(inside, std::max(std::ceil(wide), row.amount_width), frame.space().xl);
    }
    if (!row.figure.empty()) {
        const float wide =
            pen.text(inside, {{TextSize::body, Weight::regular}, c.muted, Align::end}, row.figure);
        take_end(inside, std::ceil(wide), frame.space().xl);
    }
    const TextBox title{{TextSize::body, row.strong ? Weight::semibold : Weight::regular},
                        c.ink,
                        Align::start,
                        Cut::allowed};
    if (row.note.empty()) {
        pen.text(inside, title, row.title);
        return touch.tapped;
    }
    const float half = std::round(frame.theme().em(TextSize::body) * 0.65F);
    pen.text(inside.moved(0, -half), title, row.title);
    pen.text(inside.moved(0, half),
             {{TextSize::small, row.note_tone == Tone::neutral ? Weight::regular : Weight::medium},
              tone_colour(frame, row.note_tone),
              Align::start,
              Cut::allowed},
             row.note);
    return touch.tapped;
}

}  // namespace till::ui
