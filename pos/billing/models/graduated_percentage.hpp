#pragma once

#include "pos/billing/models/tiers.hpp"
#include "pos/billing/rated.hpp"
#include "pos/billing/usage.hpp"

namespace pos::billing::models {

/// Each part of what was turned over costs the share that its own tier says: a tier's price is a
/// percentage. Flat fees are due as in Graduated.
struct GraduatedPercentage {
    Tiers tiers;
    FlatAtZero flat_at_zero{FlatAtZero::due};
    bool operator==(const GraduatedPercentage&) const = default;
};

void add_lines(const GraduatedPercentage& charge, const Usage& usage, Measured& measured,
               LineWriter& lines);

}  // namespace pos::billing::models
