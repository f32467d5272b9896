#pragma once

#include "pos/billing/rated.hpp"
#include "pos/billing/usage.hpp"

namespace pos::billing::models {

/// Every unit costs the same. Units that come back are negative.
struct PerUnit {
    Exact price;
    bool operator==(const PerUnit&) const = default;
};

/// ensures: no line without a quantity
void add_lines(const PerUnit& charge, const Usage& usage, Measured& measured, LineWriter& lines);

}  // namespace pos::billing::models
