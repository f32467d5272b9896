#pragma once

#include <string>
#include <string_view>

namespace pos::locale {

/// A name as it may be stored and shown: controls and direction overrides (U+202A–202E,
/// U+2066–2069), byte order marks and non-characters dropped, runs of white space one space, none
/// at the ends, invalid bytes U+FFFD. Letters are left as they came.
///
/// ensures: valid UTF-8 of one line; clean_name(clean_name(x)) == clean_name(x)
std::string clean_name(std::string_view text);
/// The same into a string whose memory is used again.
void clean_name_into(std::string_view text, std::string& out);

bool valid_utf8(std::string_view text);

/// At most `bytes_max` bytes of valid UTF-8, cut between characters.
std::string_view cut_utf8(std::string_view text, std::size_t bytes_max);

}  // namespace pos::locale
