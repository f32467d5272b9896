#pragma once

#include <span>
#include <vector>

#include "pos/base/calendar.hpp"
#include "pos/billing/tariff/component.hpp"
#include "pos/billing/tariff/load.hpp"
#include "pos/money/exact.hpp"

namespace pos::billing::tariff {

/// What one tier of a component came to.
struct TierCost {
    Exact quantity;  // kWh, or kW of each peak
    Exact amount;
    bool operator==(const TierCost&) const = default;
};

/// A peak that was billed.
struct Peak {
    LocalTime at{};
    Exact kw;      // as it was read
    Exact billed;  // what the ratchet makes of it
    bool operator==(const Peak&) const = default;
};

/// What one component came to in one month. The amount is not rounded.
struct Cost {
    std::vector<TierCost> tiers;  // by tier
    std::vector<Peak> peaks{};    // of demand
    Exact amount;
    bool operator==(const Cost&) const = default;
};

/// Energy of one direction: `kwh[i]`, at least zero, belongs to `month[i]`.
///
/// requires: no fault in the component; kwh.size() == month.size(); demand_kw >= 0, by which tiers
///           by demand are measured
Cost energy_cost(const Component& component, Month month, std::span<const Exact> kwh,
                 Exact demand_kw);

/// The peaks of the months before one, by which its demand is ratcheted.
class Peaks {
public:
    explicit Peaks(const Ratchet& ratchet) : ratchet_{ratchet} {}

    /// What a peak of a calendar month is billed as.
    Exact billed(Exact kw, Date month) const;
    /// Months follow one another.
    void add(Exact kw) { own_.push_back(kw); }

private:
    Ratchet ratchet_;
    std::vector<Exact> own_;
};

/// Demand of what was taken from the grid: `kw[i]` belongs to `month[i]`. The month's highest peak
/// is added to the peaks.
///
/// requires: as energy_cost
Cost demand_cost(const Component& component, Month month, std::span<const Exact> kw, Peaks& peaks);

}  // namespace pos::billing::tariff
