#include "pos/billing/plan/plan.hpp"

#include <algorithm>
#include <set>

namespace pos::billing::plan {

namespace {

/// What is wrong with what a commitment covers.
std::vector<PlanFault> cover_faults(const PlanCharge& commitment, const Phase& phase) {
    std::vector<PlanFault> found;
    const auto is_known = [&](const std::string& code) {
        return std::ranges::any_of(phase.charges, [&](const PlanCharge& charge) {
            return charge.code == code && !charge.commits;
        });
    };
    const bool all_known = std::ranges::all_of(commitment.commits->covers, is_known);
    if (!all_known) found.push_back(PlanFault::covers_unknown);
    const auto is_covered = [&](const PlanCharge& charge) { return commitment.covers(charge); };
    if (all_known && std::ranges::none_of(phase.charges, is_covered)) {
        found.push_back(PlanFault::covers_nothing);
    }
    const bool mixed = std::ranges::any_of(phase.charges, [&](const PlanCharge& charge) {
        return commitment.covers(charge) && charge.prices != commitment.prices;
    });
    if (mixed) found.push_back(PlanFault::covers_mixed_prices);
    return found;
}

void check_phase(const Phase& phase, std::size_t at, std::vector<PlanProblem>& found) {
    const auto say = [&](PlanFault fault, std::string charge = {}, std::string detail = {}) {
        found.push_back({fault, at, std::move(charge), std::move(detail)});
    };
    if (phase.length && !cycle::in_range(*phase.length)) say(PlanFault::length_out_of_range);
    if (phase.charges.size() > kChargesMax) say(PlanFault::too_many_charges);
    std::set<std::string_view> codes;
    for (const PlanCharge& charge : phase.charges) {
        if (charge.code.empty()) {
            say(PlanFault::charge_without_code);
        } else if (!codes.insert(charge.code).second) {
            say(PlanFault::charge_repeated, charge.code);
        }
        if (!cycle::in_range(charge.every)) say(PlanFault::period_out_of_range, charge.code);
        for (const ChargeFault fault : faults(charge.charge)) {
            say(PlanFault::charge_wrong, charge.code, words_of(fault));
        }
        if (!charge.commits) continue;
        for (const PlanFault fault : cover_faults(charge, phase)) say(fault, charge.code);
    }
}

std::string_view fault_words(PlanFault fault) {
    switch (fault) {
        case PlanFault::code_missing:
            return "the plan has no code";
        case PlanFault::name_missing:
            return "the plan has no name";
        case PlanFault::no_phases:
            return "the plan has no phase";
        case PlanFault::too_many_phases:
            return "the plan has more than 100 phases";
        case PlanFault::inner_phase_endless:
            return "it has no length, so the phases behind it are never reached";
        case PlanFault::length_out_of_range:
            return "its length is not from 1 to 1,000";
        case PlanFault::charge_without_code:
            return "a charge has no code";
        case PlanFault::charge_repeated:
            return "two charges have this code";
        case PlanFault::too_many_charges:
            return "it has more than 200 charges";
        case PlanFault::period_out_of_range:
            return "its billing period is not from 1 to 1,000";
        case PlanFault::charge_wrong:
            return "the charge makes no sense";
        case PlanFault::covers_unknown:
            return "it covers a charge that the phase has not, or another commitment";
        case PlanFault::covers_nothing:
            return "it covers nothing: no charge of the phase prices usage";
        case PlanFault::covers_mixed_prices:
            return "it and what it covers have prices with tax and without";
    }
    return "unknown";
}

}  // namespace

bool PlanCharge::covers(const PlanCharge& other) const {
    if (other.commits) return false;
    if (commits->covers.empty()) return other.is_usage();
    return std::ranges::find(commits->covers, other.code) != commits->covers.end();
}

std::vector<PlanProblem> problems(const Plan& plan) {
    std::vector<PlanProblem> found;
    if (plan.code.empty()) found.push_back({PlanFault::code_missing, 0, {}, {}});
    if (plan.name.empty()) found.push_back({PlanFault::name_missing, 0, {}, {}});
    if (plan.phases.empty()) found.push_back({PlanFault::no_phases, 0, {}, {}});
    if (plan.phases.size() > kPhasesMax) found.push_back({PlanFault::too_many_phases, 0, {}, {}});
    for (std::size_t at = 0; at < plan.phases.size(); ++at) {
        const Phase& phase = plan.phases[at];
        if (!phase.length && at + 1 < plan.phases.size()) {
            found.push_back({PlanFault::inner_phase_endless, at, {}, {}});
        }
        check_phase(phase, at, found);
    }
    return found;
}

std::string words_of(const PlanProblem& problem) {
    const bool of_plan = problem.fault <= PlanFault::too_many_phases;
    std::string words;
    if (!of_plan) words = "phase " + std::to_string(problem.phase + 1);
    if (!problem.charge.empty()) words += ", charge " + problem.charge;
    if (!of_plan) words += ": ";
    words += problem.detail.empty() ? std::string{fault_words(problem.fault)} : problem.detail;
    return words;
}

}  // namespace pos::billing::plan
