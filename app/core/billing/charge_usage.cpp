#include "app/core/billing/charge_usage.hpp"

#include <algorithm>

#include "pos/billing/cycle/schedule.hpp"

namespace app::core::billing {

namespace stored = pos::store::billing;
namespace plan = pos::billing::plan;

namespace {

/// Whether it reads them one by one.
bool reads_events(const plan::PlanCharge& charge) {
    namespace models = pos::billing::models;
    return std::holds_alternative<models::Percentage>(charge.charge.model) ||
           std::holds_alternative<models::GraduatedPercentage>(charge.charge.model);
}

std::vector<plan::UsedAt> records_of(std::span<const stored::UsedOnce> used) {
    std::vector<plan::UsedAt> records;
    records.reserve(used.size());
    for (const stored::UsedOnce& one : used) {
        records.push_back({one.at, exact_quantity(one.quantity), one.to, one.source, one.id});
    }
    return records;
}

/// What records come to for a charge that prices each of them.
std::expected<pos::billing::Usage, std::string> priced_usage(const plan::PlanCharge& charge,
                                                             std::span<const stored::UsedOnce> used,
                                                             const UsedBefore& before,
                                                             const pos::locale::Zone& zone) {
    pos::billing::Usage usage;
    const auto records = records_of(used);
    for (const plan::UsedAt& one : records) usage.quantity += one.quantity;
    const auto earlier = records_of(before.used);
    auto priced = charge.calls
                      ? plan::price_calls(*charge.calls, records, zone)
                      : plan::price_times(*charge.times, records, {before.period, earlier}, zone);
    if (!priced) return std::unexpected{std::move(priced.error())};
    usage.is_priced = true;
    usage.priced = std::move(*priced);
    return usage;
}

}  // namespace

pos::Exact exact_quantity(pos::Quantity quantity) {
    return {pos::Wide{quantity.millionths} * (pos::kExactScale / pos::kQuantityScale)};
}

pos::store::db::Result<UsedBefore> used_before(pos::store::db::Connection& db,
                                               const pos::Ulid& subscription,
                                               const plan::PlanCharge& charge, pos::Instant period,
                                               const pos::locale::Zone& zone) {
    UsedBefore before{zone.local(period).date, {}};
    const int months = charge.times ? plan::months_before(*charge.times) : 0;
    if (months == 0) return before;
    constexpr pos::billing::cycle::Every kMonth{};
    const pos::Date first = pos::billing::cycle::shift(before.period, kMonth, -months);
    auto used = stored::usage_between(db, subscription, charge.meter, zone.start_of_day(first),
                                      zone.start_of_day(before.period));
    if (!used) return std::unexpected{std::move(used.error())};
    before.used = std::move(*used);
    return before;
}

bool is_of_events(const plan::PlanCharge& charge) {
    if (charge.calls) return true;
    return charge.aggregation == plan::Aggregation::count ||
           (reads_events(charge) && charge.aggregation == plan::Aggregation::sum);
}

std::expected<pos::billing::Usage, std::string> usage_of(const plan::PlanCharge& charge,
                                                         std::span<const stored::UsedOnce> used,
                                                         const UsedBefore& before,
                                                         const pos::locale::Zone& zone) {
    if (charge.calls || charge.times) return priced_usage(charge, used, before, zone);
    namespace models = pos::billing::models;
    pos::billing::Usage usage;
    const bool by_events = reads_events(charge);
    const bool by_readings = std::holds_alternative<models::Capacity>(charge.charge.model);
    for (const stored::UsedOnce& one : used) {
        const pos::Exact quantity = exact_quantity(one.quantity);
        if (by_events) usage.events.push_back(quantity);
        if (by_readings) usage.readings.push_back(quantity);
        switch (charge.aggregation) {
            case plan::Aggregation::sum:
                usage.quantity += quantity;
                break;
            case plan::Aggregation::count:
                usage.quantity += pos::exactly(1);
                break;
            case plan::Aggregation::highest:
                usage.quantity = std::max(usage.quantity, quantity);
                break;
            case plan::Aggregation::latest:
                usage.quantity = quantity;
                break;
        }
    }
    return usage;
}

}  // namespace app::core::billing
