// Goal: both themes load; a bad file is refused with its name, the place and the reason.
// Method: the built-in files as they are, and with one token spoilt at a time.
#include "app/till/ui/theme.hpp"

#include <gtest/gtest.h>

#include <string>

#include "app/till/ui/assets.hpp"
#include "app/till/ui/embedded.hpp"

namespace ui = till::ui;

namespace {

std::string embedded(std::string_view path) {
    for (const ui::EmbeddedFile& file : ui::embedded_files())
        if (file.path == path) return std::string(file.bytes);
    ADD_FAILURE() << path << " is not built in";
    return {};
}

std::string replaced(std::string text, std::string_view from, std::string_view to) {
    const std::size_t at = text.find(from);
    EXPECT_NE(at, std::string::npos) << from;
    return text.replace(at, from.size(), to);
}

std::string fault(const std::string& measures, const std::string& colours) {
    const auto theme = ui::parse_theme(measures, colours, "light");
    EXPECT_FALSE(theme.has_value());
    return theme ? "" : theme.error();
}

const std::string kMeasures = embedded("themes/measures.json");
const std::string kLight = embedded("themes/light.json");

}  // namespace

TEST(Theme, both_themes_load_and_share_their_measures) {
    const auto light = ui::Assets().theme("light");
    const auto dark = ui::Assets().theme("dark");
    ASSERT_TRUE(light.has_value()) << light.error();
    ASSERT_TRUE(dark.has_value()) << dark.error();
    EXPECT_FALSE(light->dark);
    EXPECT_TRUE(dark->dark);
    EXPECT_EQ(light->colour.accent, (ui::Colour{0x0B, 0x6E, 0x5B, 0xFF}));
    EXPECT_EQ(dark->colour.accent, (ui::Colour{0x2D, 0xBE, 0x9C, 0xFF}));
    EXPECT_EQ(light->at.text, dark->at.text);
    EXPECT_EQ(light->em(ui::TextSize::total), 60);
    EXPECT_EQ(light->at.size.money_key, 74);
}

TEST(Theme, an_unknown_theme_is_refused_with_the_names_there_are) {
    const auto theme = ui::Assets().theme("pink");
    ASSERT_FALSE(theme.has_value());
    EXPECT_EQ(theme.error(),
              "There is no theme \"pink\"; there are: dark, dark-safe, light, light-safe.");
}

TEST(Theme, a_bad_file_is_refused_with_its_place_and_reason) {
    EXPECT_EQ(fault("{", kLight), "The theme file measures.json: is not JSON.");
    EXPECT_EQ(fault("[]", kLight), "The theme file measures.json: holds no JSON object.");
    EXPECT_EQ(fault(kMeasures, replaced(kLight, "#0B6E5B", "teal")),
              "The theme file light.json: colour.accent is no colour as #RRGGBB.");
    EXPECT_EQ(fault(kMeasures, replaced(kLight, "\"ink\"", "\"inc\"")),
              "The theme file light.json: colour.ink is missing.");
    EXPECT_EQ(fault(replaced(kMeasures, "\"total\": 60", "\"total\": \"big\""), kLight),
              "The theme file measures.json: text.total is not a number.");
    EXPECT_EQ(fault(replaced(kMeasures, "\"money_key\": 74", "\"money_key\": -1"), kLight),
              "The theme file measures.json: size.money_key is -1, not within 0 to 2000.");
    EXPECT_EQ(fault(replaced(kMeasures, "\"total_label\": 19", "\"total_label\": 0"), kLight),
              "The theme file measures.json: text.total_label is 0, not within 0 to 2000.");
    EXPECT_EQ(fault(replaced(kMeasures, "\"compact\"", "\"compat\""), kLight),
              "The theme file measures.json: has no group \"compact\".");
    EXPECT_EQ(fault(replaced(kMeasures, "\"status_bar\", \"cart_line\"", "\"statusbar\""), kLight),
              "The theme file measures.json: large_text.grows names statusbar, which is no size.");
    EXPECT_EQ(fault(replaced(kMeasures, "[\"status_bar\"", "[7"), kLight),
              "The theme file measures.json: large_text.grows is no list of names.");
    EXPECT_EQ(fault(kMeasures, replaced(kLight, "[[\"#FFE9D6\", \"#9A3412\"], ", "[")),
              "The theme file light.json: tile_pairs does not hold 6 pairs.");
    EXPECT_EQ(fault(kMeasures, replaced(kLight, "\"#9A3412\"]", "4]")),
              "The theme file light.json: tile_pairs[0] is no colour as #RRGGBB.");
}

