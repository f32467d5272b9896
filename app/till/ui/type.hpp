#pragma once

#include <string_view>
#include <utility>
#include <vector>

#include "app/till/ui/glyph_atlas.hpp"
#include "app/till/ui/shaped_texts.hpp"
#include "app/till/ui/text_runs.hpp"

namespace till::ui {

struct Font {
    Weight weight{Weight::regular};
    float em_px{16};
    float spacing_px{0};  ///< added after each character of a plain text
};

/// All type of a display: glyphs for plain text, textures for everything else.
///
/// threads: the drawing thread only
class Type {
public:
    static constexpr std::size_t kShapedBytesMax = 8'000'000;

    /// throws: std::runtime_error when a font is missing
    explicit Type(TextureSink& sink, std::size_t shaped_bytes_max = kShapedBytesMax)
        : atlas_(sink), shaped_(sink, shaped_bytes_max) {}

    void begin_frame() {
        atlas_.begin_frame();
        shaped_.begin_frame();
    }
    GlyphAtlas& atlas() { return atlas_; }
    ShapedTexts& shaped() { return shaped_; }

    bool plain(std::string_view text) { return is_plain(text, atlas_.face(FaceId::regular)); }
    GlyphAtlas::Set& glyphs(const Font& font) {
        return atlas_.set(face_of(font.weight), font.em_px);
    }
    MeasuredText measured(const Font& font, std::string_view text) {
        return {glyphs(font), text, font.spacing_px};
    }
    /// The text on one line, as wide as it is. requires: !plain(text)
    const Shaped& line(const Font& font, std::string_view text) {
        return shaped_.get({.text = text, .weight = font.weight, .em_px = font.em_px});
    }

    float width(const Font& font, std::string_view text);
    /// The caret's place before the character that begins at `byte`, from the left of the text.
    float place(const Font& font, std::string_view text, std::size_t byte);
    std::size_t nearest(const Font& font, std::string_view text, float x);
    std::vector<std::pair<float, float>> stretches(const Font& font, std::string_view text,
                                                   std::size_t begin, std::size_t end);

private:
    GlyphAtlas atlas_;
    ShapedTexts shaped_;
};

}  // namespace till::ui
