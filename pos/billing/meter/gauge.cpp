#include "pos/billing/meter/gauge.hpp"

#include <algorithm>

#include "pos/base/assert.hpp"

namespace pos::billing::meter {

std::optional<Sample> highest(std::span<const Sample> samples, Instant from, Instant to) {
    std::optional<Sample> found;
    for (const Sample& sample : samples) {
        if (sample.at < from || sample.at >= to) continue;
        const bool higher = !found || sample.value > found->value ||
                            (sample.value == found->value && sample.at < found->at);
        if (higher) found = sample;
    }
    return found;
}

std::optional<Sample> latest(std::span<const Sample> samples, Instant at) {
    const auto after = std::ranges::upper_bound(samples, at, {}, &Sample::at);
    if (after == samples.begin()) return std::nullopt;
    return *(after - 1);
}

std::optional<Exact> mean_over_time(std::span<const Sample> samples, Instant from, Instant to) {
    POS_ASSERT(from < to);
    auto holds = latest(samples, from);
    if (!holds) return std::nullopt;
    Wide sum = 0;  // of value × milliseconds
    Instant since = from;
    for (const Sample& sample : samples) {
        if (sample.at <= from || sample.at >= to) continue;
        sum += holds->value.e14 * (sample.at.unix_ms - since.unix_ms);
        holds = sample;
        since = sample.at;
    }
    sum += holds->value.e14 * (to.unix_ms - since.unix_ms);
    return share_of({sum}, 1, to.unix_ms - from.unix_ms);
}

}  // namespace pos::billing::meter
