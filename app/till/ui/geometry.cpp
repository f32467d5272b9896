#include "app/till/ui/geometry.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "pos/base/assert.hpp"

namespace till::ui {

Rect intersection(const Rect& a, const Rect& b) {
    return {std::max(a.start, b.start), std::max(a.top, b.top), std::min(a.end, b.end),
            std::min(a.bottom, b.bottom)};
}

bool overlap(const Rect& a, const Rect& b) {
    return !intersection(a, b).empty();
}

Rect grown(const Rect& r, float width_min, float height_min) {
    const float across = std::max(0.0F, std::ceil((width_min - r.width()) / 2));
    const float down = std::max(0.0F, std::ceil((height_min - r.height()) / 2));
    return {r.start - across, r.top - down, r.end + across, r.bottom + down};
}

Rect centred(const Rect& r, float width, float height) {
    const float start = std::round(r.start + (r.width() - width) / 2);
    const float top = std::round(r.top + (r.height() - height) / 2);
    return {start, top, start + width, top + height};
}

Rect take_top(Rect& rest, float height, float gap) {
    Rect piece = rest;
    piece.bottom = std::min(rest.bottom, rest.top + std::round(std::max(0.0F, height)));
    rest.top = std::min(rest.bottom, piece.bottom + gap);
    return piece;
}

Rect take_bottom(Rect& rest, float height, float gap) {
    Rect piece = rest;
    piece.top = std::max(rest.top, rest.bottom - std::round(std::max(0.0F, height)));
    rest.bottom = std::max(rest.top, piece.top - gap);
    return piece;
}

Rect take_start(Rect& rest, float width, float gap) {
    Rect piece = rest;
    piece.end = std::min(rest.end, rest.start + std::round(std::max(0.0F, width)));
    rest.start = std::min(rest.end, piece.end + gap);
    return piece;
}

Rect take_end(Rect& rest, float width, float gap) {
    Rect piece = rest;
    piece.start = std::max(rest.start, rest.end - std::round(std::max(0.0F, width)));
    rest.end = std::max(rest.start, piece.start - gap);
    return piece;
}

std::vector<Rect> columns(const Rect& r, int count, float gap) {
    POS_ASSERT(count > 0);
    const std::vector<float> equal(static_cast<std::size_t>(count), 1.0F);
    return columns(r, equal, gap);
}

std::vector<Rect> columns(const Rect& r, std::span<const float> shares, float gap) {
    POS_ASSERT(!shares.empty());
    const float whole = std::accumulate(shares.begin(), shares.end(), 0.0F);
    const float room = r.width() - gap * static_cast<float>(shares.size() - 1);
    std::vector<Rect> out;
    float start = r.start;
    for (const float share : shares) {
        const float end = start + room * share / whole;
        out.push_back({std::round(start), r.top, std::round(end), r.bottom});
        start = end + gap;
    }
    return out;
}

std::vector<Rect> rows(const Rect& r, int count, float gap) {
    POS_ASSERT(count > 0);
    const float each =
        (r.height() - gap * static_cast<float>(count - 1)) / static_cast<float>(count);
    std::vector<Rect> out;
    for (int i = 0; i < count; ++i) {
        const float top = r.top + (each + gap) * static_cast<float>(i);
        out.push_back({r.start, std::round(top), r.end, std::round(top + each)});
    }
    return out;
}

std::vector<Rect> grid(const Rect& r, int across, int count, float row_height, float gap) {
    const std::vector<Rect> first =
        columns({r.start, r.top, r.end, r.top + row_height}, across, gap);
    std::vector<Rect> out;
    for (int i = 0; i < count; ++i)
        out.push_back(first[static_cast<std::size_t>(i % across)].moved(
            0, (row_height + gap) * static_cast<float>(i / across)));
    return out;
}

int cells_across(float width, float width_min, float gap) {
    return std::max(1, static_cast<int>((width + gap) / (width_min + gap)));
}

}  // namespace till::ui
