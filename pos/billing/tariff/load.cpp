#include "pos/billing/tariff/load.hpp"

namespace pos::billing::tariff {

Readings readings(const Load& load, const locale::Zone& zone) {
    Readings made;
    made.reserve(load.kw.size());
    Instant at = load.start;
    for (const Exact kw : load.kw) {
        made.push_back({zone.local(at), kw, share_of(kw, load.minutes, 60)});
        at.unix_ms += std::int64_t{load.minutes} * 60'000;
    }
    return made;
}

std::vector<Month> months(const Readings& readings) {
    std::vector<Month> found;
    const auto month_of = [](const Reading& reading) {
        const YearMonthDay date = split(reading.at.date);
        return date.year * 12 + static_cast<int>(date.month);
    };
    std::size_t begin = 0;
    for (std::size_t i = 0; i < readings.size(); ++i) {
        const bool last = i + 1 == readings.size();
        if (!last && month_of(readings[i + 1]) == month_of(readings[i])) continue;
        found.emplace_back(readings.data() + begin, i + 1 - begin);
        begin = i + 1;
    }
    return found;
}

}  // namespace pos::billing::tariff
