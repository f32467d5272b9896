#include <algorithm>
#include <cmath>

#include "app/till/ui/lists.hpp"

namespace till::ui {

namespace {

constexpr Moment kFrameTime{16'000};
constexpr Moment kFlickAge{60'000};    // a finger resting longer than this does not flick
constexpr float kGlideTimeS = 0.325F;  // in which the speed falls to 37 %
constexpr float kSlowestPxPerS = 20;
constexpr float kRowsPerNotch = 1.5F;

float seconds(Moment span) {
    return static_cast<float>(span.count()) / 1e6F;
}

}  // namespace

ScrollArea::ScrollArea(Frame& frame, std::string_view name, const Rect& place, float content_height)
    : ScrollArea(frame, name, place, content_height, Options{}) {}

ScrollArea::ScrollArea(Frame& frame, std::string_view name, const Rect& place, float content_height,
                       Options options)
    : frame_(frame), name_(name), place_(place), options_(options) {
    Memory::Scroll& scroll = frame_.memory().scrolls[name_];
    const bool grew = content_height > scroll.content_height && scroll.area_height > 0;
    scroll.content_height = content_height;
    scroll.area_height = place.height();
    if (grew && options_.start_at_end) scroll.offset = farthest(scroll);
    follow_finger(scroll);
    follow_keys(scroll);
    glide(scroll);
    scroll.offset = std::clamp(scroll.offset, 0.0F, farthest(scroll));
    const float top = place.top - std::round(scroll.offset);
    content_ = {place.start, top, place.end, top + content_height};
    frame_.push_clip(place, name_);
}

ScrollArea::~ScrollArea() {
    frame_.pop_clip();
    const Memory::Scroll& scroll = frame_.memory().scrolls[name_];
    if (farthest(scroll) <= 0) return;
    // A thin bar at the end says where we are; it is not for touching.
    const float share = place_.height() / scroll.content_height;
    const float height = std::max(frame_.size().touch_min, place_.height() * share);
    const float way = place_.height() - height;
    const float top = place_.top + way * scroll.offset / farthest(scroll);
    const float wide = frame_.size().scroll_bar;
    const float end = options_.bar_beside ? place_.end + frame_.space().s + wide : place_.end;
    frame_.pen().fill({end - wide, top, end, top + height}, frame_.colour().edge, wide / 2);
}

float ScrollArea::farthest(const Memory::Scroll& scroll) {
    return std::max(0.0F, scroll.content_height - scroll.area_height);
}

void ScrollArea::follow_finger(Memory::Scroll& scroll) {
    const Event* event = frame_.event();
    auto& press = frame_.memory().press;
    if (!event) return;
    if (const auto* wheel = std::get_if<WheelTurned>(event);
        wheel && place_.contains(wheel->at) && frame_.clip().contains(wheel->at)) {
        scroll.offset -= wheel->notches * kRowsPerNotch * frame_.size().list_row;
        scroll.velocity = 0;
        frame_.take_event();
        return;
    }
    if (options_.still) return;
    if (const auto* down = std::get_if<PointerPressed>(event);
        down && place_.contains(down->at) && frame_.clip().contains(down->at)) {
        press->area = name_;
        press->glided = std::abs(scroll.velocity) > 0;
        scroll.velocity = 0;  // a finger stops what is gliding
        scroll.grip = scroll.offset;
        scroll.moved_at = frame_.now();
        return;
    }
    if (!press || press->area != name_) return;
    if (const auto* moved = std::get_if<PointerMoved>(event)) {
        const float dragged = press->from.y - moved->at.y;
        if (!press->dragging && std::abs(dragged) <= frame_.size().drag_slop) return;
        press->dragging = true;
        press->control.clear();  // it is no tap any more
        const float before = scroll.offset;
        scroll.offset = std::clamp(scroll.grip + dragged, 0.0F, farthest(scroll));
        const float span = std::max(0.001F, seconds(frame_.now() - scroll.moved_at));
        scroll.velocity = 0.4F * scroll.velocity + 0.6F * (scroll.offset - before) / span;
        scroll.moved_at = frame_.now();
    } else if (std::holds_alternative<PointerReleased>(*event)) {
        if (!press->dragging || frame_.now() - scroll.moved_at > kFlickAge) scroll.velocity = 0;
        scroll.moved_at = frame_.now();
    }
}

void ScrollArea::follow_keys(Memory::Scroll& scroll) {
    if (!options_.keys || frame_.clip().empty()) return;
    const float page = std::max(0.0F, scroll.area_height - frame_.size().list_row);
    if (frame_.commanded(Command::page_up)) scroll.offset -= page;
    if (frame_.commanded(Command::page_down)) scroll.offset += page;
    if (frame_.commanded(Command::first)) scroll.offset = 0;
    if (frame_.commanded(Command::last)) scroll.offset = farthest(scroll);
}

/// After the finger has left, the content glides on and comes to rest.
void ScrollArea::glide(Memory::Scroll& scroll) {
    const auto& press = frame_.memory().press;
    const Event* event = frame_.event();
    const bool leaving = event && std::holds_alternative<PointerReleased>(*event);
    if (scroll.velocity == 0 || (press && press->area == name_ && !leaving)) return;
    const float span = std::max(0.0F, seconds(frame_.now() - scroll.moved_at));
    const float decay = std::exp(-span / kGlideTimeS);
    scroll.offset += scroll.velocity * kGlideTimeS * (1 - decay);
    scroll.velocity *= decay;
    scroll.moved_at = frame_.now();
    const bool at_end = scroll.offset <= 0 || scroll.offset >= farthest(scroll);
    if (at_end || std::abs(scroll.velocity) < kSlowestPxPerS)
        scroll.velocity = 0;
    else
        frame_.again_after(kFrameTime);
}

void ScrollArea::reveal(const Rect& row) {
    Memory::Scroll& scroll = frame_.memory().scrolls[name_];
    const float top = row.top - content_.top;
    const float bottom = row.bottom - content_.top;
    const Memory::Revealed asked{top, scroll.content_height};
    if (scroll.revealed == asked) return;
    scroll.revealed = asked;
    const float before = scroll.offset;
    if (top < scroll.offset) scroll.offset = top;
    if (bottom > scroll.offset + scroll.area_height) scroll.offset = bottom - scroll.area_height;
    if (scroll.offset == before) return;
    scroll.velocity = 0;
    frame_.again_after(Moment{0});
}

void ScrollArea::carry(Point finger) {
    constexpr float kRowsPerPass = 0.15F;
    Memory::Scroll& scroll = frame_.memory().scrolls[name_];
    const float edge = frame_.size().touch_min;
    const float step = kRowsPerPass * frame_.size().list_row;
    const float before = scroll.offset;
    if (finger.y < place_.top + edge) scroll.offset -= step;
    if (finger.y > place_.bottom - edge) scroll.offset += step;
    scroll.offset = std::clamp(scroll.offset, 0.0F, farthest(scroll));
    if (scroll.offset != before) frame_.again_after(kFrameTime);
}

}  // namespace till::ui
