#pragma once

#include "pos/billing/models/tiers.hpp"
#include "pos/billing/rated.hpp"
#include "pos/billing/usage.hpp"

namespace pos::billing::models {

/// The step that the period's whole quantity reaches has one price, whatever it is used for: up to
/// ten users 50, up to a hundred 400. It waits for the period's last part.
struct StairStep {
    Tiers steps;  // with flat fees and no prices
    Bound bound{Bound::inclusive};
    FlatAtZero flat_at_zero{FlatAtZero::due};
    bool operator==(const StairStep&) const = default;
};

void add_lines(const StairStep& charge, const Usage& usage, Measured& measured, LineWriter& lines);

}  // namespace pos::billing::models
