#include "app/core/billing/import_readings.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>

#include "app/core/billing/customers.hpp"
#include "app/core/billing/in_transaction.hpp"
#include "app/core/billing/reading_usage.hpp"
#include "app/core/billing/readings.hpp"
#include "app/core/meter/words.hpp"

namespace app::core::billing {

namespace {

namespace stored = pos::store::billing;
namespace rules = pos::billing::meter;
using rules::files::Measured;
using rules::files::Series;

std::string small(std::string text) {
    for (char& c : text) {
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    }
    return text;
}

rules::Source source_of(rules::Quality quality) {
    return quality == rules::Quality::estimated ? rules::Source::estimated : rules::Source::actual;
}

class Import {
public:
    Import(BillingBooks& books, const ReadingsImport& options, pos::Instant now)
        : books_{books}, options_{options}, now_{now} {}

    Outcome<ReadingsImported> run(const meter::FileSaid& file) {
        for (const Series& series : file.said.series) {
            auto done = series.counter ? counter(series) : intervals(series);
            if (!done) return std::unexpected{done.error()};
        }
        if (auto done = accumulated(file.said.accumulated); !done) {
            return std::unexpected{done.error()};
        }
        if (report_.readings == 0 && report_.refused == 0) {
            return refuse(
                "There is nothing in it that could be kept. M-Bus frames are read by "
                "counterfoil meter read, and kept from the line by counterfoil collect.");
        }
        report_.kept = options_.skip_bad || report_.refused == 0;
        return report_;
    }

private:
    void refused(const std::string& whose, const std::string& reason) {
        ++report_.refused;
        if (options_.on_refusal) options_.on_refusal(whose + ": " + reason);
    }

    std::string point_of(const std::string& point, const std::string& serial) const {
        if (!point.empty()) return point;
        return options_.point.empty() ? serial : options_.point;
    }
    std::string meter_of(const std::string& unit, bool fed_in) const {
        const std::string name = options_.meter.empty() ? small(unit) : options_.meter;
        return fed_in && !name.empty() ? name + ".fed_in" : name;
    }

    /// The register of that sort whose counter has the number, else the one at the point.
    ///
    /// errors: refused: none, several, or a counter of another number stands there
    Outcome<stored::StoredRegister> find(const std::string& serial, const std::string& point,
                                         const std::string& name) {
        std::string others;
        if (!serial.empty()) {
            auto found = stored::registers_of_serial(*books_.db, serial);
            if (!found) return std::unexpected{database(found.error())};
            if (!name.empty()) {
                for (const auto& one : *found) {
                    if (one.meter != name) others = one.meter + " at " + one.point;
                }
                std::erase_if(*found, [&](const auto& one) { return one.meter != name; });
            }
            const std::string several = found->size() < 2 ? "" : names_of(*found);
            if (found->size() > 1) {
                std::erase_if(*found, [&](const auto& one) { return one.point != point; });
            }
            if (found->size() == 1) return std::move(found->front());
            if (!several.empty()) {
                return refuse(
                    fmt::format("meters with the number {} stand at {}: --point", serial, several));
            }
        }
        auto found = stored::register_of(*books_.db, point, name);
        if (!found) return std::unexpected{database(found.error())};
        if (!*found && !others.empty()) {
            return refuse(
                fmt::format("meter {} counts {}, and no {}: --meter", serial, others, name));
        }
        if (!*found) {
            return refuse(
                fmt::format("no meter {} of {} stands there: counterfoil meter fit", serial, name));
        }
        const std::string& present = (*found)->counters.back().counter.serial;
        if (!serial.empty() && !present.empty() && present != serial) {
            return refuse(fmt::format("meter {} stands at {}, and not {}", present, point, serial));
        }
        return std::move(**found);
    }
    /// The points of the first and the last.
    static std::string names_of(const std::vector<stored::StoredRegister>& found) {
        return found.front().point + " and " + found.back().point;
    }

    Outcome<void> enter(stored::StoredRegister& at, std::span<const rules::Reading> readings) {
        report_.readings += static_cast<std::int64_t>(readings.size());
        const auto done = enter_readings(books_, at, readings, now_,
                                         [&](const std::string& why) { refused(at.point, why); });
        if (!done) return std::unexpected{done.error()};
        report_.again += done->again;
        add(done->sum);
        return {};
    }
    void add(const ReadingTaken& done) {
        report_.added += done.added;
        report_.voided += done.voided;
        report_.late += done.late;
        report_.nobodys += done.nobodys;
    }

    Outcome<void> counter(const Series& series) {
        const std::string point = point_of(series.point, series.serial);
        auto at = find(series.serial, point, meter_of(series.unit, series.fed_in));
        if (!at) return refused_or_error(point, at.error());
        std::vector<rules::Reading> readings;
        for (const Measured& measured : series.measured) {
            if (measured.quality == rules::Quality::missing) continue;
            readings.push_back({measured.start, measured.quantity, source_of(measured.quality)});
        }
        return enter(*at, readings);
    }

    /// All of one counter at once: its history is read for each look.
    Outcome<void> accumulated(const std::vector<rules::files::Accumulated>& all) {
        struct Shown {
            std::string point;
            std::string serial;
            std::string name;
            std::vector<rules::Reading> readings;
        };
        std::vector<Shown> counters;
        std::map<std::array<std::string, 3>, std::size_t> places;
        for (const auto& one : all) {
            const std::string point = point_of(one.point, one.serial);
            const std::string name = meter_of(one.unit, one.fed_in);
            const auto [place, is_new] =
                places.try_emplace({point, one.serial, name}, counters.size());
            if (is_new) counters.push_back({point, one.serial, name, {}});
            auto& readings = counters[place->second].readings;
            readings.push_back(one.previous.reading);
            readings.push_back(one.current.reading);
        }
        for (const Shown& one : counters) {
            auto at = find(one.serial, one.point, one.name);
            auto done = at ? enter(*at, one.readings) : refused_or_error(one.point, at.error());
            if (!done) return done;
        }
        return {};
    }

