#include <optional>

#include "pos/base/assert.hpp"
#include "pos/billing/limits.hpp"
#include "pos/billing/tariff/cost.hpp"

namespace pos::billing::tariff {

namespace {

/// The bounds of a component's tiers in kilowatt-hours, for one month and its billed demand.
std::vector<Exact> bounds_of(const Component& component, Month month, Exact demand_kw) {
    std::vector<Exact> bounds;
    std::int64_t factor = 1;
    if (component.bound_per == BoundPer::day && !month.empty()) {
        factor = month.back().at.date.days - month.front().at.date.days + 1;
    }
    std::optional<Exact> by_demand;  // where tiers by demand begin
    for (const Tier& tier : component.tiers) {
        if (tier.for_each_kw && !by_demand) by_demand = product(tier.above, demand_kw);
    }
    for (const Tier& tier : component.tiers) {
        Exact bound{tier.above.e14 * factor};
        if (tier.for_each_kw) bound = product(tier.above, demand_kw);
        bounds.push_back(by_demand && !tier.for_each_kw ? least(bound, *by_demand) : bound);
    }
    return bounds;
}

/// The part of [from, to) that lies in a tier.
Exact part_in(const std::vector<Exact>& bounds, std::size_t tier, Exact from, Exact to) {
    const Exact begin = greatest(from, bounds[tier]);
    const Exact end = tier + 1 < bounds.size() ? least(to, bounds[tier + 1]) : to;
    return begin < end ? end - begin : Exact{};
}

void add(Cost& cost, std::size_t tier, Exact kwh, Exact price) {
    const Exact amount = product(kwh, price);
    cost.tiers[tier].quantity += kwh;
    cost.tiers[tier].amount += amount;
    cost.amount += amount;
}

void by_running_total(const Component& component, Month month, std::span<const Exact> kwh,
                      const std::vector<Exact>& bounds, Cost& cost) {
    Exact used;
    for (std::size_t i = 0; i < month.size(); ++i) {
        const Exact to = used + kwh[i];
        for (std::size_t tier = 0; tier < bounds.size() && kwh[i].e14 != 0; ++tier) {
            const Exact part = part_in(bounds, tier, used, to);
            if (part.e14 == 0) continue;
            const auto price = price_at(component.tiers[tier].slots, month[i].at);
            if (price) add(cost, tier, part, *price);
        }
        used = to;
    }
}

/// Each hour's share of a tier is the tier's share of the month: so the sum by price is enough.
void by_shared_total(const Component& component, Month month, std::span<const Exact> kwh,
                     const std::vector<Exact>& bounds, Cost& cost) {
    Exact total;
    for (const Exact energy : kwh) total += energy;
    if (total.e14 == 0) return;
    for (std::size_t tier = 0; tier < bounds.size(); ++tier) {
        const Exact in_tier = part_in(bounds, tier, {}, total);
        if (in_tier.e14 == 0) continue;
        Exact energy;
        Exact money;
        for (std::size_t i = 0; i < month.size(); ++i) {
            if (kwh[i].e14 == 0) continue;
            const auto price = price_at(component.tiers[tier].slots, month[i].at);
            if (!price) continue;
            energy += kwh[i];
            money += product(kwh[i], *price);
        }
        const Exact amount = share_of(money, in_tier.e14, total.e14);
        cost.tiers[tier].quantity = share_of(energy, in_tier.e14, total.e14);
        cost.tiers[tier].amount = amount;
        cost.amount += amount;
    }
}

}  // namespace

Cost energy_cost(const Component& component, Month month, std::span<const Exact> kwh,
                 Exact demand_kw) {
    POS_ASSERT(kwh.size() == month.size());
    Cost cost;
    cost.tiers.resize(component.tiers.size());
    const auto bounds = bounds_of(component, month, demand_kw);
    if (component.tier_by == TierBy::running_total) {
        by_running_total(component, month, kwh, bounds, cost);
    } else {
        by_shared_total(component, month, kwh, bounds, cost);
    }
    return cost;
}

}  // namespace pos::billing::tariff
