// Goal: the atlas grows on demand, only between frames, and never beyond its bound.
// Method: real fonts, textures that only count; a small bound so that it is reached.
#include "app/till/ui/glyph_atlas.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <stdexcept>

namespace ui = till::ui;

namespace {

/// Keeps the last texels it was given.
class KeptTextures final : public ui::TextureSink {
public:
    ui::TextureId create_mask(const ui::Texels& texels) override {
        ++alive;
        keep(texels, 0);
        height = texels.height;
        return static_cast<ui::TextureId>(++last);
    }
    ui::TextureId create_picture(const ui::Texels&) override { return ui::TextureId::none; }
    void update_mask(ui::TextureId, int, int y, const ui::Texels& texels) override {
        ++updates;
        keep(texels, y);
    }
    void destroy(ui::TextureId) override { --alive; }

    int alive{0};
    int updates{0};
    int height{0};
    std::uint64_t last{0};
    std::vector<std::uint8_t> bytes;

private:
    void keep(const ui::Texels& texels, int y) {
        const auto from = static_cast<std::size_t>(y * ui::GlyphAtlas::kWidth);
        const auto size = static_cast<std::size_t>(texels.height * texels.stride_bytes);
        bytes.resize(std::max(bytes.size(), from + size));
        std::copy_n(texels.bytes, size, bytes.begin() + static_cast<std::ptrdiff_t>(from));
    }
};

void use_letters(ui::GlyphAtlas& atlas, float em_px) {
    for (char32_t c = U'!'; c < U'\x7F'; ++c) (void)atlas.set(ui::FaceId::bold, em_px).glyph(c);
}

}  // namespace

TEST(GlyphAtlas, a_glyph_is_rastered_once) {
    KeptTextures textures;
    ui::GlyphAtlas atlas(textures);
    const ui::Glyph* first = &atlas.set(ui::FaceId::regular, 17).glyph(U'g');
    EXPECT_TRUE(first->visible());
    EXPECT_EQ(atlas.glyph_count(), 1U);
    EXPECT_EQ(&atlas.set(ui::FaceId::regular, 17).glyph(U'g'), first);
    EXPECT_EQ(atlas.glyph_count(), 1U);
    (void)atlas.set(ui::FaceId::regular, 20).glyph(U'g');
    EXPECT_EQ(atlas.glyph_count(), 2U);
}

TEST(GlyphAtlas, a_space_advances_and_shows_nothing) {
    KeptTextures textures;
    ui::GlyphAtlas atlas(textures);
    const ui::Glyph& space = atlas.set(ui::FaceId::regular, 17).glyph(U' ');
    EXPECT_FALSE(space.visible());
    EXPECT_GT(space.advance, 3);
}

TEST(GlyphAtlas, only_new_texels_are_sent) {
    KeptTextures textures;
    ui::GlyphAtlas atlas(textures);
    use_letters(atlas, 15);
    atlas.upload();
    EXPECT_EQ(textures.alive, 1);
    EXPECT_EQ(textures.updates, 0);
    atlas.upload();
    EXPECT_EQ(textures.updates, 0);
    const ui::Glyph& glyph = atlas.set(ui::FaceId::bold, 17).glyph(U'W');
    atlas.upload();
    EXPECT_EQ(textures.updates, 1);
    const auto texel = [&](int x, int y) {
        return textures.bytes[static_cast<std::size_t>(
            (glyph.texel_y + y) * ui::GlyphAtlas::kWidth + glyph.texel_x + x)];
    };
    int covered = 0;
    for (int y = 0; y < glyph.texel_height; ++y)
        for (int x = 0; x < glyph.texel_width; ++x) covered += texel(x, y) > 127;
    EXPECT_GT(covered, glyph.texel_width * glyph.texel_height / 5);
}

TEST(GlyphAtlas, the_white_texel_is_wholly_covered) {
    KeptTextures textures;
    ui::GlyphAtlas atlas(textures);
    atlas.upload();
    const ui::Point white = atlas.white();
    const auto x = static_cast<std::size_t>(white.x * ui::GlyphAtlas::kWidth);
    const auto y = static_cast<std::size_t>(white.y * static_cast<float>(atlas.height()));
    for (const std::size_t dx : {0UL, 1UL})
        EXPECT_EQ(textures.bytes[y * ui::GlyphAtlas::kWidth + x + dx - 0], 255) << dx;
}

TEST(GlyphAtlas, neighbours_are_never_sampled) {
    KeptTextures textures;
    ui::GlyphAtlas atlas(textures);
    std::vector<ui::Glyph> glyphs;
    for (char32_t c = U'!'; c < U'\x7F'; ++c)
        glyphs.push_back(atlas.set(ui::FaceId::regular, 15).glyph(c));
    atlas.upload();
    for (const ui::Glyph& g : glyphs) {
        const auto at = [&](int x, int y) {
            return textures.bytes[static_cast<std::size_t>(y * ui::GlyphAtlas::kWidth + x)];
        };
        for (int y = 0; y <= g.texel_height; ++y)
            EXPECT_EQ(at(g.texel_x + g.texel_width, g.texel_y + y), 0);
        for (int x = 0; x <= g.texel_width; ++x)
            EXPECT_EQ(at(g.texel_x + x, g.texel_y + g.texel_height), 0);
    }
}

TEST(GlyphAtlas, it_grows_between_frames_and_keeps_to_its_bound) {
    KeptTextures textures;
    ui::GlyphAtlas atlas(textures, 1024);
    EXPECT_EQ(atlas.height(), 512);
    use_letters(atlas, 150);
    EXPECT_TRUE(atlas.short_of_room());
    EXPECT_EQ(atlas.height(), 512);
    EXPECT_TRUE(atlas.begin_frame());
    EXPECT_EQ(atlas.height(), 1024);
    EXPECT_FALSE(atlas.short_of_room());
    // Full again and again: it starts anew at its bound, and each time has room at first.
    for (int i = 0; i < 5; ++i) {
        use_letters(atlas, 300 + static_cast<float>(i));
        EXPECT_TRUE(atlas.short_of_room());
        EXPECT_TRUE(atlas.begin_frame());
        EXPECT_EQ(atlas.height(), 1024);
        EXPECT_TRUE(atlas.set(ui::FaceId::regular, 16).glyph(U'a').visible());
    }
    atlas.upload();
    EXPECT_EQ(textures.height, 1024);
    EXPECT_EQ(textures.alive, 1);
}

TEST(GlyphAtlas, a_glyph_without_room_still_advances) {
    KeptTextures textures;
    ui::GlyphAtlas atlas(textures, 64);
    const ui::Glyph& glyph = atlas.set(ui::FaceId::bold, 336).glyph(U'8');
    EXPECT_FALSE(glyph.visible());
    EXPECT_GT(glyph.advance, 100);
    EXPECT_TRUE(atlas.short_of_room());
}

TEST(GlyphAtlas, icons_come_from_their_own_face) {
    KeptTextures textures;
    ui::GlyphAtlas atlas(textures);
    EXPECT_TRUE(atlas.set(ui::FaceId::icons, 17).glyph(0xF002).visible());
    EXPECT_FALSE(atlas.face(ui::FaceId::regular).has(0xF002));
}

TEST(GlyphAtlas, a_missing_font_is_said_in_a_sentence) {
    try {
        const ui::Face face("/nowhere/Inter.otf");
        FAIL();
    } catch (const std::runtime_error& error) {
        EXPECT_STREQ(error.what(),
                     "The font /nowhere/Inter.otf cannot be read; install the packages fonts-inter "
                     "and fonts-font-awesome.");
    }
}
