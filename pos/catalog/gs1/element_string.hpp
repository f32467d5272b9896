#pragma once

#include <string>
#include <string_view>

#include "pos/catalog/gs1/element.hpp"

namespace pos::catalog::gs1 {

/// The group separator, by which scanners send an FNC1 within a code.
inline constexpr char kGroupSeparator = '\x1d';

/// Elements one behind the other as in a symbol, without the FNC1 that starts them: those without a
/// fixed length end at `fnc1` or with the text. A separator that need not be there may.
///
/// errors: no_elements, and those of add_element
Result<Elements> parse_elements(std::string_view text, char fnc1);

/// "(01)09521234543213(10)AB\(1": a bracket that belongs to a value has a backslash before it.
///
/// errors: no_elements, bad_brackets, and those of add_element
Result<Elements> parse_bracketed(std::string_view text, const Leniency& leniency = {});

/// "^010952123454321310AB(1": every element of the code, FNC1 as `fnc1`, only where it is needed.
std::string unbracketed(const Elements& elements, char fnc1 = '^');

/// As people read it, and as parse_bracketed() does.
std::string bracketed(const Elements& elements);

}  // namespace pos::catalog::gs1
