#include "app/core/billing/import_readings.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "app/core/billing/customers.hpp"
#include "app/core/billing/in_transaction.hpp"
#include "app/core/billing/readings.hpp"

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
        for (const auto& one : file.said.accumulated) {
            if (auto done = accumulated(one); !done) return std::unexpected{done.error()};
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

    /// By the counter's number, else by its point.
    Outcome<std::optional<stored::StoredRegister>> find(const std::string& serial,
                                                        const std::string& point,
                                                        const std::string& name) {
        if (!serial.empty()) {
            auto found = stored::registers_of_serial(*books_.db, serial);
            if (!found) return std::unexpected{database(found.error())};
            // A meter of several registers has one number for all of them.
            if (found->size() > 1) {
                std::erase_if(*found, [&](const auto& one) { return one.meter != name; });
            }
            if (!found->empty()) return std::optional{std::move(found->front())};
        }
        auto found = stored::register_of(*books_.db, point, name);
        if (!found) return std::unexpected{database(found.error())};
        return std::move(*found);
    }

    Outcome<void> enter(stored::StoredRegister& at, const rules::Reading& reading) {
        ++report_.readings;
        stored::StoredRegister tried = at;
        auto done = enter_reading(books_, tried, reading, false, true, now_);
        if (!done) {
            if (done.error().kind == FailureKind::environment) return std::unexpected{done.error()};
            refused(at.point, done.error().words);
            return {};
        }
        at = std::move(tried);
        if (done->again) ++report_.again;
        add(*done);
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
        const std::string name = meter_of(series.unit, series.fed_in);
        auto at = find(series.serial, point, name);
        if (!at) return std::unexpected{at.error()};
        if (!*at) {
            refused(point, fmt::format("no counter {} of {} stands there: counterfoil meter fit",
                                       series.serial, name));
            return {};
        }
        for (const Measured& measured : series.measured) {
            if (measured.quality == rules::Quality::missing) continue;
            auto done =
                enter(**at, {measured.start, measured.quantity, source_of(measured.quality)});
            if (!done) return done;
        }
        return {};
    }

    Outcome<void> accumulated(const rules::files::Accumulated& one) {
        const std::string point = point_of(one.point, one.serial);
        auto at = find(one.serial, point, meter_of(one.unit, one.fed_in));
        if (!at) return std::unexpected{at.error()};
        if (!*at) {
            refused(point, "no counter " + one.serial + " stands there: counterfoil meter fit");
            return {};
        }
        for (const auto* shown : {&one.previous, &one.current}) {
            if (auto done = enter(**at, shown->reading); !done) return done;
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
        std::vector<UsagePiece> pieces;
        for (const Measured& measured : series.measured) {
            if (measured.quality == rules::Quality::missing) continue;
            const pos::Wide e14 =
                pos::round_at(measured.quantity, 6, pos::RoundingMode::half_away).e14;
            const pos::Quantity quantity{
                static_cast<std::int64_t>(e14 / (pos::kExactScale / pos::kQuantityScale))};
            ++report_.readings;
            if (quantity.millionths < 0 || !in_range(quantity)) {
                refused(point, "an amount is below zero or beyond any meter");
                continue;
            }
            pieces.push_back({measured.start, quantity});
        }
        if (pieces.empty()) return {};
        const auto [first, last] = std::ranges::minmax_element(pieces, {}, &UsagePiece::at);
        auto done = replace_usage(books_, "intervals " + point + " " + name + " " + series.name,
                                  point, name, first->at, {last->at.unix_ms + 1}, pieces, now_);
        if (!done) {
            if (done.error().kind == FailureKind::environment) return std::unexpected{done.error()};
            refused(point, done.error().words);
            return {};
        }
        add(*done);
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
                fmt::format("No counter {} stands anywhere: counterfoil meter fit.", serial));
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
