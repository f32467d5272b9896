#pragma once

#include <fmt/format.h>

#include <functional>
#include <numeric>
#include <optional>
#include <string>
#include <vector>

#include "tests/support/headless_ui.hpp"
#include "tests/support/sanitized.hpp"

namespace test {

struct LayoutCase {
    HeadlessUi::Options options{};
    std::string name() const {
        return fmt::format("{:.0f}x{:.0f} at {:.0f} %, {}{}{}{}", options.width_px,
                           options.height_px, options.scale * 100, options.language,
                           options.mirrored ? ", mirrored" : "",
                           options.large_text ? ", large letters" : "",
                           options.hand == till::ui::Hand::left ? ", left-handed" : "");
    }
};

/// All displays, scales and directions that a screen must stand in one language.
inline std::vector<LayoutCase> layout_matrix(const std::string& language) {
    constexpr float kDisplays[][2] = {{1024, 768}, {1280, 800}, {1366, 768}, {1920, 1080}};
    std::vector<LayoutCase> cases;
    for (const auto& display : kDisplays)
        for (const float scale : {1.0F, 1.25F, 1.5F, 2.0F})
            for (const bool mirrored : {false, true})
                cases.push_back({{.width_px = display[0],
                                  .height_px = display[1],
                                  .scale = scale,
                                  .language = language,
                                  .mirrored = mirrored}});
    const auto add = [&](HeadlessUi::Options options) {
        options.language = language;
        cases.push_back({options});
    };
    add({.width_px = 800, .height_px = 480});
    for (const float scale : {1.0F, 2.0F}) {
        add({.width_px = 1024, .height_px = 768, .scale = scale, .large_text = true});
        add({.width_px = 1280, .height_px = 800, .scale = scale, .large_text = true});
        add({.width_px = 1024, .height_px = 768, .scale = scale, .hand = till::ui::Hand::left});
        add({.width_px = 1280, .height_px = 800, .scale = scale, .hand = till::ui::Hand::left});
    }
    return cases;
}

namespace layout {

inline std::string place(const till::ui::Rect& r) {
    return fmt::format("{:.0f},{:.0f} to {:.0f},{:.0f}", r.start, r.top, r.end, r.bottom);
}

inline bool collide(const till::ui::Rect& a, const till::ui::Rect& b) {
    constexpr float kTouching = 1.0F;
    const till::ui::Rect both = till::ui::intersection(a, b);
    return both.width() > kTouching && both.height() > kTouching;
}

inline void check_controls(const till::ui::Probe& probe, const till::ui::Theme& theme,
                           const till::ui::Rect& display, std::vector<std::string>& faults) {
    for (const std::string& name : probe.doubled)
        faults.push_back(fmt::format("two controls are named {}", name));
    for (auto it = probe.controls.begin(); it != probe.controls.end(); ++it) {
        const auto& [name, control] = *it;
        const till::ui::Sizes& size = theme.at.size;
        const float least =
            control.kind == till::ui::Kind::money_key ? size.money_key_min : size.touch_min;
        if (!display.contains(control.place))
            faults.push_back(fmt::format("{} leaves the display: {}", name, place(control.place)));
        const bool small =
            control.place.width() < size.touch_min - 0.5F || control.place.height() < least - 0.5F;
        if (small && !control.clipped)
            faults.push_back(fmt::format("{} is too small for a finger: {:.0f} x {:.0f}", name,
                                         control.place.width(), control.place.height()));
        for (auto other = std::next(it); other != probe.controls.end(); ++other)
            if (collide(control.place, other->second.place))
                faults.push_back(fmt::format("{} ({}) overlaps {} ({})", name, place(control.place),
                                             other->first, place(other->second.place)));
    }
}

inline void check_texts(const till::ui::Probe& probe, const till::ui::Rect& display,
                        std::vector<std::string>& faults) {
    for (auto it = probe.written.begin(); it != probe.written.end(); ++it) {
        if (it->cut && !it->may_be_cut)
            faults.push_back(fmt::format("\"{}\" is cut off at {}", it->text, place(it->place)));
        const till::ui::Rect room = {display.start - 1, display.top - 1, display.end + 1,
                                     display.bottom + 1};
        if (!room.contains(it->place))
            faults.push_back(
                fmt::format("\"{}\" leaves the display: {}", it->text, place(it->place)));
        for (auto other = std::next(it); other != probe.written.end(); ++other)
            if (collide(it->place, other->place))
                faults.push_back(fmt::format("\"{}\" ({}) runs into \"{}\" ({})", it->text,
                                             place(it->place), other->text, place(other->place)));
    }
}

}  // namespace layout

/// What is wrong with the screen that was drawn last: controls outside the display, too small for a
/// finger, overlapping or named twice; texts cut off that must not be, or running into each other.
inline std::vector<std::string> layout_faults(HeadlessUi& ui, const HeadlessUi::Options& options) {
    std::vector<std::string> faults;
    const till::ui::Rect display{0, 0, options.width_px, options.height_px};
    layout::check_controls(ui.probe(), ui.ui().theme(), display, faults);
    layout::check_texts(ui.probe(), display, faults);
    return faults;
}

namespace layout {

inline void expect_no_fault(HeadlessUi& ui, const LayoutCase& one, const std::string& screen) {
    const std::vector<std::string> faults = layout_faults(ui, one.options);
    std::string all;
    for (const std::string& fault : faults) all += "\n  " + fault;
    EXPECT_TRUE(faults.empty()) << screen << ", " << one.name() << ":" << all;
}

/// The key that leads to the other part of the screen, where one part is shown.
inline std::optional<std::string> pane_key(const till::ui::Probe& probe) {
    for (const auto& [name, control] : probe.controls)
        if (name.ends_with("_pane")) return name;
    return std::nullopt;
}

}  // namespace layout

/// Draws the screen in every case of the matrix, both parts of it where one is shown at a time, and
/// expects no fault in any. A sanitizer looks at one case in eight, others in each screen and
/// language: drawing takes it ten times as long, and where words stand is the same in every build.
///
/// `draw_in` makes the drawing in a language; `ui` is drawn on again and again, for speed.
inline void expect_layout(const std::string& screen,
                          const std::function<HeadlessUi::Draw(const std::string&)>& draw_in) {
    for (const std::string& language : till::ui::Assets::languages()) {
        const HeadlessUi::Draw draw = draw_in(language);
        HeadlessUi ui({.language = language}, draw);
        const std::vector<LayoutCase> cases = layout_matrix(language);
        const std::size_t step = kSanitized ? 8 : 1;
        const std::string whose = screen + language;
        const std::size_t first = std::accumulate(whose.begin(), whose.end(), 0U) % step;
        for (std::size_t i = first; i < cases.size(); i += step) {
            const LayoutCase& one = cases[i];
            ui.show(draw, one.options);
            layout::expect_no_fault(ui, one, screen);
            const auto other = layout::pane_key(ui.probe());
            if (!other) continue;
            ui.tap(*other);
            layout::expect_no_fault(ui, one, screen + ", the other pane");
        }
    }
}

}  // namespace test
