#include "pos/billing/meter/files/said.hpp"

#include <algorithm>

#include "pos/billing/meter/words.hpp"

namespace pos::billing::meter::files {

std::expected<Channel, std::string> channel_of(const Series& series, const locale::Zone& zone) {
    if (series.counter) return std::unexpected{"These are figures of a meter, not intervals."};
    if (series.measured.empty()) return Channel{};
    const std::int32_t seconds = series.measured.front().seconds;
    if (seconds <= 0 || seconds % 60 != 0) {
        return std::unexpected{"Its intervals are not of whole minutes."};
    }
    Channel channel{.minutes = seconds / 60};
    channel.intervals.reserve(series.measured.size());
    for (const Measured& measured : series.measured) {
        if (measured.seconds != seconds) {
            return std::unexpected{"Its intervals are of more than one length."};
        }
        channel.intervals.push_back({measured.start, measured.quantity, measured.quality});
    }
    std::ranges::stable_sort(channel.intervals, {}, &Interval::start);  // files are in no order
    if (const auto problem = check(channel)) {
        return std::unexpected{sentence(*problem, channel, zone)};
    }
    return channel;
}

}  // namespace pos::billing::meter::files
