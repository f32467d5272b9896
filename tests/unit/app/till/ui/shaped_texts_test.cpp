// Goal: every script has ink, the cache keeps to its bound, and nothing on the display is thrown
// away. Method: Pango with real fonts, textures that only count; frames as the drawing has them.
#include "app/till/ui/shaped_texts.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <set>

#include "app/till/ui/pango_layout.hpp"

namespace ui = till::ui;

namespace {

constexpr const char* kNames[] = {"חלב טרי 3% בקרטון",
                                  "زيت زيتون بكر ممتاز 500 مل",
                                  "बासमती चावल पाँच किलो",
                                  "น้ำดื่มบรรจุขวดและข้าวหอมมะลิ",
                                  "קפה Nescafé Gold 200 g נמס",
                                  "有機抹茶 宇治 100g",
                                  "قهوة Lavazza Qualità Rossa مطحونة ٢٥٠ غرام إيطالية"};

/// Remembers which textures are alive.
class AliveTextures final : public ui::TextureSink {
public:
    ui::TextureId create_mask(const ui::Texels& texels) override {
        inked = false;
        for (int y = 0; y < texels.height; ++y)
            for (int x = 0; x < texels.width; ++x)
                inked |= texels.bytes[y * texels.stride_bytes + x] > 100;
        const auto id = static_cast<ui::TextureId>(++last);
        alive.insert(id);
        return id;
    }
    ui::TextureId create_picture(const ui::Texels&) override { return ui::TextureId::none; }
    void update_mask(ui::TextureId, int, int, const ui::Texels&) override {}
    void destroy(ui::TextureId id) override { EXPECT_EQ(alive.erase(id), 1U); }

    std::set<ui::TextureId> alive;
    std::uint64_t last{0};
    bool inked{false};
};

ui::ShapeRequest one_line(std::string_view text, int room_px = 0) {
    return {.text = text, .em_px = 17, .room_px = room_px};
}

}  // namespace

TEST(ShapedTexts, every_script_has_ink) {
    AliveTextures textures;
    ui::ShapedTexts texts(textures, 1'000'000);
    for (const char* name : kNames) {
        const ui::Shaped& shaped = texts.get(one_line(name));
        EXPECT_TRUE(textures.inked) << name;
        EXPECT_GT(shaped.advance, 60) << name;
        EXPECT_FALSE(shaped.cut) << name;
    }
}

TEST(ShapedTexts, the_same_text_is_shaped_once) {
    AliveTextures textures;
    ui::ShapedTexts texts(textures, 1'000'000);
    const ui::TextureId first = texts.get(one_line(kNames[0])).texture;
    EXPECT_EQ(texts.get(one_line(kNames[0])).texture, first);
    EXPECT_EQ(texts.stats().hits, 1U);
    EXPECT_NE(texts.get({.text = kNames[0], .weight = ui::Weight::bold, .em_px = 17}).texture,
              first);
    EXPECT_NE(texts.get({.text = kNames[0], .em_px = 20}).texture, first);
}

TEST(ShapedTexts, a_text_that_is_only_measured_has_no_picture_until_it_is_drawn) {
    AliveTextures textures;
    ui::ShapedTexts texts(textures, 1'000'000);
    const int wide = texts.advance(one_line(kNames[0]));
    EXPECT_GT(wide, 60);
    EXPECT_TRUE(textures.alive.empty());
    EXPECT_EQ(texts.get(one_line(kNames[0])).advance, wide);
    EXPECT_EQ(textures.alive.size(), 1U);
    EXPECT_TRUE(textures.inked);
    EXPECT_EQ(texts.stats().misses, 1U);
    (void)texts.advance(one_line(kNames[1]));
    texts.clear();
    EXPECT_TRUE(textures.alive.empty());
}

