#include "pos/billing/meter/counter.hpp"

#include <algorithm>

#include "pos/base/assert.hpp"

namespace pos::billing::meter {

namespace {

Wide power_of_ten(unsigned exponent) {
    Wide value = 1;
    for (; exponent > 0; --exponent) value *= 10;
    return value;
}

}  // namespace

bool in_range(const Counter& counter) {
    return counter.digits >= 1 && counter.digits <= kDigitsMax &&
           counter.decimals <= kDecimalsMax && counter.multiplier.e14 > 0 &&
           counter.multiplier <= kMultiplierMax;
}

Exact full_turn(const Counter& counter) {
    return {power_of_ten(counter.digits) * kExactScale};
}

bool on_face(const Counter& counter, Exact figure) {
    return figure.e14 >= 0 && figure < full_turn(counter) &&
           figure.e14 % power_of_ten(14 - counter.decimals) == 0;
}

std::optional<Advance> advance(const Counter& counter, Exact from, Exact to, Exact rollover_most) {
    POS_ASSERT(on_face(counter, from) && on_face(counter, to));
    if (to >= from) return Advance{to - from, false};
    const Exact units = to + full_turn(counter) - from;
    if (units > product(full_turn(counter), rollover_most)) return std::nullopt;
    return Advance{units, true};
}

Installed as_read(const Installed& installed) {
    Installed read = installed;
    for (std::size_t i = read.readings.size(); i-- > 1;) {
        if (read.readings[i].source != Source::estimated) continue;
        read.readings.erase(read.readings.begin() + static_cast<std::ptrdiff_t>(i));
    }
    return read;
}

std::expected<void, EnterError> enter(Installed& at, const Reading& reading) {
    if (!on_face(at.counter, reading.figure)) return std::unexpected{EnterError::off_the_face};
    if (at.removed && !at.readings.empty() && reading.at > at.readings.back().at) {
        return std::unexpected{EnterError::after_removal};
    }
    const auto place = std::ranges::lower_bound(at.readings, reading.at, {}, &Reading::at);
    if (place == at.readings.end() || place->at != reading.at) {
        at.readings.insert(place, reading);
        return {};
    }
    if (reading.source == Source::estimated) return {};
    if (place->source != Source::estimated && place->figure != reading.figure) {
        return std::unexpected{EnterError::contradicts};
    }
    if (place->source != Source::actual) *place = reading;
    return {};
}

}  // namespace pos::billing::meter
