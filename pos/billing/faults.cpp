#include <set>

#include "pos/base/assert.hpp"
#include "pos/billing/charge.hpp"
#include "pos/billing/limits.hpp"

namespace pos::billing {

namespace {

/// Collects what is wrong with one charge.
class Finder {
public:
    void price(Exact price) { unless(is_price(price), ChargeFault::price_out_of_range); }
    void price(const std::optional<Exact>& of) { price(of.value_or(Exact{})); }
    void quantity(Exact quantity) {
        unless(is_quantity(quantity) && quantity.e14 >= 0, ChargeFault::quantity_out_of_range);
    }
    void percent(Exact percent) {
        unless(percent.e14 >= 0 && percent <= kHundred, ChargeFault::percent_out_of_range);
    }
    void limits(const std::optional<Exact>& lower, const std::optional<Exact>& upper) {
        price(lower);
        price(upper);
        unless(!lower || !upper || *lower <= *upper, ChargeFault::limits_crossed);
    }
    void unless(bool sound, ChargeFault fault) {
        if (!sound) found_.insert(fault);
    }

    void tiers(const models::Tiers& tiers, bool of_percent = false) {
        unless(!tiers.empty(), ChargeFault::no_tiers);
        unless(tiers.size() <= kTiersMax, ChargeFault::too_many_tiers);
        Exact start;
        bool first = true;
        for (std::size_t i = 0; i < tiers.size(); ++i) {
            const models::Tier& tier = tiers[i];
            const bool last = i + 1 == tiers.size();
            unless(!last || !tier.up_to, ChargeFault::last_tier_bounded);
            unless(last || tier.up_to, ChargeFault::inner_tier_unbounded);
            if (tier.up_to) {
                quantity(*tier.up_to);
                unless(*tier.up_to > start || (first && tier.up_to->e14 > 0),
                       ChargeFault::bounds_not_rising);
                start = *tier.up_to;
            }
            if (tier.price && of_percent) percent(*tier.price);
            price(tier.price);
            price(tier.flat);
            first = false;
        }
    }

    void model(const models::OneTime& one) { price(one.amount); }
    void model(const models::Recurring& recurring) { price(recurring.amount); }
    void model(const models::PerUnit& unit) { price(unit.price); }
    void model(const models::Package& package) {
        price(package.price);
        unless(package.size.e14 > 0, ChargeFault::package_size_not_positive);
        if (package.size.e14 > 0) quantity(package.size);
    }
    void model(const models::Graduated& graduated) { tiers(graduated.tiers); }
    void model(const models::Volume& volume) { tiers(volume.tiers); }
    void model(const models::StairStep& stair) { tiers(stair.steps); }
    void model(const models::Overage& overage) {
        price(overage.fee);
        price(overage.price);
        quantity(overage.included);
    }
    void model(const models::Percentage& percentage) {
        percent(percentage.percent);
        price(percentage.fee);
        quantity(percentage.free_amount.value_or(Exact{}));
        unless(percentage.free_events.value_or(0) >= 0, ChargeFault::quantity_out_of_range);
        limits(percentage.least_per_event, percentage.most_per_event);
        limits(percentage.least_total, percentage.most_total);
    }
    void model(const models::GraduatedPercentage& graduated) { tiers(graduated.tiers, true); }
    void model(const models::ProratedGraduated& graduated) { tiers(graduated.tiers); }
    void model(const models::Capacity& capacity) {
        price(capacity.price);
        quantity(capacity.included);
    }
    void model(const models::PrePriced& given) { price(given.factor); }

    std::vector<ChargeFault> found() const { return {found_.begin(), found_.end()}; }

private:
    std::set<ChargeFault> found_;
};

bool is_flat(const Model& model) {
    return std::holds_alternative<models::OneTime>(model) ||
           std::holds_alternative<models::Recurring>(model);
}

}  // namespace

std::vector<ChargeFault> faults(const Charge& charge) {
    Finder finder;
    std::visit([&](const auto& model) { finder.model(model); }, charge.model);
    const Exact free = charge.discount.free_quantity;
    finder.unless(is_quantity(free), ChargeFault::quantity_out_of_range);
    finder.unless(free.e14 >= 0, ChargeFault::negative_free_quantity);
    finder.unless(free.e14 == 0 || !is_flat(charge.model),
                  ChargeFault::free_quantity_on_flat_price);
    finder.percent(charge.discount.percent);
    finder.unless(charge.discount.amount.e14 >= 0, ChargeFault::price_out_of_range);
    finder.price(charge.discount.amount);
    finder.limits(charge.commitment.minimum, charge.commitment.maximum);
    finder.unless(charge.rounding.decimals <= 14, ChargeFault::decimals_out_of_range);
    if (charge.conversion) {
        const Conversion& conversion = *charge.conversion;
        finder.unless(conversion.factor.e14 > 0 && is_price(conversion.factor) &&
                          conversion.step.e14 > 0 && is_price(conversion.step),
                      ChargeFault::conversion_not_positive);
        // Dividing by next to nothing makes more than any quantity.
        finder.unless(conversion.by != ConvertBy::dividing ||
                          conversion.factor.e14 >= kExactScale / 1'000'000,
                      ChargeFault::conversion_not_positive);
    }
    return finder.found();
}

std::string words_of(ChargeFault fault) {
    switch (fault) {
        case ChargeFault::no_tiers:
            return "there is no tier";
        case ChargeFault::too_many_tiers:
            return "there are more than a thousand tiers";
        case ChargeFault::bounds_not_rising:
            return "a tier ends where the one before it does, or below";
        case ChargeFault::last_tier_bounded:
            return "the last tier ends somewhere: usage beyond it would have no price";
        case ChargeFault::inner_tier_unbounded:
            return "a tier before the last has no end: the ones after it are never reached";
        case ChargeFault::price_out_of_range:
            return "a price is beyond 10^9, or negative where it cannot be";
        case ChargeFault::quantity_out_of_range:
            return "a quantity is negative or beyond 10^12";
        case ChargeFault::package_size_not_positive:
            return "a package holds nothing";
        case ChargeFault::percent_out_of_range:
            return "a percentage is outside 0 to 100";
        case ChargeFault::limits_crossed:
            return "a minimum is above its maximum";
        case ChargeFault::conversion_not_positive:
            return "the conversion's factor or step is not positive, or beyond measure";
        case ChargeFault::decimals_out_of_range:
            return "more than fourteen decimals to round to";
        case ChargeFault::negative_free_quantity:
            return "the free quantity is negative";
        case ChargeFault::free_quantity_on_flat_price:
            return "a free quantity on a price that asks for no quantity";
    }
    POS_ASSERT(!"a fault of a charge");
}

}  // namespace pos::billing
