#pragma once

#include <cstdint>
#include <optional>

#include "pos/money/money.hpp"
#include "pos/money/quantity.hpp"
#include "pos/report/takings.hpp"

/// What is left of takings when what the goods cost is taken from them. Both are without tax: a
/// cost is what the supplier was paid without it.
namespace pos::report {

/// What so much costs at a cost for one unit.
///
/// units:   1e-8 of the currency's unit
/// ensures: half away from zero to one of them; beyond 64 bits it stays at the end that it passed
std::int64_t cost_e8(std::int64_t unit_cost_e8, Quantity quantity);

/// Adds one line: `net_minor` is what came in for it, without tax. Returned goods have a negative
/// quantity and take off what their sale put in.
void add(CostOfSales& sum, std::int64_t unit_cost_e8, Quantity quantity, std::int64_t net_minor);
/// The same of sums.
void add(CostOfSales& sum, const CostOfSales& more);

struct Margin {
    Money takings{};            // without tax, of everything in the row
    Money cost{};               // of what says its cost
    Money amount{};             // what is left of that
    std::optional<Rate> share;  // of the takings of what says its cost; nothing if none came in
    Money without_cost{};       // takings of what says none: in no margin
    bool operator==(const Margin&) const = default;
};
/// The amount is rounded once, from the sum.
Margin margin_of(const TakingsRow& row);

}  // namespace pos::report
