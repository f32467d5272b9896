#pragma once

#include <expected>
#include <string_view>
#include <vector>

#include "pos/billing/bank/statement.hpp"

namespace pos::billing::bank {

using Statements = std::vector<Statement>;

/// Reads camt.052, .053 and .054 of any version, MT940 and MT942, told apart by their content.
///
/// ensures: one statement at least; texts are valid UTF-8 without control characters; every amount
///          is in the range of its figures, so that their sums are exact
/// errors:  the first fault met; nothing of the file is given then
std::expected<Statements, ReadError> read(std::string_view bytes, const Limits& limits = {});

std::expected<Statements, ReadError> read_camt(std::string_view bytes, const Limits& limits = {});
std::expected<Statements, ReadError> read_mt940(std::string_view bytes, const Limits& limits = {});

}  // namespace pos::billing::bank
