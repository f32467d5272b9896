#pragma once

#include <cstdint>
#include <span>

#include "pos/billing/rated.hpp"
#include "pos/billing/usage.hpp"

namespace pos::billing::models {

/// Which reading of a gauge is billed.
enum class CapacityOf : std::uint8_t {
    highest,        // the high-water mark
    percentile_95,  // the highest once the top twentieth of readings is left out
    average,
    last,
};

/// What was held ready: storage, lines, seats at once. The billed reading of the period's gauge,
/// less what is included, costs per unit. It waits for the period's last part.
struct Capacity {
    Exact price;
    Exact included;
    CapacityOf of{CapacityOf::highest};
    bool operator==(const Capacity&) const = default;
};

/// requires: readings is not empty
Exact billed_reading(std::span<const Exact> readings, CapacityOf of);

/// Reads usage.readings, or usage.quantity where there are none.
void add_lines(const Capacity& charge, const Usage& usage, Measured& measured, LineWriter& lines);

}  // namespace pos::billing::models
