#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace drivers::printer::paper {

/// What a Code 128 symbol is made of, start character first, without check and stop.
struct Code128 {
    std::vector<unsigned> values;  // 0 to 105
    std::string text;              // for people: FNC characters left out, controls as spaces
};

/// Of GS1 keys: threes and ones from the right.
///
/// requires: digits alone
char check_digit(std::string_view digits);

/// The notation of GS k 73: {A, {B, {C choose a set, {S shifts, {1 to {4 are FNC characters, {{ is
/// a brace. Empty where it does not begin with a set, or a set lacks a character.
std::optional<Code128> code128_of_notation(std::string_view notation);

/// GS1-128: AI in parentheses or none, blanks left out, {1 an FNC1 inside, * a check digit to be
/// worked out.
std::optional<Code128> gs1_128_of(std::string_view data);

/// Plain text in whichever sets are short; empty where Code 128 lacks a character.
std::optional<Code128> code128_of_text(std::string_view text);

/// Widths in modules, bar and space in turn, with check and stop characters.
///
/// source: ISO/IEC 15417
std::vector<unsigned> elements_of(const Code128& code);

}  // namespace drivers::printer::paper
