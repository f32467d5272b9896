#include "pos/billing/wallet/lot.hpp"

#include <algorithm>
#include <limits>
#include <numeric>
#include <tuple>

#include "pos/base/assert.hpp"

namespace pos::billing::wallet {

namespace {

std::int64_t expiry_second(const Lot& lot) {
    if (!lot.expires) return std::numeric_limits<std::int64_t>::max();
    const std::int64_t ms = lot.expires->unix_ms;
    return ms / 1000 - (ms % 1000 < 0 ? 1 : 0);
}

/// The refill so many periods from the anchor.
Instant refill_at(const Refill& refill, const locale::Zone& zone, int index) {
    const LocalTime anchor = zone.local(refill.anchor);
    const Date date = cycle::shift(anchor.date, refill.every, index);
    const auto instants = zone.instants(date, anchor.second_of_day);
    // In the hour that is skipped in spring it happens when the clocks go on.
    if (!instants.empty()) return {instants.front().unix_ms + refill.anchor.unix_ms % 1000};
    const auto later = zone.instants(date, std::min(anchor.second_of_day + 3600, 86'399));
    return later.empty() ? zone.start_of_day({date.days + 1}) : later.front();
}

/// The days that a period has at most, and at least.
struct Length {
    int most;
    int least;
};
Length length_of(const cycle::Every& every) {
    switch (every.unit) {
        case cycle::Unit::day:
            return {every.count, every.count};
        case cycle::Unit::week:
            return {7 * every.count, 7 * every.count};
        case cycle::Unit::month:
            return {31 * every.count, 28 * every.count};
        case cycle::Unit::year:
            return {366 * every.count, 365 * every.count};
    }
    POS_ASSERT(!"a unit of time");
}

}  // namespace

std::optional<Instant> end_of(const Lot& lot) {
    if (lot.expires && lot.voided) return std::min(*lot.expires, *lot.voided);
    return lot.expires ? lot.expires : lot.voided;
}

bool counts_at(const Lot& lot, Instant at) {
    const auto end = end_of(lot);
    return lot.effective <= at && (!end || at < *end);
}

std::vector<std::size_t> burn_order(std::span<const Lot> lots) {
    std::vector<std::size_t> order(lots.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::ranges::stable_sort(order, {}, [&](std::size_t at) {
        const Lot& lot = lots[at];
        return std::tuple{lot.priority, expiry_second(lot), lot.created.unix_ms,
                          std::string_view{lot.id}};
    });
    return order;
}

std::vector<Instant> refills(const Lot& lot, const locale::Zone& zone, Instant after, Instant until,
                             std::size_t most) {
    std::vector<Instant> found;
    if (!lot.refill) return found;
    const Instant from = std::max(after, lot.effective);
    const std::int64_t days = (from.unix_ms - lot.refill->anchor.unix_ms) / 86'400'000;
    // A guess that is never too late: then one after the other.
    const Length length = length_of(lot.refill->every);
    int index = static_cast<int>(days / (days < 0 ? length.least : length.most)) - 2;
    for (; found.size() < most; ++index) {
        const Instant at = refill_at(*lot.refill, zone, index);
        if (at > until) break;
        const auto end = end_of(lot);
        if (end && at >= *end) break;
        if (at > after && at >= lot.effective) found.push_back(at);
    }
    return found;
}

}  // namespace pos::billing::wallet
