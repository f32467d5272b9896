#include "app/counterfoil/meter_output.hpp"

#include <algorithm>
#include <ostream>

#include "app/core/meter/counter_steps.hpp"
#include "app/core/meter/words.hpp"
#include "drivers/meter/mbus/mbus_meter.hpp"
#include "pos/money/decimal.hpp"

namespace app::counterfoil {

namespace {

using Json = nlohmann::ordered_json;
namespace meter = core::meter;
namespace files = pos::billing::meter::files;
namespace rules = pos::billing::meter;
namespace mbus = drivers::meter::mbus;

/// "2015-01-01 00:00": what the zone's clocks showed.
std::string local(pos::Instant at, const pos::locale::Zone& zone) {
    const pos::LocalTime time = zone.local(at);
    const auto two = [](int figure) { return (figure < 10 ? "0" : "") + std::to_string(figure); };
    std::string text = to_string(time.date) + ' ' + two(time.hour()) + ':' + two(time.minute());
    if (time.second() != 0) text += ':' + two(time.second());
    return text;
}

/// "NMI1 METER9 E1", what of that there is.
std::string name_of(const files::Series& series) {
    std::string name;
    for (const std::string& part : {series.point, series.serial, series.name}) {
        if (!part.empty()) name += (name.empty() ? "" : " ") + part;
    }
    return name.empty() ? "a channel without a name" : name;
}

/// The intervals' length in minutes, where all have the same.
std::optional<int> minutes_of(const files::Series& series) {
    if (series.measured.empty() || series.counter) return std::nullopt;
    const auto seconds = series.measured.front().seconds;
    const bool same = std::ranges::all_of(series.measured, [&](const files::Measured& measured) {
        return measured.seconds == seconds;
    });
    return same && seconds % 60 == 0 && seconds > 0 ? std::optional{seconds / 60} : std::nullopt;
}

Json days_json(const meter::SeriesDays& told) {
    Json days = Json::array();
    for (const meter::DaySum& day : told.days) {
        Json one{{"date", to_string(day.date)}, {"readings", day.found}};
        if (day.expected > 0) one["expected"] = day.expected;
        one["actual"] = day.actual;
        one["sum"] = to_string(day.sum);
        days.push_back(std::move(one));
    }
    return days;
}

Json readings_json(const files::Series& series) {
    Json readings = Json::array();
    for (const files::Measured& measured : series.measured) {
        readings.push_back({{"at", meter::iso(measured.start)},
                            {"value", to_string(measured.quantity)},
                            {"quality", meter::name_of(measured.quality)}});
    }
    return readings;
}

/// What a counter went from reading to reading; the readings alone where no face shows them.
Json counter_json(const files::Series& series, const pos::locale::Zone& zone,
                  const MeterOutput& options) {
    const auto steps = meter::steps_of(series, options.digits, zone);
    if (!steps) return readings_json(series);
    Json json = Json::array();
    for (const meter::CounterStep& step : *steps) {
        Json one{{"at", meter::iso(step.at)}, {"value", to_string(step.figure)}};
        if (step.used) one["used"] = to_string(*step.used);
        if (step.refused) one["refused"] = true;
        if (!step.remarks.empty()) one["remarks"] = step.remarks;
        json.push_back(std::move(one));
    }
    return json;
}

Json series_json(const files::Series& series, const pos::locale::Zone& zone,
                 const MeterOutput& options) {
    Json json{{"point", series.point},
              {"meter", series.serial},
              {"channel", series.name},
              {"unit", series.unit},
              {"fed_in", series.fed_in},
              {"kind", series.counter ? "counter" : "intervals"},
              {"readings", series.measured.size()}};
    if (const auto minutes = minutes_of(series)) json["minutes"] = *minutes;
    if (!series.measured.empty()) {
        json["from"] = meter::iso(series.measured.front().start);
        json["to"] = meter::iso(series.measured.back().start);
    }
    if (!series.counter) {
        const auto told = meter::days_of(series, zone);
        json["sum"] = to_string(told.sum);
        if (told.remark) json["remark"] = *told.remark;
        json["days"] = days_json(told);
    }
    if (series.counter) json["values"] = counter_json(series, zone, options);
    if (!series.counter && options.readings) json["values"] = readings_json(series);
    return json;
}

Json shown_json(const files::Shown& shown) {
    return {{"at", meter::iso(shown.reading.at)},
            {"figure", to_string(shown.reading.figure)},
            {"digits", shown.digits},
            {"source", meter::name_of(shown.reading.source)},
            {"method", shown.method}};
}

Json accumulated_json(const files::Accumulated& one) {
    Json json{{"point", one.point},
              {"meter", one.serial},
              {"register", one.name},
              {"unit", one.unit},
              {"fed_in", one.fed_in},
              {"previous", shown_json(one.previous)},
              {"current", shown_json(one.current)},
              {"quantity", to_string(one.quantity)}};
    if (one.quantity.e14 < 0) json["remark"] = meter::kTakenBack;
    return json;
}

void write_steps(std::ostream& out, const std::vector<meter::CounterStep>& steps,
                 const std::string& unit, const pos::locale::Zone& zone) {
    Table table{{{"at"}, {"value", true}, {"used", true}, {"remarks"}}, {}};
    for (const meter::CounterStep& step : steps) {
        std::string remarks;
        for (const std::string& remark : step.remarks) {
            remarks += (remarks.empty() ? "" : " ") + remark;
        }
        table.rows.push_back({local(step.at, zone), to_string(step.figure) + unit,
                              step.used ? to_string(*step.used) : "", remarks});
    }
    write_table(out, table);
}

void write_series(std::ostream& out, const meter::FileSaid& said, const files::Series& series,
                  const MeterOutput& options) {
    out << name_of(series) << (series.fed_in ? ", fed in" : "")
        << (series.counter ? ", figures of a meter" : "");
    out << ": " << counted(series.measured.size(), "reading", "readings");
    if (const auto minutes = minutes_of(series))
        out << " of " << counted(*minutes, "minute", "minutes");
    if (!series.measured.empty()) {
        out << ", " << local(series.measured.front().start, said.zone) << " to "
            << local(series.measured.back().start, said.zone);
    }
    const std::string unit = series.unit.empty() ? "" : " " + series.unit;
    Table table;
    if (series.counter) {
        if (const auto steps = meter::steps_of(series, options.digits, said.zone)) {
            out << '\n';
            return write_steps(out, *steps, unit, said.zone);
        }
    }
    if (options.readings || series.counter) {
        out << '\n';
        table.columns = {{"at"}, {"value", true}, {"quality"}};
        for (const files::Measured& measured : series.measured) {
            table.rows.push_back({local(measured.start, said.zone),
                                  to_string(measured.quantity) + unit,
                                  meter::name_of(measured.quality)});
        }
        return write_table(out, table);
    }
    const auto told = meter::days_of(series, said.zone);
    out << ", " << to_string(told.sum) << unit << '\n';
    if (told.remark) out << "  " << *told.remark << '\n';
    table.columns = {{"day"}, {"readings", true}, {"of", true}, {"actual", true}, {"sum", true}};
    for (const meter::DaySum& day : told.days) {
        table.rows.push_back({to_string(day.date), std::to_string(day.found),
                              day.expected == 0 ? "" : std::to_string(day.expected),
                              std::to_string(day.actual), to_string(day.sum) + unit});
    }
    write_table(out, table);
}

void write_accumulated(std::ostream& out, const meter::FileSaid& said) {
    Table table{{{"point"},
                 {"meter"},
                 {"register"},
                 {"from"},
                 {"figure", true},
                 {"to"},
                 {"figure", true},
                 {"source"},
                 {"used", true}},
                {}};
    for (const files::Accumulated& one : said.said.accumulated) {
        table.rows.push_back(
            {one.point, one.serial, one.name, local(one.previous.reading.at, said.zone),
             one.previous.digits, local(one.current.reading.at, said.zone), one.current.digits,
             meter::name_of(one.current.reading.source), to_string(one.quantity) + ' ' + one.unit});
    }
    write_table(out, table);
}

void write_telegram(std::ostream& out, const mbus::Telegram& telegram) {
    out << meter::title_of(telegram) << '\n';
    Table table{{{"figure"}, {"value", true}, {"unit"}, {"of"}, {"remarks"}}, {}};
    for (const mbus::Record& record : telegram.records) {
        table.rows.push_back({record.meaning.quantity, meter::value_text(record.value),
                              record.meaning.unit, mbus::place_words(record),
                              meter::remarks_of(record)});
    }
    write_table(out, table);
}

}  // namespace

Json json_of(const meter::FileSaid& said, const std::string& file, const MeterOutput& options) {
    Json json{{"file", file},
              {"format", meter::name_of(said.format)},
              {"zone", said.zone.name()},
              {"channels", Json::array()},
              {"registers", Json::array()},
              {"telegrams", Json::array()}};
    for (const auto& series : said.said.series) {
        json["channels"].push_back(series_json(series, said.zone, options));
    }
    for (const auto& one : said.said.accumulated) {
        json["registers"].push_back(accumulated_json(one));
    }
    for (const auto& telegram : said.telegrams) {
        json["telegrams"].push_back(meter::json_of(telegram));
    }
    return json;
}

void write(std::ostream& out, const meter::FileSaid& said, const MeterOutput& options) {
    bool first = true;
    const auto gap = [&] {
        if (!first) out << '\n';
        first = false;
    };
    for (const auto& series : said.said.series) {
        gap();
        write_series(out, said, series, options);
    }
    if (!said.said.accumulated.empty()) {
        gap();
        write_accumulated(out, said);
    }
    for (const auto& telegram : said.telegrams) {
        gap();
        write_telegram(out, telegram);
    }
}

}  // namespace app::counterfoil
