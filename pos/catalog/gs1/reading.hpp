#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "pos/catalog/gs1/element.hpp"

namespace pos::catalog::gs1 {

/// The elements of a text in any form that GS1 data is written or sent in:
///   ]d2010952…\x1d…     behind a symbology identifier, as scanners send it
///   \x1d010952…         behind an FNC1, from scanners that name no symbology
///   ^010952…^21ABC      unbracketed, ^ for FNC1
///   (01)0952…(21)ABC    bracketed
///   https://…/01/0952…  a Digital Link
///   9520123456788       a GTIN of 8, 12, 13 or 14 digits: element (01)
/// Elements that contradict each other are refused; ones that others should stand beside are not,
/// see associations.hpp. Pure and total: any bytes.
///
/// errors: not_gs1 for any other text
Result<Elements> read(std::string_view text, const Leniency& leniency = {});

/// The GTIN-14 that a code is about: (01), else that of an item in pieces (8006), else that of
/// goods in a case (02).
std::optional<std::string> trade_item_number(const Elements& elements);

/// "(10) is too long." For people who work with codes, in English; screens have words of their own.
std::string words_of(const Error& error);

}  // namespace pos::catalog::gs1
