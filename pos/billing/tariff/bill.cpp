#include "pos/billing/tariff/bill.hpp"

#include <algorithm>

#include "pos/base/assert.hpp"
#include "pos/billing/limits.hpp"

namespace pos::billing::tariff {

namespace {

/// What a month took from the grid and fed into it, interval by interval.
struct Flows {
    std::vector<Exact> bought;
    std::vector<Exact> sold;
    std::vector<Exact> kw;  // net power, for demand
};

Flows flows_of(const Tariff& tariff, Month load, Month generation) {
    Flows flows;
    flows.bought.reserve(load.size());
    flows.sold.reserve(load.size());
    flows.kw.reserve(load.size());
    for (std::size_t i = 0; i < load.size(); ++i) {
        const Exact made = generation.empty() ? Exact{} : generation[i].kwh;
        const Exact made_kw = generation.empty() ? Exact{} : generation[i].kw;
        if (tariff.metering == Metering::separate) {
            // What a generator takes for itself at night is bought.
            flows.bought.push_back(greatest(load[i].kwh, {}) + greatest(-made, {}));
            flows.sold.push_back(greatest(made, {}) + greatest(-load[i].kwh, {}));
            flows.kw.push_back(greatest(load[i].kw, {}));
            continue;
        }
        const Exact net = load[i].kwh - made;
        flows.bought.push_back(greatest(net, {}));
        flows.sold.push_back(greatest(-net, {}));
        flows.kw.push_back(greatest(load[i].kw - made_kw, {}));
    }
    return flows;
}

Exact sum_of(const std::vector<Exact>& figures) {
    Exact sum;
    for (const Exact figure : figures) sum += figure;
    return sum;
}

Cost fixed_cost(const Component& component, Month month) {
    Cost cost;
    const auto price = price_at(component.tiers.front().slots, month.front().at);
    cost.amount = price.value_or(Exact{});
    cost.tiers = {{exactly(1), cost.amount}};
    return cost;
}

/// Bills month after month and carries on what is left.
class Biller {
public:
    explicit Biller(const Tariff& tariff)
        : tariff_{tariff}, surplus_kwh_(tariff.components.size()) {}

    MonthBill month(Month load, Month generation) {
        MonthBill made;
        made.first = load.front().at.date;
        Flows flows = flows_of(tariff_, load, generation);
        made.bought_kwh = sum_of(flows.bought);
        made.sold_kwh = sum_of(flows.sold);
        for (std::size_t i = 0; i < tariff_.components.size(); ++i) {
            made.costs.push_back(cost(i, load, flows));
            const Exact amount = made.costs.back().amount;
            const bool credit = tariff_.components[i].kind == ComponentKind::export_paid;
            (credit ? made.sold : made.charges) += amount;
        }
        const bool true_up = split(made.first).month == tariff_.true_up_month;
        apply_credit(made);
        add_minimum(made, true_up);
        if (true_up) settle(made);
        made.carried = credit_;
        made.total = made.charges + made.minimum_added - made.credit_applied - made.paid_out;
        return made;
    }

private:
    Cost cost(std::size_t at, Month load, const Flows& flows) {
        const Component& component = tariff_.components[at];
        switch (component.kind) {
            case ComponentKind::energy:
                if (tariff_.metering != Metering::net_each_month) {
                    return energy_cost(component, load, flows.bought);
                }
                return energy_cost(component, load, netted(at, load, flows));
            case ComponentKind::export_paid:
                return energy_cost(component, load, flows.sold);
            case ComponentKind::demand:
                return demand_cost(component, load, flows.kw);
            case ComponentKind::fixed:
                return fixed_cost(component, load);
        }
        POS_ASSERT(!"a kind of component");
    }

    /// What is left of the energy in a component's own hours, once what was fed in then, this month
    /// and before, is taken off. Every hour keeps the same share of what it took.
    std::vector<Exact> netted(std::size_t at, Month load, const Flows& flows) {
        const Slots& slots = tariff_.components[at].tiers.front().slots;
        Exact bought;
        Exact sold = surplus_kwh_[at];
        for (std::size_t i = 0; i < load.size(); ++i) {
            if (!price_at(slots, load[i].at)) continue;
            bought += flows.bought[i];
            sold += flows.sold[i];
        }
        const Exact left = greatest(bought - sold, {});
        surplus_kwh_[at] = greatest(sold - bought, {});
        std::vector<Exact> kept = flows.bought;
        for (std::size_t i = 0; i < load.size(); ++i) {
            if (kept[i].e14 == 0 || !price_at(slots, load[i].at)) continue;
            kept[i] = share_of(kept[i], left.e14, bought.e14);
        }
        return kept;
    }

    void apply_credit(MonthBill& made) {
        switch (tariff_.credit_pays) {
            case CreditPays::same_month:
                made.credit_applied = made.sold;
                return;
            case CreditPays::from_same_month_on:
                credit_ += made.sold;
                made.credit_applied = least(credit_, made.charges);
                credit_ -= made.credit_applied;
                return;
            case CreditPays::later_months:
                made.credit_applied = least(credit_, made.charges);
                credit_ += made.sold - made.credit_applied;
                return;
        }
    }

    void add_minimum(MonthBill& made, bool true_up) {
        const Exact due = made.charges - made.credit_applied;
        if (tariff_.minimum_per_month) {
            made.minimum_added = greatest(*tariff_.minimum_per_month - due, {});
        }
        year_ += due + made.minimum_added;
        if (!true_up) return;
        if (tariff_.minimum_per_year) {
            made.minimum_added += greatest(*tariff_.minimum_per_year - year_, {});
        }
        year_ = {};
    }

    void settle(MonthBill& made) {
        if (tariff_.at_true_up == AtTrueUp::kept) return;
        for (Exact& surplus : surplus_kwh_) {
            credit_ += product(surplus, tariff_.surplus_price);
            surplus = {};
        }
        (tariff_.at_true_up == AtTrueUp::paid ? made.paid_out : made.expired) = credit_;
        credit_ = {};
    }

    const Tariff& tariff_;
    std::vector<Exact> surplus_kwh_;  // of net metering, by component
    Exact credit_;
    Exact year_;
};

}  // namespace

std::vector<MonthBill> bill(const Tariff& tariff, const Readings& load,
                            const Readings& generation) {
    POS_ASSERT(generation.empty() || generation.size() == load.size());
    const auto loads = months(load);
    const auto generations = months(generation);
    std::vector<MonthBill> bills;
    Biller biller{tariff};
    for (std::size_t i = 0; i < loads.size(); ++i) {
        bills.push_back(biller.month(loads[i], generation.empty() ? Month{} : generations[i]));
    }
    return bills;
}

}  // namespace pos::billing::tariff
