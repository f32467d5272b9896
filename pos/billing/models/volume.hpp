#pragma once

#include "pos/billing/models/tiers.hpp"
#include "pos/billing/rated.hpp"
#include "pos/billing/usage.hpp"

namespace pos::billing::models {

/// All units cost what the tier says that the period's whole quantity reaches. It waits for the
/// period's last part, for only then the tier is known.
struct Volume {
    Tiers tiers;
    Bound bound{Bound::inclusive};
    FlatAtZero flat_at_zero{FlatAtZero::due};
    bool operator==(const Volume&) const = default;
};

void add_lines(const Volume& charge, const Usage& usage, Measured& measured, LineWriter& lines);

}  // namespace pos::billing::models
