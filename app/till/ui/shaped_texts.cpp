#include "app/till/ui/shaped_texts.hpp"

#include <algorithm>
#include <cmath>
#include <list>
#include <string>
#include <unordered_map>

#include "app/till/ui/pango_layout.hpp"

namespace till::ui {

namespace {

struct Entry {
    std::string key;
    Shaped shaped;
    std::uint64_t frame{0};
    std::size_t bytes() const {
        return static_cast<std::size_t>(shaped.width) * static_cast<std::size_t>(shaped.height);
    }
};

std::string key_of(const ShapeRequest& request) {
    std::string key(request.text);
    for (const int part :
         {static_cast<int>(request.weight), static_cast<int>(std::lround(request.em_px * 64)),
          request.room_px, static_cast<int>(std::lround(request.line_px * 64)), request.lines_max,
          static_cast<int>(request.mirrored)})
        key.append(reinterpret_cast<const char*>(&part), sizeof part);
    return key;
}

struct PlacedLine {
    PangoLayoutLine* line;
    int x;
    int y;
};

/// Places each line itself: baselines stay on our grid although Noto's lines are taller than
/// Inter's, and lines start at the screen's side whatever direction the text reads in.
std::vector<PlacedLine> place_lines(PangoLayout* layout, const ShapeRequest& request, Shaped& out) {
    std::vector<PlacedLine> lines;
    const int count = std::min(pango_layout_get_line_count(layout), request.lines_max);
    int left = 0;
    int top = 0;
    int right = 1;
    int bottom = 1;
    for (int i = 0; i < count; ++i) {
        PangoLayoutLine* line = pango_layout_get_line_readonly(layout, i);
        PangoRectangle ink;
        PangoRectangle logical;
        pango_layout_line_get_pixel_extents(line, &ink, &logical);
        const bool at_right = request.mirrored && request.lines_max > 1 && request.room_px > 0;
        const int x = at_right ? request.room_px - logical.width : 0;
        const int y = static_cast<int>(std::lround(request.line_px * static_cast<float>(i)));
        lines.push_back({line, x, y});
        const int ink_left = x + ink.x;
        left = i == 0 ? ink_left : std::min(left, ink_left);
        top = std::min(top, y + ink.y);
        right = i == 0 ? ink_left + ink.width : std::max(right, ink_left + ink.width);
        bottom = std::max(bottom, y + ink.y + ink.height);
        out.advance = std::max(out.advance, logical.width);
    }
    out.lines = count;
    out.left = left - 1;  // anti-aliasing may reach a pixel beyond the ink
    out.top = top - 1;
    out.width = std::max(1, right - left) + 2;
    out.height = bottom - top + 2;
    return lines;
}

}  // namespace

struct ShapedTexts::State {
    TextureSink& sink;
    std::size_t bytes_max;
    PangoSetUp pango{};
    std::uint64_t frame{0};
    Stats stats{};
    std::list<Entry> entries{};  // most recently used first
    std::unordered_map<std::string, std::list<Entry>::iterator> index{};

    void drop_last() {
        const Entry& last = entries.back();
        sink.destroy(last.shaped.texture);
        stats.bytes -= last.bytes();
        ++stats.evicted;
        index.erase(last.key);
        entries.pop_back();
    }

    Shaped raster(const ShapeRequest& request) const {
        Shaped out;
        const LayoutPtr layout = pango.boxed(request, out.cut);
        const std::vector<PlacedLine> lines = place_lines(layout.get(), request, out);
        cairo_surface_t* surface =
            cairo_image_surface_create(CAIRO_FORMAT_A8, out.width, out.height);
        cairo_t* cairo = cairo_create(surface);
        for (const PlacedLine& placed : lines) {
            cairo_move_to(cairo, placed.x - out.left, placed.y - out.top);
            pango_cairo_show_layout_line(cairo, placed.line);
        }
        cairo_surface_flush(surface);
        if (cairo_surface_status(surface) == CAIRO_STATUS_SUCCESS)
            out.texture =
                sink.create_mask({out.width, out.height, cairo_image_surface_get_stride(surface),
                                  cairo_image_surface_get_data(surface)});
        cairo_destroy(cairo);
        cairo_surface_destroy(surface);
        return out;
    }
};

ShapedTexts::ShapedTexts(TextureSink& sink, std::size_t bytes_max)
    : state_(std::make_unique<State>(State{sink, bytes_max})) {}

ShapedTexts::~ShapedTexts() {
    clear();
}

void ShapedTexts::clear() {
    while (!state_->entries.empty()) state_->drop_last();
}

void ShapedTexts::begin_frame() {
    State& s = *state_;
    ++s.frame;
    while (s.stats.bytes > s.bytes_max && s.entries.back().frame + 1 < s.frame) s.drop_last();
}

const Shaped& ShapedTexts::get(const ShapeRequest& request) {
    State& s = *state_;
    std::string key = key_of(request);
    if (const auto it = s.index.find(key); it != s.index.end()) {
        ++s.stats.hits;
        s.entries.splice(s.entries.begin(), s.entries, it->second);
    } else {
        ++s.stats.misses;
        s.entries.push_front({key, s.raster(request), 0});
        s.stats.bytes += s.entries.front().bytes();
        s.index.emplace(std::move(key), s.entries.begin());
    }
    s.entries.front().frame = s.frame;
    return s.entries.front().shaped;
}

float ShapedTexts::width(std::string_view text, Weight weight, float em_px) {
    int width = 0;
    pango_layout_get_pixel_size(state_->pango.line(text, weight, em_px, false).get(), &width,
                                nullptr);
    return static_cast<float>(width);
}

float ShapedTexts::place(std::string_view text, Weight weight, float em_px, std::size_t byte) {
    const LayoutPtr layout = state_->pango.line(text, weight, em_px, false);
    PangoRectangle strong;
    pango_layout_get_cursor_pos(layout.get(), static_cast<int>(byte), &strong, nullptr);
    return static_cast<float>(strong.x) / PANGO_SCALE;
}

std::size_t ShapedTexts::nearest(std::string_view text, Weight weight, float em_px, float x) {
    const LayoutPtr layout = state_->pango.line(text, weight, em_px, false);
    int byte = 0;
    int trailing = 0;
    pango_layout_xy_to_index(layout.get(), static_cast<int>(x * PANGO_SCALE), 0, &byte, &trailing);
    const char* valid = pango_layout_get_text(layout.get());
    const char* at = g_utf8_offset_to_pointer(valid + byte, trailing);
    return std::min(static_cast<std::size_t>(at - valid), text.size());
}

std::vector<std::pair<float, float>> ShapedTexts::stretches(std::string_view text, Weight weight,
                                                            float em_px, std::size_t begin,
                                                            std::size_t end) {
    const LayoutPtr layout = state_->pango.line(text, weight, em_px, false);
    int* ranges = nullptr;
    int count = 0;
    pango_layout_line_get_x_ranges(pango_layout_get_line_readonly(layout.get(), 0),
                                   static_cast<int>(begin), static_cast<int>(end), &ranges, &count);
    std::vector<std::pair<float, float>> out;
    for (int i = 0; i < count; ++i)
        out.emplace_back(static_cast<float>(ranges[2 * i]) / PANGO_SCALE,
                         static_cast<float>(ranges[2 * i + 1]) / PANGO_SCALE);
    g_free(ranges);
    return out;
}

ShapedTexts::Stats ShapedTexts::stats() const {
    Stats stats = state_->stats;
    stats.entries = state_->entries.size();
    return stats;
}

}  // namespace till::ui
