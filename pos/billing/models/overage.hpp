#pragma once

#include "pos/billing/rated.hpp"
#include "pos/billing/usage.hpp"

namespace pos::billing::models {

/// A fee that includes an allowance; what is used beyond it costs per unit. The fee falls on the
/// period's first part, and each part pays for what it used beyond.
struct Overage {
    Exact fee;
    Exact included;
    Exact price;
    bool operator==(const Overage&) const = default;
};

void add_lines(const Overage& charge, const Usage& usage, Measured& measured, LineWriter& lines);

}  // namespace pos::billing::models
