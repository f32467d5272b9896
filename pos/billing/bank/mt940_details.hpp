#pragma once

#include <string_view>

#include "pos/billing/bank/statement.hpp"

namespace pos::billing::bank {

/// Reads what stands in a field 86: German subfields (?20), their like with another sign (>20), the
/// Dutch words (/REMI/), or plain text. `text` is the field with its line ends.
void read_details(std::string_view text, Entry& into);

}  // namespace pos::billing::bank
