#include <imgui.h>

#include <algorithm>
#include <cmath>

#include "app/till/ui/pen.hpp"
#include "app/till/ui/type.hpp"
#include "app/till/ui/utf8.hpp"

namespace till::ui {

namespace {

ImU32 packed(Colour c) {
    return IM_COL32(c.red, c.green, c.blue, c.alpha);
}

float aligned(const Rect& box, float width, Align align) {
    switch (align) {
        case Align::start:
            return box.start;
        case Align::centre:
            return box.start + (box.width() - width) / 2;
        case Align::end:
            return box.end - width;
    }
    return box.start;
}

/// Where the letters of a line stand: from the capitals' top to their foot.
Rect ink(float start, float end, float middle, const Font& f) {
    const float half = kHalfCapitalPerEm * f.em_px;
    return {start, middle - half, end, middle + half};
}

}  // namespace

Font Pen::font(TextStyle style) const {
    const float em = theme_.em(style.size);
    return {style.weight, em, em * theme_.at.letter_spacing[static_cast<std::size_t>(style.size)]};
}

float Pen::pitch(const TextBox& how) const {
    return std::round(how.line_px > 0 ? how.line_px : theme_.line_height(how.style.size));
}

float Pen::width(TextStyle style, std::string_view words) const {
    return type_.width(font(style), words);
}

/// Glyph by glyph from `left`, which is measured from the left of the display. Small text stands on
/// thirds of a pixel, where its texels are hit exactly; baselines stand on whole pixels.
void Pen::glyphs(float left, float middle, const Font& f, Colour colour,
                 std::string_view words) const {
    const float baseline = std::round(middle + kHalfCapitalPerEm * f.em_px);
    GlyphAtlas::Set& set = type_.atlas().set(face_of(f.weight), f.em_px);
    const auto fine = static_cast<float>(set.across());
    const float across = 1.0F / GlyphAtlas::kWidth;
    const float down = 1.0F / static_cast<float>(type_.atlas().height());
    float x = left;
    char32_t previous = 0;
    while (!words.empty()) {
        const char32_t c = take_character(words);
        if (previous) x += set.kerning(previous, c);
        const Glyph& glyph = set.glyph(c);
        if (glyph.visible()) {
            const float at = std::round(x * fine) / fine + glyph.left;
            const float top = baseline + glyph.top;
            const auto u = static_cast<float>(glyph.texel_x);
            const auto v = static_cast<float>(glyph.texel_y);
            list_.PrimReserve(6, 4);
            list_.PrimRectUV({at, top}, {at + glyph.width, top + glyph.height},
                             {u * across, v * down},
                             {(u + static_cast<float>(glyph.texel_width)) * across,
                              (v + static_cast<float>(glyph.texel_height)) * down},
                             packed(colour));
        }
        x += glyph.advance + f.spacing_px;
        previous = c;
    }
}

void Pen::mask(float x, float y, const Shaped& shaped, Colour colour) const {
    if (shaped.texture == TextureId::none) return;
    list_.AddImage(reinterpret_cast<ImTextureID>(static_cast<std::uintptr_t>(shaped.texture)),
                   {x, y},
                   {x + static_cast<float>(shaped.width), y + static_cast<float>(shaped.height)},
                   {0, 0}, {1, 1}, packed(colour));
}

/// One line of any script whose width is known; `start` is its side where reading starts.
void Pen::line(float start, float middle, const Font& f, Colour colour, std::string_view words,
               float width) const {
    const float left = physical({start, middle, start + width, middle}).start;
    if (type_.plain(words)) return glyphs(left, middle, f, colour, words);
    const Shaped& shaped = type_.line(f, words);
    const float x = std::round(left) + static_cast<float>(shaped.left);
    const float y =
        std::round(middle + kHalfCapitalPerEm * f.em_px) + static_cast<float>(shaped.top);
    mask(x, y, shaped, colour);
}

float Pen::text_at(Point at, TextStyle style, Colour colour, std::string_view words,
                   Align align) const {
    if (words.empty()) return 0;
    const Font f = font(style);
    const float wide = type_.width(f, words);
    const float start = aligned({at.x, at.y, at.x, at.y}, wide, align);
    line(start, at.y, f, colour, words, wide);
    note(words, ink(start, start + wide, at.y, f), false, {style, colour}, f);
    return wide;
}

/// The style's size, or the largest smaller one of the theme in which the words fit.
Font Pen::fitted(TextStyle style, std::string_view words, float room) const {
    constexpr auto kSmallest = static_cast<std::size_t>(TextSize::key_name);
    Font best = font(style);
    for (auto size = static_cast<std::size_t>(style.size);; --size) {
        best = font({static_cast<TextSize>(size), style.weight});
        if (size <= kSmallest || type_.width(best, words) <= room) return best;
    }
}

float Pen::text(const Rect& box, const TextBox& how, std::string_view words) const {
    if (words.empty()) return 0;
    const float room = box.width();
    const Font f = how.cut == Cut::never ? fitted(how.style, words, room) : font(how.style);
    const float whole = type_.width(f, words);
    constexpr float kTolerance = 0.5F;  // rounding of boxes to whole pixels
    if (whole <= room + kTolerance) {
        const float start = aligned(box, whole, how.align);
        line(start, box.middle(), f, how.colour, words, whole);
        note(words, ink(start, start + whole, box.middle(), f), false, how, f);
        return whole;
    }
    if (room <= 0 || type_.plain(words)) {
        note(words, ink(box.start, box.end, box.middle(), f), true, how, f);
        return room <= 0 ? 0 : cut_line(box, how, f, words);
    }
    TextBox single = how;
    single.lines_max = 1;
    const float half = std::round(pitch(single) / 2);
    shaped_paragraph({box.start, box.middle() - half, box.end, box.middle() + half}, single, words);
    return room;
}

/// As many whole characters as there is room for, and "…".
float Pen::cut_line(const Rect& box, const TextBox& how, const Font& f,
                    std::string_view words) const {
    const auto cut = type_.measured(f, words).cut(0, box.width());
    const std::string shown = std::string(words.substr(0, cut.end)) + "…";
    const float wide = type_.width(f, shown);
    line(aligned(box, wide, how.align), box.middle(), f, how.colour, shown, wide);
    return wide;
}

float Pen::paragraph(const Rect& box, const TextBox& how, std::string_view words) const {
    if (words.empty() || box.width() <= 0) return 0;
    return type_.plain(words) ? plain_paragraph(box, how, words)
                              : shaped_paragraph(box, how, words);
}

float Pen::led_paragraph(const Rect& box, const TextBox& how, std::string_view lead,
                         std::string_view words) const {
    const float step = pitch(how);
    TextBox strong = how;
    strong.style.weight = Weight::semibold;
    if (lead.empty()) return paragraph(box, how, words);
    if (!type_.plain(words) || !type_.plain(lead)) {
        const float above = paragraph(box, strong, lead);
        return above + paragraph({box.start, box.top + above, box.end, box.bottom}, how, words);
    }
    const Rect first{box.start, box.top, box.end, box.top + step};
    const Font f = font(how.style);
    const float behind = text(first, strong, lead) + type_.width(f, " ");
    const auto lines =
        type_.measured(f, words).wrap(box.width(), how.lines_max, box.width() - behind);
    float middle = box.top + step / 2;
    float start = box.start + behind;
    for (const MeasuredText::Line& piece : lines) {
        std::string shown(words.substr(piece.begin, piece.end - piece.begin));
        if (piece.ellipsis) shown += "…";
        line(start, middle, f, how.colour, shown, type_.width(f, shown));
        middle += step;
        start = box.start;
    }
    const float height = step * static_cast<float>(std::max<std::size_t>(1, lines.size()));
    const bool one_line = lines.size() <= 1;
    note(words,
         {one_line ? box.start + behind : box.start, one_line ? box.top : box.top + step, box.end,
          box.top + height},
         !lines.empty() && lines.back().ellipsis, how, f);
    return height;
}

float Pen::plain_paragraph(const Rect& box, const TextBox& how, std::string_view words) const {
    const Font f = font(how.style);
    const float step = pitch(how);
    const auto lines = type_.measured(f, words).wrap(box.width(), how.lines_max);
    float middle = box.top + step / 2;
    for (const MeasuredText::Line& piece : lines) {
        std::string shown(words.substr(piece.begin, piece.end - piece.begin));
        if (piece.ellipsis) shown += "…";
        const float wide = type_.width(f, shown);
        line(aligned(box, wide, how.align), middle, f, how.colour, shown, wide);
        middle += step;
    }
    const float height = step * static_cast<float>(lines.size());
    note(words, {box.start, box.top, box.end, box.top + height},
         !lines.empty() && lines.back().ellipsis, how, f);
    return height;
}

float Pen::shaped_paragraph(const Rect& box, const TextBox& how, std::string_view words) const {
    const Font f = font(how.style);
    const float step = pitch(how);
    const Shaped& shaped = type_.shaped().get({.text = words,
                                               .weight = f.weight,
                                               .em_px = f.em_px,
                                               .room_px = static_cast<int>(box.width()),
                                               .lines_max = how.lines_max,
                                               .line_px = step,
                                               .mirrored = mirrored_});
    const Rect at = physical(box);
    float left = at.start;
    if (shaped.lines == 1) {
        const auto wide = static_cast<float>(shaped.advance);
        left = physical({aligned(box, wide, how.align), 0, aligned(box, wide, how.align) + wide, 0})
                   .start;
        // A mirrored paragraph is already placed at the right of its room.
        if (mirrored_ && how.lines_max > 1) left -= std::floor(box.width()) - wide;
    }
    const float x = std::round(left) + static_cast<float>(shaped.left);
    const float y = std::round(box.top + step / 2 + kHalfCapitalPerEm * f.em_px) +
                    static_cast<float>(shaped.top);
    mask(x, y, shaped, how.colour);
    const float height = step * static_cast<float>(shaped.lines);
    note(words, {box.start, box.top, box.end, box.top + height}, shaped.cut, how, f);
    return height;
}

float Pen::paragraph_height(TextStyle style, std::string_view words, float width,
                            int lines_max) const {
    if (words.empty() || width <= 0) return 0;
    const Font f = font(style);
    const float step = std::round(theme_.line_height(style.size));
    if (type_.plain(words))
        return step * static_cast<float>(type_.measured(f, words).wrap(width, lines_max).size());
    return step * static_cast<float>(type_.shaped()
                                         .get({.text = words,
                                               .weight = f.weight,
                                               .em_px = f.em_px,
                                               .room_px = static_cast<int>(width),
                                               .lines_max = lines_max,
                                               .line_px = step,
                                               .mirrored = mirrored_})
                                         .lines);
}

void Pen::note(std::string_view words, const Rect& place, bool cut, const TextBox& how,
               const Font& font) const {
    if (!probe_) return;
    const Rect at = physical(place);
    const Rect shown = seen(at);
    if (shown.empty()) return;
    probe_->add({.text = std::string(words),
                 .place = shown,
                 .cut = cut,
                 .may_be_cut = how.cut == Cut::allowed,
                 .clipped = !(shown == at),
                 .em_px = font.em_px,
                 .weight = font.weight,
                 .colour = how.colour});
}

}  // namespace till::ui
