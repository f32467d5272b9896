#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "pos/base/calendar.hpp"
#include "pos/base/clock.hpp"
#include "pos/base/ulid.hpp"
#include "pos/billing/plan/plan.hpp"
#include "pos/locale/zone.hpp"

namespace pos::billing::plan {

/// What becomes of a subscription. Stored: never changed.
enum class Act : std::uint8_t {
    started = 1,
    changed = 2,    // to another plan, or another version of it
    paused = 3,     // neither used nor paid
    resumed = 4,    //
    cancelled = 5,  // it ends
    anchored = 6,   // its periods turn over on another day of the month from then on
    repriced = 7,   // to another version of its plan, whose phases go on as they were counted
};

struct Action {
    Act act{Act::started};
    Instant at{};
    const Plan* plan{nullptr};  // of started, changed and repriced
    PhasesFrom phases_from{PhasesFrom::subscription};
    unsigned anchor_day{0};  // of started and changed, if they set one, and of anchored
};

/// What somebody has subscribed to, and all that became of it.
///
/// requires: plans outlive it
struct Subscription {
    Ulid id{};
    std::string number;
    std::optional<Date> bundle_start;  // of the one it was added to
    /// In the order in which they take effect; the first is started, cancelled is followed by none.
    std::vector<Action> actions;
};

/// A stretch of time in which one phase of one plan holds.
struct Stretch {
    const Plan* plan{nullptr};
    std::size_t phase{0};
    Date from{};  // dates of the account's zone
    std::optional<Date> to{};
    Instant from_at{};
    std::optional<Instant> to_at{};
    std::optional<Date> phase_to{};  // when the phase ends by itself
    unsigned anchor_day{0};          // what an action set; 0: none
    bool begins{true};               // the phase begins here, and does not go on after a pause
    bool ends{false};                // the subscription ends with it
};

/// The stretches of a subscription, one behind the other; pauses lie between them. One that begins
/// and ends on one date is there as well: it bills no time, but what was used in it.
std::vector<Stretch> stretches(const Subscription& subscription, const locale::Zone& zone);

/// The day on which the first phase begins that costs something period by period; nothing if none
/// does.
std::optional<Date> first_paid(const std::vector<Stretch>& stretches);

}  // namespace pos::billing::plan
