#include "pos/billing/meter/pieces.hpp"

#include <algorithm>
#include <optional>
#include <set>

#include "pos/base/assert.hpp"
#include "pos/money/decimal.hpp"

namespace pos::billing::meter {

namespace {

std::set<Instant> readings_of(const Register& counters) {
    std::set<Instant> instants;
    for (const Installed& installed : counters) {
        for (const Reading& reading : installed.readings) instants.insert(reading.at);
    }
    return instants;
}

/// Where pieces begin and end, from `from` on.
std::vector<Instant> bounds_of(const Register& counters, Instant from,
                               std::span<const Instant> cuts, const locale::Zone& zone) {
    std::set<Instant> bounds = readings_of(counters);
    const Instant last = *bounds.rbegin();
    for (const Instant cut : cuts) {
        if (cut < last) bounds.insert(cut);
    }
    for (Date day{zone.local(from).date.days + 1}; zone.start_of_day(day) < last; ++day.days) {
        bounds.insert(zone.start_of_day(day));
    }
    return {bounds.lower_bound(from), bounds.end()};
}

/// How far the counters had gone by then, to a millionth.
std::expected<std::int64_t, Problem> millionths_by(const Measures& measures, Instant first,
                                                   Instant at) {
    const auto used = measures.between(first, at);
    if (!used) return std::unexpected{used.error()};
    const Wide e14 = round_at(used->quantity, 6, RoundingMode::half_away).e14;
    return static_cast<std::int64_t>(e14 / (kExactScale / kQuantityScale));
}

/// What a bound of a part showed on its counter's face, and whether somebody saw that.
std::string bound_text(const Installed& installed, const Bound& bound, const locale::Zone& zone) {
    const Exact gone = installed.readings.front().figure + bound.units;
    const Exact figure{gone.e14 % full_turn(installed.counter).e14};
    const bool seen = bound.known == Known::read || bound.known == Known::customer;
    const Exact shown = round_at(figure, installed.counter.decimals, RoundingMode::half_away);
    return (seen ? "" : "~") + to_string(shown) + " (" + to_string(zone.local(bound.at).date) + ")";
}

}  // namespace

std::expected<std::vector<Piece>, Problem> pieces(const Register& counters, Instant from,
                                                  std::span<const Instant> cuts,
                                                  const locale::Zone& zone, const Policy& policy) {
    const std::set<Instant> read = readings_of(counters);
    if (read.empty()) return std::unexpected{Problem{Fault::no_reading, 0, 0}};
    const auto measures = Measures::of(counters, policy);
    if (!measures) return std::unexpected{measures.error()};
    std::vector<Piece> found;
    std::optional<Instant> begin;
    std::int64_t before = 0;
    for (const Instant bound : bounds_of(counters, from, cuts, zone)) {
        const auto by = millionths_by(*measures, *read.begin(), bound);
        if (!by) return std::unexpected{by.error()};
        const Quantity quantity{*by - before};
        if (begin && quantity.millionths != 0) {
            if (!in_range(quantity)) {
                return std::unexpected{Problem{Fault::goes_backwards, counters.size() - 1, 0}};
            }
            found.push_back({*begin, quantity});
        }
        begin = bound;
        before = *by;
    }
    return found;
}

Instant firm_before(const Register& counters, Instant at) {
    std::optional<Instant> found;
    for (const Installed& installed : counters) {
        for (const Reading& reading : installed.readings) {
            const bool firm = reading.source != Source::estimated && reading.at < at;
            if (!found || firm) found = reading.at;
        }
    }
    POS_ASSERT(found);
    return *found;
}

std::string readings_text(const Register& counters, Instant from, Instant to,
                          const locale::Zone& zone, const Policy& policy) {
    const std::set<Instant> read = readings_of(counters);
    if (read.empty()) return {};
    const Instant begin = std::max(from, *read.begin());
    const Instant end = std::min(to, *read.rbegin());
    if (begin >= end) return {};
    const auto used = consumption(counters, begin, end, policy);
    if (!used) return {};
    std::string text;
    for (const Part& part : used->parts) {
        const Installed& installed = counters[part.counter];
        text += text.empty() ? "" : "; ";
        if (!installed.counter.serial.empty()) text += installed.counter.serial + ": ";
        text +=
            bound_text(installed, part.from, zone) + " – " + bound_text(installed, part.to, zone);
    }
    return text;
}

}  // namespace pos::billing::meter
