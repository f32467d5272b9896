// Goal: a key does its command once, held down or not, and a changed one in place of the usual.
// Method: events against the usual keys and against changed ones.
#include "app/till/ui/key_map.hpp"

#include <gtest/gtest.h>

namespace ui = till::ui;
using ui::Command;
using ui::Key;
using ui::matches;

TEST(KeyMap, a_command_follows_its_key_and_no_other) {
    const ui::KeyMap keys;
    EXPECT_TRUE(matches(keys, Command::pay, ui::KeyPressed{Key::f10}));
    EXPECT_FALSE(matches(keys, Command::pay, ui::KeyPressed{Key::f11}));
    EXPECT_FALSE(matches(keys, Command::none, ui::KeyPressed{Key::none}));
    EXPECT_FALSE(matches(keys, Command::pay, ui::CharTyped{U'p'}));
    EXPECT_FALSE(matches(keys, Command::pay, (ui::KeyPressed{Key::f10, false, true, false})));
}

TEST(KeyMap, a_key_with_control_is_another_than_the_key_alone) {
    const ui::KeyMap keys;
    const ui::KeyPressed alone{Key::tab};
    const ui::KeyPressed with_control{Key::tab, false, true, false};
    EXPECT_TRUE(matches(keys, Command::other_pane, with_control));
    EXPECT_FALSE(matches(keys, Command::other_pane, alone));
    EXPECT_TRUE(matches(keys, Command::next_tab, alone));
    EXPECT_FALSE(matches(keys, Command::next_tab, with_control));
}

TEST(KeyMap, letters_count_without_regard_to_case) {
    const ui::KeyMap keys;
    EXPECT_TRUE(matches(keys, Command::bill, ui::CharTyped{U'b'}));
    EXPECT_TRUE(matches(keys, Command::bill, ui::CharTyped{U'B'}));
    EXPECT_FALSE(matches(keys, Command::bill, ui::CharTyped{U'c'}));
}

TEST(KeyMap, a_held_key_goes_on_moving_but_pays_only_once) {
    const ui::KeyMap keys;
    EXPECT_TRUE(matches(keys, Command::line_down, (ui::KeyPressed{Key::down, false, false, true})));
    EXPECT_FALSE(matches(keys, Command::exact_cash, (ui::KeyPressed{Key::f9, false, false, true})));
}

TEST(KeyMap, a_key_can_be_given_to_another_command) {
    ui::KeyMap keys;
    keys.set(Command::pay, *ui::parse_chord("F5"));
    EXPECT_EQ(keys.name(Command::pay), "F5");
    EXPECT_TRUE(matches(keys, Command::pay, ui::KeyPressed{Key::f5}));
    EXPECT_FALSE(matches(keys, Command::pay, ui::KeyPressed{Key::f10}));
}
