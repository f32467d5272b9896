#include "pos/billing/plan/subscription.hpp"

#include <algorithm>

#include "pos/base/assert.hpp"

namespace pos::billing::plan {

namespace {

/// What holds between two actions.
struct Standing {
    const Plan* plan{nullptr};
    std::vector<const Plan*> versions{};  // of the plan, one after the other, this one the last
    Date phases_start{};
    unsigned anchor_day{0};
    bool paused{false};
};

struct Between {
    Instant from_at{};
    std::optional<Instant> to_at{};
    bool begins{true};
    bool ends{false};
};

/// Whether a phase is the one that held last, so that it does not begin anew behind a pause or with
/// another version.
bool goes_on(const std::vector<Stretch>& found, const Standing& now, std::size_t phase) {
    return !found.empty() && found.back().phase == phase &&
           std::ranges::find(now.versions, found.back().plan) != now.versions.end();
}

/// Adds the phases that fall between two actions.
void add_phases(const Standing& now, const Between& between, const locale::Zone& zone,
                std::vector<Stretch>& found) {
    const Date from = zone.local(between.from_at).date;
    std::optional<Date> to;
    if (between.to_at) to = zone.local(*between.to_at).date;
    Date phase_from = now.phases_start;
    for (std::size_t at = 0; at < now.plan->phases.size(); ++at) {
        const Phase& phase = now.plan->phases[at];
        std::optional<Date> phase_to;
        if (phase.length) phase_to = cycle::shift(phase_from, *phase.length, 1);
        if (phase_to && *phase_to <= from) {
            phase_from = *phase_to;
            continue;
        }
        if (to && phase_from >= *to && phase_from > from) return;
        Stretch stretch{.plan = now.plan,
                        .phase = at,
                        .from = std::max(phase_from, from),
                        .to = to,
                        .from_at = between.from_at,
                        .to_at = between.to_at,
                        .phase_to = phase_to,
                        .anchor_day = now.anchor_day,
                        .begins = between.begins || phase_from > from || !goes_on(found, now, at),
                        .ends = between.ends};
        if (phase_from > from) stretch.from_at = zone.start_of_day(phase_from);
        if (phase_to && (!to || *phase_to < *to)) {
            stretch.to = phase_to;
            stretch.to_at = zone.start_of_day(*phase_to);
            stretch.ends = false;
        }
        found.push_back(stretch);
        if (!phase_to) return;
        phase_from = *phase_to;
    }
}

Date phases_start(const Subscription& subscription, const Action& action,
                  const locale::Zone& zone) {
    switch (action.phases_from) {
        case PhasesFrom::subscription:
            return zone.local(subscription.actions.front().at).date;
        case PhasesFrom::bundle:
            if (subscription.bundle_start) return *subscription.bundle_start;
            return zone.local(subscription.actions.front().at).date;
        case PhasesFrom::change:
            return zone.local(action.at).date;
    }
    POS_ASSERT(!"where phases are counted from");
}

bool costs_by_the_period(const Phase& phase) {
    return std::ranges::any_of(phase.charges, [](const PlanCharge& charge) {
        return !charge.is_usage() && !charge.is_one_time();
    });
}

}  // namespace

std::vector<Stretch> stretches(const Subscription& subscription, const locale::Zone& zone) {
    const std::vector<Action>& actions = subscription.actions;
    POS_ASSERT(!actions.empty() && actions.front().act == Act::started);
    std::vector<Stretch> found;
    Standing now;
    for (std::size_t i = 0; i < actions.size(); ++i) {
        const Action& action = actions[i];
        bool begins = false;
        switch (action.act) {
            case Act::started:
            case Act::changed:
                now.plan = action.plan;
                now.versions = {action.plan};
                now.phases_start = phases_start(subscription, action, zone);
                if (action.anchor_day != 0) now.anchor_day = action.anchor_day;
                begins = true;
                break;
            case Act::repriced:
                now.plan = action.plan;
                now.versions.push_back(action.plan);
                break;
            case Act::paused:
                now.paused = true;
                break;
            case Act::resumed:
                now.paused = false;
                break;
            case Act::anchored:
                now.anchor_day = action.anchor_day;
                break;
            case Act::cancelled:
                return found;
        }
        if (now.paused) continue;
        Between between{.from_at = action.at, .to_at = {}, .begins = begins, .ends = false};
        if (i + 1 < actions.size()) {
            between.to_at = actions[i + 1].at;
            between.ends = actions[i + 1].act == Act::cancelled;
        }
        add_phases(now, between, zone, found);
    }
    return found;
}

std::optional<Date> first_paid(const std::vector<Stretch>& stretches) {
    for (const Stretch& stretch : stretches) {
        if (costs_by_the_period(stretch.plan->phases[stretch.phase])) return stretch.from;
    }
    return std::nullopt;
}

}  // namespace pos::billing::plan
