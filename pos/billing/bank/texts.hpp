#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "pos/base/calendar.hpp"
#include "pos/billing/bank/statement.hpp"

/// What both readers do with texts.
namespace pos::billing::bank {

/// UTF-8 without control characters, runs of white space as one blank, none around it. Bytes that
/// are no UTF-8 are taken for ISO 8859-1, which banks still write.
std::string clean(std::string_view text);

/// Capitals and digits alone: "de12 3456" → "DE123456".
std::string compact(std::string_view text);

/// Two letters, two digits, 11 to 30 more, and check digits that are right.
bool looks_like_iban(std::string_view text);

/// What banks write where there is no reference.
std::string reference_of(std::string_view text);

/// Appends with a blank between, unless either is empty.
void append(std::string& to, std::string_view text);

/// Three capital letters.
bool is_currency(std::string_view text);

/// A figure without a sign, with a point.
std::optional<Exact> figure_of(std::string_view text);

}  // namespace pos::billing::bank
