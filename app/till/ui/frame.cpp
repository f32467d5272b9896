#include "app/till/ui/frame.hpp"

#include <algorithm>
#include <utility>

#include "pos/base/assert.hpp"

namespace till::ui {

namespace {

/// The event with its point measured from the side where reading starts.
std::optional<Event> mirrored_event(std::optional<Event> event, float width) {
    if (!event) return event;
    const auto turn = [&](Point& at) { at.x = width - at.x; };
    if (auto* moved = std::get_if<PointerMoved>(&*event)) turn(moved->at);
    if (auto* pressed = std::get_if<PointerPressed>(&*event)) turn(pressed->at);
    if (auto* released = std::get_if<PointerReleased>(&*event)) turn(released->at);
    if (auto* turned = std::get_if<WheelTurned>(&*event)) turn(turned->at);
    return event;
}

/// The command of the arrow key that points there: before is right where reading starts right.
Command pointing(Command command, bool mirrored) {
    if (!mirrored) return command;
    if (command == Command::choice_before) return Command::choice_behind;
    if (command == Command::choice_behind) return Command::choice_before;
    return command;
}

}  // namespace

Frame::Frame(const Parts& parts, Pen pen, Rect display, Moment now, std::optional<Event> event)
    : parts_(parts),
      pen_(pen),
      display_(display),
      now_(now),
      event_(pen.mirrored() ? mirrored_event(std::move(event), display.end) : std::move(event)) {
    if (parts_.probe) parts_.probe->clear();
    if (!event_) return;
    std::optional<Memory::Press>& press = parts_.memory.press;
    if (const auto* down = std::get_if<PointerPressed>(&*event_))
        press = Memory::Press{{}, {}, down->at, down->at};
    if (const auto* moved = std::get_if<PointerMoved>(&*event_); moved && press)
        press->last = moved->at;
    if (const auto* up = std::get_if<PointerReleased>(&*event_)) {
        released_ = true;
        if (press) press->last = up->at;
    }
}

Touch Frame::touch(std::string_view name, const Rect& place, Kind kind, bool enabled) {
    const Rect reachable = clips_.empty() ? place : intersection(place, clips_.back());
    if (parts_.probe && !reachable.empty())
        parts_.probe->add(name, {pen_.physical(reachable), kind, enabled, reachable != place});
    auto& press = parts_.memory.press;
    Touch touch;
    // What nobody sees takes no finger off another of its name: on both panes the same keys stand.
    if (!enabled || reachable.empty()) return touch;
    if (const auto* down = event_ ? std::get_if<PointerPressed>(&*event_) : nullptr) {
        if (reachable.contains(down->at) && press && press->control.empty() && !press->glided) {
            press->control = name;
            touch.pressed = true;
        }
    } else if (press && press->control == name) {
        touch.pressed = reachable.contains(press->last);
        if (event_ && std::holds_alternative<PointerReleased>(*event_)) {
            touch.tapped = touch.pressed;
            touch.pressed = false;
            event_.reset();
        }
    }
    return touch;
}

bool Frame::commanded(Command command) {
    if (command == Command::none || !event_) return false;
    if (std::holds_alternative<CharTyped>(*event_) && parts_.memory.writing) return false;
    if (!matches(parts_.keys, pointing(command, mirrored()), *event_)) return false;
    event_.reset();
    return true;
}

std::optional<char32_t> Frame::typed() {
    const auto* typed = event_ ? std::get_if<CharTyped>(&*event_) : nullptr;
    if (!typed || parts_.memory.writing) return std::nullopt;
    const char32_t character = typed->character;
    event_.reset();
    return character;
}

std::optional<KeyPressed> Frame::key() {
    const auto* pressed = event_ ? std::get_if<KeyPressed>(&*event_) : nullptr;
    if (!pressed) return std::nullopt;
    const KeyPressed key = *pressed;
    event_.reset();
    return key;
}

void Frame::again_after(Moment delay) {
    const Moment at = now_ + delay;
    again_ = again_ ? std::min(*again_, at) : at;
}

void Frame::push_clip(const Rect& r, std::string_view area) {
    clips_.push_back(intersection(r, clip()));
    pen_.push_clip(r);
    area_ = area;
}

void Frame::pop_clip() {
    POS_ASSERT(!clips_.empty());
    clips_.pop_back();
    pen_.pop_clip();
    area_.clear();
}

void Frame::finish() {
    POS_ASSERT(clips_.empty());
    parts_.memory.writing = writing_;
    if (released_) parts_.memory.press.reset();
}

std::string numbered(std::string_view name, long long number) {
    std::string out(name);
    out += '_';
    out += std::to_string(number);
    return out;
}

}  // namespace till::ui
