#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

namespace till::ui {

/// A glyph as coverage, one byte a pixel across and down, ready for the atlas.
struct GlyphBitmap {
    int width{0};
    int height{0};
    int left{0};  ///< of the bitmap from the pen, in samples
    int top{0};   ///< of the bitmap above the baseline, in pixels
    std::vector<std::uint8_t> coverage;
};

/// One font file: HarfBuzz chooses the glyph of a character (tabular figures, single-storey a) and
/// the kerning of a pair, FreeType rasters it.
///
/// Nothing else reaches those alternates: they are neither characters nor named glyphs.
class Face {
public:
    /// throws: std::runtime_error with one sentence when the file cannot be used; the program
    /// cannot start without its fonts
    explicit Face(const std::string& path);
    ~Face();
    Face(Face&&) noexcept;
    Face& operator=(Face&&) noexcept;

    bool has(char32_t character) const;
    float advance_em(char32_t character) const;
    /// What is added to the advance between the two.
    float kerning_em(char32_t left, char32_t right);
    /// `across` samples a pixel in width, box-filtered over a pixel.
    GlyphBitmap raster(char32_t character, float em_px, int across) const;

private:
    struct Handles;
    std::unique_ptr<Handles> handles_;
    std::unordered_map<std::uint64_t, float> kerning_;
};

}  // namespace till::ui
