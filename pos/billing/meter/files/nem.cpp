#include "pos/billing/meter/files/nem.hpp"

#include <algorithm>
#include <charconv>
#include <set>
#include <tuple>

#include "pos/base/calendar.hpp"
#include "pos/billing/meter/files/nem_line.hpp"
#include "pos/locale/unit_sign.hpp"
#include "pos/money/decimal.hpp"

namespace pos::billing::meter::files {

namespace {

using Failed = std::unexpected<Fault>;

constexpr std::int64_t kMinuteMs = 60'000;
constexpr int kDayMinutes = 1'440;

std::optional<Quality> quality_of(std::string_view method) {
    if (method.empty()) return std::nullopt;
    switch (method.front()) {
        case 'A':
            return Quality::actual;
        case 'E':
            return Quality::estimated;
        case 'F':
        case 'S':
            return Quality::substituted;
        case 'N':
            return Quality::missing;
        default:
            return std::nullopt;
    }
}

/// How a register reading came about. Method 67 is the customer's own reading.
std::optional<Source> source_of(std::string_view method) {
    const auto quality = quality_of(method);
    if (!quality || *quality == Quality::missing) return std::nullopt;
    if (*quality == Quality::actual) return Source::actual;
    return method.substr(1) == "67" ? Source::customer : Source::estimated;
}

class Nem {
public:
    Nem(std::string_view text, const locale::Zone& zone, const Limits& limits)
        : lines_{text}, zone_{zone}, limits_{limits} {}

    std::expected<Said, Fault> read() {
        while (lines_.next()) {
            if (ended_) return fail("something follows the end of the file (900)");
            if (const auto good = record(); !good) return Failed{good.error()};
        }
        if (!begun_) return Failed{{0, "the file is empty"}};
        if (!ended_) return fail("the file is cut off: its end (900) is missing");
        if (said_.series.empty() && said_.accumulated.empty()) {
            return Failed{{0, "the file says nothing of any meter"}};
        }
        return std::move(said_);
    }

private:
    using Done = std::expected<void, Fault>;

    Failed fail(std::string reason) const { return Failed{{lines_.number(), std::move(reason)}}; }
    std::string_view field(std::size_t i) const { return lines_.field(i); }
    std::string quoted(std::size_t i) const { return '"' + std::string{field(i)} + '"'; }

    Done record() {
        const std::string_view kind = field(0);
        if (!begun_ && kind != "100") {
            return fail("the file does not begin with its header (100,NEM12 or 100,NEM13)");
        }
        if (kind != "400" && day_wants_qualities()) {
            return fail("the qualities (400) of the day before end at interval " +
                        std::to_string(covered_));
        }
        if (kind == "100") return header();
        if (kind == "900") return end();
        if (kind == "200" && intervals_) return channel();
        if (kind == "300" && intervals_) return day();
        if (kind == "400" && intervals_) return quality();
        if (kind == "500" && intervals_) return {};
        if (kind == "250" && !intervals_) return accumulated();
        if (kind == "550" && !intervals_) return {};
        return fail(quoted(0) + " is no record of " + (intervals_ ? "NEM12" : "NEM13"));
    }

    Done header() {
        if (begun_) return fail("a second header (100)");
        if (field(1) != "NEM12" && field(1) != "NEM13") {
            return fail(quoted(1) + " is neither NEM12 nor NEM13");
        }
        begun_ = true;
        intervals_ = field(1) == "NEM12";
        return {};
    }

    Done end() {
        ended_ = true;
        return {};
    }

    Done channel() {
        if (lines_.size() < 9) return fail("a channel (200) has nine fields at least");
        if (field(1).empty()) return fail("the channel has no meter point (NMI)");
        int minutes = 0;
        const auto text = field(8);
        const auto read = std::from_chars(text.data(), text.data() + text.size(), minutes);
        if (read.ec != std::errc{} || read.ptr != text.data() + text.size() || minutes < 1 ||
            60 % minutes != 0) {
            return fail(quoted(8) + " minutes divide no hour");
        }
        minutes_ = minutes;
        const Series fresh{.point = std::string{field(1)},
                           .serial = std::string{field(6)},
                           .name = std::string{field(4)},
                           .unit = locale::unit_sign(field(7)),
                           .fed_in = is_fed_in(field(4))};
        // A channel may be named anew for each of its days.
        const auto same = std::ranges::find_if(said_.series, [&](const Series& s) {
            return s.point == fresh.point && s.serial == fresh.serial && s.name == fresh.name &&
                   s.unit == fresh.unit;
        });
        current_ = static_cast<std::size_t>(same - said_.series.begin());
        if (same == said_.series.end()) said_.series.push_back(fresh);
        in_channel_ = true;
        day_size_ = 0;
        return {};
    }

