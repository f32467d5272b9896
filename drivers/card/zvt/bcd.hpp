#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

#include "pos/base/bytes.hpp"

namespace drivers::card::zvt {

/// Packed decimal: two digits a byte, leading zeros.
///
/// requires: `value` has at most 2 × `bytes` digits
pos::Bytes to_bcd(std::uint64_t value, std::size_t bytes);

/// Empty for a nibble that is no digit, and for more than 18 digits.
std::optional<std::uint64_t> from_bcd(pos::BytesView bytes);

/// The digits as they stand: "0022". Empty for a nibble that is no digit.
std::optional<std::string> digits_of(pos::BytesView bytes);

}  // namespace drivers::card::zvt