    Outcome<void> intervals(const Series& series) {
        const std::string point = point_of(series.point, series.serial);
        const std::string name = meter_of(series.unit, series.fed_in);
        if (point.empty() || name.empty()) {
            refused(point, "the file does not say where or what it counts: --point and --meter");
            return {};
        }
        const std::vector<UsageRun> runs = runs_of(series, point);
        if (runs.empty()) return {};
        auto done = replace_usage(books_, "intervals " + point + " " + name + " " + series.name,
                                  point, name, runs, now_);
        if (!done) return refused_or_error(point, done.error());
        add(*done);
        return {};
    }

    /// Its intervals, as far as each begins where the one before it ends: of what lies between them
    /// the file says nothing.
    std::vector<UsageRun> runs_of(const Series& series, const std::string& point) {
        std::vector<const Measured*> ordered;
        for (const Measured& measured : series.measured) {
            if (measured.quality != rules::Quality::missing) ordered.push_back(&measured);
        }
        std::ranges::stable_sort(ordered, {}, [](const Measured* one) { return one->start; });
        std::vector<UsageRun> runs;
        for (const Measured* measured : ordered) {
            ++report_.readings;
            const pos::Wide e14 =
                pos::round_at(measured->quantity, 6, pos::RoundingMode::half_away).e14;
            const pos::Quantity quantity{
                static_cast<std::int64_t>(e14 / (pos::kExactScale / pos::kQuantityScale))};
            if (quantity.millionths < 0 || !in_range(quantity)) {
                refused(point, "an amount is below zero or beyond any meter");
                continue;
            }
            const pos::Instant from = measured->start;
            const pos::Instant to{
                from.unix_ms + std::max(std::int64_t{1}, measured->seconds * std::int64_t{1'000})};
            // The same interval once more: the file's last word counts.
            const bool again = !runs.empty() && runs.back().pieces.back().at == from;
            if (!again && !runs.empty() && from < runs.back().to) {
                refused(point,
                        "the interval of " + meter::iso(from) + " overlaps the one before it");
                continue;
            }
            if (again) runs.back().pieces.pop_back();
            if (runs.empty() || from > runs.back().to) runs.push_back({from, to, {}});
            runs.back().pieces.push_back({from, quantity});
            runs.back().to = std::max(runs.back().to, to);
        }
        return runs;
    }

    Outcome<void> refused_or_error(const std::string& whose, const Failure& why) {
        if (why.kind == FailureKind::environment) return std::unexpected{why};
        refused(whose, why.words);
        return {};
    }

    BillingBooks& books_;
    const ReadingsImport& options_;
    pos::Instant now_;
    ReadingsImported report_;
};

}  // namespace

Outcome<ReadingsImported> import_readings(BillingBooks& books, const meter::FileSaid& file,
                                          const ReadingsImport& options, pos::Instant now) {
    if (auto begun = books.stream->begin(); !begun) return std::unexpected{failure(begun.error())};
    auto done = Import{books, options, now}.run(file);
    if (!done || !done->kept) {
        books.stream->give_up();
        if (done) done->again = done->added = done->voided = done->late = done->nobodys = 0;
        return done;
    }
    auto noted = note_change(
        books, "meter readings", "",
        fmt::format("{} of a file, {} usage records", done->readings, done->added), now);
    if (!noted) {
        books.stream->give_up();
        return std::unexpected{noted.error()};
    }
    if (auto kept = books.stream->commit(); !kept) return std::unexpected{failure(kept.error())};
    return done;
}

Outcome<void> keep_live(BillingBooks& books, const meter::LiveReading& reading,
                        const LiveKept& which, pos::Instant now) {
    const std::string& serial = which.serial.empty() ? reading.answer.identification : which.serial;
    if (serial.empty()) {
        return misuse(reading.meter + " does not tell its number: say with --as whose it is.");
    }
    const auto& figures = reading.answer.figures;
    const auto figure = std::ranges::find_if(figures, [&](const auto& one) {
        return which.figure.empty() ? one.place.empty() : one.name == which.figure;
    });
    if (figure == figures.end()) {
        return refuse(fmt::format("{} shows no figure {}: --figure names another.", reading.meter,
                                  which.figure));
    }
    return in_transaction(books, [&]() -> Outcome<void> {
        auto found = stored::registers_of_serial(*books.db, serial);
        if (!found) return std::unexpected{database(found.error())};
        if (found->empty()) {
            return refuse(
                fmt::format("No meter {} stands anywhere: counterfoil meter fit.", serial));
        }
        if (!which.meter.empty()) {
            std::erase_if(*found, [&](const auto& one) { return one.meter != which.meter; });
        }
        if (found->empty()) {
            return refuse(fmt::format("Meter {} counts no {}.", serial, which.meter));
        }
        if (found->size() > 1) {
            return refuse(fmt::format(
                "Several meters have the number {}, of {} at {} and of {} at {} among them: "
                "--counts tells apart what they count.",
                serial, found->front().meter, found->front().point, found->back().meter,
                found->back().point));
        }
        stored::StoredRegister& at = found->front();
        const pos::Exact shown =
            pos::round_at(product(figure->value, which.scale), at.counters.back().counter.decimals,
                          pos::RoundingMode::down);
        const auto done =
            enter_reading(books, at, {reading.at, shown, rules::Source::actual}, false, true, now);
        if (!done) return std::unexpected{done.error()};
        return {};
    });
}

}  // namespace app::core::billing
