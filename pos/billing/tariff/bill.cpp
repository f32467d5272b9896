#include "pos/billing/tariff/bill.hpp"

#include <algorithm>
#include <array>
#include <optional>

#include "pos/base/assert.hpp"
#include "pos/billing/limits.hpp"

namespace pos::billing::tariff {

namespace {

/// Night, early morning, noon and evening: by them a surplus finds its hours in another season.
constexpr std::array<std::int32_t, 4> kHours{0, 5, 11, 17};

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
        : tariff_{tariff}, surplus_kwh_(tariff.components.size()), demand_{tariff.billed_demand} {
        for (const Component& component : tariff.components) peaks_.emplace_back(component.ratchet);
    }

    MonthBill month(Month load, Month generation) {
        MonthBill made;
        made.first = load.front().at.date;
        Flows flows = flows_of(tariff_, load, generation);
        made.bought_kwh = sum_of(flows.bought);
        made.sold_kwh = sum_of(flows.sold);
        year_bought_kwh_ += made.bought_kwh;
        year_sold_kwh_ += made.sold_kwh;
        if (tariff_.metering == Metering::net_each_month) net(load, flows);
        const Exact peak = *std::ranges::max_element(flows.kw);
        made.billed_demand_kw = demand_.billed(peak, made.first);
        demand_.add(peak);
        for (std::size_t i = 0; i < tariff_.components.size(); ++i) {
            made.costs.push_back(cost(i, load, flows, made.billed_demand_kw));
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
    Cost cost(std::size_t at, Month load, const Flows& flows, Exact demand_kw) {
        const Component& component = tariff_.components[at];
        switch (component.kind) {
            case ComponentKind::energy:
                return energy_cost(component, load, flows.bought, demand_kw);
            case ComponentKind::export_paid:
                return energy_cost(component, load, flows.sold, demand_kw);
            case ComponentKind::demand:
                return demand_cost(component, load, flows.kw, peaks_[at]);
            case ComponentKind::fixed:
                return fixed_cost(component, load);
        }
        POS_ASSERT(!"a kind of component");
    }

    /// Whose hours a moment belongs to: the first energy component that has a price for it.
    std::optional<std::size_t> owner_of(const LocalTime& at) const {
        for (std::size_t i = 0; i < tariff_.components.size(); ++i) {
            const Component& component = tariff_.components[i];
            if (component.kind != ComponentKind::energy) continue;
            if (price_at(component.tiers.front().slots, at)) return i;
        }
        return std::nullopt;
    }

    /// Takes what was fed in at a component's hours, this month and before, off what was taken
    /// then. Every interval keeps the same share of what it took.
    void net(Month load, Flows& flows) {
        move_surplus(load.front().at.date);
        std::vector<std::optional<std::size_t>> owners;
        std::vector<Exact> bought(tariff_.components.size());
        std::vector<Exact> sold = surplus_kwh_;
        for (std::size_t i = 0; i < load.size(); ++i) {
            const auto owner = owner_of(load[i].at);
            owners.push_back(owner);
            if (!owner) continue;
            bought[*owner] += flows.bought[i];
            sold[*owner] += flows.sold[i];
        }
        for (std::size_t i = 0; i < surplus_kwh_.size(); ++i) {
            surplus_kwh_[i] = greatest(sold[i] - bought[i], {});
        }
        for (std::size_t i = 0; i < load.size(); ++i) {
            if (!owners[i] || flows.bought[i].e14 == 0) continue;
            const Exact left = greatest(bought[*owners[i]] - sold[*owners[i]], {});
            flows.bought[i] = share_of(flows.bought[i], left.e14, bought[*owners[i]].e14);
        }
    }

    /// With a new season other components may stand at the same hours of the day: what is left of
    /// the old ones goes to them.
    void move_surplus(Date first) {
        const std::array<std::optional<std::size_t>, 4> now = owners_of_day(first);
        std::vector<Exact> moved(surplus_kwh_.size());
        for (std::size_t i = 0; i < surplus_kwh_.size(); ++i) {
            const auto hour = std::ranges::find(owners_, std::optional{i});
            const std::size_t at = static_cast<std::size_t>(hour - owners_.begin());
            const bool found = hour != owners_.end() && now[at];
            moved[found ? *now[at] : i] += surplus_kwh_[i];
        }
        surplus_kwh_ = std::move(moved);
        owners_ = now;
    }

    /// Of four hours of the first working day on or after a date.
    std::array<std::optional<std::size_t>, 4> owners_of_day(Date date) const {
        while (weekday(date) > 4) ++date.days;
        std::array<std::optional<std::size_t>, 4> owners;
        for (std::size_t i = 0; i < kHours.size(); ++i) {
            owners[i] = owner_of({date, kHours[i] * 3600, 0});
        }
        return owners;
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
        Exact kwh = greatest(year_sold_kwh_ - year_bought_kwh_, {});
        if (tariff_.surplus_of == SurplusOf::each_price) kwh = sum_of(surplus_kwh_);
        credit_ += product(kwh, tariff_.surplus_price);
        std::ranges::fill(surplus_kwh_, Exact{});
        year_sold_kwh_ = year_bought_kwh_ = {};
        if (tariff_.at_true_up == AtTrueUp::credited) return;
        (tariff_.at_true_up == AtTrueUp::paid ? made.paid_out : made.expired) = credit_;
        credit_ = {};
    }

    const Tariff& tariff_;
    std::vector<Exact> surplus_kwh_;                      // of net metering, by component
    std::array<std::optional<std::size_t>, 4> owners_{};  // in the month before
    Peaks demand_;
    std::vector<Peaks> peaks_;  // by component
    Exact credit_;
    Exact year_;  // what it came to since the last true-up
    Exact year_bought_kwh_;
    Exact year_sold_kwh_;
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
