#include "app/till/ui/shaped_texts.hpp"

#include <algorithm>
#include <cmath>
#include <list>
#include <string>
#include <unordered_map>

#include "app/till/ui/pango_layout.hpp"

namespace till::ui {

namespace {

/// What Pango laid out, at the size that is drawn.
float exact_pixels(int units, float em_px) {
    return static_cast<float>(units) / PANGO_SCALE * em_px / kLaidOutPx;
}
int pixels(int units, float em_px) {
    return static_cast<int>(std::lround(exact_pixels(units, em_px)));
}

struct Pixels {
    int left;
    int top;
    int right;
    int bottom;
};

Pixels pixels_around(const PangoRectangle& r, float em_px) {
    const auto below = [&](int units) {
        return static_cast<int>(std::floor(exact_pixels(units, em_px)));
    };
    const auto above = [&](int units) {
        return static_cast<int>(std::ceil(exact_pixels(units, em_px)));
    };
    return {below(r.x), below(r.y), above(r.x + r.width), above(r.y + r.height)};
}

struct PlacedLine {
    PangoLayoutLine* line;
    int x;
    int y;
};

// One word for each script whose goods are met with abroad; each has a font of its own.
// clang-format off
constexpr const char* kScripts[] = {
    "חלב",  "حليب", "दूध",  "น้ำ",  "牛奶", "牛乳", "ミルク", "우유",
    "দুধ",  "பால்", "పాలు", "ಹಾಲು", "പാൽ",  "દૂધ",  "ਦੁੱਧ",  "කිරි",
    "რძე",  "կաթ",  "ወተት",  "ទឹកដោះ", "ນົມ", "နို့",  "🥛",    "①½"};
// clang-format on
constexpr Weight kWarmed[] = {Weight::regular, Weight::medium, Weight::bold, Weight::semibold};
constexpr float kWarmedPx = 16;

struct Entry {
    std::string key;
    Shaped shaped;
    LayoutPtr layout{};  // until it is drawn
    std::vector<PlacedLine> lines{};
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
        PangoRectangle inked;
        PangoRectangle logical;
        pango_layout_line_get_extents(line, &inked, &logical);
        const Pixels ink = pixels_around(inked, request.em_px);
        const int advance = pixels(logical.width, request.em_px);
        const bool at_right = request.mirrored && request.lines_max > 1 && request.room_px > 0;
        const int x = at_right ? request.room_px - advance : 0;
        const int y = static_cast<int>(std::lround(request.line_px * static_cast<float>(i)));
        lines.push_back({line, x, y});
        left = i == 0 ? x + ink.left : std::min(left, x + ink.left);
        top = std::min(top, y + ink.top);
        right = i == 0 ? x + ink.right : std::max(right, x + ink.right);
        bottom = std::max(bottom, y + ink.bottom);
        out.advance = std::max(out.advance, advance);
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
    std::size_t warmed{0};
    Stats stats{};
    std::list<Entry> entries{};  // most recently used first
    std::unordered_map<std::string, std::list<Entry>::iterator> index{};

    void drop_last() {
        const Entry& last = entries.back();
        if (last.shaped.texture != TextureId::none) sink.destroy(last.shaped.texture);
        stats.bytes -= last.bytes();
        ++stats.evicted;
        index.erase(last.key);
        entries.pop_back();
    }

    /// The request's entry, first of all; measured, but drawn only where it was asked for before.
    Entry& find(const ShapeRequest& request) {
        std::string key = key_of(request);
        if (const auto it = index.find(key); it != index.end()) {
            ++stats.hits;
            entries.splice(entries.begin(), entries, it->second);
        } else {
            ++stats.misses;
            Entry& made = entries.emplace_front();
            made.key = key;
            made.layout = pango.boxed(request, made.shaped.cut);
            made.lines = place_lines(made.layout.get(), request, made.shaped);
            stats.bytes += made.bytes();
            index.emplace(std::move(key), entries.begin());
        }
        entries.front().frame = frame;
        return entries.front();
    }

