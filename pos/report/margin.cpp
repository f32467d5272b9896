#include "pos/report/margin.hpp"

#include <algorithm>
#include <limits>

#include "pos/base/saturate.hpp"
#include "pos/money/rounding.hpp"
#include "pos/money/wide.hpp"

namespace pos::report {

namespace {

std::int64_t clamped(Wide value) {
    using Limits = std::numeric_limits<std::int64_t>;
    return static_cast<std::int64_t>(std::clamp(value, Wide{Limits::min()}, Wide{Limits::max()}));
}

/// 1e-8 of a unit in one minor unit.
std::int64_t e8_per_minor(Currency currency) {
    return kPriceScale / minor_per_major(currency);
}

}  // namespace

std::int64_t cost_e8(std::int64_t unit_cost_e8, Quantity quantity) {
    return clamped(divide_wide(Wide{unit_cost_e8} * quantity.millionths, kQuantityScale,
                               RoundingMode::half_away));
}

void add(CostOfSales& sum, std::int64_t unit_cost_e8, Quantity quantity, std::int64_t net_minor) {
    add(sum, CostOfSales{cost_e8(unit_cost_e8, quantity), net_minor});
}

void add(CostOfSales& sum, const CostOfSales& more) {
    sum.cost_e8 = add_saturating(sum.cost_e8, more.cost_e8);
    sum.takings_minor = add_saturating(sum.takings_minor, more.takings_minor);
}

Margin margin_of(const TakingsRow& row) {
    const Currency currency = row.currency;
    const std::int64_t net_minor =
        subtract_saturating(row.figures.net_minor(), row.figures.tax_minor);
    const std::int64_t cost_minor =
        divide(row.cost.cost_e8, e8_per_minor(currency), RoundingMode::half_away);
    const std::int64_t left_minor = subtract_saturating(row.cost.takings_minor, cost_minor);
    Margin margin{
        .takings = {net_minor, currency},
        .cost = {cost_minor, currency},
        .amount = {left_minor, currency},
        .share = std::nullopt,
        .without_cost = {subtract_saturating(net_minor, row.cost.takings_minor), currency}};
    if (row.cost.takings_minor > 0) {
        margin.share = Rate{clamped(divide_wide(Wide{left_minor} * kRateScale,
                                                row.cost.takings_minor, RoundingMode::half_away))};
    }
    return margin;
}

}  // namespace pos::report
