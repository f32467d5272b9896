#pragma once

#include "pos/billing/models/tiers.hpp"
#include "pos/billing/rated.hpp"
#include "pos/billing/usage.hpp"

namespace pos::billing::models {

/// Each unit costs what its own tier says: the first ten at one price, the next ten at another. A
/// tier's flat fee is due by the part of the period that enters it.
struct Graduated {
    Tiers tiers;
    FlatAtZero flat_at_zero{FlatAtZero::due};
    bool show_unused{false};  // a line of quantity 0 where a whole period used nothing
    bool operator==(const Graduated&) const = default;
};

void add_lines(const Graduated& charge, const Usage& usage, Measured& measured, LineWriter& lines);

}  // namespace pos::billing::models
