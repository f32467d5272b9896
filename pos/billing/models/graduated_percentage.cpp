#include "pos/billing/models/graduated_percentage.hpp"

#include "pos/billing/models/graduated.hpp"

namespace pos::billing::models {

void add_lines(const GraduatedPercentage& charge, const Usage& usage, Measured& measured,
               LineWriter& lines) {
    Graduated shares{charge.tiers, charge.flat_at_zero};
    for (Tier& tier : shares.tiers) {
        if (tier.price) tier.price = share_of(*tier.price, 1, 100);
    }
    add_lines(shares, usage, measured, lines);
}

}  // namespace pos::billing::models