    Done day() {
        if (!in_channel_) return fail("a day (300) ahead of its channel (200)");
        const auto date = date_of(field(1));
        if (!date) return fail(quoted(1) + " is no date");
        if (!days_.insert({current_, minutes_, date->days}).second) {
            return fail("the day " + to_string(*date) + " comes twice");
        }
        const auto count = static_cast<std::size_t>(kDayMinutes / minutes_);
        if (lines_.size() < count + 3) {
            return fail("a day of " + std::to_string(minutes_) + " minutes has " +
                        std::to_string(count) + " intervals and a quality; the line has " +
                        std::to_string(lines_.size()) + " fields");
        }
        const std::string_view method = field(2 + count);
        const auto quality = quality_of(method);
        day_varies_ = method == "V";
        if (!quality && !day_varies_) {
            return fail(quoted(2 + count) + " is no quality, where that of " +
                        std::to_string(count) + " intervals stands");
        }
        const Instant start = zone_.start_of_day(*date);
        if (zone_.start_of_day({date->days + 1}).unix_ms - start.unix_ms !=
            kDayMinutes * kMinuteMs) {
            return fail("the day " + to_string(*date) + " has not 24 hours in " + zone_.name() +
                        "; the market's clock knows no summer time");
        }
        return values(start, count, quality.value_or(Quality::missing));
    }

    Done values(Instant start, std::size_t count, Quality quality) {
        if (intervals_read_ + count > limits_.intervals) {
            return fail("the file has more than " + std::to_string(limits_.intervals) +
                        " intervals");
        }
        intervals_read_ += count;
        auto& measured = said_.series[current_].measured;
        for (std::size_t i = 0; i < count; ++i) {
            const auto figure = parse_exact(field(2 + i));
            const bool left_out = field(2 + i).empty() && quality == Quality::missing;
            if (!figure && !left_out) return fail(quoted(2 + i) + " is no figure");
            if (figure && figure->e14 < 0) return fail(quoted(2 + i) + " is below zero");
            measured.push_back(
                {{start.unix_ms + static_cast<std::int64_t>(i) * minutes_ * kMinuteMs},
                 minutes_ * 60,
                 figure.value_or(Exact{}),
                 quality});
        }
        day_size_ = count;
        covered_ = 0;
        return {};
    }

    bool day_wants_qualities() const {
        return day_size_ > 0 && day_varies_ && covered_ < day_size_;
    }

    /// Of some intervals of the day before.
    Done quality() {
        if (day_size_ == 0) return fail("a quality (400) ahead of its day (300)");
        if (!day_varies_) return fail("the day has one quality already; only V has several (400)");
        const auto first = number_of(field(1));
        const auto last = number_of(field(2));
        if (!first || !last || *first != covered_ + 1 || *last < *first || *last > day_size_) {
            return fail("intervals " + quoted(1) + " to " + quoted(2) + " do not follow " +
                        std::to_string(covered_) + " of " + std::to_string(day_size_));
        }
        const auto quality = quality_of(field(3));
        if (!quality) return fail(quoted(3) + " is no quality");
        auto& measured = said_.series[current_].measured;
        const std::size_t day_begin = measured.size() - day_size_;
        for (std::size_t i = *first; i <= *last; ++i) {
            measured[day_begin + i - 1].quality = *quality;
        }
        covered_ = *last;
        return {};
    }

    std::expected<Shown, Fault> shown(std::size_t figure, std::size_t time, std::size_t method) {
        Shown shown{.digits = std::string{field(figure)}, .method = std::string{field(method)}};
        const auto number = parse_exact(field(figure));
        if (!number || number->e14 < 0) return fail(quoted(figure) + " is no figure of a meter");
        const auto local = date_time_of(field(time));
        const auto instants =
            local ? zone_.instants(local->date, local->second_of_day) : std::vector<Instant>{};
        if (instants.empty()) return fail(quoted(time) + " is no date and time");
        const auto source = source_of(field(method));
        if (!source) return fail(quoted(method) + " is no quality");
        shown.reading = {instants.front(), *number, *source};
        return shown;
    }

    Done accumulated() {
        if (lines_.size() < 20) return fail("a register (250) has twenty fields at least");
        if (field(1).empty()) return fail("the register has no meter point (NMI)");
        auto previous = shown(8, 9, 10);
        if (!previous) return Failed{previous.error()};
        auto current = shown(13, 14, 15);
        if (!current) return Failed{current.error()};
        const auto quantity = parse_exact(field(18));
        if (!quantity) return fail(quoted(18) + " is no figure");
        if (++intervals_read_ > limits_.intervals) return fail("the file has too many registers");
        said_.accumulated.push_back({.point = std::string{field(1)},
                                     .serial = std::string{field(6)},
                                     .name = std::string{field(3)},
                                     .unit = locale::unit_sign(field(19)),
                                     .fed_in = field(7) == "I",
                                     .previous = std::move(*previous),
                                     .current = std::move(*current),
                                     .quantity = *quantity});
        return {};
    }

    NemLines lines_;
    const locale::Zone& zone_;
    const Limits& limits_;
    Said said_;
    bool begun_{false};
    bool ended_{false};
    bool intervals_{false};  // NEM12
    bool in_channel_{false};
    std::size_t current_{0};  // the series
    int minutes_{0};
    bool day_varies_{false};
    std::size_t day_size_{0};
    std::size_t covered_{0};  // of the day's intervals have a quality
    std::size_t intervals_read_{0};
    std::set<std::tuple<std::size_t, int, std::int32_t>> days_;
};

}  // namespace

std::expected<Said, Fault> read_nem(std::string_view text, const locale::Zone& zone,
                                    const Limits& limits) {
    if (text.size() > limits.bytes) {
        return Failed{
            {0, "the file has more than " + std::to_string(limits.bytes >> 20U) + " MiB"}};
    }
    return Nem{text, zone, limits}.read();
}

}  // namespace pos::billing::meter::files
