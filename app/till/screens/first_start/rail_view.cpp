#include "app/till/screens/first_start/rail_view.hpp"

#include <algorithm>
#include <cmath>
#include <iterator>

namespace till::first_start {

namespace {

using ui::Rect;
using ui::TextKey;

/// The questions in five parts, as the rail beside them shows where one is.
struct Part {
    Step first;
    TextKey name;
};
constexpr Part kParts[] = {{Step::country, TextKey::start_field_country},
                           {Step::name, TextKey::start_field_name},
                           {Step::manager, TextKey::start_field_manager},
                           {Step::printer, TextKey::start_field_printer},
                           {Step::goods, TextKey::start_field_goods}};

std::size_t part_of(Step step) {
    const auto* const next =
        std::ranges::find_if(kParts, [&](const Part& part) { return part.first > step; });
    const auto at = static_cast<std::size_t>(next - std::begin(kParts)) - 1;
    return step == Step::ready ? std::size(kParts) : at;
}

}  // namespace

void draw_rail(ui::Frame& frame, const Model& m, const Rect& place) {
    const auto& pen = frame.pen();
    const ui::Colours& c = frame.colour();
    const auto light = [](ui::Colour colour) { return colour.red + colour.green + colour.blue; };
    // Dark on both themes.
    const bool dark_ink = light(c.ink) < light(c.background);
    const ui::Colour fill = dark_ink ? c.ink : c.raised;
    const ui::Colour bright = dark_ink ? c.surface : c.ink;
    const ui::Colour faint = ui::mixed(bright, fill, 0.45F);
    pen.fill(place, fill, 0);
    Rect inside = place.inset(frame.space().xl);
    pen.text(ui::take_top(inside, frame.size().touch_min),
             {{ui::TextSize::total_label, ui::Weight::bold}, bright},
             frame.text(TextKey::app_name));
    const float row = frame.size().touch_min;
    Rect rows = ui::centred(inside, inside.width(), row * static_cast<float>(std::size(kParts)));
    const std::size_t now = part_of(m.step);
    for (std::size_t i = 0; i < std::size(kParts); ++i) {
        Rect line = ui::take_top(rows, row);
        const float side = frame.theme().line_height(ui::TextSize::line);
        const Rect ring = ui::centred(ui::take_start(line, side, frame.space().m), side, side);
        const ui::Colour ink = i == now ? bright : faint;
        pen.card(ring, ink, fill, side / 2);
        pen.text(ring, {{ui::TextSize::hint, ui::Weight::medium}, ink, ui::Align::centre},
                 i < now ? std::string{"✓"} : std::to_string(i + 1));
        pen.text(line,
                 {{ui::TextSize::line, i == now ? ui::Weight::semibold : ui::Weight::regular},
                  ink,
                  ui::Align::start,
                  ui::Cut::allowed},
                 frame.text(kParts[i].name));
    }
}

Rect take_rail(const ui::Frame& frame, Rect& rest) {
    constexpr float kShare = 0.25F;
    constexpr float kFingersWide = 20;
    if (rest.width() < kFingersWide * frame.size().touch_min) return {};
    return ui::take_start(rest, std::floor(rest.width() * kShare));
}

}  // namespace till::first_start
