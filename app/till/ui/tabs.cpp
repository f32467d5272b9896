#include <algorithm>
#include <cmath>

#include "app/till/ui/buttons.hpp"

namespace till::ui {

namespace {

constexpr TextStyle kTabText{TextSize::label, Weight::medium};

/// What a finger may hit: a tab is drawn lower than a finger is wide.
Rect finger_target(const Frame& frame, const Rect& drawn) {
    return grown(drawn, frame.size().touch_min, frame.size().touch_min);
}

/// Those that fit side by side, `more_width` kept free where not all do. The chosen one is among
/// them, in the place of the last if need be.
std::vector<std::size_t> tabs_shown(const std::vector<float>& widths, float room, float gap,
                                    float more_width, std::size_t chosen) {
    std::vector<std::size_t> shown;
    float whole = -gap;
    for (const float width : widths) whole += width + gap;
    if (whole > room) room -= more_width;
    float used = -gap;
    for (std::size_t i = 0; i < widths.size() && used + gap + widths[i] <= room; ++i) {
        used += gap + widths[i];
        shown.push_back(i);
    }
    if (chosen < shown.size() || chosen >= widths.size()) return shown;
    while (!shown.empty() && used + gap + widths[chosen] > room) {
        used -= gap + widths[shown.back()];
        shown.pop_back();
    }
    shown.push_back(chosen);
    return shown;
}

/// Whether each label can still be read and hit where all are made narrower alike.
bool all_fit(const Frame& frame, std::span<const std::string_view> labels,
             const std::vector<float>& widths, float shrink) {
    if (shrink == 1) return true;
    const float least = frame.size().touch_min - frame.space().s * shrink;
    for (std::size_t i = 0; i < labels.size(); ++i) {
        const float width = std::floor(widths[i] * shrink);
        const float written = frame.pen().width(kTabText, labels[i]);
        if (width < least || written > width - 2 * frame.space().xs) return false;
    }
    return true;
}

/// The choice that is made, alone: a tap makes the next one.
std::optional<std::size_t> next_choice(Frame& frame, std::string_view name, const Rect& place,
                                       std::span<const std::string_view> labels, std::size_t chosen,
                                       Align align) {
    const std::size_t next = (chosen + 1) % labels.size();
    const float padding = frame.size().tab_padding;
    const float mark = frame.space().l;
    const float written = frame.pen().width(kTabText, labels[chosen]);
    const float width = std::min(std::round(written) + 2 * padding + mark, place.width());
    const float start = align == Align::end ? place.end - width : place.start;
    const Rect drawn = centred({start, place.top, start + width, place.bottom}, width,
                               std::min(frame.size().choice, place.height()));
    const Touch touch = frame.touch(numbered(name, static_cast<long long>(next)),
                                    finger_target(frame, drawn), Kind::choice);
    const Colours& c = frame.colour();
    frame.pen().card(drawn, c.edge, touch.pressed ? c.key : c.raised, frame.radius().tab);
    Rect words = drawn.inset(frame.space().s, 0);
    const Rect triangle = take_end(words, mark);
    frame.pen().text(words, {kTabText, c.ink, Align::centre}, labels[chosen]);
    frame.pen().triangle({triangle.centre(), triangle.middle()}, frame.space().s, true, c.ink);
    if (touch.tapped) return next;
    return std::nullopt;
}

}  // namespace

std::optional<std::size_t> tabs(Frame& frame, std::string_view name, const Rect& place,
                                std::span<const std::string_view> labels, std::size_t chosen,
                                std::string_view more) {
    const Colours& c = frame.colour();
    const float padding = frame.size().tab_padding;
    const float gap = frame.space().s;
    const float mark = more.empty() ? 0 : frame.space().l;  // the triangle behind the word
    const auto width_of = [&](std::string_view label) {
        return std::round(frame.pen().width(kTabText, label)) + 2 * padding;
    };
    const float more_width = more.empty() ? 0 : width_of(more) + mark + gap;
    std::vector<float> widths;
    for (const std::string_view label : labels) widths.push_back(width_of(label));
    std::optional<std::size_t> out;
    float start = place.start;
    const auto draw = [&](std::size_t index, std::string_view label, float width) {
        const Rect tab{start, place.top, start + width, place.bottom};
        const Touch touch = frame.touch(numbered(name, static_cast<long long>(index)),
                                        finger_target(frame, tab), Kind::tab);
        const bool is_chosen = index == chosen;
        if (is_chosen)
            frame.pen().fill(tab, c.ink, frame.radius().tab);
        else if (touch.pressed)
            frame.pen().fill(tab, c.key, frame.radius().tab);
        const Colour ink = is_chosen ? c.surface : c.muted;
        const Rect words{tab.start + padding, tab.top, tab.end, tab.bottom};
        const float written = frame.pen().text(words, {kTabText, ink}, label);
        if (index == labels.size())
            frame.pen().triangle({words.start + written + frame.space().s, tab.middle()},
                                 frame.space().s, true, ink);
        if (touch.tapped) out = index;
        start += width + gap;
    };
    const std::vector<std::size_t> shown =
        tabs_shown(widths, place.width(), gap, more_width, chosen);
    for (const std::size_t i : shown) draw(i, labels[i], std::min(widths[i], place.end - start));
    if (!more.empty() && shown.size() < labels.size()) draw(labels.size(), more, more_width - gap);
    return out;
}

std::optional<std::size_t> choices(Frame& frame, std::string_view name, const Rect& place,
                                   std::span<const std::string_view> labels, std::size_t chosen,
                                   Align align) {
    const Colours& c = frame.colour();
    const float padding = frame.size().tab_padding;
    const float gap = frame.space().s;
    std::vector<float> widths;
    float whole = -gap;
    for (const std::string_view label : labels) {
        const float width = std::max(std::round(frame.pen().width(kTabText, label)) + 2 * padding,
                                     frame.size().touch_min);
        widths.push_back(width);
        whole += width + gap;
    }
    const float shrink = std::min(1.0F, place.width() / std::max(1.0F, whole));
    if (chosen < labels.size() && !all_fit(frame, labels, widths, shrink))
        return next_choice(frame, name, place, labels, chosen, align);
    float start = align == Align::end ? place.end - std::min(whole, place.width()) : place.start;
    std::optional<std::size_t> out;
    for (std::size_t i = 0; i < labels.size(); ++i) {
        const float width = std::floor(widths[i] * shrink);
        const Rect drawn = centred({start, place.top, start + width, place.bottom}, width,
                                   std::min(frame.size().choice, place.height()));
        const Touch touch = frame.touch(numbered(name, static_cast<long long>(i)),
                                        finger_target(frame, drawn), Kind::choice);
        const bool is_chosen = i == chosen;
        if (is_chosen)
            frame.pen().fill(drawn, c.ink, frame.radius().tab);
        else
            frame.pen().card(drawn, c.edge, touch.pressed ? c.key : c.raised, frame.radius().tab);
        frame.pen().text(drawn.inset(frame.space().xs, 0),
                         {kTabText, is_chosen ? c.surface : c.muted, Align::centre}, labels[i]);
        if (touch.tapped) out = i;
        start += width + gap * shrink;
    }
    return out;
}

bool toggle(Frame& frame, std::string_view name, const Rect& place, std::string_view label,
            bool on) {
    const Colours& c = frame.colour();
    const Touch touch = frame.touch(name, place, Kind::choice);
    Rect rest = place;
    const Rect end = take_end(rest, frame.size().toggle_width, frame.space().l);
    const Rect track = centred(end, frame.size().toggle_width, frame.size().toggle_height);
    frame.pen().text(rest, {{TextSize::body, Weight::regular}, c.ink}, label);
    const Colour fill = on ? c.accent : c.edge;
    frame.pen().fill(track, touch.pressed ? mixed(fill, c.ink, 0.10F) : fill, frame.radius().pill);
    const float knob = track.height() - 2 * frame.space().xs;
    const float x =
        on ? track.end - frame.space().xs - knob / 2 : track.start + frame.space().xs + knob / 2;
    frame.pen().dot({x, track.middle()}, knob, on ? c.on_accent : c.surface);
    return touch.tapped;
}

}  // namespace till::ui
