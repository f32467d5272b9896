#include "app/core/billing/readings.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "app/core/billing/customers.hpp"
#include "app/core/billing/in_transaction.hpp"
#include "app/core/billing/reading_usage.hpp"
#include "app/core/billing/subscribe.hpp"
#include "pos/base/assert.hpp"
#include "pos/billing/meter/plausible.hpp"
#include "pos/billing/meter/words.hpp"
#include "pos/money/decimal.hpp"

namespace app::core::billing {

namespace {

namespace stored = pos::store::billing;
namespace meter = pos::billing::meter;
using stored::StoredRegister;

constexpr std::size_t kTextMax = 200;

std::string name_of(const StoredRegister& at) {
    return at.point + " " + at.meter;
}

Outcome<void> store_reading(BillingBooks& books, const StoredRegister& at, std::size_t position,
                            const meter::Reading& reading, pos::Instant now) {
    auto put = stored::put_counter(*books.db, at.id, position, at.counters[position]);
    if (put) {
        put = stored::put_reading(*books.db, at.id, position, reading, now, books.user().name);
    }
    if (!put) return std::unexpected{database(put.error())};
    return {};
}

/// The one register that is meant.
Outcome<StoredRegister> find_register(BillingBooks& books, const std::string& point,
                                      const std::string& name) {
    if (!name.empty()) {
        auto found = stored::register_of(*books.db, point, name);
        if (!found) return std::unexpected{database(found.error())};
        if (!*found) {
            return refuse(
                Why::no_counter, point,
                fmt::format("No meter of {} stands at {}: counterfoil meter fit.", name, point));
        }
        return std::move(**found);
    }
    auto all = stored::registers_at(*books.db, point, 100);
    if (!all) return std::unexpected{database(all.error())};
    if (point.empty() || all->empty()) {
        return refuse(Why::no_counter, point,
                      fmt::format("No meter stands at {}: counterfoil meter fit.", point));
    }
    if (all->size() > 1) {
        return refuse(
            fmt::format("At {} several sorts are counted, {} and {} among them: say "
                        "which.",
                        point, all->front().meter, all->back().meter));
    }
    return std::move(all->front());
}

/// How a reading is entered.
struct Manner {
    bool last{false};
    bool sure{false};
    meter::Expectation expectation{};
};

/// What it took to put a reading into its place.
struct Placed {
    std::optional<meter::Reading> before;  // that stood at its instant
    meter::Reading stands{};               // that does now
    bool was_removed{false};
    bool again{false};  // nothing has changed
};

auto reading_at(meter::Installed& installed, pos::Instant at) {
    const auto place = std::ranges::lower_bound(installed.readings, at, {}, &meter::Reading::at);
    return place != installed.readings.end() && place->at == at ? place : installed.readings.end();
}

Why why_of(meter::Doubt doubt) {
    switch (doubt) {
        case meter::Doubt::off_the_face:
            return Why::off_the_face;
        case meter::Doubt::after_removal:
            return Why::counter_gone;
        case meter::Doubt::before_last:
            return Why::read_later;
        case meter::Doubt::contradicts:
            return Why::read_otherwise;
        case meter::Doubt::lower_than_last:
            return Why::lower_than_last;
        case meter::Doubt::rolled_over:
            return Why::rolled_over;
        case meter::Doubt::no_use:
            return Why::no_use;
        case meter::Doubt::too_high:
            return Why::too_high;
        case meter::Doubt::too_low:
            return Why::too_low;
    }
    return Why::other;
}

/// Puts a reading into its place, in memory. `read` is as_read(installed).
Outcome<Placed> place(meter::Installed& installed, const meter::Installed& read,
                      const meter::Reading& reading, const Manner& manner,
                      const pos::locale::Zone& zone, std::vector<std::string>& remarks) {
    Placed placed{.before = {}, .was_removed = installed.removed};
    const auto there = reading_at(installed, reading.at);
    if (there != installed.readings.end()) placed.before = *there;
    if (reading.source != meter::Source::estimated && placed.before != reading) {
        std::optional<meter::Doubt> odd;
        for (auto& doubted : meter::judge(read, reading, manner.expectation, zone)) {
            if (is_refusal(doubted.doubt)) {
                return refuse(why_of(doubted.doubt), to_string(reading.figure),
                              std::move(doubted.sentence));
            }
            if (!odd) odd = doubted.doubt;
            remarks.push_back(std::move(doubted.sentence));
        }
        if (odd && !manner.sure) {
            return refuse(why_of(*odd), to_string(reading.figure),
                          remarks.front() + std::string{kSayIfSure});
        }
    }
    if (manner.last && installed.readings.back().at > reading.at) {
        return refuse(Why::out_of_order, {},
                      "The meter was read later than that: its final figure comes last.");
    }
    const auto entered = meter::enter(installed, reading);
    if (!entered) {
        switch (entered.error()) {
            case meter::EnterError::off_the_face:
                return refuse(Why::off_the_face, to_string(reading.figure),
                              "The meter cannot show " + to_string(reading.figure) + ".");
            case meter::EnterError::contradicts:
                return refuse(Why::read_otherwise, {}, "Another figure was read at that instant.");
            case meter::EnterError::after_removal:
                return refuse(Why::counter_gone, {}, "The meter was gone by then.");
        }
    }
    installed.removed = installed.removed || manner.last;
    placed.stands = *reading_at(installed, reading.at);
    placed.again = placed.before == placed.stands && installed.removed == placed.was_removed;
    return placed;
}

/// As it was before.
void take_away(meter::Installed& installed, const Placed& placed) {
    const auto there = reading_at(installed, placed.stands.at);
    if (placed.before) {
        *there = *placed.before;
    } else {
        installed.readings.erase(there);
    }
    installed.removed = placed.was_removed;
}

Outcome<pos::Instant> time_of(const std::string& text, const pos::locale::Zone& zone,
                              pos::Instant now) {
    if (text.empty()) return now;
    const auto at = read_time(text, zone);
    if (at && *at > now) return misuse(Why::to_come, text, text + " is still to come.");
    return at;
}

Outcome<meter::Counter> read_counter(const NewCounter& asked) {
    if (asked.point.empty() || asked.point.size() > kTextMax) {
        return misuse("The service point is empty or too long.");
    }
    if (asked.meter.empty() || asked.meter.size() > kTextMax) {
        return misuse("Say what the meter counts, as charges do: kwh.");
    }
    meter::Counter counter{asked.serial, asked.digits, asked.decimals, {}};
    const auto multiplier = pos::parse_exact(asked.multiplier);
    if (!multiplier)
        return misuse(Why::no_figure, asked.multiplier,
                      "\"" + asked.multiplier + "\" is no multiplier, such as 40.");
    counter.multiplier = *multiplier;
    if (!in_range(counter)) {
        return misuse(
            Why::no_figure, asked.multiplier,
            "A meter has 1 to 12 digits, up to 6 decimals, and a multiplier above zero and up to "
            "a million.");
    }
    return counter;
}

Outcome<pos::Exact> figure_of(const std::string& text, const meter::Counter& counter) {
    const auto figure = meter::read_figure(text, counter);
    if (!figure)
        return misuse(Why::off_the_face, text, meter::sentence(figure.error(), text, counter));
    return *figure;
}

/// enter_readings() where together they make no sense: one after the other tells which do.
Outcome<ReadingsTaken> enter_each(BillingBooks& books, StoredRegister& at,
                                  std::span<const meter::Reading> readings, pos::Instant now,
                                  const std::function<void(const std::string&)>& on_refusal) {
    ReadingsTaken taken;
    for (const meter::Reading& reading : readings) {
        const auto done = enter_reading(books, at, reading, false, true, now);
        if (!done && done.error().kind == FailureKind::environment) {
            return std::unexpected{done.error()};
        }
        if (!done) {
            on_refusal(done.error().words);
            continue;
        }
        taken.again += done->again ? 1 : 0;
        taken.sum.added += done->added;
        taken.sum.voided += done->voided;
        taken.sum.late += done->late;
        taken.sum.nobodys += done->nobodys;
    }
    return taken;
}

Outcome<ReadingTaken> fit_within(BillingBooks& books, const NewCounter& asked,
                                 std::optional<pos::Instant> when, pos::Instant now,
                                 pos::Random& random) {
    const auto counter = read_counter(asked);
    if (!counter) return std::unexpected{counter.error()};
    const auto figure = figure_of(asked.figure, *counter);
    if (!figure) return std::unexpected{figure.error()};
    const auto zone = zone_of_point(books, asked.point);
    if (!zone) return std::unexpected{zone.error()};
    const auto at = when ? Outcome<pos::Instant>{*when} : time_of(asked.at, *zone, now);
    if (!at) return std::unexpected{at.error()};
    auto found = stored::register_of(*books.db, asked.point, asked.meter);
    if (!found) return std::unexpected{database(found.error())};
    StoredRegister to;
    if (*found) {
        to = std::move(**found);
        const meter::Installed& before = to.counters.back();
        if (!before.removed) {
            return refuse(fmt::format("Meter {} stands at {}: counterfoil meter exchange.",
                                      before.counter.serial, asked.point));
        }
        if (*at < before.readings.back().at) {
            return refuse(Why::out_of_order, {},
                          "The meter before it was removed later than that.");
        }
    } else {
        to = {pos::make_ulid(now, random), asked.point, asked.meter, {}};
        if (auto added = stored::add_register(*books.db, to, now); !added) {
            return std::unexpected{database(added.error())};
        }
    }
    const meter::Reading first{*at, *figure, meter::Source::actual};
    to.counters.push_back({*counter, {first}, false});
    ReadingTaken done{.reading = first, .meter = to.meter, .remarks = {}};
    auto kept = store_reading(books, to, to.counters.size() - 1, first, now);
    if (kept) kept = derive_usage(books, to, *at, now, done);
    if (kept) {
        kept =
            note_change(books, "meter " + name_of(to), "",
                        fmt::format("counter {} from {}", asked.serial, to_string(*figure)), now);
    }
    if (!kept) return std::unexpected{kept.error()};
    return done;
}

/// Says in the books' journal what was read.
Outcome<ReadingTaken> noted(BillingBooks& books, const StoredRegister& at, bool last,
                            const pos::locale::Zone& zone, ReadingTaken done, pos::Instant now) {
    if (done.again) return done;
    auto kept = note_change(
        books, "meter " + name_of(at), "",
        fmt::format("{} at {}{}", to_string(done.reading.figure),
                    to_string(zone.local(done.reading.at).date), last ? ", removed" : ""),
        now);
    if (!kept) return std::unexpected{kept.error()};
    return done;
}

Outcome<ReadingTaken> take_within(BillingBooks& books, const NewReading& asked, pos::Instant now) {
    auto at = find_register(books, asked.point, asked.meter);
    if (!at) return std::unexpected{at.error()};
    const auto zone = zone_of_point(books, at->point);
    if (!zone) return std::unexpected{zone.error()};
    const auto when = time_of(asked.at, *zone, now);
    if (!when) return std::unexpected{when.error()};
    const auto figure = figure_of(asked.figure, at->counters.back().counter);
    if (!figure) return std::unexpected{figure.error()};
    auto done =
        enter_reading(books, *at, {*when, *figure, asked.source}, asked.last, asked.sure, now);
    return done ? noted(books, *at, asked.last, *zone, std::move(*done), now) : done;
}

}  // namespace

Outcome<ReadingTaken> enter_reading(BillingBooks& books, StoredRegister& at,
                                    const meter::Reading& reading, bool last, bool sure,
                                    pos::Instant now) {
    const auto zone = zone_of_point(books, at.point);
    if (!zone) return std::unexpected{zone.error()};
    meter::Installed& installed = at.counters.back();
    ReadingTaken done{.reading = reading, .meter = at.meter, .remarks = {}};
    const auto placed =
        place(installed, as_read(installed), reading, {last, sure, {}}, *zone, done.remarks);
    if (!placed) return std::unexpected{placed.error()};
    done.reading = placed->stands;
    done.again = placed->again;
    if (done.again) return done;
    // Usage comes first: where readings make no sense together, nothing was written yet.
    auto kept = derive_usage(books, at, reading.at, now, done);
    if (kept) kept = store_reading(books, at, at.counters.size() - 1, done.reading, now);
    if (kept) return done;
    take_away(installed, *placed);
    return std::unexpected{kept.error()};
}

Outcome<ReadingsTaken> enter_readings(BillingBooks& books, StoredRegister& at,
                                      std::span<const meter::Reading> readings, pos::Instant now,
                                      const std::function<void(const std::string&)>& on_refusal) {
    const auto zone = zone_of_point(books, at.point);
    if (!zone) return std::unexpected{zone.error()};
    meter::Installed& installed = at.counters.back();
    meter::Installed read = as_read(installed);
    // Nobody is asked about what is only odd, and so it is not looked for.
    const Manner manner{false, true, {.history_days = 0}};
    ReadingsTaken taken;
    std::vector<Placed> all;
    std::vector<std::string> refusals;
    for (const meter::Reading& reading : readings) {
        const auto placed = place(installed, read, reading, manner, *zone, taken.sum.remarks);
        if (!placed) {
            refusals.push_back(placed.error().words);
            continue;
        }
        if (placed->again) {
            ++taken.again;
            continue;
        }
        all.push_back(*placed);
        if (installed.readings.front() != read.readings.front()) {
            read = as_read(installed);
        } else if (reading.source != meter::Source::estimated) {
            // place() has looked at the same figures.
            const auto entered = meter::enter(read, reading);
            POS_ASSERT(entered);
        }
    }
    taken.sum.remarks.clear();
    Outcome<void> kept;
    if (!all.empty()) {
        const auto earliest = std::ranges::min_element(
            all, {}, [](const Placed& placed) { return placed.stands.at; });
        kept = derive_usage(books, at, earliest->stands.at, now, taken.sum);
        if (!kept && kept.error().kind != FailureKind::environment) {
            for (std::size_t i = all.size(); i-- > 0;) take_away(installed, all[i]);
            return enter_each(books, at, readings, now, on_refusal);
        }
        if (!kept) return std::unexpected{kept.error()};
    }
    for (const Placed& placed : all) {
        kept = store_reading(books, at, at.counters.size() - 1, placed.stands, now);
        if (!kept) return std::unexpected{kept.error()};
    }
    for (const std::string& why : refusals) on_refusal(why);
    return taken;
}

Outcome<ReadingTaken> fit_counter(BillingBooks& books, const NewCounter& counter, pos::Instant now,
                                  pos::Random& random) {
    return in_transaction(books, [&] { return write_counter(books, counter, now, random); });
}

Outcome<ReadingTaken> write_counter(BillingBooks& books, const NewCounter& counter,
                                    pos::Instant now, pos::Random& random) {
    return fit_within(books, counter, std::nullopt, now, random);
}

Outcome<ReadingTaken> take_reading(BillingBooks& books, const NewReading& reading,
                                   pos::Instant now) {
    return in_transaction(books, [&] { return take_within(books, reading, now); });
}

Outcome<ReadingTaken> write_reading(BillingBooks& books, const NewReading& reading,
                                    pos::Instant now) {
    return take_within(books, reading, now);
}

Outcome<ReadingTaken> exchange_counter(BillingBooks& books, const NewReading& final,
                                       const NewCounter& next, pos::Instant now,
                                       pos::Random& random) {
    return in_transaction(books, [&]() -> Outcome<ReadingTaken> {
        NewReading asked = final;
        asked.last = true;
        auto gone = take_within(books, asked, now);
        if (!gone) return gone;
        NewCounter fitted = next;
        fitted.point = final.point;
        fitted.meter = gone->meter;
        auto there = fit_within(books, fitted, gone->reading.at, now, random);
        if (!there) return there;
        gone->added += there->added;
        gone->voided += there->voided;
        gone->late += there->late;
        return gone;
    });
}

Outcome<ReadingTaken> estimate_reading(BillingBooks& books, const NewReading& asked,
                                       pos::Instant now) {
    return in_transaction(books, [&] { return write_estimate(books, asked, now); });
}

Outcome<ReadingTaken> write_estimate(BillingBooks& books, const NewReading& asked,
                                     pos::Instant now) {
    auto at = find_register(books, asked.point, asked.meter);
    if (!at) return std::unexpected{at.error()};
    const auto zone = zone_of_point(books, at->point);
    if (!zone) return std::unexpected{zone.error()};
    // What is to come may be estimated too.
    const auto when = asked.at.empty() ? Outcome<pos::Instant>{now} : read_time(asked.at, *zone);
    if (!when) return std::unexpected{when.error()};
    const auto reading = meter::estimate(at->counters, *when, kReadingPolicy);
    if (!reading) return refuse(meter::sentence(reading.error(), at->counters, *zone));
    auto done = enter_reading(books, *at, *reading, false, true, now);
    return done ? noted(books, *at, false, *zone, std::move(*done), now) : done;
}

}  // namespace app::core::billing
