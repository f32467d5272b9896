#include "app/till/ui/text_edit.hpp"

#include <unicode/uchar.h>

#include <algorithm>

#include "app/till/ui/graphemes.hpp"
#include "app/till/ui/utf8.hpp"
#include "pos/base/utf8.hpp"

namespace till::ui {

namespace {

void erase(TextEdit& edit, std::size_t begin, std::size_t end) {
    edit.text.erase(begin, end - begin);
    edit.caret = edit.anchor = begin;
}

/// The beginning of the last code point before `at`.
std::size_t code_point_before(std::string_view text, std::size_t at) {
    do --at;
    while (at > 0 && (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80);
    return at;
}

bool is_mark(std::string_view character) {
    const auto type = u_charType(static_cast<UChar32>(take_character(character)));
    return type == U_NON_SPACING_MARK || type == U_COMBINING_SPACING_MARK;
}

}  // namespace

std::string_view TextEdit::selected() const {
    return std::string_view(text).substr(begin(), end() - begin());
}

bool insert(TextEdit& edit, std::string_view piece, std::size_t characters_max) {
    if (edit.has_selection()) erase(edit, edit.begin(), edit.end());
    std::size_t count = count_characters(edit.text);
    std::string clean;
    bool whole = true;
    while (!piece.empty()) {
        const char32_t c = take_character(piece);
        const bool control = u_charType(static_cast<UChar32>(c)) == U_CONTROL_CHAR;
        if (control || c == U'\uFFFD') continue;
        if (count == characters_max) {
            whole = false;
            break;
        }
        clean += pos::to_utf8(c);
        ++count;
    }
    edit.text.insert(edit.caret, clean);
    edit.caret += clean.size();
    edit.anchor = edit.caret;
    return whole;
}

void erase_before(TextEdit& edit) {
    if (edit.has_selection()) return erase(edit, edit.begin(), edit.end());
    if (edit.caret == 0) return;
    const std::size_t last = code_point_before(edit.text, edit.caret);
    const bool mark = is_mark(std::string_view(edit.text).substr(last));
    erase(edit, mark ? last : Graphemes(edit.text).before(edit.caret), edit.caret);
}

void erase_behind(TextEdit& edit) {
    if (edit.has_selection()) return erase(edit, edit.begin(), edit.end());
    erase(edit, edit.caret, Graphemes(edit.text).behind(edit.caret));
}

void move_caret(TextEdit& edit, Move move, bool select) {
    const auto is_space = [&](std::size_t at) { return edit.text[at] == ' '; };
    const bool collapses = edit.has_selection() && !select;
    std::size_t& caret = edit.caret;
    switch (move) {
        case Move::previous:
            caret = collapses ? edit.begin() : Graphemes(edit.text).before(caret);
            break;
        case Move::next:
            caret = collapses ? edit.end() : Graphemes(edit.text).behind(caret);
            break;
        case Move::previous_word:
            while (caret > 0 && is_space(caret - 1)) --caret;
            while (caret > 0 && !is_space(caret - 1)) --caret;
            break;
        case Move::next_word:
            while (caret < edit.text.size() && !is_space(caret)) ++caret;
            while (caret < edit.text.size() && is_space(caret)) ++caret;
            break;
        case Move::first:
            caret = 0;
            break;
        case Move::last:
            caret = edit.text.size();
            break;
    }
    if (!select) edit.anchor = edit.caret;
}

void select_all(TextEdit& edit) {
    edit.anchor = 0;
    edit.caret = edit.text.size();
}

bool starts_right_to_left(std::string_view text) {
    while (!text.empty()) {
        const auto direction = u_charDirection(static_cast<UChar32>(take_character(text)));
        if (direction == U_LEFT_TO_RIGHT) return false;
        if (direction == U_RIGHT_TO_LEFT || direction == U_RIGHT_TO_LEFT_ARABIC) return true;
    }
    return false;
}

}  // namespace till::ui
