#pragma once

#include <optional>

#include "pos/billing/rated.hpp"
#include "pos/billing/usage.hpp"

namespace pos::billing::models {

/// A share of what was turned over: card payments, commissions. Each transaction that is not free
/// costs the share of its amount and a fixed fee, within limits for each and for all of them.
///
/// Free events and a free amount may stand together: the allowance ends with whichever runs out
/// first. It needs the transactions one by one, and is left aside where only their sum is known.
struct Percentage {
    Exact percent;
    Exact fee;  // for each paid transaction
    std::optional<std::int64_t> free_events;
    std::optional<Exact> free_amount;
    std::optional<Exact> least_per_event;
    std::optional<Exact> most_per_event;
    std::optional<Exact> least_total;
    std::optional<Exact> most_total;
    bool operator==(const Percentage&) const = default;
};

/// ensures: no line where the amounts come to nothing
void add_lines(const Percentage& charge, const Usage& usage, Measured& measured, LineWriter& lines);

}  // namespace pos::billing::models
