#include "app/till/ui/glyph_atlas.hpp"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <limits>

namespace till::ui {

namespace {

constexpr const char* kFiles[] = {"/usr/share/fonts/opentype/inter/Inter-Regular.otf",
                                  "/usr/share/fonts/opentype/inter/Inter-Medium.otf",
                                  "/usr/share/fonts/opentype/inter/Inter-SemiBold.otf",
                                  "/usr/share/fonts/opentype/inter/Inter-Bold.otf",
                                  "/usr/share/fonts/truetype/font-awesome/fontawesome-webfont.ttf"};

constexpr int kWhiteSize = 3;  // its middle texel has covered neighbours all around
constexpr int kShelfSlack = 4;

}  // namespace

GlyphAtlas::GlyphAtlas(TextureSink& sink, int height_max)
    : sink_(sink), height_max_(height_max), height_(std::min(kHeightFirst, height_max)) {
    for (const char* file : kFiles) faces_.emplace_back(file);
    start_anew();
}

GlyphAtlas::~GlyphAtlas() {
    if (texture_ != TextureId::none) sink_.destroy(texture_);
}

GlyphAtlas::Set& GlyphAtlas::set(FaceId face, float em_px) {
    auto& held = sets_[{face, static_cast<int>(std::lround(em_px * 64))}];
    if (!held) held = std::make_unique<Set>(*this, face, em_px);
    return *held;
}

bool GlyphAtlas::begin_frame() {
    if (!short_of_room_) return false;
    short_of_room_ = false;
    height_ = std::min(height_ * 2, height_max_);
    start_anew();  // at full height too: what the next frame needs is rastered again
    return true;
}

void GlyphAtlas::start_anew() {
    sets_.clear();
    shelves_.clear();
    glyph_count_ = 0;
    texels_.assign(static_cast<std::size_t>(kWidth) * static_cast<std::size_t>(height_), 0);
    whole_dirty_ = true;
    int x = 0;
    int y = 0;
    place(kWhiteSize, kWhiteSize, x, y);
    for (int row = 0; row < kWhiteSize; ++row)
        std::memset(texels_.data() + (y + row) * kWidth + x, 0xFF, kWhiteSize);
}

Point GlyphAtlas::white() const {
    constexpr float kMiddle = kWhiteSize / 2.0F;
    return {kMiddle / kWidth, kMiddle / static_cast<float>(height_)};
}

/// Shelves of glyphs of nearly the same height; one empty texel right of and below each, so that
/// sampling never reaches a neighbour.
bool GlyphAtlas::place(int width, int height, int& x, int& y) {
    const int wide = width + 1;
    const int high = height + 1;
    if (wide > kWidth) return false;
    for (Shelf& shelf : shelves_) {
        if (high > shelf.height || high + kShelfSlack + high / 4 < shelf.height) continue;
        if (shelf.used + wide > kWidth) continue;
        x = shelf.used;
        y = shelf.top;
        shelf.used += wide;
        return true;
    }
    const int top = shelves_.empty() ? 0 : shelves_.back().top + shelves_.back().height;
    if (top + high > height_) return false;
    shelves_.push_back({top, high, wide});
    x = 0;
    y = top;
    return true;
}

Glyph GlyphAtlas::make(FaceId id, float em_px, char32_t character) {
    const int fine = across(em_px);
    const Face& from = face(id);
    Glyph glyph;
    glyph.advance = from.advance_em(character) * em_px;
    const GlyphBitmap bitmap = from.raster(character, em_px, fine);
    if (bitmap.width == 0) return glyph;
    int x = 0;
    int y = 0;
    if (!place(bitmap.width, bitmap.height, x, y)) {
        short_of_room_ = true;
        return glyph;
    }
    ++glyph_count_;
    for (int row = 0; row < bitmap.height; ++row)
        std::memcpy(texels_.data() + (y + row) * kWidth + x,
                    bitmap.coverage.data() + row * bitmap.width,
                    static_cast<std::size_t>(bitmap.width));
    const bool clean = dirty_top_ == dirty_bottom_;
    dirty_top_ = clean ? y : std::min(dirty_top_, y);
    dirty_bottom_ = clean ? y + bitmap.height : std::max(dirty_bottom_, y + bitmap.height);
    glyph.texel_x = x;
    glyph.texel_y = y;
    glyph.texel_width = bitmap.width;
    glyph.texel_height = bitmap.height;
    glyph.left = static_cast<float>(bitmap.left) / static_cast<float>(fine);
    glyph.top = static_cast<float>(-bitmap.top);
    glyph.width = static_cast<float>(bitmap.width) / static_cast<float>(fine);
    glyph.height = static_cast<float>(bitmap.height);
    return glyph;
}

void GlyphAtlas::upload() {
    if (whole_dirty_) {
        if (texture_ != TextureId::none) sink_.destroy(texture_);
        texture_ = sink_.create_mask({kWidth, height_, kWidth, texels_.data()});
    } else if (dirty_top_ < dirty_bottom_) {
        sink_.update_mask(
            texture_, 0, dirty_top_,
            {kWidth, dirty_bottom_ - dirty_top_, kWidth, texels_.data() + dirty_top_ * kWidth});
    }
    whole_dirty_ = false;
    dirty_top_ = dirty_bottom_ = 0;
}

GlyphAtlas::Set::Set(GlyphAtlas& atlas, FaceId face, float em_px)
    : atlas_(atlas), face_(face), em_px_(em_px) {
    direct_.fill(-1);
}

const Glyph& GlyphAtlas::Set::glyph(char32_t character) {
    std::int16_t& index =
        character < kDirect ? direct_[character] : others_.try_emplace(character, -1).first->second;
    if (index < 0) {
        glyphs_.push_back(atlas_.make(face_, em_px_, character));
        index = static_cast<std::int16_t>(glyphs_.size() - 1);
    }
    return glyphs_[static_cast<std::size_t>(index)];
}

float GlyphAtlas::Set::kerning(char32_t left, char32_t right) {
    constexpr char32_t kAscii = 128;
    const auto digit = [](char32_t c) { return c >= U'0' && c <= U'9'; };
    if (digit(left) && digit(right)) return 0;  // columns of figures stay exact
    if (left >= kAscii || right >= kAscii)
        return atlas_.face(face_).kerning_em(left, right) * em_px_;
    if (kerning_.empty()) kerning_.resize(kAscii * kAscii, std::numeric_limits<float>::quiet_NaN());
    float& em = kerning_[left * kAscii + right];
    if (std::isnan(em)) em = atlas_.face(face_).kerning_em(left, right);
    return em * em_px_;
}

}  // namespace till::ui
