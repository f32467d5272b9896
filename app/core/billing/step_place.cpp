#include "app/core/billing/step_place.hpp"

#include <algorithm>

#include "pos/billing/rated.hpp"
#include "pos/money/decimal.hpp"

namespace app::core::billing {

namespace {

namespace plan = pos::billing::plan;
using pos::billing::LineKind;

const pos::billing::call::Tariff* tariff_at(const plan::CallRates& calls, std::size_t place) {
    if (calls.tariff) return &*calls.tariff;
    if (place >= 1 && place <= calls.windows.size()) return &calls.windows[place - 1].tariff;
    if (place >= 1 && place <= calls.deck.size()) return &calls.deck[place - 1].tariff;
    return nullptr;
}

/// What a price of the tariff is for. Of what was free there is no price: then what all are for.
std::string per_of(const pos::billing::call::Tariff& tariff, const pos::journal::PricingStep& step,
                   bool free) {
    const auto price = pos::parse_exact(step.price);
    std::optional<pos::Exact> per;
    for (const pos::billing::call::RateGroup& rate : tariff.rates) {
        if (!free && price != rate.price) continue;
        if (per && *per != rate.per) return {};
        per = rate.per;
    }
    return per && *per != pos::exactly(1) ? to_string(*per) : std::string{};
}

}  // namespace

StepPlace step_place(const plan::Phase& phase, const plan::PlanCharge& charge,
                     const pos::journal::PricingStep& step) {
    StepPlace place;
    const auto kind = static_cast<LineKind>(step.kind);
    const std::size_t tier = step.tier;
    if (charge.commits && kind == LineKind::counted && tier >= 1 && tier <= phase.charges.size()) {
        place.name = phase.charges[tier - 1].name;
    }
    if (charge.times && tier >= 1 && tier <= charge.times->components.size()) {
        place.name = charge.times->components[tier - 1].name;
    }
    if (!charge.calls) return place;
    const plan::CallRates& calls = *charge.calls;
    if (tier >= 1 && tier <= calls.deck.size()) {
        const plan::Destination& to = calls.deck[tier - 1];
        place.name = to.prefix + (to.name.empty() ? "" : " ") + to.name;
    }
    const bool free = kind == LineKind::call_free;
    const auto* tariff = tariff_at(calls, tier);
    if (tariff != nullptr && (free || kind == LineKind::call_time)) {
        place.per = per_of(*tariff, step, free);
    }
    return place;
}

}  // namespace app::core::billing
