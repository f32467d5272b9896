#include "app/till/ui/panes.hpp"

#include <cmath>

#include "app/till/ui/buttons.hpp"

namespace till::ui {

Rect pane_key_place(const Frame& frame) {
    if (!frame.narrow()) return {};
    Rect bar = frame.display();
    bar = take_top(bar, frame.size().status_bar);
    return take_end(bar, frame.size().pane_key);
}

Panes::Panes(Frame& frame, std::string_view name, const Rect& place, const Options& options)
    : frame_(frame), first_(place), second_(place), alone_(frame.narrow()) {
    if (alone_) {
        choose(name, options);
        draw_key(name, options);
        return;
    }
    const float room = place.width() - options.gap;
    Rect rest = place;
    if (options.keys && frame.keys_first()) {
        first_ = take_end(rest, std::round(room * options.share), options.gap);
        between_ = {rest.end, place.top, first_.start, place.bottom};
    } else {
        first_ = take_start(rest, std::round(room * options.share), options.gap);
        between_ = {first_.end, place.top, rest.start, place.bottom};
    }
    second_ = rest;
}

/// A finger or a key shows the other; so does what is new in it.
void Panes::choose(std::string_view name, const Options& options) {
    const auto [at, fresh] = frame_.memory().panes.try_emplace(std::string(name));
    Memory::Pane& pane = at->second;
    pane_ = &pane;
    if (fresh) {
        pane = {.second = options.second_shown, .before = options.second_shown};
        pane.topic = options.topic;
        if (options.topic != 0) pane.second = options.topic_in_second;
    }
    if (pane.topic != options.topic) {
        if (pane.topic == 0) pane.before = pane.second;
        pane.second = options.topic == 0 ? pane.before : options.topic_in_second;
        pane.topic = options.topic;
    }
    second_shown_ = pane.second;
}

void Panes::draw_key(std::string_view name, const Options& options) {
    const Rect place = options.key_place.empty() ? pane_key_place(frame_) : options.key_place;
    const Button key{.label = second_shown_ ? options.first_name : options.second_name,
                     .command = Command::other_pane,
                     .look = Look::strong};
    if (!function_key(frame_, std::string(name) + "_pane", place, key)) return;
    second_shown_ = !second_shown_;
    pane_->second = second_shown_;
}

}  // namespace till::ui
