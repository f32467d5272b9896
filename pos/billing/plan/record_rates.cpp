#include "pos/billing/plan/record_rates.hpp"

#include <algorithm>
#include <map>

#include "pos/billing/tariff/cost.hpp"
#include "pos/money/decimal.hpp"

namespace pos::billing::plan {

namespace {

/// What all calls to one destination came to so far.
struct CallSum {
    std::int64_t connected{0};
    Exact connect;
    Exact billed;
    Exact time;  // the rest of what they cost
};

/// Amount over quantity, to a millionth; nothing where there is no such price.
Exact average(Exact amount, Exact quantity) {
    if (quantity.e14 == 0) return {};
    return round_at(quotient(amount, quantity), 6, RoundingMode::half_away);
}

std::string named(const UsedAt& call, const locale::Zone& zone) {
    return "the call of " + to_string(zone.local(call.at).date) +
           (call.to.empty() ? "" : " to " + std::string{call.to});
}

}  // namespace

std::expected<std::vector<PricedPart>, std::string> price_calls(const CallRates& rates,
                                                                std::span<const UsedAt> calls,
                                                                const locale::Zone& zone) {
    std::map<std::uint32_t, CallSum> sums;  // by place in the deck, from 1; 0 without one
    Exact left = rates.bundle;
    call::RatedCall rated;
    for (const UsedAt& used : calls) {
        const call::Call call{used.at, used.quantity, false, {left, rates.bundled_connect}};
        std::uint32_t place = 0;
        std::expected<void, call::CallError> done;
        if (!rates.windows.empty()) {
            done = rate_call(rates.windows, call, zone, rated);
        } else if (rates.tariff) {
            done = rate_units(*rates.tariff, call, rated);
        } else {
            const std::size_t plus = used.to.starts_with('+') ? 1 : 0;
            const auto match = rates.prefixes.longest(used.to.substr(plus));
            if (!match) return std::unexpected{named(used, zone) + " has no prefix of the deck"};
            place = match->value + 1;
            done = rate_units(rates.deck[match->value].tariff, call, rated);
        }
        if (!done) return std::unexpected{named(used, zone) + ": " + words_of(done.error())};
        left -= std::min(left, rated.bundled);
        CallSum& sum = sums[place];
        if (rated.connect_fee.e14 != 0) ++sum.connected;
        sum.connect += rated.connect_fee;
        sum.billed += rated.billed;
        sum.time += rated.cost - rated.connect_fee;
    }
    std::vector<PricedPart> parts;
    for (const auto& [place, sum] : sums) {
        if (sum.connected != 0) {
            const Exact count = exactly(sum.connected);
            parts.push_back(
                {LineKind::call_connect, place, count, average(sum.connect, count), sum.connect});
        }
        parts.push_back(
            {LineKind::call_time, place, sum.billed, average(sum.time, sum.billed), sum.time});
    }
    return parts;
}

std::expected<std::vector<PricedPart>, std::string> price_times(const TimeRates& rates,
                                                                std::span<const UsedAt> used,
                                                                const locale::Zone& zone) {
    std::vector<tariff::Reading> readings;
    std::vector<Exact> kwh;
    std::vector<Exact> kw;
    Exact highest;
    for (const UsedAt& one : used) {
        if (one.quantity.e14 < 0) {
            return std::unexpected{"of " + to_string(zone.local(one.at).date) +
                                   " there is less than nothing"};
        }
        const Exact power = share_of(one.quantity, 60, rates.minutes);
        readings.push_back({zone.local(one.at), power, one.quantity});
        kwh.push_back(one.quantity);
        kw.push_back(power);
        highest = std::max(highest, power);
    }
    std::vector<PricedPart> parts;
    if (readings.empty()) return parts;
    for (std::size_t i = 0; i < rates.components.size(); ++i) {
        const tariff::Component& component = rates.components[i];
        const bool demand = component.kind == tariff::ComponentKind::demand;
        tariff::Peaks peaks{component.ratchet};
        const tariff::Cost cost = demand ? demand_cost(component, readings, kw, peaks)
                                         : energy_cost(component, readings, kwh, highest);
        for (const tariff::TierCost& tier : cost.tiers) {
            if (tier.quantity.e14 == 0) continue;
            parts.push_back({demand ? LineKind::demand : LineKind::energy,
                             static_cast<std::uint32_t>(i + 1), tier.quantity,
                             average(tier.amount, tier.quantity), tier.amount});
        }
    }
    return parts;
}

}  // namespace pos::billing::plan
