#pragma once

#include <span>
#include <vector>

namespace till::ui {

struct Point {
    float x{0};
    float y{0};
};

/// A rectangle in pixels of the display, measured from the side where reading starts.
///
/// Screens lay out from `start` to `end` and never say left or right: on a right-to-left screen the
/// pen mirrors what is drawn and the frame mirrors what is touched.
struct Rect {
    float start{0};
    float top{0};
    float end{0};
    float bottom{0};

    float width() const { return end - start; }
    float height() const { return bottom - top; }
    float centre() const { return (start + end) / 2; }
    float middle() const { return (top + bottom) / 2; }
    bool empty() const { return width() <= 0 || height() <= 0; }
    bool contains(Point p) const { return p.x >= start && p.x < end && p.y >= top && p.y < bottom; }
    bool contains(const Rect& r) const {
        return r.start >= start && r.top >= top && r.end <= end && r.bottom <= bottom;
    }
    Rect inset(float px) const { return {start + px, top + px, end - px, bottom - px}; }
    Rect inset(float across, float down) const {
        return {start + across, top + down, end - across, bottom - down};
    }
    Rect moved(float across, float down) const {
        return {start + across, top + down, end + across, bottom + down};
    }
    bool operator==(const Rect&) const = default;
};

Rect intersection(const Rect& a, const Rect& b);
bool overlap(const Rect& a, const Rect& b);

/// `r` grown evenly until it is at least so wide and so high: a finger's target around a small
/// shape.
Rect grown(const Rect& r, float width_min, float height_min);

/// A box of that size in the middle of `r`, on whole pixels.
Rect centred(const Rect& r, float width, float height);

// Each cuts a piece of whole pixels off `rest` and leaves `gap` pixels between the two. A piece is
// never larger than what is left.
Rect take_top(Rect& rest, float height, float gap = 0);
Rect take_bottom(Rect& rest, float height, float gap = 0);
Rect take_start(Rect& rest, float width, float gap = 0);
Rect take_end(Rect& rest, float width, float gap = 0);

/// `count` columns of equal width from start to end, edges on whole pixels.
std::vector<Rect> columns(const Rect& r, int count, float gap);
/// Columns with widths in the given proportions.
std::vector<Rect> columns(const Rect& r, std::span<const float> shares, float gap);
std::vector<Rect> rows(const Rect& r, int count, float gap);

/// Equal cells in reading order: `across` a row, `row_height` each, as many as `count`, from the
/// top of `r`; they may pass its bottom (put them into a scroll area).
std::vector<Rect> grid(const Rect& r, int across, int count, float row_height, float gap);
/// How many cells of at least `width_min` stand side by side in `width`; at least 1.
int cells_across(float width, float width_min, float gap);

}  // namespace till::ui
