#include "pos/billing/call/rate_call.hpp"

#include <algorithm>
#include <optional>

#include "pos/base/assert.hpp"
#include "pos/billing/limits.hpp"

namespace pos::billing::call {

namespace {

constexpr Exact kSecondsMax = exactly(31 * 86'400);
constexpr Exact kUnitsMax = kQuantityMax;
constexpr std::size_t kSegmentsMax = 10'000;

Exact seconds_of(std::int64_t ms) {
    return {Wide{ms} * (kExactScale / 1000)};
}

std::int64_t count_of(Exact length, Exact increment) {
    return divide(length.e14, increment.e14, RoundingMode::up);
}

/// The rate that counts after so much of the call: the last that has begun.
std::size_t rate_at(const Tariff& tariff, Exact elapsed) {
    std::size_t rate = 0;
    while (rate + 1 < tariff.rates.size() && tariff.rates[rate + 1].from <= elapsed) ++rate;
    return rate;
}

/// Adds the increments of one rate up to `limit`; answers how long the call is then.
Exact add_segment(const Tariff& tariff, std::size_t window, Exact elapsed, Exact limit,
                  Exact& bundle, RatedCall& rated) {
    const std::size_t at = rate_at(tariff, elapsed);
    const RateGroup& rate = tariff.rates[at];
    if (at + 1 < tariff.rates.size()) limit = least(limit, tariff.rates[at + 1].from);
    Segment segment{.from = elapsed, .window = window, .rate = at};
    segment.increments = count_of(limit - elapsed, rate.increment);
    const Exact length{rate.increment.e14 * segment.increments};
    if (bundle.e14 > 0) {
        const auto held = static_cast<std::int64_t>(bundle.e14 / rate.increment.e14);
        segment.free = std::min(held, segment.increments);
        const Exact taken{rate.increment.e14 * segment.free};
        bundle -= taken;
        rated.bundled += taken;
    }
    const std::int64_t paid = segment.increments - segment.free;
    const Exact one = share_of(rate.price, rate.increment.e14, rate.per.e14);
    if (tariff.increment_price == IncrementPrice::rounded) {
        segment.increment_price = round_at(one, tariff.increment_decimals, RoundingMode::half_away);
        segment.amount = {segment.increment_price.e14 * paid};
    } else {
        segment.increment_price = one;
        segment.amount = share_of(rate.price, rate.increment.e14 * paid, rate.per.e14);
    }
    rated.billed += length;
    rated.segments.push_back(segment);
    return elapsed + length;
}

/// Connect fee, maximum and rounding, as the tariff says that the call began with.
void finish(const Tariff& tariff, const Call& call, RatedCall& rated) {
    Exact sum;
    bool all_free = true;
    for (const Segment& segment : rated.segments) {
        sum += segment.amount;
        all_free = all_free && segment.free == segment.increments;
    }
    const bool waived =
        rated.bundled.e14 > 0 && all_free && call.bundle.connect == BundledConnect::waived;
    if (call.seconds.e14 > 0 && !call.continues && !waived) rated.connect_fee = tariff.connect_fee;
    sum += rated.connect_fee;
    if (tariff.maximum && tariff.at_maximum == AtMaximum::free && sum > *tariff.maximum) {
        rated.over_maximum = sum - *tariff.maximum;
        sum = *tariff.maximum;
    }
    rated.cost = sum;
    if (tariff.round_total) rated.cost = round_at(sum, tariff.total_decimals, tariff.total_mode);
    rated.rounding = rated.cost - sum;
}

/// The window that counts at a moment of a day; empty where none has begun.
std::optional<std::size_t> window_at(std::span<const Window> windows, const LocalTime& local) {
    const unsigned day = 1U << weekday(local.date);
    std::optional<std::size_t> best;
    for (std::size_t i = 0; i < windows.size(); ++i) {
        const Window& window = windows[i];
        if ((window.days & day) == 0 || window.start_second > local.second_of_day) continue;
        if (best && (window.weight < windows[*best].weight ||
                     (window.weight == windows[*best].weight &&
                      window.start_second <= windows[*best].start_second))) {
            continue;
        }
        best = i;
    }
    return best;
}

/// The next instant after `at` at which another window could begin: one begins, or the day ends.
Instant next_turn(std::span<const Window> windows, const locale::Zone& zone, Instant at) {
    const LocalTime local = zone.local(at);
    Instant next = zone.start_of_day({local.date.days + 1});
    const unsigned day = 1U << weekday(local.date);
    for (const Window& window : windows) {
        if ((window.days & day) == 0) continue;
        for (const Instant begin : zone.instants(local.date, window.start_second)) {
            if (begin > at) next = std::min(next, begin);
        }
    }
    return next;
}

}  // namespace

std::expected<void, CallError> rate_call(std::span<const Window> windows, const Call& call,
                                         const locale::Zone& zone, RatedCall& rated) {
    rated.clear();
    if (call.seconds.e14 < 0 || call.seconds > kSecondsMax) {
        return std::unexpected{CallError::length_out_of_range};
    }
    const auto first = window_at(windows, zone.local(call.start));
    if (!first) return std::unexpected{CallError::no_window};
    Exact bundle = call.bundle.left;
    Exact elapsed;
    while (elapsed < call.seconds) {
        const auto at_ms = static_cast<std::int64_t>(elapsed.e14 / (kExactScale / 1000));
        const Instant now{call.start.unix_ms + at_ms};
        const auto window = window_at(windows, zone.local(now));
        if (!window) return std::unexpected{CallError::no_window};
        // On to where another window counts; the same may go on over midnight.
        Exact limit = call.seconds;
        for (Instant turn = next_turn(windows, zone, now);; turn = next_turn(windows, zone, turn)) {
            const Exact until = seconds_of(turn.unix_ms - call.start.unix_ms);
            if (until >= call.seconds) break;
            if (window_at(windows, zone.local(turn)) != window) {
                limit = until;
                break;
            }
        }
        if (rated.segments.size() == kSegmentsMax) {
            return std::unexpected{CallError::too_many_segments};
        }
        elapsed = add_segment(windows[*window].tariff, *window, elapsed, limit, bundle, rated);
    }
    finish(windows[*first].tariff, call, rated);
    return {};
}

std::expected<void, CallError> rate_units(const Tariff& tariff, const Call& call,
                                          RatedCall& rated) {
    rated.clear();
    if (call.seconds.e14 < 0 || call.seconds > kUnitsMax) {
        return std::unexpected{CallError::length_out_of_range};
    }
    Exact bundle = call.bundle.left;
    for (Exact elapsed; elapsed < call.seconds;) {
        elapsed = add_segment(tariff, 0, elapsed, call.seconds, bundle, rated);
    }
    finish(tariff, call, rated);
    return {};
}

Exact in_increments(Exact length, Exact increment) {
    return {increment.e14 * count_of(length, increment)};
}

std::string words_of(CallError error) {
    switch (error) {
        case CallError::length_out_of_range:
            return "the length is negative, or a call is longer than 31 days";
        case CallError::no_window:
            return "at some moment of the call no window has begun";
        case CallError::too_many_segments:
            return "the call is cut into more than ten thousand pieces";
    }
    POS_ASSERT(!"a call's error");
}

}  // namespace pos::billing::call
