#pragma once

#include <cstdint>
#include <memory>
#include <string_view>
#include <utility>
#include <vector>

#include "app/till/ui/texture.hpp"
#include "app/till/ui/theme.hpp"

namespace till::ui {

/// A text to be shaped and the box it stands in.
struct ShapeRequest {
    std::string_view text;
    Weight weight{Weight::regular};
    float em_px{16};
    int room_px{0};  ///< 0: as wide as it is, on one line
    int lines_max{1};
    float line_px{0};
    bool mirrored{false};  ///< lines start at the right
};

/// The ink of a shaped text in a texture, placed from the box's left edge and first baseline.
struct Shaped {
    TextureId texture{TextureId::none};
    int left{0};
    int top{0};
    int width{0};
    int height{0};
    int advance{0};  ///< of the widest line
    int lines{1};
    bool cut{false};
};

/// Texts that one glyph a character cannot draw: Pango shapes them, Cairo rasters them, and each is
/// kept as one small texture.
///
/// A text in one direction that is too long is cut between characters, one that mixes directions
/// between words: its "…" stands at the logical end, which may be far from a cut inside a word.
///
/// owns:    the textures; gives up the longest unused, only in `begin_frame`, and never one that
/// the
///          last frame drew: its draw list still names it
/// units:   bytes_max counts texels, one byte each
/// threads: the drawing thread only
class ShapedTexts {
public:
    struct Stats {
        std::size_t bytes{0};
        std::size_t entries{0};
        std::size_t hits{0};
        std::size_t misses{0};
        std::size_t evicted{0};
    };

    ShapedTexts(TextureSink& sink, std::size_t bytes_max);
    ~ShapedTexts();
    ShapedTexts(const ShapedTexts&) = delete;
    ShapedTexts& operator=(const ShapedTexts&) = delete;

    void begin_frame();
    /// Forgets all, for a change of scale.
    void clear();
    const Shaped& get(const ShapeRequest& request);
    /// How wide the widest line is, without a picture of it.
    int advance(const ShapeRequest& request);

    /// Makes one more of the fonts ready that goods' names may need; false once all are. For idle
    /// moments: else the first frame with a script waits milliseconds for its font.
    bool warm_up();

    // For a text field: one line, unbounded.
    float width(std::string_view text, Weight weight, float em_px);
    /// The caret's place before the character that begins at `byte`.
    float place(std::string_view text, Weight weight, float em_px, std::size_t byte);
    /// The beginning of the character nearest to `x`, or the text's size.
    std::size_t nearest(std::string_view text, Weight weight, float em_px, float x);
    /// Where the characters from `begin` to `end` stand: several stretches when directions mix.
    std::vector<std::pair<float, float>> stretches(std::string_view text, Weight weight,
                                                   float em_px, std::size_t begin, std::size_t end);

    Stats stats() const;

private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace till::ui
