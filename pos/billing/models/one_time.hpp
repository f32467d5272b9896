#pragma once

#include "pos/billing/rated.hpp"
#include "pos/billing/usage.hpp"

namespace pos::billing::models {

/// A fee that is due once: installation, activation, a milestone. It falls on the first part of
/// the period it is in.
struct OneTime {
    Exact amount;
    bool operator==(const OneTime&) const = default;
};

void add_lines(const OneTime& charge, const Usage& usage, Measured& measured, LineWriter& lines);

}  // namespace pos::billing::models
