#include "pos/billing/tariff/when.hpp"

#include <algorithm>

namespace pos::billing::tariff {

bool holds(const When& when, const LocalTime& local) {
    if (local.second_of_day < when.from_second || local.second_of_day >= when.to_second) {
        return false;
    }
    if ((when.days >> weekday(local.date) & 1U) == 0) return false;
    if (when.months != 0x0FFF && (when.months >> (split(local.date).month - 1) & 1U) == 0) {
        return false;
    }
    return (!when.first || *when.first <= local.date) && (!when.last || local.date <= *when.last);
}

std::optional<Exact> price_at(const Slots& slots, const LocalTime& local) {
    const auto found =
        std::ranges::find_if(slots, [&](const Slot& slot) { return holds(slot.when, local); });
    if (found == slots.end()) return std::nullopt;
    return found->price;
}

}  // namespace pos::billing::tariff
