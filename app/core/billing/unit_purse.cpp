#include "app/core/billing/unit_purse.hpp"

#include <algorithm>
#include <utility>
#include <variant>

namespace app::core::billing {

namespace {

namespace plan = pos::billing::plan;
namespace stored = pos::store::billing;
namespace wallet = pos::billing::wallet;

bool measures_power(const plan::TimeRates& rates) {
    return std::ranges::any_of(rates.components, [](const auto& component) {
        return component.kind == pos::billing::tariff::ComponentKind::demand;
    });
}

}  // namespace

UnitPurse::UnitPurse(std::span<const stored::StoredUnitLot> lots) {
    for (const stored::StoredUnitLot& lot : lots) {
        OfUnit& of = units_[lot.row.unit];
        of.ids.push_back(lot.row.lot);
        of.lots.push_back(rule_of(lot));
        head_ = std::max(head_, lot.entry);
    }
}

bool UnitPurse::serves(const plan::PlanCharge& charge) const {
    if (charge.unit.empty() || !units_.contains(charge.unit)) return false;
    const bool adds_up = charge.aggregation == plan::Aggregation::sum ||
                         charge.aggregation == plan::Aggregation::count;
    const bool gauge = std::holds_alternative<pos::billing::models::Capacity>(charge.charge.model);
    return adds_up && !gauge && (!charge.times || !measures_power(*charge.times));
}

UnitPurse::Covered UnitPurse::cover(const pos::billing::bill::UsageQuestion& asked,
                                    std::span<const stored::UsedOnce> used,
                                    std::span<const stored::UnitsOfItem> before) {
    Covered covered;
    OfUnit& of = units_[asked.charge.unit];
    using Key = std::pair<pos::Ulid, bool>;
    std::map<Key, std::int64_t> moved;
    const auto place_of = [&](const pos::Ulid& lot) {
        return static_cast<std::size_t>(std::ranges::find(of.ids, lot) - of.ids.begin());
    };
    for (const stored::UnitsOfItem& one : before) {
        const std::size_t place = place_of(one.lot);
        if (place == of.ids.size()) continue;
        wallet::give_back(of.lots, {place, one.millionths, one.kept});
        moved[{one.lot, one.kept}] -= one.millionths;
    }
    const bool counted = asked.charge.aggregation == plan::Aggregation::count;
    const bool serves_it = serves(asked.charge);
    std::vector<wallet::UnitsTaken> given;  // for these records, the latest last
    std::int64_t owed = 0;                  // taken back before it was used
    const auto take_back = [&](std::int64_t most) {
        std::int64_t back = 0;
        while (back < most && !given.empty()) {
            wallet::UnitsTaken& last = given.back();
            const wallet::UnitsTaken part{last.lot, std::min(last.amount, most - back), last.kept};
            wallet::give_back(of.lots, part);
            moved[{of.ids[part.lot], part.kept}] -= part.amount;
            back += part.amount;
            last.amount -= part.amount;
            if (last.amount == 0) given.pop_back();
        }
        return back;
    };
    for (const stored::UsedOnce& record : used) {
        stored::UsedOnce left = record;
        const std::int64_t need = counted ? pos::kQuantityScale : record.quantity.millionths;
        std::int64_t sum = 0;
        if (serves_it && need < 0) {
            sum = -take_back(-need);
            owed += sum - need;
        }
        if (serves_it && need > 0) {
            const std::int64_t unused = std::min(need, owed);
            owed -= unused;
            const auto taken = wallet::take_units(
                of.lots, {record.at, asked.charge.code, asked.leads, need - unused},
                counted ? wallet::Portion::whole_or_nothing : wallet::Portion::as_far_as_it_goes);
            for (const wallet::UnitsTaken& part : taken) {
                moved[{of.ids[part.lot], part.kept}] += part.amount;
                given.push_back(part);
                sum += part.amount;
            }
        }
        covered.millionths += sum;
        if (sum == need && sum != 0) continue;
        left.quantity.millionths -= counted ? 0 : sum;
        covered.left.push_back(std::move(left));
    }
    for (const auto& [key, millionths] : moved) {
        if (millionths != 0) covered.taken.push_back({key.first, key.second, millionths});
    }
    return covered;
}

}  // namespace app::core::billing
