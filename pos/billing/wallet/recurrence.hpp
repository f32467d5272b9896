#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

#include "pos/base/calendar.hpp"
#include "pos/billing/cycle/schedule.hpp"
#include "pos/billing/plan/subscription.hpp"

namespace pos::billing::wallet {

/// Credit that is granted anew each period. Periods are counted from its first day, which is
/// clamped to the end of shorter months and never lost: 31 January, 28 February, 31 March.
struct Recurrence {
    cycle::Every every{};
    Date from{};
    std::optional<Date> until{};  // what begins from then on grants nothing
    bool operator==(const Recurrence&) const = default;
};

/// The first day of its period so many periods later.
Date period_of(const Recurrence& rule, int index);

/// The first days of the periods that have begun by a day, that one among them.
///
/// ensures: at most `most` of them, the earliest
std::vector<Date> periods_begun(const Recurrence& rule, Date by, std::size_t most);

/// Whether a subscription runs at an instant: it began, and is neither paused nor over.
///
/// requires: acts in the order in which they take effect
bool runs_at(std::span<const plan::Action> acts, Instant at);

}  // namespace pos::billing::wallet