    void draw(Entry& entry, float em_px) const {
        if (!entry.layout) return;
        Shaped& shaped = entry.shaped;
        cairo_surface_t* surface = raster(entry, em_px);
        if (cairo_surface_status(surface) == CAIRO_STATUS_SUCCESS)
            shaped.texture = sink.create_mask({shaped.width, shaped.height,
                                               cairo_image_surface_get_stride(surface),
                                               cairo_image_surface_get_data(surface)});
        cairo_surface_destroy(surface);
        entry.lines.clear();
        entry.layout.reset();
    }

    static cairo_surface_t* raster(const Entry& entry, float em_px) {
        const Shaped& shaped = entry.shaped;
        cairo_surface_t* surface =
            cairo_image_surface_create(CAIRO_FORMAT_A8, shaped.width, shaped.height);
        cairo_t* cairo = cairo_create(surface);
        const double larger = em_px / kLaidOutPx;
        cairo_scale(cairo, larger, larger);
        for (const PlacedLine& placed : entry.lines) {
            cairo_move_to(cairo, (placed.x - shaped.left) / larger,
                          (placed.y - shaped.top) / larger);
            pango_cairo_show_layout_line(cairo, placed.line);
        }
        cairo_surface_flush(surface);
        cairo_destroy(cairo);
        return surface;
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
    Entry& entry = state_->find(request);
    state_->draw(entry, request.em_px);
    return entry.shaped;
}

int ShapedTexts::advance(const ShapeRequest& request) {
    return state_->find(request).shaped.advance;
}

bool ShapedTexts::warm_up() {
    State& s = *state_;
    if (s.warmed == std::size(kScripts) * std::size(kWarmed)) return false;
    const ShapeRequest sample{.text = kScripts[s.warmed % std::size(kScripts)],
                              .weight = kWarmed[s.warmed / std::size(kScripts)],
                              .em_px = kWarmedPx};
    ++s.warmed;
    Entry entry;
    entry.layout = s.pango.boxed(sample, entry.shaped.cut);
    entry.lines = place_lines(entry.layout.get(), sample, entry.shaped);
    cairo_surface_destroy(State::raster(entry, kWarmedPx));
    return true;
}

float ShapedTexts::width(std::string_view text, Weight weight, float em_px) {
    PangoRectangle logical;
    pango_layout_get_extents(state_->pango.line(text, weight, false).get(), nullptr, &logical);
    return std::round(exact_pixels(logical.width, em_px));
}

float ShapedTexts::place(std::string_view text, Weight weight, float em_px, std::size_t byte) {
    const LayoutPtr layout = state_->pango.line(text, weight, false);
    PangoRectangle strong;
    pango_layout_get_cursor_pos(layout.get(), static_cast<int>(byte), &strong, nullptr);
    return exact_pixels(strong.x, em_px);
}

std::size_t ShapedTexts::nearest(std::string_view text, Weight weight, float em_px, float x) {
    const LayoutPtr layout = state_->pango.line(text, weight, false);
    int byte = 0;
    int trailing = 0;
    pango_layout_xy_to_index(layout.get(), laid_out(x, em_px), 0, &byte, &trailing);
    const char* valid = pango_layout_get_text(layout.get());
    const char* at = g_utf8_offset_to_pointer(valid + byte, trailing);
    return std::min(static_cast<std::size_t>(at - valid), text.size());
}

std::vector<std::pair<float, float>> ShapedTexts::stretches(std::string_view text, Weight weight,
                                                            float em_px, std::size_t begin,
                                                            std::size_t end) {
    const LayoutPtr layout = state_->pango.line(text, weight, false);
    int* ranges = nullptr;
    int count = 0;
    pango_layout_line_get_x_ranges(pango_layout_get_line_readonly(layout.get(), 0),
                                   static_cast<int>(begin), static_cast<int>(end), &ranges, &count);
    std::vector<std::pair<float, float>> out;
    for (int i = 0; i < count; ++i)
        out.emplace_back(exact_pixels(ranges[2 * i], em_px),
                         exact_pixels(ranges[2 * i + 1], em_px));
    g_free(ranges);
    return out;
}

ShapedTexts::Stats ShapedTexts::stats() const {
    Stats stats = state_->stats;
    stats.entries = state_->entries.size();
    return stats;
}

}  // namespace till::ui
