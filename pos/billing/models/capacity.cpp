#include "pos/billing/models/capacity.hpp"

#include <algorithm>
#include <numeric>

#include "pos/base/assert.hpp"
#include "pos/billing/limits.hpp"

namespace pos::billing::models {

Exact billed_reading(std::span<const Exact> readings, CapacityOf of) {
    POS_ASSERT(!readings.empty());
    switch (of) {
        case CapacityOf::highest:
            return *std::ranges::max_element(readings);
        case CapacityOf::percentile_95: {
            std::vector<Exact> sorted{readings.begin(), readings.end()};
            const std::size_t left_out = sorted.size() / 20;
            const auto at = sorted.begin() + static_cast<std::ptrdiff_t>(left_out);
            std::ranges::nth_element(sorted, at, std::ranges::greater{});
            return *at;
        }
        case CapacityOf::average: {
            const Exact sum = std::accumulate(readings.begin(), readings.end(), Exact{});
            return share_of(sum, 1, static_cast<Wide>(readings.size()));
        }
        case CapacityOf::last:
            return readings.back();
    }
    POS_ASSERT(!"a way to read capacity");
}

void add_lines(const Capacity& charge, const Usage& usage, Measured& measured, LineWriter& lines) {
    if (!ends_period(usage.part)) return;
    const Exact held = usage.readings.empty() ? measured.before + measured.quantity
                                              : billed_reading(usage.readings, charge.of);
    measured.free = least(held, charge.included);
    measured.quantity = held - measured.free;
    if (measured.quantity.e14 != 0) {
        lines.add(LineKind::capacity, 0, measured.quantity, charge.price);
    }
}

}  // namespace pos::billing::models
