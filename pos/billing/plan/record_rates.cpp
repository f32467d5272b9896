#include "pos/billing/plan/record_rates.hpp"

#include <algorithm>
#include <map>
#include <utility>

#include "pos/billing/cycle/schedule.hpp"
#include "pos/billing/tariff/cost.hpp"
#include "pos/money/decimal.hpp"

namespace pos::billing::plan {

namespace {

constexpr cycle::Every kMonth{cycle::Unit::month, 1};

/// Calls of one price: so much for so many seconds, in one window.
struct CallPrice {
    std::uint32_t tier{0};
    Exact price;
    Exact per;
    auto operator<=>(const CallPrice&) const = default;
};
struct CallTime {
    Exact paid;  // seconds, in whole increments
    Exact free;
    Exact amount;
};
/// What all calls to one destination came to so far.
struct CallSum {
    std::map<std::pair<std::uint32_t, Exact>, std::int64_t> connected;  // by tier and fee
    std::map<CallPrice, CallTime> time;
    std::map<std::uint32_t, Exact> over_maximum;  // by tier
    std::map<std::uint32_t, Exact> rounding;
};

/// Amount over quantity, to a millionth; nothing where there is no such price.
Exact average(Exact amount, Exact quantity) {
    if (quantity.e14 == 0) return {};
    return round_at(quotient(amount, quantity), 6, RoundingMode::half_away);
}

/// Which record it is, before what is wrong with it; nothing of one that nobody sent.
std::string record_of(const UsedAt& used) {
    if (used.id.empty()) return {};
    return "record " + std::string{used.id} + " of " + std::string{used.source} + ": ";
}

std::string named(const UsedAt& call, const locale::Zone& zone) {
    return record_of(call) + "the call of " + to_string(zone.local(call.at).date) +
           (call.to.empty() ? "" : " to " + std::string{call.to});
}

/// What was taken in some time, record by record.
struct Taken {
    std::vector<tariff::Reading> readings;
    std::vector<Exact> kwh;
    std::vector<Exact> kw;
    Exact highest;
};

std::expected<Taken, std::string> taken(const TimeRates& rates, std::span<const UsedAt> used,
                                        const locale::Zone& zone) {
    Taken all;
    for (const UsedAt& one : used) {
        const LocalTime at = zone.local(one.at);
        if (one.quantity.e14 < 0) {
            return std::unexpected{record_of(one) + "of " + to_string(at.date) +
                                   " there is less than nothing"};
        }
        const Exact power = share_of(one.quantity, 60, rates.minutes);
        all.readings.push_back({at, power, one.quantity});
        all.kwh.push_back(one.quantity);
        all.kw.push_back(power);
        all.highest = std::max(all.highest, power);
    }
    return all;
}

/// The months before a period, the oldest first.
std::expected<std::vector<Taken>, std::string> by_month(const TimeRates& rates,
                                                        const Earlier& earlier,
                                                        const locale::Zone& zone) {
    std::vector<Taken> months;
    for (int back = months_before(rates); back > 0; --back) {
        const auto begin_of = [&](int months_back) {
            return zone.start_of_day(cycle::shift(earlier.period, kMonth, -months_back));
        };
        const auto first = std::ranges::lower_bound(earlier.used, begin_of(back), {}, &UsedAt::at);
        const auto last = std::ranges::lower_bound(first, earlier.used.end(), begin_of(back - 1),
                                                   {}, &UsedAt::at);
        auto month = taken(rates, {first, last}, zone);
        if (!month) return std::unexpected{month.error()};
        if (!months.empty() || !month->readings.empty()) months.push_back(std::move(*month));
    }
    return months;
}

/// Whether demand is paid for where there was none.
bool has_floor(const TimeRates& rates) {
    return std::ranges::any_of(rates.components, [](const tariff::Component& component) {
        return component.kind == tariff::ComponentKind::demand &&
               (!component.ratchet.percent.empty() || component.ratchet.minimum_kw.e14 > 0);
    });
}

/// What the demand of a period costs behind that of the months before it.
tariff::Cost ratcheted(const tariff::Component& component, const Taken& period,
                       std::span<const Taken> months) {
    tariff::Peaks peaks{component.ratchet};
    for (const Taken& month : months) {
        (void)demand_cost(component, month.readings, month.kw, peaks);
    }
    return demand_cost(component, period.readings, period.kw, peaks);
}

/// Which of a charge's tariffs a segment was priced by.
const call::Tariff& tariff_of(const CallRates& rates, std::uint32_t place,
                              const call::Segment& segment) {
    if (!rates.windows.empty()) return rates.windows[segment.window].tariff;
    return rates.tariff ? *rates.tariff : rates.deck[place - 1].tariff;
}

void add_call(const CallRates& rates, const CallPricer& pricer, CallSum& sum) {
    const call::RatedCall& rated = pricer.rated();
    const auto tier_of = [&](std::size_t window) {
        return rates.windows.empty() ? pricer.place() : static_cast<std::uint32_t>(window + 1);
    };
    const std::uint32_t tier = tier_of(rated.segments.empty() ? 0 : rated.segments.front().window);
    if (rated.connect_fee.e14 != 0) ++sum.connected[{tier, rated.connect_fee}];
    for (const call::Segment& segment : rated.segments) {
        const call::RateGroup& rate = tariff_of(rates, pricer.place(), segment).rates[segment.rate];
        CallTime& time = sum.time[{tier_of(segment.window), rate.price, rate.per}];
        time.paid.e14 += rate.increment.e14 * (segment.increments - segment.free);
        time.free.e14 += rate.increment.e14 * segment.free;
        time.amount += segment.amount;
    }
    if (rated.over_maximum.e14 != 0) sum.over_maximum[tier] += rated.over_maximum;
    if (rated.rounding.e14 != 0) sum.rounding[tier] += rated.rounding;
}

/// So many times what a price is for, as people read it.
Exact times_of(Exact seconds, Exact per) {
    return round_at(quotient(seconds, per), 6, RoundingMode::half_away);
}

/// A part that is told in groups.
PricedPart grouped_part(LineKind kind, std::uint32_t tier, Exact quantity,
                        std::vector<PricedPart> groups) {
    PricedPart part{kind, tier, quantity, {}, {}};
    for (const PricedPart& group : groups) part.amount += group.amount;
    part.price = average(part.amount, quantity);
    part.groups = std::move(groups);
    return part;
}

/// What calls to one destination came to: its connect fees, and its time.
void add_parts(std::uint32_t place, const CallSum& sum, std::vector<PricedPart>& parts) {
    std::vector<PricedPart> groups;
    const auto add = [&](LineKind kind, std::uint32_t tier, Exact quantity, Exact price,
                         Exact amount) { groups.push_back({kind, tier, quantity, price, amount}); };
    Exact connected;
    for (const auto& [of, calls] : sum.connected) {
        const Exact count = exactly(calls);
        connected += count;
        add(LineKind::call_connect, of.first, count, of.second, product(count, of.second));
    }
    if (!groups.empty()) {
        parts.push_back(grouped_part(LineKind::call_connect, place, connected, std::move(groups)));
    }
    groups.clear();
    Exact billed;
    for (const auto& [of, time] : sum.time) {
        billed += time.paid + time.free;
        if (time.paid.e14 != 0) {
            add(LineKind::call_time, of.tier, times_of(time.paid, of.per), of.price, time.amount);
        }
        if (time.free.e14 != 0) {
            add(LineKind::call_free, of.tier, times_of(time.free, of.per), {}, {});
        }
    }
    for (const auto& [tier, over] : sum.over_maximum) {
        add(LineKind::event_limits, tier, exactly(1), -over, -over);
    }
    for (const auto& [tier, off] : sum.rounding) {
        if (off.e14 != 0) add(LineKind::call_rounding, tier, exactly(1), off, off);
    }
    parts.push_back(grouped_part(LineKind::call_time, place, billed, std::move(groups)));
}

}  // namespace

std::expected<void, std::string> CallPricer::price(const UsedAt& used) {
    const call::Call call{used.at, used.quantity, false, {left_, rates_.bundled_connect}};
    place_ = 0;
    std::expected<void, call::CallError> done;
    if (!rates_.windows.empty()) {
        done = rate_call(rates_.windows, call, zone_, rated_);
    } else if (rates_.tariff) {
        done = rate_units(*rates_.tariff, call, rated_);
    } else {
        const std::size_t plus = used.to.starts_with('+') ? 1 : 0;
        const auto match = rates_.prefixes.longest(used.to.substr(plus));
        if (!match) return std::unexpected{named(used, zone_) + " has no prefix of the deck"};
        place_ = match->value + 1;
        done = rate_units(rates_.deck[match->value].tariff, call, rated_);
    }
    if (!done) return std::unexpected{named(used, zone_) + ": " + words_of(done.error())};
    left_ -= std::min(left_, rated_.bundled);
    return {};
}

std::expected<std::vector<PricedPart>, std::string> price_calls(const CallRates& rates,
                                                                std::span<const UsedAt> calls,
                                                                const locale::Zone& zone) {
    std::map<std::uint32_t, CallSum> sums;  // by place in the deck, from 1; 0 without one
    CallPricer pricer{rates, zone};
    for (const UsedAt& used : calls) {
        if (auto done = pricer.price(used); !done) return std::unexpected{std::move(done.error())};
        add_call(rates, pricer, sums[pricer.place()]);
    }
    std::vector<PricedPart> parts;
    for (const auto& [place, sum] : sums) add_parts(place, sum, parts);
    return parts;
}

int months_before(const TimeRates& rates) {
    int months = 0;
    for (const tariff::Component& component : rates.components) {
        if (component.kind != tariff::ComponentKind::demand || component.ratchet.percent.empty()) {
            continue;
        }
        months = std::max(months, component.ratchet.months_back);
    }
    return months;
}

std::expected<std::vector<PricedPart>, std::string> price_times(const TimeRates& rates,
                                                                std::span<const UsedAt> used,
                                                                const Earlier& earlier,
                                                                const locale::Zone& zone) {
    auto drawn = taken(rates, used, zone);
    if (!drawn) return std::unexpected{drawn.error()};
    std::vector<PricedPart> parts;
    if (drawn->readings.empty()) {
        // Nothing was used, which a ratchet or a minimum asks to be paid for all the same.
        if (!has_floor(rates)) return parts;
        drawn->readings.push_back({{earlier.period, 0}, {}, {}});
        drawn->kwh.emplace_back();
        drawn->kw.emplace_back();
    }
    std::vector<Taken> months;
    if (months_before(rates) != 0) {
        auto before = by_month(rates, earlier, zone);
        if (!before) return std::unexpected{before.error()};
        months = std::move(*before);
    }
    for (std::size_t i = 0; i < rates.components.size(); ++i) {
        const tariff::Component& component = rates.components[i];
        const bool demand = component.kind == tariff::ComponentKind::demand;
        const tariff::Cost cost =
            demand ? ratcheted(component, *drawn, months)
                   : energy_cost(component, drawn->readings, drawn->kwh, drawn->highest);
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
