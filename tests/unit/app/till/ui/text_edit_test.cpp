// Goal: writing and erasing work on characters as a person sees them, in any script.
// Method: pure edits, caret marked by | and selection by [ ] in the expected text.
#include "app/till/ui/text_edit.hpp"

#include <gtest/gtest.h>

namespace ui = till::ui;
using ui::Move;

namespace {

std::string shown(const ui::TextEdit& edit) {
    std::string out = edit.text;
    if (!edit.has_selection()) return out.insert(edit.caret, "|");
    out.insert(edit.end(), "]");
    return out.insert(edit.begin(), "[");
}

ui::TextEdit at_end(std::string text) {
    const std::size_t size = text.size();
    return {std::move(text), size, size};
}

}  // namespace

TEST(TextEdit, writing_puts_characters_at_the_caret) {
    ui::TextEdit edit = at_end("Mlk");
    ui::move_caret(edit, Move::first, false);
    ui::move_caret(edit, Move::next, false);
    ui::insert(edit, "i", 100);
    EXPECT_EQ(shown(edit), "Mi|lk");
}

TEST(TextEdit, writing_replaces_the_selection) {
    ui::TextEdit edit = at_end("Milk");
    ui::select_all(edit);
    EXPECT_EQ(edit.selected(), "Milk");
    ui::insert(edit, "Tea", 100);
    EXPECT_EQ(shown(edit), "Tea|");
}

TEST(TextEdit, a_full_field_takes_no_more_characters) {
    ui::TextEdit edit = at_end("éé");
    ui::insert(edit, "abc", 4);
    EXPECT_EQ(shown(edit), "ééab|");
}

TEST(TextEdit, control_characters_and_broken_bytes_are_left_out) {
    ui::TextEdit edit;
    ui::insert(edit,
               "a\tb\nc\x7F\xFF"
               "d",
               100);
    EXPECT_EQ(shown(edit), "abcd|");
}

TEST(TextEdit, erasing_takes_a_whole_character_but_a_mark_alone) {
    ui::TextEdit family = at_end("x👨‍👩‍👧");
    ui::erase_before(family);
    EXPECT_EQ(shown(family), "x|");
    ui::TextEdit flag = at_end("🇩🇪");
    ui::erase_before(flag);
    EXPECT_EQ(shown(flag), "|");
    ui::TextEdit accent = at_end("e\u0301");
    ui::erase_before(accent);
    EXPECT_EQ(shown(accent), "e|");
    ui::TextEdit hindi = at_end("कि");
    ui::erase_before(hindi);
    EXPECT_EQ(shown(hindi), "क|");
    ui::TextEdit empty;
    ui::erase_before(empty);
    EXPECT_EQ(shown(empty), "|");
}

TEST(TextEdit, delete_takes_what_is_behind_the_caret) {
    ui::TextEdit edit = at_end("ab");
    ui::erase_behind(edit);
    EXPECT_EQ(shown(edit), "ab|");
    ui::move_caret(edit, Move::first, false);
    ui::erase_behind(edit);
    EXPECT_EQ(shown(edit), "|b");
}

TEST(TextEdit, the_caret_never_stands_inside_a_character) {
    ui::TextEdit edit = at_end("aकिb");
    ui::move_caret(edit, Move::previous, false);
    EXPECT_EQ(shown(edit), "aकि|b");
    ui::move_caret(edit, Move::previous, false);
    EXPECT_EQ(shown(edit), "a|किb");
    ui::move_caret(edit, Move::next, false);
    EXPECT_EQ(shown(edit), "aकि|b");
}

TEST(TextEdit, the_caret_stops_at_both_ends) {
    ui::TextEdit edit = at_end("a");
    ui::move_caret(edit, Move::next, false);
    EXPECT_EQ(shown(edit), "a|");
    ui::move_caret(edit, Move::first, false);
    ui::move_caret(edit, Move::previous, false);
    EXPECT_EQ(shown(edit), "|a");
}

TEST(TextEdit, words_are_jumped_over) {
    ui::TextEdit edit = at_end("dark  chocolate bar");
    ui::move_caret(edit, Move::previous_word, false);
    EXPECT_EQ(shown(edit), "dark  chocolate |bar");
    ui::move_caret(edit, Move::previous_word, false);
    EXPECT_EQ(shown(edit), "dark  |chocolate bar");
    ui::move_caret(edit, Move::previous_word, false);
    ui::move_caret(edit, Move::next_word, false);
    EXPECT_EQ(shown(edit), "dark  |chocolate bar");
}

TEST(TextEdit, shift_selects_and_an_arrow_ends_the_selection_on_its_side) {
    ui::TextEdit edit = at_end("tea");
    ui::move_caret(edit, Move::previous, true);
    ui::move_caret(edit, Move::previous, true);
    EXPECT_EQ(shown(edit), "t[ea]");
    ui::TextEdit left = edit;
    ui::move_caret(left, Move::previous, false);
    EXPECT_EQ(shown(left), "t|ea");
    ui::TextEdit right = edit;
    ui::move_caret(right, Move::next, false);
    EXPECT_EQ(shown(right), "tea|");
    ui::erase_before(edit);
    EXPECT_EQ(shown(edit), "t|");
}

TEST(TextEdit, the_first_letter_tells_the_direction) {
    EXPECT_TRUE(ui::starts_right_to_left("3 חלב Milk"));
    EXPECT_FALSE(ui::starts_right_to_left("Milk חלב"));
    EXPECT_FALSE(ui::starts_right_to_left("12 %"));
}
