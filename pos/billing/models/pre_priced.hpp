#pragma once

#include "pos/billing/rated.hpp"
#include "pos/billing/usage.hpp"

namespace pos::billing::models {

/// The usage is an amount of money already, priced by whoever metered it; the charge multiplies it.
struct PrePriced {
    Exact factor{kExactScale};  // 1.2: a fifth is put on; 0.01: the usage is in cents
    bool operator==(const PrePriced&) const = default;
};

void add_lines(const PrePriced& charge, const Usage& usage, Measured& measured, LineWriter& lines);

}  // namespace pos::billing::models
