#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "app/till/ui/glyph_atlas.hpp"

namespace till::ui {

/// Whether one glyph a character in a row is right for all of `text`: true for Latin, Greek and
/// Cyrillic letters made of one character, figures, punctuation, currency signs and symbols that
/// the font has. Everything else (joined and stacked scripts, right-to-left, combining marks,
/// direction marks, Han, emoji) is outside, so no table of scripts is needed.
bool is_plain(std::string_view text, const Face& face);

/// How wide a plain text is on one line.
float plain_width(GlyphAtlas::Set& set, std::string_view text, float spacing_px);

/// A plain text measured once: the pen's place before each character and after the last.
class MeasuredText {
public:
    MeasuredText(GlyphAtlas::Set& set, std::string_view text, float spacing_px);

    float width() const { return places_.back(); }
    /// The place before the character that begins at `byte`.
    float place(std::size_t byte) const;
    /// The beginning of the character nearest to `x`; the text's size when behind the last.
    std::size_t nearest(float x) const;

    struct Line {
        std::size_t begin{0};
        std::size_t end{0};    ///< in bytes
        bool ellipsis{false};  ///< "…" follows
    };
    /// At most `lines_max` lines no wider than `room`, broken between words, or within a word that
    /// is too long for a line. The last takes the rest and ends in "…" when it does not fit.
    /// The first line may have less room, behind words already there; then it may stay empty.
    std::vector<Line> wrap(float room, int lines_max) const { return wrap(room, lines_max, room); }
    std::vector<Line> wrap(float room, int lines_max, float first_room) const;
    /// One line cut at whole characters.
    Line cut(std::size_t begin_character, float room) const;

private:
    std::size_t fitting(std::size_t from, float room) const;
    std::size_t without_spaces(std::size_t from, std::size_t to) const;

    std::string_view text_;
    std::vector<float> places_;       // one more than there are characters
    std::vector<std::size_t> bytes_;  // where each character begins, and the size
    float ellipsis_px_;
};

}  // namespace till::ui
