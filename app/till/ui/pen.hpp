#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "app/till/ui/geometry.hpp"
#include "app/till/ui/icon.hpp"
#include "app/till/ui/probe.hpp"
#include "app/till/ui/texture.hpp"
#include "app/till/ui/theme.hpp"

struct ImDrawList;

namespace till::ui {

class Type;
struct Font;
struct Shaped;

enum class Align { start, centre, end };

/// Whether a text may end in "…" for want of room: a name may, a word of ours or an amount may not.
/// `never` tries smaller sizes before it gives up and tells the probe.
enum class Cut { never, allowed };

/// How a text stands in its box.
struct TextBox {
    TextStyle style{};
    Colour colour{};
    Align align{Align::start};
    Cut cut{Cut::never};
    int lines_max{1};
    float line_px{0};  ///< from line to line; 0: the theme's
};

/// Draws text and flat shapes in pixels measured from the side where reading starts.
///
/// owns:    nothing; lives for one pass
/// threads: the drawing thread only
class Pen {
public:
    Pen(ImDrawList& list, Type& type, const Theme& theme, Rect display, bool mirrored,
        Probe* probe);

    const Theme& theme() const { return theme_; }
    bool mirrored() const { return mirrored_; }

    void fill(const Rect& r, Colour colour, float radius = 0) const;
    /// Filled, with a 1-pixel line around it.
    void card(const Rect& r, Colour line, Colour inside, float radius) const;
    /// Filled, with a line of that width around it (a field being written in).
    void framed(const Rect& r, Colour line, Colour inside, float radius, float line_px) const;
    /// A 1-pixel line along the lower edge, inside.
    void line_below(const Rect& r, Colour colour) const;
    void dot(Point centre, float diameter, Colour colour) const;
    void circle(Point centre, float diameter, Colour colour, float line_px) const;
    /// A magnifying glass.
    void lens(Point centre, float size, Colour colour) const;
    /// A small triangle pointing down or up.
    void triangle(Point centre, float width, bool down, Colour colour) const;
    void icon(Point centre, Icon icon, TextSize size, Colour colour) const;
    void picture(const Rect& r, TextureId picture, float radius) const;

    /// Writes in the middle of the height of `box`, cut or shrunk to its width; returns the width.
    float text(const Rect& box, const TextBox& how, std::string_view words) const;
    /// Writes from the top of `box`, broken into at most `lines_max` lines; returns the height
    /// used.
    float paragraph(const Rect& box, const TextBox& how, std::string_view words) const;
    /// A paragraph that begins with a few words in bold.
    float led_paragraph(const Rect& box, const TextBox& how, std::string_view lead,
                        std::string_view words) const;
    /// Writes where there is room enough; `at.y` is the middle of the capitals. Returns the width.
    float text_at(Point at, TextStyle style, Colour colour, std::string_view words,
                  Align align = Align::start) const;
    float width(TextStyle style, std::string_view words) const;
    /// The height `paragraph` would use.
    float paragraph_height(TextStyle style, std::string_view words, float width,
                           int lines_max) const;
    Font font(TextStyle style) const;

    void push_clip(const Rect& r) const;
    void pop_clip() const;

    /// The same place measured from the left of the display.
    Rect physical(const Rect& r) const;

private:
    void glyphs(float left, float middle, const Font& font, Colour colour,
                std::string_view words) const;
    void mask(float x, float y, const Shaped& shaped, Colour colour) const;
    void line(float start, float middle, const Font& font, Colour colour, std::string_view words,
              float width) const;
    float cut_line(const Rect& box, const TextBox& how, const Font& font,
                   std::string_view words) const;
    Font fitted(TextStyle style, std::string_view words, float room) const;
    float plain_paragraph(const Rect& box, const TextBox& how, std::string_view words) const;
    float shaped_paragraph(const Rect& box, const TextBox& how, std::string_view words) const;
    float pitch(const TextBox& how) const;
    void note(std::string_view words, const Rect& place, bool cut, const TextBox& how,
              const Font& font) const;
    Rect seen(const Rect& physical_place) const;

    ImDrawList& list_;
    Type& type_;
    const Theme& theme_;
    Rect display_;
    bool mirrored_;
    Probe* probe_;
};

}  // namespace till::ui
