#include "app/till/window/loop.hpp"

#include <time.h>

#include <algorithm>
#include <variant>

#include "app/till/ui/type.hpp"

namespace till::window {

namespace {

/// So long nothing happens before something is made ready that may be needed later.
constexpr ui::Moment kIdle = std::chrono::milliseconds{100};

/// How long this thread has kept a processor busy so far.
ui::Moment busy_so_far() {
    timespec spent{};
    ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &spent);
    return std::chrono::duration_cast<ui::Moment>(std::chrono::seconds{spent.tv_sec} +
                                                  std::chrono::nanoseconds{spent.tv_nsec});
}

/// Two clocks that run together.
struct Watch {
    explicit Watch(const Window& window)
        : window_{window}, begin_{window.now()}, busy_{busy_so_far()} {}
    ui::Moment took() const { return window_.now() - begin_; }
    ui::Moment busy() const { return busy_so_far() - busy_; }

private:
    const Window& window_;
    ui::Moment begin_;
    ui::Moment busy_;
};

}  // namespace

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
    if (!is_ready_) consider(ready_at_);
    return earliest;
}

void Loop::turn(std::optional<ui::Moment> until) {
    window_.catch_up();
    const Watch before{window_};
    take_in();  // a waking that came while we drew is spent by now
    FrameTimes took{.own = before.took(), .busy = before.busy()};
    window_.wait(wake_at(until));
    const ui::Moment begin = window_.now();
    const Watch watch{window_};
    take_in();
    for (const TimedEvent& happened : window_.take_events())
        for (const ui::KeyDecision& decision : wedge_.feed(happened.event, happened.at))
            hand_on(decision);
    for (const ui::KeyDecision& decision : wedge_.expire(begin)) hand_on(decision);
    for (std::string& path : window_.take_dropped()) {
        program_.dropped(std::move(path));
        dirty_ = true;
    }
    if (window_.take_damage()) {
        ui_.set_size(static_cast<float>(window_.width_px()),
                     static_cast<float>(window_.height_px()));
        dirty_ = true;
    }
    if (const auto wanted = ui_.wants_pass_at(); wanted && *wanted <= window_.now()) dirty_ = true;
    if (!dirty_) return get_ready();
    ui_.settle(window_.now(), [&](ui::Frame& frame) { program_.draw(frame); });
    dirty_ = program_.act();
    const ImDrawData& frame = ui_.draw_data();
    took.own += watch.took();
    took.busy += watch.busy();
    const Watch raster{window_};
    window_.present(frame, ui_.theme().colour.background);
    took.raster = raster.took();
    program_.shown(took);
    ready_at_ = window_.now() + kIdle;
}

/// Lets the program take in what was reported.
void Loop::take_in() {
    dirty_ |= program_.take_in();
}

/// One piece, so that whatever happens meanwhile hardly waits for it.
void Loop::get_ready() {
    if (!is_ready_ && ready_at_ <= window_.now()) is_ready_ = !ui_.type().shaped().warm_up();
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
