#pragma once

#include "pos/billing/rated.hpp"
#include "pos/billing/usage.hpp"

namespace pos::billing::models {

/// Whether a period is paid when it begins or when it has ended.
enum class Due : std::uint8_t { in_advance, in_arrears };

/// A fee for each period, times what proration leaves of the period.
struct Recurring {
    Exact amount;
    Due due{Due::in_advance};
    bool operator==(const Recurring&) const = default;
};

void add_lines(const Recurring& charge, const Usage& usage, Measured& measured, LineWriter& lines);

}  // namespace pos::billing::models
