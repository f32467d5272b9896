#include <algorithm>
#include <cmath>
#include <vector>

#include "app/till/ui/panels.hpp"
#include "app/till/ui/panes.hpp"

namespace till::ui {

namespace {

constexpr TextStyle kPillText{TextSize::small, Weight::medium};
constexpr TextStyle kStrong{TextSize::label, Weight::semibold};
constexpr TextStyle kPlain{TextSize::label, Weight::regular};

/// What stands before and after the word in a pill: the end of a dot's width, then its padding.
float pill_width(const Frame& frame, std::string_view words) {
    const float dot = frame.size().dot;
    const float padding = frame.space().m;
    if (words.empty()) return frame.size().pill;
    return std::round(frame.pen().width(kPillText, words)) + dot + frame.space().s + 2 * padding +
           frame.size().line;
}

/// What a finger needs more than the pill and what lies beside it.
float finger_room(const Frame& frame, const Pill& pill, float gap) {
    if (pill.name.empty()) return 0;
    return std::max(0.0F, frame.size().touch_min - gap - pill_width(frame, pill.words));
}

}  // namespace

float pill(Frame& frame, float end, float middle, const Pill& pill) {
    const Pen& pen = frame.pen();
    const float half = frame.size().pill / 2;
    const float start = end - pill_width(frame, pill.words);
    const Rect place{start, middle - half, end, middle + half};
    pen.fill(place, frame.colour().key, frame.radius().pill);
    const float dot = frame.size().dot;
    const float padding = frame.space().m;
    const float x = pill.words.empty() ? place.centre() : start + padding + dot / 2;
    pen.dot({x, middle}, dot, tone_colour(frame, pill.tone));
    pen.text_at({start + padding + dot + frame.space().s, middle}, kPillText, frame.colour().ink,
                pill.words);
    return start;
}

Rect status_bar(Frame& frame, const StatusBar& bar) {
    const Pen& pen = frame.pen();
    const Colours& c = frame.colour();
    Rect rest = frame.display();
    const Rect place = take_top(rest, frame.size().status_bar);
    pen.fill(place, c.surface);
    pen.line_below(place, c.line);
    const float middle = place.middle();
    Rect inside = place.inset(frame.space().l + frame.size().focus_line, 0);
    const float gap = frame.space().xl;
    if (const Rect key = pane_key_place(frame); bar.panes && !key.empty())
        inside.end = key.start - frame.space().l;

    const float clock = pen.text_at({inside.end, middle}, kStrong, c.ink, bar.time, Align::end);
    if (clock > 0) inside.end -= std::round(clock) + gap;
    const float wanted = pen.width(kStrong, bar.till) + pen.width(kPlain, bar.person) +
                         pen.width(kPlain, bar.context) + 3 * gap;
    std::vector<Pill> pills(bar.pills.begin(), bar.pills.end());
    const auto width_of_all = [&] {
        float width = wanted;
        for (const Pill& one : pills) width += pill_width(frame, one.words) + gap;
        return width;
    };
    // Where it is narrow, what is well is said by its dot alone; trouble keeps its words.
    for (Pill& one : pills) {
        if (width_of_all() <= inside.width()) break;
        if (one.tone == Tone::good || one.tone == Tone::neutral) one.words = {};
    }
    // Where not even that is enough, the worst keeps its words the longest.
    const auto width_of_pills = [&] {
        float width = 0;
        for (const Pill& one : pills) width += pill_width(frame, one.words) + gap;
        return width;
    };
    for (const Tone tone : {Tone::accent, Tone::warning, Tone::danger})
        for (Pill& one : pills)
            if (one.tone == tone && width_of_pills() > inside.width()) one.words = {};
    for (auto one = pills.rbegin(); one != pills.rend(); ++one) {
        const float beside = std::ceil(finger_room(frame, *one, gap) / 2);
        inside.end -= beside;
        const float start = pill(frame, inside.end, middle, *one);
        // As high as the bar, and half of what lies between on either side.
        const Rect finger{start - gap / 2 - beside, place.top, inside.end + gap / 2 + beside,
                          place.bottom};
        if (!one->name.empty() && frame.touch(one->name, finger, Kind::key).tapped)
            frame.order(one->orders);
        inside.end = start - gap - beside;
    }
    const auto write = [&](TextStyle style, Colour colour, std::string_view words) {
        if (inside.width() < frame.space().xxxl) return;  // no room for a letter and "…"
        const float wide = pen.text(inside, {style, colour, Align::start, Cut::allowed}, words);
        if (wide > 0) take_start(inside, wide, gap);
    };
    write(kStrong, c.ink, bar.till);
    const float person = inside.start;
    write(kPlain, c.ink, bar.person);
    if (bar.person_orders != Command::none && inside.start > person) {
        // As high as the bar, and at least as wide as a finger.
        const float wide = std::max(inside.start - person, frame.size().touch_min);
        const Rect finger{person - gap / 2, place.top, person - gap / 2 + wide, place.bottom};
        if (frame.touch("status_person", finger, Kind::key).tapped) frame.order(bar.person_orders);
    }
    write(kPlain, c.muted, bar.context);
    return rest;
}

Rect card(Frame& frame, const Rect& place) {
    return card(frame, place, frame.space().xl);
}

Rect card(Frame& frame, const Rect& place, float padding) {
    frame.pen().card(place, frame.colour().line, frame.colour().surface, frame.radius().card);
    return place.inset(padding);
}

}  // namespace till::ui