TEST(ShapedTexts, fonts_are_made_ready_one_a_call_until_all_are) {
    AliveTextures textures;
    ui::ShapedTexts texts(textures, 1'000'000);
    int calls = 0;
    while (texts.warm_up()) ASSERT_LT(++calls, 1'000);
    EXPECT_GT(calls, 20);
    EXPECT_FALSE(texts.warm_up());
    EXPECT_EQ(textures.last, 0U);
    EXPECT_EQ(texts.stats().entries, 0U);
}

TEST(ShapedTexts, the_cache_keeps_to_its_bound) {
    AliveTextures textures;
    constexpr std::size_t kBound = 60'000;
    ui::ShapedTexts texts(textures, kBound);
    std::size_t largest = 0;
    for (int i = 0; i < 300; ++i) {
        texts.begin_frame();
        (void)texts.get(one_line(fmt::format("{} {}", kNames[i % 7], i)));
        largest = std::max(largest, texts.stats().bytes);
    }
    EXPECT_LE(largest, kBound * 13 / 10);
    EXPECT_GT(texts.stats().evicted, 100U);
    EXPECT_EQ(texts.stats().entries, textures.alive.size());
}

TEST(ShapedTexts, what_the_last_frame_drew_is_never_thrown_away) {
    AliveTextures textures;
    ui::ShapedTexts texts(textures, 1);  // everything is too much
    std::set<ui::TextureId> drawn;
    for (int frame = 0; frame < 10; ++frame) {
        texts.begin_frame();
        for (const ui::TextureId id : drawn) EXPECT_TRUE(textures.alive.contains(id));
        drawn.clear();
        for (int i = 0; i < 7; ++i)
            drawn.insert(texts.get(one_line(fmt::format("{} {}", kNames[i], frame))).texture);
        for (const ui::TextureId id : drawn) EXPECT_TRUE(textures.alive.contains(id));
    }
    texts.begin_frame();
    texts.begin_frame();
    EXPECT_TRUE(textures.alive.empty());
}

TEST(ShapedTexts, all_textures_are_given_back) {
    AliveTextures textures;
    {
        ui::ShapedTexts texts(textures, 1'000'000);
        for (const char* name : kNames) (void)texts.get(one_line(name));
        EXPECT_EQ(textures.alive.size(), 7U);
    }
    EXPECT_TRUE(textures.alive.empty());
}

TEST(ShapedTexts, a_text_too_long_is_cut_to_its_room_and_lines) {
    AliveTextures textures;
    ui::ShapedTexts texts(textures, 1'000'000);
    for (const char* name : kNames)
        for (const int lines : {1, 2})
            for (const int room : {40, 90, 130}) {
                const ui::Shaped& shaped = texts.get({.text = name,
                                                      .em_px = 17,
                                                      .room_px = room,
                                                      .lines_max = lines,
                                                      .line_px = 22});
                EXPECT_LE(shaped.lines, lines) << name;
                EXPECT_LE(shaped.advance, room + 1) << name << " in " << room;
            }
    EXPECT_TRUE(texts.get(one_line(kNames[6], 130)).cut);
}

TEST(ShapedTexts, a_mixed_text_is_cut_between_words) {
    const ui::PangoSetUp pango;
    bool cut = false;
    const auto shown = [&](std::string_view text, int room) {
        const ui::LayoutPtr layout = pango.boxed({.text = text, .em_px = 17, .room_px = room}, cut);
        return std::string(pango_layout_get_text(layout.get()));
    };
    EXPECT_EQ(shown("قهوة Lavazza Qualità Rossa", 150), "قهوة Lavazza…");
    EXPECT_TRUE(cut);
    EXPECT_EQ(shown("קפה Nescafé Gold", 500), "קפה Nescafé Gold");
    EXPECT_FALSE(cut);
    // A text of one direction is cut between characters, by Pango itself.
    EXPECT_EQ(shown("חלב טרי בקרטון", 60), "חלב טרי בקרטון");
    EXPECT_TRUE(cut);
}

TEST(ShapedTexts, directions_are_told_by_letters_alone) {
    EXPECT_TRUE(ui::mixes_directions("קפה Nescafé"));
    EXPECT_FALSE(ui::mixes_directions("חלב 3%"));
    EXPECT_FALSE(ui::mixes_directions("Milk 3%"));
}

TEST(ShapedTexts, a_mirrored_paragraph_stands_at_the_right_of_its_room) {
    AliveTextures textures;
    ui::ShapedTexts texts(textures, 1'000'000);
    const auto request = [](bool mirrored) {
        return ui::ShapeRequest{.text = "חלב",
                                .em_px = 17,
                                .room_px = 300,
                                .lines_max = 2,
                                .line_px = 22,
                                .mirrored = mirrored};
    };
    const ui::Shaped left = texts.get(request(false));
    const ui::Shaped right = texts.get(request(true));
    EXPECT_LT(left.left, 5);
    EXPECT_GT(right.left, 250);
    EXPECT_LE(right.left + right.width, 302);
}

TEST(ShapedTexts, the_caret_goes_leftwards_through_hebrew) {
    AliveTextures textures;
    ui::ShapedTexts texts(textures, 1'000'000);
    const std::string_view word = "חלב";
    const auto place = [&](std::size_t byte) {
        return texts.place(word, ui::Weight::regular, 17, byte);
    };
    EXPECT_GT(place(0), place(2));
    EXPECT_GT(place(2), place(4));
    EXPECT_GT(place(4), place(6));
    EXPECT_NEAR(place(6), 0, 1);
    for (const std::size_t byte : {0UL, 2UL, 4UL, 6UL})
        EXPECT_EQ(texts.nearest(word, ui::Weight::regular, 17, place(byte) + 0.4F), byte);
    EXPECT_EQ(texts.stretches("aחb", ui::Weight::regular, 17, 0, 4).size() > 0, true);
}

TEST(ShapedTexts, broken_bytes_are_shown_somehow) {
    AliveTextures textures;
    ui::ShapedTexts texts(textures, 1'000'000);
    EXPECT_GT(texts.get(one_line("\xFF\xFE חלב \xC3")).advance, 0);
}
