#pragma once

#include <string>
#include <string_view>

namespace pos::locale {

/// `text` in the letters that every bank's program knows: a to z, digits, space and / - ? : ( ) . ,
/// ' + Ä becomes Ae, other scripts are spelt in Latin letters, whatever has no spelling becomes a
/// space; runs of white space one space, none at the ends. At most `characters_max` of it.
///
/// source: European Payments Council, EPC217-08, "SEPA requirements for an extended character set"
std::string plain_latin(std::string_view text, std::size_t characters_max);

}  // namespace pos::locale
