#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace drivers::printer {

/// `text` as a device may have it: valid UTF-8 (what is not becomes U+FFFD) without line breaks,
/// control characters (a space instead), soft hyphens and bidirectional overrides (nothing).
std::string tidy(std::string_view text);

/// How many cells of a fixed-width device a character takes: 2 for East Asian wide ones, 0 for
/// marks and format characters, else 1.
///
/// source: Unicode Standard Annex 11
unsigned cells_of(char32_t character);
/// requires: tidy text
unsigned cells_of(std::string_view text);

/// Breaks `text` into lines of at most `cells`, where its script allows (Thai between words), and
/// a word longer than a line between characters. Spaces at a break go.
///
/// requires: tidy text; cells >= 2
/// ensures:  at least one line; each at most `cells` wide unless it is one character
/// source:   Unicode Standard Annexes 14 and 29
std::vector<std::string> wrap(std::string_view text, unsigned cells);

/// The same, between any two characters: for codes, which have no words.
std::vector<std::string> wrap_anywhere(std::string_view text, unsigned cells);

}  // namespace drivers::printer
