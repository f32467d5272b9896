#include "app/till/window/loop.hpp"

#include <algorithm>
#include <variant>

#include "app/till/ui/type.hpp"

namespace till::window {

Loop::Loop(Window& window, ui::Ui& ui, ui::Wedge wedge, Program& program)
    : window_(window), ui_(ui), wedge_(std::move(wedge)), program_(program) {}

void Loop::run() {
    while (!program_.done() && !window_.wants_to_close()) turn(std::nullopt);
}

std::optional<ui::Moment> Loop::wake_at(std::optional<ui::Moment> until) {
    std::optional<ui::Moment> earliest = until;
    const auto consider = [&](std::optional<ui::Moment> at) {
        if (at) earliest = earliest ? std::min(*earliest, *at) : *at;
    };
    consider(program_.wake_at(window_.now()));
    consider(ui_.wants_pass_at());
    consider(wedge_.deadline());
    if (dirty_) consider(window_.now());
    return earliest;
}

void Loop::turn(std::optional<ui::Moment> until) {
    window_.catch_up();
    const ui::Moment took_before = take_in();  // a waking that came while we drew is spent by now
    window_.wait(wake_at(until));
    const ui::Moment begin = window_.now();
    dirty_ |= program_.take_in();
    for (const TimedEvent& happened : window_.take_events())
        for (const ui::KeyDecision& decision : wedge_.feed(happened.event, happened.at))
            hand_on(decision);
    for (const ui::KeyDecision& decision : wedge_.expire(begin)) hand_on(decision);
    if (window_.take_damage()) {
        ui_.set_size(static_cast<float>(window_.width_px()),
                     static_cast<float>(window_.height_px()));
        dirty_ = true;
    }
    if (const auto wanted = ui_.wants_pass_at(); wanted && *wanted <= window_.now()) dirty_ = true;
    if (!dirty_) return;
    ui_.settle(window_.now(), [&](ui::Frame& frame) { program_.draw(frame); });
    dirty_ = program_.act();
    const ImDrawData& frame = ui_.draw_data();
    const ui::Moment built = window_.now();
    window_.present(frame, ui_.theme().colour.background);
    const FrameTimes took{took_before + built - begin, window_.now() - built};
    stats_.add(took);
    program_.shown(took);
}

/// Lets the program take in what was reported, and says how long that took.
ui::Moment Loop::take_in() {
    const ui::Moment begin = window_.now();
    dirty_ |= program_.take_in();
    return window_.now() - begin;
}

void Loop::hand_on(const ui::KeyDecision& decision) {
    if (const auto* scan = std::get_if<ui::Scan>(&decision)) {
        program_.scanned(scan->text);
        program_.act();
        dirty_ = true;
        return;
    }
    pass(std::get<ui::Event>(decision));
}

/// Each event has a pass of its own, and the next one sees what it changed.
void Loop::pass(const ui::Event& event) {
    const auto draw = [&](ui::Frame& frame) { program_.draw(frame); };
    ui_.pass(event, window_.now(), draw);
    if (const auto& copied = ui_.copied()) window_.set_clipboard(*copied);
    if (program_.act()) ui_.settle(window_.now(), draw);
    dirty_ = true;
}

}  // namespace till::window
