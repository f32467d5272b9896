#include "app/core/billing/move_counters.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "app/core/billing/in_transaction.hpp"
#include "app/core/billing/readings.hpp"
#include "app/core/meter/words.hpp"
#include "pos/money/decimal.hpp"
#include "pos/store/billing/meters.hpp"

namespace app::core::billing {

namespace {

/// So many sorts at most are counted at one point.
constexpr std::int64_t kSortsMax = 100;

/// What is counted at one of the points, and what somebody said that it showed.
struct CounterThere {
    pos::store::billing::StoredRegister counters;
    std::string figure;  // empty: nothing was said
};

const std::string& serial_of(const CounterThere& one) {
    return one.counters.counters.back().counter.serial;
}

bool is_meant(const CounterThere& one, const std::string& name) {
    return name == one.counters.meter || name == serial_of(one) ||
           name == one.counters.point + "/" + one.counters.meter;
}

std::string words_of(const CounterThere& one) {
    const std::string& serial = serial_of(one);
    return fmt::format("{}/{}{}", one.counters.point, one.counters.meter,
                       serial.empty() ? "" : " (" + serial + ")");
}

Outcome<std::vector<CounterThere>> counters_at(BillingBooks& books,
                                               const std::vector<std::string>& points,
                                               pos::Instant at) {
    std::vector<CounterThere> all;
    for (const std::string& point : points) {
        if (point.empty()) continue;
        auto found = pos::store::billing::registers_at(*books.db, point, kSortsMax);
        if (!found) return std::unexpected{database(found.error())};
        for (auto& one : *found) {
            if (one.counters.empty() || one.counters.back().readings.empty()) continue;
            const auto& last = one.counters.back();
            if (last.removed && last.readings.back().at <= at) continue;
            all.push_back({std::move(one), {}});
        }
    }
    return all;
}

/// Gives each counter the figure that was said of it.
Outcome<void> spread_figures(const NewMove& asked, std::vector<CounterThere>& all) {
    for (const CounterFigure& said : asked.figures) {
        CounterThere* meant = nullptr;
        for (CounterThere& one : all) {
            if (!said.counter.empty() && !is_meant(one, said.counter)) continue;
            if (meant != nullptr) {
                return refuse(
                    Why::other, "counter_unclear",
                    fmt::format("{} stands for several meters, {} and {} among them: say which, "
                                "such as {}/{}=1234.",
                                said.counter.empty() ? said.figure : said.counter, words_of(*meant),
                                words_of(one), one.counters.point, one.counters.meter));
            }
            meant = &one;
        }
        if (meant == nullptr && said.counter.empty()) {
            const std::string points = fmt::format("{}", fmt::join(asked.points, ", "));
            return refuse(Why::no_counter, points,
                          fmt::format("No meter stands at {} by then.", points));
        }
        if (meant == nullptr) {
            return refuse(Why::no_counter, said.counter,
                          fmt::format("No meter {} stands there by then.", said.counter));
        }
        if (!meant->figure.empty()) {
            return misuse(Why::other, "counter_twice",
                          "Two figures are given of " + words_of(*meant) + ".");
        }
        meant->figure = said.figure;
    }
    return {};
}

/// What is known of a counter at that instant without anybody who read it.
std::optional<MovedCounter> known_already(const CounterThere& one, pos::Instant at) {
    for (const auto& installed : one.counters.counters) {
        const auto there =
            std::ranges::find(installed.readings, at, &pos::billing::meter::Reading::at);
        if (there == installed.readings.end()) continue;
        const bool estimated = there->source == pos::billing::meter::Source::estimated;
        return MovedCounter{one.counters.point, one.counters.meter, installed.counter.serial,
                            to_string(there->figure),
                            estimated ? FigureFrom::estimated : FigureFrom::there};
    }
    return std::nullopt;
}

Outcome<MovedCounter> read_counter_at(BillingBooks& books, const NewMove& asked,
                                      const CounterThere& one, pos::Instant at, pos::Instant now) {
    NewReading reading{.point = one.counters.point,
                       .meter = one.counters.meter,
                       .figure = one.figure,
                       .at = app::core::meter::iso(at),
                       .sure = asked.sure};
    if (asked.by_customer) reading.source = pos::billing::meter::Source::customer;
    MovedCounter moved{one.counters.point, one.counters.meter, serial_of(one), one.figure,
                       FigureFrom::read};
    if (!one.figure.empty()) {
        const auto taken = write_reading(books, reading, now);
        if (!taken) return std::unexpected{taken.error()};
        moved.figure = to_string(taken->reading.figure);
        return moved;
    }
    if (auto known = known_already(one, at)) return std::move(*known);
    if (!asked.estimate) {
        return refuse(Why::other, "counter_not_read",
                      fmt::format("Nobody says what meter {} showed: give its figure with "
                                  "--figure {}/{}=1234, or let it be estimated with --estimate.",
                                  words_of(one), one.counters.point, one.counters.meter));
    }
    // A later reading tells more than an estimate would.
    if (one.counters.counters.back().readings.back().at > at) {
        moved.from = FigureFrom::between;
        return moved;
    }
    const auto estimated = write_estimate(books, reading, now);
    if (!estimated) return std::unexpected{estimated.error()};
    moved.figure = to_string(estimated->reading.figure);
    moved.from = FigureFrom::estimated;
    return moved;
}

}  // namespace

Outcome<std::vector<MovedCounter>> read_counters(BillingBooks& books, const NewMove& asked,
                                                 const std::vector<std::string>& points,
                                                 pos::Instant at, pos::Instant now) {
    auto all = counters_at(books, points, at);
    if (!all) return std::unexpected{all.error()};
    if (auto spread = spread_figures(asked, *all); !spread) return std::unexpected{spread.error()};
    std::vector<MovedCounter> moved;
    for (const CounterThere& one : *all) {
        auto read = read_counter_at(books, asked, one, at, now);
        if (!read) return std::unexpected{read.error()};
        moved.push_back(std::move(*read));
    }
    return moved;
}

}  // namespace app::core::billing
