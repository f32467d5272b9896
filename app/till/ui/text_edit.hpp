#pragma once

#include <string>
#include <string_view>

namespace till::ui {

/// A line of text being written: the text, where the caret is and what is selected. Pure.
///
/// units:  caret and anchor in bytes, always between characters as a person sees them
/// ensures: the text stays valid UTF-8 and without control characters
struct TextEdit {
    std::string text{};
    std::size_t caret{0};
    std::size_t anchor{0};  ///< the other end of the selection; equal to the caret: none

    bool has_selection() const { return caret != anchor; }
    std::string_view selected() const;
    std::size_t begin() const { return caret < anchor ? caret : anchor; }
    std::size_t end() const { return caret < anchor ? anchor : caret; }
};

enum class Move { previous, next, previous_word, next_word, first, last };

/// Puts `piece` in place of the selection, as far as `characters_max` allows; whether all of it
/// went in. Controls are left out.
bool insert(TextEdit& edit, std::string_view piece, std::size_t characters_max);
/// Takes away the selection, or what stands before the caret: a mark alone, else the whole
/// character.
void erase_before(TextEdit& edit);
/// Takes away the selection, or the character behind the caret.
void erase_behind(TextEdit& edit);
void move_caret(TextEdit& edit, Move move, bool select);
void select_all(TextEdit& edit);

/// Whether the first letter of the text reads from right to left: then the left arrow goes on.
bool starts_right_to_left(std::string_view text);

}  // namespace till::ui
