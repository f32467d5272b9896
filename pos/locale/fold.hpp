#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace pos::locale {

/// `text` as search compares it: compatibility forms, case, accents and points folded away (Crème →
/// creme, ß → ss, ł → l, ø → o, ı → i, ﬁ → fi, Hebrew points and Arabic vowel signs dropped, alef
/// forms one), runs of white space one space, none at the ends. Vowel signs of Indic scripts and
/// Thai, Korean syllables and the marks of kana are letters and stay.
///
/// ensures: valid UTF-8; fold(fold(x)) == fold(x); invalid bytes become U+FFFD
std::string fold(std::string_view text);
/// The same into a string whose memory is used again.
void fold_into(std::string_view text, std::string& out);

/// A piece of folded text.
struct Word {
    std::string_view text;  // into the text given
    bool cjk{false};        // a run of Han, kana or Hangul: no spaces part its words
};

/// The words of folded text, in order: runs of letters, marks and digits; a point or comma between
/// two digits belongs to the number (1.5). A CJK run is a word of its own.
std::vector<Word> words(std::string_view folded);

bool is_cjk(char32_t c);

/// Each two neighbouring characters of a CJK run; the one character of a run of one.
std::vector<std::string_view> bigrams(std::string_view cjk_run);

}  // namespace pos::locale
