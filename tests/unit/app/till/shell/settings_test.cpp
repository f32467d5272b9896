// Goal: what the till looks and sounds like is changed on its settings screen, by finger and by the
// arrow keys alone, kept for the next start, and counts at once.
// Method: the shell and its screen without a window; the effects that keep settings.
#include <gtest/gtest.h>

#include "app/till/screens/settings/settings_view.hpp"
#include "tests/support/headless_ui.hpp"
#include "tests/support/shell_driver.hpp"

namespace settings = till::settings;
namespace shell = till::shell;
namespace ui = till::ui;
using till::sell::Key;

namespace {

class SettingsAtTheTill : public ::testing::Test {
protected:
    SettingsAtTheTill() {
        till_.open_till();
        till_.press(Key::settings);
        till_.answer_all();
    }
    /// What was kept under that name last; empty for nothing.
    std::string kept(const std::string& name) const {
        std::string value;
        for (const auto& effect : till_.done) {
            const auto* save = std::get_if<shell::SaveSetting>(&effect);
            if (save && save->key == name) value = save->value;
        }
        return value;
    }
    void act(const settings::Action& action) { till_.act(action); }
    /// The screen, whose actions the shell carries out.
    test::HeadlessUi::Draw screen() {
        return [this](ui::Frame& frame) {
            if (const auto action = settings::draw(frame, till_.model.settings)) act(*action);
        };
    }

    test::ShellDriver till_;
};

}  // namespace

TEST_F(SettingsAtTheTill, keep_what_is_chosen) {
    act(settings::PaletteFlipped{});
    EXPECT_EQ(kept("palette"), "safe");
    EXPECT_EQ(till_.model.looks.theme_name(), "light-safe");
    act(settings::ThemeChosen{1});
    EXPECT_EQ(till_.model.looks.theme_name(), "dark-safe");
    act(settings::PaletteFlipped{});
    EXPECT_EQ(kept("palette"), "usual");
    EXPECT_EQ(till_.model.looks.theme_name(), "dark");
    act(settings::LargeTextFlipped{});
    EXPECT_EQ(kept("large_text"), "1");
    EXPECT_TRUE(till_.model.settings.large_text);
    act(settings::HandChosen{1});
    EXPECT_EQ(kept("hand"), "left");
    EXPECT_EQ(till_.model.looks.hand, ui::Hand::left);
    EXPECT_EQ(till_.model.settings.hand, 1U);
    act(settings::SoundsFlipped{});
    EXPECT_EQ(kept("sounds"), "0");
}

TEST_F(SettingsAtTheTill, say_at_which_hand_the_keys_stand_before_anybody_chose) {
    EXPECT_EQ(till_.model.settings.hand, 0U) << "read from the left: at the right";
    act(settings::MirroredFlipped{});
    EXPECT_EQ(till_.model.settings.hand, 1U) << "read from the right: at the left";
    act(settings::HandChosen{0});
    EXPECT_EQ(till_.model.settings.hand, 0U);
    act(settings::MirroredFlipped{});
    EXPECT_EQ(till_.model.settings.hand, 0U) << "once chosen it stays";
}

TEST_F(SettingsAtTheTill, silence_every_sound_but_change_nothing_else) {
    act(settings::SoundsFlipped{});
    till_.act(settings::Action{settings::BackPressed{}});
    till_.done.clear();
    till_.scan("101");
    till_.scan("no such code");
    till_.press(Key::exact_cash);
    till_.answer_all();
    for (const auto signal : {shell::Signal::scanned, shell::Signal::refused, shell::Signal::done})
        EXPECT_FALSE(till_.saw(signal));
    EXPECT_EQ(till_.model.screen, shell::Screen::done);
}

TEST_F(SettingsAtTheTill, let_three_things_be_heard_apart) {
    till_.act(settings::Action{settings::BackPressed{}});
    till_.done.clear();
    till_.scan("101");
    EXPECT_TRUE(till_.saw(shell::Signal::scanned));
    EXPECT_FALSE(till_.saw(shell::Signal::done));
    till_.press(Key::exact_cash);
    EXPECT_FALSE(till_.saw(shell::Signal::done)) << "it is not stored yet";
    till_.answer_all();
    EXPECT_TRUE(till_.saw(shell::Signal::done));
    EXPECT_FALSE(till_.saw(shell::Signal::refused));
    till_.scan("no such code");
    EXPECT_TRUE(till_.saw(shell::Signal::refused));
}

TEST_F(SettingsAtTheTill, are_heard_when_sounds_come_back) {
    act(settings::SoundsFlipped{});
    till_.done.clear();
    act(settings::SoundsFlipped{});
    EXPECT_TRUE(till_.saw(shell::Signal::done));
}

TEST_F(SettingsAtTheTill, are_all_reached_and_changed_by_the_arrow_keys) {
    test::HeadlessUi display(screen());
    for (std::size_t i = 0; i < settings::lines_of(till_.model.settings).size(); ++i) {
        const auto line = settings::lines_of(till_.model.settings)[i];
        display.press(ui::Key::down);
        ASSERT_EQ(till_.model.settings.at, i);
        till_.done.clear();
        display.press(ui::Key::right);
        const bool changed = std::ranges::any_of(till_.done, [](const shell::Effect& effect) {
            return std::holds_alternative<shell::SaveSetting>(effect) ||
                   std::holds_alternative<shell::KeepStockPolicy>(effect);
        });
        EXPECT_TRUE(changed) << "line " << i << " of kind " << static_cast<int>(line);
    }
    display.press(ui::Key::down);
    EXPECT_EQ(till_.model.settings.at, settings::lines_of(till_.model.settings).size() - 1);
}

TEST_F(SettingsAtTheTill, step_back_with_the_other_arrow_and_flip_with_enter) {
    test::HeadlessUi display(screen());
    for (int i = 0; i < 4; ++i) display.press(ui::Key::down);
    ASSERT_EQ(settings::lines_of(till_.model.settings)[*till_.model.settings.at],
              settings::Line::scale);
    display.press(ui::Key::right);
    EXPECT_EQ(kept("scale"), "125");
    display.press(ui::Key::left);
    EXPECT_EQ(kept("scale"), "100");
    display.press(ui::Key::left);
    EXPECT_EQ(kept("scale"), "200") << "round from the first to the last";
    display.press(ui::Key::down);
    display.press(ui::Key::enter);
    EXPECT_EQ(kept("large_text"), "1");
    display.press(ui::Key::up);
    display.press(ui::Key::enter);
    EXPECT_EQ(kept("scale"), "100");
}

TEST_F(SettingsAtTheTill, are_changed_by_fingers) {
    test::HeadlessUi display({.height_px = 1080}, screen());
    display.tap("palette");
    EXPECT_EQ(kept("palette"), "safe");
    display.tap("large_text");
    EXPECT_EQ(kept("large_text"), "1");
    display.tap("hand_1");
    EXPECT_EQ(kept("hand"), "left");
    display.tap("sounds");
    EXPECT_EQ(kept("sounds"), "0");
}
