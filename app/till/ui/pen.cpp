#include "app/till/ui/pen.hpp"

#include <imgui.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "app/till/ui/type.hpp"

namespace till::ui {

namespace {

ImU32 packed(Colour c) {
    return IM_COL32(c.red, c.green, c.blue, c.alpha);
}
ImTextureID handle(TextureId id) {
    return reinterpret_cast<ImTextureID>(static_cast<std::uintptr_t>(id));
}
ImVec2 low(const Rect& r) {
    return {r.start, r.top};
}
ImVec2 high(const Rect& r) {
    return {r.end, r.bottom};
}

/// The radius ImGui may use: half of the shorter side makes a pill.
float bounded(float radius, const Rect& r) {
    return std::min(radius, std::min(r.width(), r.height()) / 2);
}

}  // namespace

Pen::Pen(ImDrawList& list, Type& type, const Theme& theme, Rect display, bool mirrored,
         Probe* probe)
    : list_(list),
      type_(type),
      theme_(theme),
      display_(display),
      mirrored_(mirrored),
      probe_(probe) {}

Rect Pen::physical(const Rect& r) const {
    if (!mirrored_) return r;
    return {display_.end - r.end, r.top, display_.end - r.start, r.bottom};
}

void Pen::fill(const Rect& r, Colour colour, float radius) const {
    if (r.empty()) return;
    const Rect at = physical(r);
    list_.AddRectFilled(low(at), high(at), packed(colour), bounded(radius, at));
    if (probe_) probe_->filled.push_back({seen(at), colour});
}

void Pen::card(const Rect& r, Colour line, Colour inside, float radius) const {
    framed(r, line, inside, radius, theme_.at.size.line);
}

/// Two fills: edges on whole pixels stay crisp, which a stroked outline does not.
void Pen::framed(const Rect& r, Colour line, Colour inside, float radius, float line_px) const {
    fill(r, line, radius);
    fill(r.inset(line_px), inside, std::max(0.0F, bounded(radius, r) - line_px));
}

void Pen::line_below(const Rect& r, Colour colour) const {
    fill({r.start, r.bottom - theme_.at.size.line, r.end, r.bottom}, colour);
}

void Pen::dot(Point centre, float diameter, Colour colour) const {
    const Rect at = physical({centre.x, centre.y, centre.x, centre.y});
    list_.AddCircleFilled(low(at), diameter / 2, packed(colour));
}

void Pen::circle(Point centre, float diameter, Colour colour, float line_px) const {
    const Rect at = physical({centre.x, centre.y, centre.x, centre.y});
    list_.AddCircle(low(at), diameter / 2, packed(colour), 0, line_px);
}

void Pen::lens(Point centre, float size, Colour colour) const {
    const float stroke = size * 0.14F;
    const Point glass{centre.x + size * 0.1F, centre.y - size * 0.1F};
    circle(glass, size * 0.75F, colour, stroke);
    const float reach = size * 0.27F;
    const Rect handle_from = physical({glass.x - reach, glass.y + reach, 0, 0});
    const Rect handle_to = physical({centre.x - size / 2, centre.y + size / 2, 0, 0});
    const float from_x = mirrored_ ? handle_from.end : handle_from.start;
    const float to_x = mirrored_ ? handle_to.end : handle_to.start;
    list_.AddLine({from_x, handle_from.top}, {to_x, handle_to.top}, packed(colour), stroke);
}

void Pen::triangle(Point centre, float width, bool down, Colour colour) const {
    const Rect at = physical({centre.x, centre.y, centre.x, centre.y});
    const float half = width / 2;
    const float rise = (down ? 0.43F : -0.43F) * width;
    const ImVec2 base_left{at.start - half, at.top - rise};
    const ImVec2 base_right{at.start + half, at.top - rise};
    const ImVec2 tip{at.start, at.top + rise};
    // Anti-aliased fills want their corners clockwise.
    if (down)
        list_.AddTriangleFilled(base_left, base_right, tip, packed(colour));
    else
        list_.AddTriangleFilled(base_left, tip, base_right, packed(colour));
}

void Pen::picture(const Rect& r, TextureId picture, float radius) const {
    const Rect at = physical(r);
    list_.AddImageRounded(handle(picture), low(at), high(at), {0, 0}, {1, 1}, IM_COL32_WHITE,
                          bounded(radius, at));
}

void Pen::icon(Point centre, Icon icon, TextSize size, Colour colour) const {
    if (icon == Icon::none) return;
    GlyphAtlas::Set& set = type_.atlas().set(FaceId::icons, theme_.em(size));
    const Glyph& glyph = set.glyph(static_cast<char32_t>(icon));
    if (!glyph.visible()) return;
    const Rect at = physical({centre.x, centre.y, centre.x, centre.y});
    const float left = std::round((at.start - glyph.width / 2) * 3) / 3;
    const float top = std::round(at.top - glyph.height / 2);
    const float across = 1.0F / GlyphAtlas::kWidth;
    const float down = 1.0F / static_cast<float>(type_.atlas().height());
    auto from = static_cast<float>(glyph.texel_x);
    auto to = static_cast<float>(glyph.texel_x + glyph.texel_width);
    // Undoing goes back to where reading started.
    if (mirrored_ && icon == Icon::undo) std::swap(from, to);
    const auto v = static_cast<float>(glyph.texel_y);
    list_.PrimReserve(6, 4);
    list_.PrimRectUV(
        {left, top}, {left + glyph.width, top + glyph.height}, {from * across, v * down},
        {to * across, (v + static_cast<float>(glyph.texel_height)) * down}, packed(colour));
}

/// What of it is inside the area that is drawn in.
Rect Pen::seen(const Rect& physical_place) const {
    const ImVec2 from = list_.GetClipRectMin();
    const ImVec2 to = list_.GetClipRectMax();
    return intersection(physical_place, {from.x, from.y, to.x, to.y});
}

void Pen::push_clip(const Rect& r) const {
    const Rect at = physical(r);
    list_.PushClipRect(low(at), high(at), true);
}

void Pen::pop_clip() const {
    list_.PopClipRect();
}

}  // namespace till::ui
