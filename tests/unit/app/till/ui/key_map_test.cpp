// Goal: a key does its command once, is shown by its name and can be given to another command.
// Method: events against the default keys and against changed ones.
#include "app/till/ui/key_map.hpp"

#include <gtest/gtest.h>

#include <set>

namespace ui = till::ui;
using ui::Command;
using ui::Key;

TEST(KeyMap, default_keys_are_shown_as_people_know_them) {
    const ui::KeyMap keys;
    EXPECT_EQ(keys.name(Command::exact_cash), "F9");
    EXPECT_EQ(keys.name(Command::back), "Esc");
    EXPECT_EQ(keys.name(Command::confirm), "Enter");
    EXPECT_EQ(keys.name(Command::times), "*");
    EXPECT_EQ(keys.name(Command::return_goods), "–");
    EXPECT_EQ(keys.name(Command::bill), "B");
    EXPECT_EQ(keys.name(Command::none), "");
}

TEST(KeyMap, a_command_follows_its_key_and_no_other) {
    const ui::KeyMap keys;
    EXPECT_TRUE(keys.matches(Command::pay, ui::KeyPressed{Key::f10}));
    EXPECT_FALSE(keys.matches(Command::pay, ui::KeyPressed{Key::f11}));
    EXPECT_FALSE(keys.matches(Command::none, ui::KeyPressed{Key::none}));
    EXPECT_FALSE(keys.matches(Command::pay, ui::CharTyped{U'p'}));
    EXPECT_FALSE(keys.matches(Command::pay, (ui::KeyPressed{Key::f10, false, true, false})));
}

TEST(KeyMap, a_key_with_control_is_another_than_the_key_alone) {
    const ui::KeyMap keys;
    const ui::KeyPressed alone{Key::tab};
    const ui::KeyPressed with_control{Key::tab, false, true, false};
    EXPECT_EQ(keys.name(Command::other_pane), "Ctrl+Tab");
    EXPECT_TRUE(keys.matches(Command::other_pane, with_control));
    EXPECT_FALSE(keys.matches(Command::other_pane, alone));
    EXPECT_TRUE(keys.matches(Command::next_tab, alone));
    EXPECT_FALSE(keys.matches(Command::next_tab, with_control));
}

TEST(KeyMap, letters_count_without_regard_to_case) {
    const ui::KeyMap keys;
    EXPECT_TRUE(keys.matches(Command::bill, ui::CharTyped{U'b'}));
    EXPECT_TRUE(keys.matches(Command::bill, ui::CharTyped{U'B'}));
    EXPECT_FALSE(keys.matches(Command::bill, ui::CharTyped{U'c'}));
}

TEST(KeyMap, a_held_key_goes_on_moving_but_pays_only_once) {
    const ui::KeyMap keys;
    EXPECT_TRUE(keys.matches(Command::line_down, (ui::KeyPressed{Key::down, false, false, true})));
    EXPECT_FALSE(keys.matches(Command::exact_cash, (ui::KeyPressed{Key::f9, false, false, true})));
}

TEST(KeyMap, a_key_can_be_given_to_another_command) {
    ui::KeyMap keys;
    keys.set(Command::pay, *ui::parse_chord("F5"));
    EXPECT_EQ(keys.name(Command::pay), "F5");
    EXPECT_TRUE(keys.matches(Command::pay, ui::KeyPressed{Key::f5}));
    EXPECT_FALSE(keys.matches(Command::pay, ui::KeyPressed{Key::f10}));
}

TEST(KeyMap, every_name_shown_is_understood_again) {
    const ui::KeyMap keys;
    for (std::size_t i = 1; i < ui::kCommands; ++i) {
        const auto command = static_cast<Command>(i);
        if (keys.chord(command) == ui::Chord{}) continue;
        const auto chord = ui::parse_chord(keys.name(command));
        ASSERT_TRUE(chord.has_value()) << ui::kCommandNames[i];
        EXPECT_EQ(*chord, keys.chord(command)) << ui::kCommandNames[i];
    }
}

TEST(KeyMap, nonsense_names_no_key) {
    for (const char* name : {"", "F13", "xy", " "})
        EXPECT_FALSE(ui::parse_chord(name).has_value()) << name;
    EXPECT_EQ(
        ui::parse_chord("F13").error(),
        "\"F13\" names no key; keys are F1 to F12, Enter, Esc and the like, or one character.");
}

TEST(KeyMap, function_keys_belong_to_one_command_each) {
    const ui::KeyMap keys;
    std::set<Key> taken;
    for (std::size_t i = 1; i < ui::kCommands; ++i) {
        const Key key = keys.chord(static_cast<Command>(i)).key;
        if (key < Key::f1 || key > Key::f12) continue;
        EXPECT_TRUE(taken.insert(key).second) << ui::kCommandNames[i];
    }
}
