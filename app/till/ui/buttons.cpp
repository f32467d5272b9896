#include "app/till/ui/buttons.hpp"

#include <algorithm>
#include <cmath>

namespace till::ui {

namespace {

struct Paint {
    Colour fill, line, ink, hint;
};

constexpr float kPressedShare = 0.10F;
constexpr float kHintShare = 0.15F;  // key names on a filled button: a little towards its colour

Paint paint(const Frame& frame, Look look, bool enabled, bool pressed) {
    const Colours& c = frame.colour();
    Paint p{};
    switch (look) {
        case Look::plain:
            p = {c.raised, c.edge, c.ink, c.muted};
            break;
        case Look::quiet:
            p = {c.key, c.key, c.ink, c.muted};
            break;
        case Look::accent:
            p = {c.accent, c.accent, c.on_accent, mixed(c.on_accent, c.accent, kHintShare)};
            break;
        case Look::strong:
            p = {c.ink, c.ink, c.surface, mixed(c.surface, c.ink, kHintShare)};
            break;
        case Look::danger:
            p = {c.raised, c.danger, c.danger, c.muted};
            break;
    }
    if (!enabled) return {c.key, c.key, c.muted, c.muted};
    if (pressed) {
        p.fill = mixed(p.fill, p.ink, kPressedShare);
        if (look == Look::quiet || look == Look::accent || look == Look::strong) p.line = p.fill;
    }
    return p;
}

struct Shape {
    TextStyle label;
    float key_below;
    Kind kind;
};

/// An icon stands above its label where the button is high enough, else it is left out.
bool icon_above(const Frame& frame, const Rect& place, const Button& button) {
    return button.icon != Icon::none && !button.label.empty() &&
           place.height() >= 2 * frame.size().touch_min;
}

/// Whether a label has no room on one line, however small its letters.
bool too_long(const Frame& frame, const TextStyle& style, std::string_view label, float room) {
    return frame.pen().width({TextSize::key_name, style.weight}, label) > room;
}

/// The largest size from `style`'s downwards in which such a label stands on two lines.
TextSize on_two_lines(const Frame& frame, const TextStyle& style, std::string_view label,
                      float room) {
    for (auto size = static_cast<int>(style.size); size > 0; --size) {
        const TextStyle smaller{static_cast<TextSize>(size), style.weight};
        if (frame.pen().paragraph_height(smaller, label, room, 3) <=
            2 * frame.theme().line_height(smaller.size))
            return smaller.size;
    }
    return TextSize::key_name;
}

/// The label, an optional second line and the key's name, centred as one block.
void write_lines(const Frame& frame, const Rect& place, const Button& button, const Shape& shape,
                 const Paint& paint, std::string_view key_name) {
    const Rect room = place.inset(frame.space().xs / 2, 0);
    TextStyle label = shape.label;
    const bool broken = too_long(frame, label, button.label, room.width());
    // Off the edges, where smaller letters make that possible.
    const Rect within = place.inset(frame.space().s, 0);
    const Rect label_room = too_long(frame, label, button.label, within.width()) ? room : within;
    if (broken) {
        label.size = std::max(label.size, TextSize::small);
        label.size = on_two_lines(frame, label, button.label, room.width());
    }
    const float pitch = std::round(frame.theme().line_height(label.size) * 0.95F);
    const float below_label = (button.second.empty() ? 0 : pitch) + (broken ? pitch : 0);
    // Where all three lines have no room the keys' list on F1 knows the key.
    if (pitch + below_label + shape.key_below > place.height()) key_name = {};
    const float below_key = key_name.empty() ? 0 : shape.key_below;
    const float lift = key_name.empty() ? 0 : frame.size().key_lift;
    const float icon_height = icon_above(frame, place, button) ? 2 * pitch : 0;
    float middle = place.middle() - (below_label + below_key + icon_height) / 2 + lift;
    const auto write = [&](const Rect& across, std::string_view words, TextStyle style,
                           Colour colour, Cut cut) {
        frame.pen().text({across.start, middle - pitch / 2, across.end, middle + pitch / 2},
                         {style, colour, Align::centre, cut}, words);
    };
    if (icon_height > 0) {
        frame.pen().icon({place.centre(), middle}, button.icon, TextSize::title, paint.hint);
        middle += icon_height;
    }
    if (button.icon != Icon::none && button.label.empty())
        frame.pen().icon({place.centre(), middle}, button.icon, shape.label.size, paint.ink);
    if (broken) {
        const float top = middle - pitch / 2;
        middle += pitch;
        frame.pen().paragraph({room.start, top, room.end, middle + pitch / 2},
                              {.style = label,
                               .colour = paint.ink,
                               .align = Align::centre,
                               .lines_max = 2,
                               .line_px = pitch},
                              button.label);
    } else {
        write(label_room, button.label, label, paint.ink, Cut::never);
    }
    if (!button.second.empty()) {
        middle += pitch;
        write(room, button.second, label, paint.ink, Cut::never);
    }
    if (key_name.empty()) return;
    middle += below_key;
    write(room, key_name, {TextSize::key_name, Weight::regular}, paint.hint,
          button.enabled ? Cut::never : Cut::allowed);
}

bool press(Frame& frame, std::string_view name, const Rect& place, const Button& button,
           const Shape& shape) {
    const Touch touch = frame.touch(name, place, shape.kind, button.enabled);
    const bool commanded = button.enabled && frame.commanded(button.command);
    const Paint p = paint(frame, button.look, button.enabled, touch.pressed);
    const float radius = frame.radius().key;
    if (p.line == p.fill)
        frame.pen().fill(place, p.fill, radius);
    else
        frame.pen().card(place, p.line, p.fill, radius);
    const std::string key_name = frame.keys().name(button.command);
    const std::string_view below =
        !button.enabled && !button.why_not.empty() ? button.why_not : std::string_view(key_name);
    write_lines(frame, place, button, shape, p, below);
    return touch.tapped || commanded;
}

constexpr TextStyle kFunctionText{TextSize::small, Weight::medium};
constexpr TextStyle kActionText{TextSize::line, Weight::semibold};

}  // namespace

bool fit(const Frame& frame, std::span<const std::string_view> labels, TextSize size, float width) {
    const TextStyle style{size, kFunctionText.weight};
    const float room = width - frame.space().xs;
    return std::ranges::all_of(
        labels, [&](std::string_view l) { return frame.pen().width(style, l) <= room; });
}

TextSize alike(const Frame& frame, std::span<const std::string_view> labels, float width) {
    for (auto size = static_cast<int>(kFunctionText.size); size > 0; --size)
        if (fit(frame, labels, static_cast<TextSize>(size), width))
            return static_cast<TextSize>(size);
    return TextSize::key_name;
}

bool function_key(Frame& frame, std::string_view name, const Rect& place, const Button& button) {
    Button quiet = button;
    if (quiet.look == Look::plain) quiet.look = Look::quiet;
    return press(frame, name, place, quiet,
                 {{button.size.value_or(kFunctionText.size), kFunctionText.weight},
                  frame.size().key_name_below_function,
                  Kind::key});
}

bool money_key(Frame& frame, std::string_view name, const Rect& place, const Button& button) {
    return press(
        frame, name, place, button,
        {{TextSize::money_key, Weight::semibold}, frame.size().key_name_below, Kind::money_key});
}

bool action_key(Frame& frame, std::string_view name, const Rect& place, const Button& button) {
    return press(frame, name, place, button,
                 {{button.size.value_or(kActionText.size), kActionText.weight},
                  frame.size().key_name_below,
                  Kind::key});
}

KeyRows key_rows(const Frame& frame, const Rect& place, std::span<const std::string_view> labels,
                 float gap) {
    constexpr int kRowsMax = 3;
    const int count = static_cast<int>(labels.size());
    KeyRows made;
    for (int rows = 1; rows <= kRowsMax; ++rows) {
        made.across = (count + rows - 1) / rows;
        const float width = (place.width() - gap * static_cast<float>(made.across - 1)) /
                            static_cast<float>(std::max(made.across, 1));
        const float room = std::floor(width) - frame.space().xs;
        for (auto size = static_cast<int>(kActionText.size); size >= 0; --size) {
            made.size = static_cast<TextSize>(size);
            const bool all = std::ranges::all_of(labels, [&](std::string_view label) {
                return frame.pen().width({made.size, kActionText.weight}, label) <= room;
            });
            if (all) return made;
        }
    }
    return made;
}

bool link(Frame& frame, std::string_view name, const Rect& place, const Button& button) {
    const Rect target = grown(place, frame.size().touch_min, frame.size().touch_min);
    const Touch touch = frame.touch(name, target, Kind::link, button.enabled);
    const bool commanded = button.enabled && frame.commanded(button.command);
    const Colours& c = frame.colour();
    const Colour ink = !button.enabled ? c.muted
                       : touch.pressed ? mixed(c.accent, c.ink, 0.5F)
                                       : c.accent;
    std::string words(button.label);
    if (const std::string key = frame.keys().name(button.command); !key.empty())
        words += " (" + key + ")";
    frame.pen().text(place, {{TextSize::label, Weight::semibold}, ink}, words);
    return touch.tapped || commanded;
}

bool icon_button(Frame& frame, std::string_view name, const Rect& place, Icon icon,
                 Command command) {
    const Rect target = grown(place, frame.size().touch_min, frame.size().touch_min);
    const Touch touch = frame.touch(name, target, Kind::link);
    const bool commanded = frame.commanded(command);
    const Colours& c = frame.colour();
    if (touch.pressed) frame.pen().fill(target.inset(frame.space().xs), c.key, frame.radius().tab);
    frame.pen().icon({place.centre(), place.middle()}, icon, TextSize::line, c.muted);
    return touch.tapped || commanded;
}

}  // namespace till::ui
