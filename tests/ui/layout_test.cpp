// Goal: every control and every screen stands every display, scale, language and direction.
// Method: each scene in each case of the layout matrix, without a window.
#include <gtest/gtest.h>

#include <algorithm>

#include "app/till/ui/languages.hpp"
#include "tests/support/contrast.hpp"
#include "tests/support/layout_check.hpp"
#include "tests/support/sanitized.hpp"
#include "tests/ui/scenes.hpp"
#include "tests/ui/stage.hpp"

TEST(Layout, controls_stand_every_display) {
    for (const char* scene : {"controls", "pad"})
        test::expect_layout(scene, [&](const std::string&) { return test::scenes().at(scene); });
}

class Screens : public ::testing::TestWithParam<std::string> {};

TEST_P(Screens, stand_every_display) {
    const std::string& scene = GetParam();
    test::expect_layout(scene,
                        [&](const std::string& language) { return test::stage(scene, language); });
}

INSTANTIATE_TEST_SUITE_P(Layout, Screens, ::testing::ValuesIn(test::stage_names()),
                         [](const auto& scene) { return scene.param; });

/// What a question is about may be cut where it holds names; a sentence of ours is to be whole.
TEST(Layout, a_sale_is_cancelled_by_whoever_has_read_what_becomes_of_it) {
    for (const auto& [language, name] : till::ui::kLanguages) {
        const std::string code{language};
        const auto draw = test::stage("prompt_cancel", code);
        for (const test::LayoutCase& one : test::layout_matrix(code)) {
            const test::HeadlessUi display(one.options, draw);
            const auto texts = till::ui::Assets().texts(code).value();
            const std::string& about = texts[till::ui::TextKey::prompt_cancel_sale_about];
            const auto& written = display.probe().written;
            const auto said = std::ranges::find(written, about, &till::ui::Probe::Written::text);
            ASSERT_NE(said, written.end()) << one.name();
            EXPECT_FALSE(said->cut) << one.name();
        }
    }
}

class Reading : public ::testing::TestWithParam<std::string> {};

TEST_P(Reading, every_word_stands_out_from_what_is_behind_it) {
    const auto draw = test::stage(GetParam(), "en");
    std::vector<std::string> themes = till::ui::Assets::themes();
    // Colours are the same in every build; here it is the drawing that a sanitizer looks at.
    if (test::kSanitized) themes = {themes[GetParam().size() % themes.size()]};
    for (const std::string& theme : themes) {
        test::HeadlessUi display({.theme = theme}, draw);
        for (const auto& text : display.probe().written) {
            const bool large =
                text.em_px >= 24 || (text.em_px >= 18.66F && text.weight == till::ui::Weight::bold);
            EXPECT_GE(test::contrast(text.colour, text.behind),
                      large ? test::kLargeContrast : test::kTextContrast)
                << GetParam() << ", " << theme << ": \"" << text.text << "\"";
        }
    }
}

INSTANTIATE_TEST_SUITE_P(Layout, Reading, ::testing::ValuesIn(test::stage_names()),
                         [](const auto& scene) { return scene.param; });

TEST(Layout, a_fault_of_each_kind_is_found) {
    namespace ui = till::ui;
    const test::HeadlessUi::Options options{};
    test::HeadlessUi display(options, [](ui::Frame& frame) {
        (void)frame.touch("small", {10, 10, 40, 40}, ui::Kind::key);
        (void)frame.touch("outside", {1200, 100, 1300, 160}, ui::Kind::key);
        (void)frame.touch("low", {10, 200, 110, 255}, ui::Kind::money_key);
        (void)frame.touch("under", {500, 500, 600, 600}, ui::Kind::key);
        (void)frame.touch("over", {550, 550, 650, 650}, ui::Kind::key);
        (void)frame.touch("over", {700, 550, 800, 650}, ui::Kind::key);
        const ui::TextStyle body{ui::TextSize::body, ui::Weight::regular};
        frame.pen().text({10, 300, 30, 320}, {body, {}}, "Exact cash");
        frame.pen().text_at({200, 300}, body, {}, "one text");
        frame.pen().text_at({230, 300}, body, {}, "runs into another");
        frame.pen().text_at({1250, 300}, body, {}, "leaves the display");
    });
    const std::vector<std::string> faults = test::layout_faults(display, options);
    const auto has = [&](std::string_view words) {
        return std::ranges::any_of(
            faults, [&](const std::string& fault) { return fault.find(words) != fault.npos; });
    };
    EXPECT_TRUE(has("small is too small for a finger: 30 x 30"));
    EXPECT_TRUE(has("outside leaves the display"));
    EXPECT_TRUE(has("low is too small for a finger: 100 x 55"));
    EXPECT_TRUE(has("overlaps under"));
    EXPECT_TRUE(has("two controls are named over"));
    EXPECT_TRUE(has("\"Exact cash\" is cut off"));
    EXPECT_TRUE(has("\"one text\" (200"));
    EXPECT_TRUE(has("runs into \"runs into another\""));
}
