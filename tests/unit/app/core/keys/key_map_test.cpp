// Goal: each command has its usual key, shown and understood by one name.
// Method: the usual keys of all commands; names of keys, good and bad.
#include "app/core/keys/key_map.hpp"

#include <gtest/gtest.h>

#include <set>

namespace keys = app::core::keys;
using keys::Command;
using keys::Key;
using keys::KeyMap;

TEST(KeyMap, default_keys_are_shown_as_people_know_them) {
    const KeyMap map;
    EXPECT_EQ(map.name(Command::exact_cash), "F9");
    EXPECT_EQ(map.name(Command::back), "Esc");
    EXPECT_EQ(map.name(Command::confirm), "Enter");
    EXPECT_EQ(map.name(Command::times), "*");
    EXPECT_EQ(map.name(Command::return_goods), "–");
    EXPECT_EQ(map.name(Command::bill), "B");
    EXPECT_EQ(map.name(Command::other_pane), "Ctrl+Tab");
    EXPECT_EQ(map.name(Command::none), "");
}

TEST(KeyMap, every_name_shown_is_understood_again) {
    const KeyMap map;
    for (std::size_t i = 1; i < keys::kCommands; ++i) {
        const auto command = static_cast<Command>(i);
        if (map.chord(command) == keys::Chord{}) continue;
        const auto chord = keys::parse_chord(map.name(command));
        ASSERT_TRUE(chord.has_value()) << keys::kCommandNames[i];
        EXPECT_EQ(*chord, map.chord(command)) << keys::kCommandNames[i];
    }
}

TEST(KeyMap, nonsense_names_no_key) {
    for (const char* name : {"", "F13", "xy", " "})
        EXPECT_FALSE(keys::parse_chord(name).has_value()) << name;
    EXPECT_EQ(
        keys::parse_chord("F13").error(),
        "\"F13\" names no key; keys are F1 to F12, Enter, Esc and the like, or one character.");
}

TEST(KeyMap, function_keys_belong_to_one_command_each) {
    const KeyMap map;
    std::set<Key> taken;
    for (std::size_t i = 1; i < keys::kCommands; ++i) {
        const Key key = map.chord(static_cast<Command>(i)).key;
        if (key < Key::f1 || key > Key::f12) continue;
        EXPECT_TRUE(taken.insert(key).second) << keys::kCommandNames[i];
    }
}

TEST(KeyMap, names_of_keys_are_understood_in_small_letters_and_capital_ones) {
    EXPECT_EQ(*keys::parse_chord("f6"), (keys::Chord{Key::f6}));
    EXPECT_EQ(*keys::parse_chord("ctrl+F6"), (keys::Chord{Key::f6, 0, true}));
    EXPECT_EQ(*keys::parse_chord("INS"), (keys::Chord{Key::insert}));
    EXPECT_EQ(*keys::parse_chord("K"), (keys::Chord{Key::none, U'k'}));
    EXPECT_EQ(*keys::parse_chord("ä"), (keys::Chord{Key::none, U'ä'}));
    EXPECT_FALSE(keys::parse_chord("Ctrl+k").has_value()) << "those are the clipboard's";
    EXPECT_FALSE(keys::parse_chord("\xC3").has_value()) << "half a character";
}
