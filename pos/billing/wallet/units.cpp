#include "pos/billing/wallet/units.hpp"

#include <algorithm>
#include <limits>
#include <tuple>

#include "pos/base/assert.hpp"

namespace pos::billing::wallet {

namespace {

bool is_kept_at(const UnitLot& lot, Instant at) {
    return lot.expires && at >= *lot.expires;
}

/// The positions of those that may give something, in the order in which they do.
std::vector<std::size_t> giving(std::span<const UnitLot> lots, const UnitsNeed& need) {
    const Instant at = need.at;
    std::vector<std::size_t> order;
    for (std::size_t place = 0; place < lots.size(); ++place) {
        if (covers(lots[place], need) && available(lots[place], at) > 0) order.push_back(place);
    }
    std::ranges::stable_sort(order, {}, [&](std::size_t place) {
        const UnitLot& lot = lots[place];
        const auto end = end_at(lot, at);
        return std::tuple{lot.priority,
                          end ? end->unix_ms : std::numeric_limits<std::int64_t>::max(),
                          lot.created.unix_ms, std::string_view{lot.id}};
    });
    return order;
}

}  // namespace

std::int64_t available(const UnitLot& lot, Instant at) {
    if (at < lot.effective || lot.left <= 0) return 0;
    if (!is_kept_at(lot, at)) return lot.left;
    if (!lot.kept_until || at >= *lot.kept_until) return 0;
    return std::max<std::int64_t>(std::min(lot.left, lot.kept_left), 0);
}

std::optional<Instant> end_at(const UnitLot& lot, Instant at) {
    if (!is_kept_at(lot, at)) return lot.expires;
    return lot.kept_until ? lot.kept_until : lot.expires;
}

bool covers(const UnitLot& lot, const UnitsNeed& need) {
    if (lot.scope.empty()) return need.leads;
    return std::ranges::find(lot.scope, need.charge) != lot.scope.end();
}

std::vector<UnitsTaken> take_units(std::span<UnitLot> lots, const UnitsNeed& need,
                                   Portion portion) {
    POS_ASSERT(need.amount >= 0);
    std::int64_t open = need.amount;
    std::vector<UnitsTaken> taken;
    for (const std::size_t place : giving(lots, need)) {
        if (open == 0) break;
        UnitLot& lot = lots[place];
        const std::int64_t part = std::min(open, available(lot, need.at));
        const bool kept = is_kept_at(lot, need.at);
        lot.left -= part;
        if (kept) lot.kept_left -= part;
        open -= part;
        taken.push_back({place, part, kept});
    }
    if (open > 0 && portion == Portion::whole_or_nothing) {
        for (const UnitsTaken& one : taken) give_back(lots, one);
        taken.clear();
    }
    return taken;
}

void give_back(std::span<UnitLot> lots, const UnitsTaken& taken) {
    UnitLot& lot = lots[taken.lot];
    lot.left += taken.amount;
    if (taken.kept) lot.kept_left += taken.amount;
}

}  // namespace pos::billing::wallet
