#pragma once

#include <array>
#include <cstdint>
#include <deque>
#include <map>
#include <memory>
#include <unordered_map>
#include <vector>

#include "app/till/ui/face.hpp"
#include "app/till/ui/geometry.hpp"
#include "app/till/ui/texture.hpp"
#include "app/till/ui/theme.hpp"

namespace till::ui {

/// A glyph in the atlas: where its texels are and where they go, from the pen on the baseline.
struct Glyph {
    int texel_x{0};
    int texel_y{0};
    int texel_width{0};
    int texel_height{0};
    float left{0};
    float top{0};
    float width{0};  ///< on the display; texels are finer across for small text
    float height{0};
    float advance{0};
    bool visible() const { return texel_width > 0; }
};

enum class FaceId { regular, medium, semibold, bold, icons };
constexpr FaceId face_of(Weight weight) {
    return static_cast<FaceId>(weight);
}

/// One texture with every glyph drawn so far, in each face and size, rastered when first used.
///
/// Filling it on demand keeps the start short and the texture small at any scale. It grows, or when
/// it is as large as allowed starts anew, only between frames: a draw list may name its texels.
///
/// owns:    its texture in `sink`
/// threads: the drawing thread only
class GlyphAtlas {
public:
    static constexpr int kWidth = 2048;
    static constexpr int kHeightFirst = 512;
    static constexpr int kHeightMax = 8192;

    explicit GlyphAtlas(TextureSink& sink, int height_max = kHeightMax);
    ~GlyphAtlas();
    GlyphAtlas(const GlyphAtlas&) = delete;
    GlyphAtlas& operator=(const GlyphAtlas&) = delete;

    /// All glyphs of one face in one size. Stays valid until `begin_frame` starts anew.
    class Set;
    Set& set(FaceId face, float em_px);
    Face& face(FaceId id) { return faces_[static_cast<std::size_t>(id)]; }

    /// Makes room when the last frame lacked it. Returns whether glyphs have moved or gone.
    bool begin_frame();
    /// Whether a glyph of this frame found no room and was left out: draw the frame again.
    bool short_of_room() const { return short_of_room_; }
    /// Sends new texels to the texture.
    void upload();

    TextureId texture() const { return texture_; }
    int height() const { return height_; }
    /// A texel that is wholly covered, for plain fills, in texture coordinates.
    Point white() const;
    std::size_t glyph_count() const { return glyph_count_; }

    /// Samples a pixel in width: small text stands on thirds of a pixel.
    static int across(float em_px) { return em_px > 30 ? 1 : 3; }

private:
    struct Shelf {
        int top, height, used;
    };
    bool place(int width, int height, int& x, int& y);
    Glyph make(FaceId face, float em_px, char32_t character);
    void start_anew();

    TextureSink& sink_;
    int height_max_;
    int height_{kHeightFirst};
    std::vector<Face> faces_;
    std::map<std::pair<FaceId, int>, std::unique_ptr<Set>> sets_;
    std::vector<std::uint8_t> texels_;
    std::vector<Shelf> shelves_;
    TextureId texture_{TextureId::none};
    int dirty_top_{0};
    int dirty_bottom_{0};
    bool whole_dirty_{true};
    bool short_of_room_{false};
    std::size_t glyph_count_{0};
};

class GlyphAtlas::Set {
public:
    Set(GlyphAtlas& atlas, FaceId face, float em_px);
    /// Rastered on first use; invisible, with the right advance, when there is no room.
    const Glyph& glyph(char32_t character);
    float kerning(char32_t left, char32_t right);
    float em_px() const { return em_px_; }
    int across() const { return GlyphAtlas::across(em_px_); }

private:
    static constexpr std::size_t kDirect = 0x250;  // Latin, looked up without a hash
    GlyphAtlas& atlas_;
    FaceId face_;
    float em_px_;
    std::array<std::int16_t, kDirect> direct_;
    std::unordered_map<char32_t, std::int16_t> others_;
    std::deque<Glyph> glyphs_;    // references stay valid while it grows
    std::vector<float> kerning_;  // of pairs of ASCII characters, in em; not a number until asked
};

}  // namespace till::ui
