#include "pos/billing/meter/consumption.hpp"

#include <algorithm>

#include "pos/base/assert.hpp"
#include "pos/billing/meter/curve.hpp"

namespace pos::billing::meter {

namespace {

bool is_estimate(Known known) {
    return known != Known::read && known != Known::customer;
}

std::expected<std::vector<Curve>, Problem> curves_of(const Register& counters,
                                                     const Policy& policy) {
    std::vector<Curve> curves;
    for (std::size_t i = 0; i < counters.size(); ++i) {
        auto curve = Curve::of(counters[i], i, policy);
        if (!curve) return std::unexpected{curve.error()};
        if (i > 0 && !counters[i - 1].removed) {
            return std::unexpected{Problem{Fault::no_final_reading, i - 1, 0}};
        }
        if (i > 0 && curve->first() < curves.back().last()) {
            return std::unexpected{Problem{Fault::exchange_overlaps, i, 0}};
        }
        curves.push_back(std::move(*curve));
    }
    if (curves.empty()) return std::unexpected{Problem{Fault::no_reading, 0, 0}};
    return curves;
}

/// What a counter measured of the stretch; nothing where it was not there for any of it.
std::expected<void, Problem> add_part(Consumption& sum, const Curve& curve, std::size_t number,
                                      const Installed& installed, Instant from, Instant to,
                                      const Policy& policy) {
    const auto begin = curve.at(from, policy);
    if (!begin) return std::unexpected{begin.error()};
    const auto end = curve.at(to, policy);
    if (!end) return std::unexpected{end.error()};
    Part part{.counter = number,
              .from = {begin->at, begin->units, begin->known},
              .to = {end->at, end->units, end->known},
              .units = end->units - begin->units,
              .rollovers = end->rollovers - begin->rollovers};
    // Rounded as a difference of totals, so that stretches add up whatever the multiplier is.
    part.quantity = product(installed.counter.multiplier, end->units) -
                    product(installed.counter.multiplier, begin->units);
    POS_ASSERT(part.quantity.e14 >= 0);
    sum.quantity += part.quantity;
    sum.parts.push_back(part);
    return {};
}

}  // namespace

std::expected<Measures, Problem> Measures::of(const Register& counters, const Policy& policy) {
    auto curves = curves_of(counters, policy);
    if (!curves) return std::unexpected{curves.error()};
    return Measures{counters, policy, std::move(*curves)};
}

Measures::Measures(const Register& counters, const Policy& policy, std::vector<Curve> curves)
    : counters_{counters}, policy_{policy}, curves_{std::move(curves)} {}
Measures::Measures(Measures&&) noexcept = default;
Measures::~Measures() = default;

std::expected<Consumption, Problem> Measures::between(Instant from, Instant to) const {
    POS_ASSERT(from <= to);
    if (from < curves_.front().first()) {
        return std::unexpected{Problem{Fault::before_first, 0, 0}};
    }
    Consumption sum;
    for (std::size_t i = 0; i < curves_.size(); ++i) {
        const Curve& curve = curves_[i];
        const Instant begin = std::max(from, curve.first());
        const Instant end = counters_[i].removed ? std::min(to, curve.last()) : to;
        if (i > 0) {
            const Instant gone = std::max(from, curves_[i - 1].last());
            const Instant there = std::min(to, curve.first());
            if (gone < there) sum.unmetered_ms += there.unix_ms - gone.unix_ms;
        }
        if (begin > end || (begin == end && from != to)) continue;
        const auto added = add_part(sum, curve, i, counters_[i], begin, end, policy_);
        if (!added) return std::unexpected{added.error()};
    }
    if (counters_.back().removed && to > curves_.back().last()) {
        return std::unexpected{
            Problem{Fault::after_last, counters_.size() - 1, counters_.back().readings.size() - 1}};
    }
    sum.estimated = std::ranges::any_of(sum.parts, [](const Part& part) {
        return is_estimate(part.from.known) || is_estimate(part.to.known);
    });
    return sum;
}

std::expected<Consumption, Problem> consumption(const Register& counters, Instant from, Instant to,
                                                const Policy& policy) {
    POS_ASSERT(from <= to);
    const auto measures = Measures::of(counters, policy);
    if (!measures) return std::unexpected{measures.error()};
    return measures->between(from, to);
}

std::expected<Reading, Problem> estimate(const Register& counters, Instant at,
                                         const Policy& policy) {
    POS_ASSERT(policy.beyond != Beyond::refuse);
    if (counters.empty()) return std::unexpected{Problem{Fault::no_reading, 0, 0}};
    const std::size_t number = counters.size() - 1;
    const Installed& last = counters.back();
    const auto curve = Curve::of(last, number, policy);
    if (!curve) return std::unexpected{curve.error()};
    if (last.removed && at > curve->last()) {
        return std::unexpected{Problem{Fault::after_last, number, last.readings.size() - 1}};
    }
    const auto found = curve->at(at, policy);
    if (!found) return std::unexpected{found.error()};
    const Exact shown = round_at(last.readings.front().figure + found->units, last.counter.decimals,
                                 RoundingMode::down);
    return Reading{at, {shown.e14 % full_turn(last.counter).e14}, Source::estimated};
}

std::expected<std::vector<BillAnew>, Problem> bill_anew(const Register& counters,
                                                        std::span<const Billed> billed,
                                                        const Policy& policy) {
    std::vector<BillAnew> changed;
    for (const Billed& stretch : billed) {
        auto now = consumption(counters, stretch.from, stretch.to, policy);
        if (!now) return std::unexpected{now.error()};
        const Exact difference = now->quantity - stretch.quantity;
        if (difference.e14 != 0) changed.push_back({stretch, std::move(*now), difference});
    }
    return changed;
}

}  // namespace pos::billing::meter
