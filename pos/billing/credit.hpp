#pragma once

#include <cstdint>
#include <span>
#include <string>

#include "pos/billing/rated.hpp"
#include "pos/money/exact.hpp"

namespace pos::billing {

/// Prepaid money that may pay lines of this charge.
struct Credit {
    std::string name;
    Exact amount;
    bool operator==(const Credit&) const = default;
};

/// What happens to credit that is more than the lines come to.
enum class CreditsBeyond : std::uint8_t { refused, left };

/// Pays one line after the other with one credit after the other.
///
/// ensures: no line falls below zero; true if every credit was used up
bool pay_with_credits(std::span<const Credit> credits, Rated& rated);

}  // namespace pos::billing
