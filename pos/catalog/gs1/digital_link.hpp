#pragma once

#include <string>
#include <string_view>

#include "pos/catalog/gs1/element.hpp"

namespace pos::catalog::gs1 {

/// Whether a text starts as a web address does: "https://", "HTTP://".
bool is_web_address(std::string_view text);

/// The elements of a GS1 Digital Link, whatever its domain: first those of the path (a key and its
/// qualifiers, in the dictionary's order), then those behind the question mark. Other names behind
/// the question mark are passed over. Compressed links are not read.
///
/// requires: is_web_address(text)
/// errors:   those of links, and of add_element
/// source:   GS1 Digital Link Standard: URI Syntax
Result<Elements> parse_link(std::string_view text, const Leniency& leniency = {});

}  // namespace pos::catalog::gs1
