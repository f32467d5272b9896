#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "pos/billing/tariff/when.hpp"
#include "pos/money/exact.hpp"

namespace pos::billing::tariff {

/// What a tier's bound is measured in.
enum class BoundPer : std::uint8_t { month, day };

/// Prices for the part of a quantity that is above a bound, and not above the next tier's.
///
/// Tiers by demand come last, and the ones before them end where the first of them begins: the
/// first 200 kWh for each kilowatt of billed demand in tiers of their own, then the next 200.
struct Tier {
    Exact above;
    Slots slots{};
    Exact billed_before;      // of demand: what was billed for this month already
    bool for_each_kw{false};  // the bound is for each kilowatt of the month's billed demand
    bool operator==(const Tier&) const = default;
};

/// How energy is told off into tiers.
enum class TierBy : std::uint8_t {
    running_total,  // as it is used: the first hundred kilowatt-hours are those of the first days
    shared_total,   // the month's total has its tiers, and every hour has its share of each
};

/// What a peak is taken over.
enum class Assessed : std::uint8_t { month, day };

/// Demand is billed at no less than a share of earlier months' peaks, and than a floor.
struct Ratchet {
    std::vector<Exact> percent{};  // of any month's peak; or twelve, of January's to December's
    int months_back{11};
    std::vector<Exact> earlier_kw{};  // the peaks of months before the load, the last one last
    Exact minimum_kw;
    bool operator==(const Ratchet&) const = default;
};

enum class ComponentKind : std::uint8_t {
    energy,       // of what was taken from the grid
    demand,       // of the highest power inside its slots
    export_paid,  // of what was fed in; a credit
    fixed,        // each month
};

/// One charge of a tariff: on-peak energy, summer demand, the meter's rent.
struct Component {
    std::string name;
    ComponentKind kind{ComponentKind::energy};
    std::vector<Tier> tiers{};  // bounds rise from 0; one for fixed, whose price its slot says
    BoundPer bound_per{BoundPer::month};
    TierBy tier_by{TierBy::running_total};
    Assessed assessed{Assessed::month};
    Ratchet ratchet{};
    bool operator==(const Component&) const = default;
};

enum class ComponentFault : std::uint8_t { no_tiers, bounds_not_rising, figure_out_of_range };

/// The first that is wrong; empty where it can be billed.
std::optional<ComponentFault> fault(const Component& component);
bool in_range(const Ratchet& ratchet);
std::string words_of(ComponentFault fault);

}  // namespace pos::billing::tariff
