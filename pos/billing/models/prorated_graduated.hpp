#pragma once

#include "pos/billing/models/tiers.hpp"
#include "pos/billing/rated.hpp"
#include "pos/billing/usage.hpp"

namespace pos::billing::models {

/// Graduated, for units that come and go inside the period, such as seats: full units choose the
/// tier, and prorated units are paid. A flat fee stays due for every tier that was ever entered,
/// and the total never falls below zero.
struct ProratedGraduated {
    Tiers tiers;
    bool operator==(const ProratedGraduated&) const = default;
};

/// Reads usage.unit_events.
void add_lines(const ProratedGraduated& charge, const Usage& usage, Measured& measured,
               LineWriter& lines);

}  // namespace pos::billing::models
