#include "pos/billing/meter/interval.hpp"

#include <algorithm>

#include "pos/base/assert.hpp"

namespace pos::billing::meter {

namespace {

constexpr std::int64_t kMinuteMs = 60'000;
constexpr int kDayMinutes = 1'440;

std::int64_t length_ms(const Channel& channel) {
    return channel.minutes * kMinuteMs;
}

bool is_weekend(Date date) {
    return weekday(date) >= 5;
}

/// The interval that begins then, if it is known.
const Interval* known_at(const Channel& channel, Instant start) {
    const auto found = std::ranges::lower_bound(channel.intervals, start, {}, &Interval::start);
    const bool there = found != channel.intervals.end() && found->start == start &&
                       found->quality != Quality::missing;
    return there ? &*found : nullptr;
}

std::optional<Exact> like_days(const Channel& channel, Instant at, int weeks,
                               const locale::Zone& zone) {
    const LocalTime local = zone.local(at);
    Exact sum{};
    int count = 0;
    for (int back = 1; back <= 7 * weeks; ++back) {
        const Date date{local.date.days - back};
        if (is_weekend(date) != is_weekend(local.date)) continue;
        for (const Instant then : zone.instants(date, local.second_of_day)) {
            const Interval* found = known_at(channel, then);
            if (found == nullptr) continue;
            sum += found->quantity;
            ++count;
        }
    }
    if (count == 0) return std::nullopt;
    return share_of(sum, 1, count);
}

/// What an interval may have come to; `before` and `after` are the known ones around its gap.
std::optional<Exact> guess(const Channel& channel, Instant at, const Interval* before,
                           const Interval* after, const FillPolicy& policy,
                           const locale::Zone& zone) {
    if (policy.fill == Fill::refuse) return std::nullopt;
    if (policy.fill == Fill::neighbours && before != nullptr && after != nullptr) {
        const std::int64_t apart_ms = after->start.unix_ms - before->start.unix_ms;
        const std::int64_t gap_ms = apart_ms - length_ms(channel);
        if (gap_ms <= policy.neighbour_minutes_max * kMinuteMs) {
            return before->quantity + share_of(after->quantity - before->quantity,
                                               at.unix_ms - before->start.unix_ms, apart_ms);
        }
    }
    return like_days(channel, at, policy.weeks, zone);
}

}  // namespace

std::optional<ChannelProblem> check(const Channel& channel) {
    if (channel.minutes < 1 || channel.minutes > kDayMinutes ||
        kDayMinutes % channel.minutes != 0 ||
        (60 % channel.minutes != 0 && channel.minutes % 60 != 0)) {
        return ChannelProblem{ChannelFault::odd_length, 0};
    }
    for (std::size_t i = 0; i < channel.intervals.size(); ++i) {
        const Interval& interval = channel.intervals[i];
        if (interval.quantity.e14 < 0) return ChannelProblem{ChannelFault::negative, i};
        if (i == 0) continue;
        const std::int64_t apart_ms =
            interval.start.unix_ms - channel.intervals[i - 1].start.unix_ms;
        if (apart_ms <= 0) return ChannelProblem{ChannelFault::out_of_order, i};
        if (apart_ms % length_ms(channel) != 0) return ChannelProblem{ChannelFault::off_grid, i};
    }
    return std::nullopt;
}

std::vector<Day> days(const Channel& channel, const locale::Zone& zone) {
    std::vector<Day> found;
    const auto begin_day = [&](Date date) {
        const std::int64_t length =
            zone.start_of_day({date.days + 1}).unix_ms - zone.start_of_day(date).unix_ms;
        found.push_back(
            {.date = date, .expected = static_cast<std::size_t>(length / length_ms(channel))});
    };
    for (const Interval& interval : channel.intervals) {
        const Date date = zone.local(interval.start).date;
        if (found.empty()) begin_day(date);
        while (found.back().date < date) begin_day({found.back().date.days + 1});
        if (interval.quality == Quality::missing) continue;
        Day& day = found.back();
        ++day.found;
        if (interval.quality == Quality::actual) ++day.actual;
        day.sum += interval.quantity;
    }
    return found;
}

std::expected<Channel, Gap> filled(const Channel& channel, Instant from, Instant to,
                                   const FillPolicy& policy, const locale::Zone& zone) {
    const std::int64_t step_ms = length_ms(channel);
    POS_ASSERT(from <= to && (to.unix_ms - from.unix_ms) % step_ms == 0);
    POS_ASSERT((to.unix_ms - from.unix_ms) / step_ms < 1'000'000);
    POS_ASSERT(channel.intervals.empty() ||
               (from.unix_ms - channel.intervals.front().start.unix_ms) % step_ms == 0);
    Channel made{.minutes = channel.minutes};
    const auto& all = channel.intervals;
    const auto is_known = [](const Interval& i) { return i.quality != Quality::missing; };
    auto next = std::ranges::lower_bound(all, from, {}, &Interval::start);
    const Interval* before = nullptr;
    for (auto i = next; i != all.begin() && before == nullptr; --i) {
        if (is_known(*(i - 1))) before = &*(i - 1);
    }
    for (Instant at = from; at < to; at.unix_ms += step_ms) {
        next = std::find_if(next, all.end(),
                            [&](const Interval& i) { return i.start >= at && is_known(i); });
        if (next != all.end() && next->start == at) {
            before = &*next;
            made.intervals.push_back(*next);
            continue;
        }
        const Interval* after = next == all.end() ? nullptr : &*next;
        const auto quantity = guess(channel, at, before, after, policy, zone);
        if (!quantity) return std::unexpected{Gap{at}};
        made.intervals.push_back({at, *quantity, Quality::estimated});
    }
    return made;
}

Exact sum_of(const Channel& channel) {
    Exact sum{};
    for (const Interval& interval : channel.intervals) {
        if (interval.quality != Quality::missing) sum += interval.quantity;
    }
    return sum;
}

Channel resampled(const Channel& channel, int minutes) {
    POS_ASSERT(minutes >= channel.minutes && minutes % channel.minutes == 0);
    Channel made{.minutes = minutes};
    const std::int64_t step_ms = minutes * kMinuteMs;
    const auto parts_wanted = static_cast<std::size_t>(minutes / channel.minutes);
    std::size_t parts = 0;
    const auto close = [&] {
        if (made.intervals.empty() || parts == parts_wanted) return;
        made.intervals.back() = {made.intervals.back().start, {}, Quality::missing};
    };
    for (const Interval& interval : channel.intervals) {
        const Instant start{channel.intervals.front().start.unix_ms +
                            (interval.start.unix_ms - channel.intervals.front().start.unix_ms) /
                                step_ms * step_ms};
        if (made.intervals.empty() || made.intervals.back().start != start) {
            close();
            made.intervals.push_back({start, {}, Quality::actual});
            parts = 0;
        }
        Interval& whole = made.intervals.back();
        whole.quality = std::max(whole.quality, interval.quality);
        whole.quantity += interval.quantity;
        if (interval.quality != Quality::missing) ++parts;
    }
    close();
    return made;
}

tariff::Load load_of(const Channel& channel) {
    tariff::Load load{.minutes = channel.minutes};
    if (channel.intervals.empty()) return load;
    load.start = channel.intervals.front().start;
    Instant expected = load.start;
    for (const Interval& interval : channel.intervals) {
        POS_ASSERT(interval.start == expected && interval.quality != Quality::missing);
        load.kw.push_back(share_of(interval.quantity, 60, channel.minutes));
        expected.unix_ms += length_ms(channel);
    }
    return load;
}

}  // namespace pos::billing::meter
