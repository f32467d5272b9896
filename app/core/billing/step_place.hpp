#pragma once

#include <string>

#include "pos/billing/plan/plan.hpp"
#include "pos/journal/events/billing.hpp"

namespace app::core::billing {

/// What a step of a line is about, beside its kind.
struct StepPlace {
    std::string name;  // "4917 Germany, mobile"; empty: its tier says enough
    std::string per;   // what a call's price is for: "60"; empty where that is one
    bool operator==(const StepPlace&) const = default;
};

/// Where a step's tier points to: a destination of the deck, a component, a charge that counted
/// towards a commitment.
///
/// requires: the phase is the charge's
StepPlace step_place(const pos::billing::plan::Phase& phase,
                     const pos::billing::plan::PlanCharge& charge,
                     const pos::journal::PricingStep& step);

}  // namespace app::core::billing
