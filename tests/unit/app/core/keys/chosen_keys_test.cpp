// Goal: keys can be given to other commands, traded and given back; what would leave the till
// without a key, or two commands with one, is refused in a sentence; what was chosen is kept.
// Method: changes as they are typed, against the usual keys.
#include "app/core/keys/chosen_keys.hpp"

#include <gtest/gtest.h>

namespace keys = app::core::keys;
using keys::Command;
using keys::KeyMap;

namespace {

KeyMap with(const keys::KeyChanges& changes, const KeyMap& before = {}) {
    auto after = keys::changed(before, changes);
    EXPECT_TRUE(after.has_value()) << after.error();
    return after.value_or(KeyMap{});
}

std::string refusal(const std::string& change) {
    const auto after = keys::changed({}, {.given = {change}, .usual = {}});
    return after ? "" : after.error();
}

}  // namespace

TEST(ChosenKeys, are_those_that_were_given_and_the_usual_of_the_rest) {
    const auto map = with({.given = {"exact_cash=F6", "discount=f9", "bill=q", "help=Ctrl+F1"}});
    EXPECT_EQ(map.name(Command::exact_cash), "F6");
    EXPECT_EQ(map.name(Command::discount), "F9") << "they trade their keys";
    EXPECT_EQ(map.name(Command::bill), "Q");
    EXPECT_EQ(map.name(Command::help), "Ctrl+F1");
    EXPECT_EQ(map.name(Command::pay), "F10");
}

TEST(ChosenKeys, of_a_character_may_be_a_function_key) {
    EXPECT_EQ(with({.given = {"open_drawer=Ctrl+F5"}}).name(Command::open_drawer), "Ctrl+F5");
}

TEST(ChosenKeys, are_given_back) {
    const auto traded = with({.given = {"exact_cash=F6", "discount=F9"}});
    EXPECT_EQ(with({.usual = {"exact_cash", "discount"}}, traded), KeyMap{});
    EXPECT_EQ(with({.given = {"exact_cash=F9", "discount=F6"}}, traded), KeyMap{});
}

TEST(ChosenKeys, the_usual_one_may_always_be_named) {
    for (const char* change : {"correct_sale=Del", "times=*", "other_pane=Ctrl+Tab", "card=F11"})
        EXPECT_EQ(refusal(change), "") << change;
}

TEST(ChosenKeys, refuse_what_is_no_change) {
    EXPECT_EQ(refusal("F6"), "\"F6\" says no key. One is given as in exact_cash=F6.");
    EXPECT_EQ(refusal("exact=F6"),
              "\"exact\" is nothing that has a key. counterfoil keys lists what has one.");
    EXPECT_NE(refusal("none=F6"), "");
    EXPECT_NE(refusal("=F6"), "");
    EXPECT_EQ(
        refusal("exact_cash=F13"),
        "\"F13\" names no key; keys are F1 to F12, Enter, Esc and the like, or one character.");
    EXPECT_NE(refusal("exact_cash="), "");
    const auto after = keys::changed({}, {.given = {}, .usual = {"exact"}});
    ASSERT_FALSE(after.has_value());
    EXPECT_NE(after.error().find("\"exact\" is nothing that has a key"), std::string::npos);
}

TEST(ChosenKeys, refuse_keys_that_are_needed_for_something_else) {
    EXPECT_EQ(refusal("exact_cash=Esc"),
              "Esc cannot be given: Enter, Esc, Tab, arrows and the like move about every screen, "
              "and digits, point and comma are typed.");
    for (const char* key : {"Enter", "Tab", "Ctrl+Tab", "↑", "PgDn", "Home", "Del", "⌫"})
        EXPECT_NE(refusal(std::string{"exact_cash="} + key).find("cannot be given"),
                  std::string::npos)
            << key;
    for (const char* key : {"7", "0", ".", ","})
        EXPECT_NE(refusal(std::string{"bill="} + key).find("cannot be given"), std::string::npos)
            << key;
}

TEST(ChosenKeys, refuse_a_character_for_what_is_wanted_while_one_writes) {
    EXPECT_EQ(refusal("exact_cash=k"),
              "exact_cash is wanted while a text is written too, where k would be typed: give it "
              "one of F1 to F12 or Ins, alone or with Ctrl+.");
}

TEST(ChosenKeys, refuse_to_change_what_moves_about) {
    EXPECT_EQ(refusal("back=F6"),
              "back keeps its key Esc, by which every screen is moved about, left or agreed to.");
    for (const char* name : {"confirm", "line_up", "choice_behind", "next_tab", "erase", "last"})
        EXPECT_NE(refusal(std::string{name} + "=F6").find("keeps its key"), std::string::npos)
            << name;
}

TEST(ChosenKeys, refuse_the_key_of_another_and_name_it) {
    EXPECT_EQ(refusal("exact_cash=F6"),
              "F6 cannot be the key of exact_cash, being that of discount: give discount another "
              "key with the same command, or exact_cash.");
    EXPECT_NE(refusal("bill=V").find("that of put_back"), std::string::npos)
        << "of no screen it is known whether it shows both";
    const auto traded = with({.given = {"exact_cash=F6", "discount=F9"}});
    const auto half = keys::changed(traded, {.given = {}, .usual = {"discount"}});
    ASSERT_FALSE(half.has_value());
    EXPECT_NE(half.error().find("F6 cannot be the key of exact_cash"), std::string::npos);
}

TEST(ChosenKeys, are_read_as_they_were_kept) {
    EXPECT_EQ(keys::to_string({}), "");
    const auto map = with({.given = {"exact_cash=F6", "discount=F9", "bill=_", "recall=Ctrl+Ins"}});
    EXPECT_EQ(keys::to_string(map), "discount=F9 exact_cash=F6 bill=_ recall=Ctrl+Ins");
    EXPECT_EQ(keys::chosen_keys(keys::to_string(map)), map);
    EXPECT_EQ(keys::chosen_keys(""), KeyMap{});
    const auto dotless = with({.given = {"bill=ı"}});
    EXPECT_EQ(keys::to_string(dotless), "bill=ı") << "whose capital is that of i";
    EXPECT_EQ(keys::chosen_keys(keys::to_string(dotless)), dotless);
}

TEST(ChosenKeys, that_cannot_be_used_are_the_usual) {
    EXPECT_EQ(keys::chosen_keys("exact_cash=F6 discount=F9 of_a_newer_till=F3"), KeyMap{});
    EXPECT_EQ(keys::chosen_keys("exact_cash=F6"), KeyMap{}) << "which would be discount's too";
}