TEST(Theme, scaling_multiplies_every_size_and_rounds) {
    const ui::Theme theme = *ui::Assets().theme("light");
    const ui::Theme larger = ui::scaled(theme, 1.25F);
    EXPECT_EQ(larger.em(ui::TextSize::body), 20);
    EXPECT_EQ(larger.em(ui::TextSize::key_name), 14);
    EXPECT_EQ(larger.at.size.money_key, 93);
    EXPECT_EQ(larger.at.space.m, 13);
    EXPECT_EQ(larger.at.radius.card, 18);
    EXPECT_EQ(larger.at.cart_share_of_width, theme.at.cart_share_of_width);
    EXPECT_EQ(larger.at.letter_spacing, theme.at.letter_spacing);
    EXPECT_EQ(larger.at.scale, 1.25F);
}

TEST(Theme, a_scale_too_large_for_the_display_is_lowered) {
    const ui::Theme theme = *ui::Assets().theme("light");
    EXPECT_EQ(ui::usable_scale(theme, 1.25F, 1024, 768), 1.25F);
    EXPECT_EQ(ui::usable_scale(theme, 2.0F, 1920, 1080), 2.0F);
    EXPECT_EQ(ui::usable_scale(theme, 2.0F, 1024, 768), 2.0F);
    EXPECT_FLOAT_EQ(ui::usable_scale(theme, 2.0F, 1000, 768), 1.95F);
    EXPECT_FLOAT_EQ(ui::usable_scale(theme, 2.0F, 800, 480), 1.25F);
    EXPECT_EQ(ui::usable_scale(theme, 2.0F, 320, 200), 1.0F);
    EXPECT_EQ(ui::usable_scale(theme, 0.5F, 1280, 800), 1.0F);
    EXPECT_EQ(ui::usable_scale(ui::scaled(theme, 2.0F), 1.5F, 1920, 1080), 1.5F);
}

TEST(Theme, a_small_display_gets_compact_sizes_that_fingers_still_find) {
    const ui::Theme theme = *ui::Assets().theme("light");
    const auto at = [&](float scale, float width, float height) {
        return ui::fitted(theme, {.scale = scale, .width_px = width, .height_px = height}).at;
    };
    EXPECT_FALSE(at(1, 1024, 768).narrow);
    EXPECT_EQ(at(1, 1024, 768).size.money_key, theme.at.size.money_key);
    EXPECT_TRUE(at(1.25F, 1024, 768).narrow) << "819 units wide";
    EXPECT_EQ(at(1.25F, 1024, 768).size.tile_height, 135) << "with room for the usual sizes";
    const ui::Measures twice = at(2, 1024, 768);
    EXPECT_TRUE(twice.narrow);
    EXPECT_EQ(twice.scale, 2);
    EXPECT_EQ(twice.text[static_cast<std::size_t>(ui::TextSize::body)], 32) << "letters are double";
    EXPECT_LT(twice.size.tile_height, 2 * theme.at.size.tile_height);
    for (const ui::Measures& small : {twice, at(1, 700, 480), at(1, 512, 384)}) {
        EXPECT_GE(small.size.touch_min, theme.at.size.touch_min);
        EXPECT_GE(small.size.money_key_min, theme.at.size.money_key_min);
        EXPECT_GE(small.size.money_key, small.size.money_key_min);
        EXPECT_GE(small.size.function_key, small.size.touch_min);
    }
}

TEST(Theme, large_letters_grow_and_figures_stay) {
    const ui::Theme theme = *ui::Assets().theme("light");
    const auto of = [&](float width, float height, float scale) {
        return ui::fitted(
            theme, {.scale = scale, .large_text = true, .width_px = width, .height_px = height});
    };
    const ui::Theme large = of(1280, 800, 1);
    EXPECT_EQ(large.em(ui::TextSize::body), 20);
    EXPECT_EQ(large.em(ui::TextSize::key_name), 14);
    EXPECT_EQ(large.em(ui::TextSize::total), theme.em(ui::TextSize::total));
    EXPECT_EQ(large.at.size.list_row, 65);
    EXPECT_EQ(large.at.size.touch_min, theme.at.size.touch_min);
    for (std::size_t i = 1; i < ui::kTextSizes; ++i)
        EXPECT_LE(large.at.text[i - 1], large.at.text[i]) << "larger stays larger";
    EXPECT_FALSE(large.at.narrow);
    EXPECT_TRUE(of(1024, 768, 1).at.narrow) << "they need more room";
    EXPECT_LT(of(1024, 768, 2).at.scale, 2);
    EXPECT_GE(of(1024, 768, 2).em(ui::TextSize::body), 32) << "as large as without";
}

TEST(Theme, mixing_goes_from_one_colour_to_the_other) {
    const ui::Colour black{0, 0, 0, 255};
    const ui::Colour white{255, 255, 255, 255};
    EXPECT_EQ(ui::mixed(black, white, 0), black);
    EXPECT_EQ(ui::mixed(black, white, 1), white);
    EXPECT_EQ(ui::mixed(black, white, 0.5F), (ui::Colour{128, 128, 128, 255}));
}
