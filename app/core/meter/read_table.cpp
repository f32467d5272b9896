#include "app/core/meter/read_table.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <optional>

#include "app/core/meter/figure.hpp"
#include "pos/locale/fold.hpp"

namespace app::core::meter {

namespace {

namespace files = pos::billing::meter::files;
using pos::billing::meter::Quality;
using Failed = std::unexpected<Failure>;

constexpr std::array<std::string_view, 6> kFields{"time",  "date",  "clock",
                                                  "meter", "value", "unit"};
constexpr std::array<std::string_view, 12> kTimes{
    "time",  "timestamp", "datetime", "date time",      "date and time", "start",
    "begin", "zeit",      "read at",  "interval start", "utc",           "zeitstempel"};
constexpr std::array<std::string_view, 4> kDates{"date", "day", "datum", "tag"};
constexpr std::array<std::string_view, 4> kClocks{"time", "clock", "uhrzeit", "hour"};
constexpr std::array<std::string_view, 9> kMeters{"meter",  "meter id", "meter number",
                                                  "serial", "nmi",      "mprn",
                                                  "point",  "zahler",   "zahlernummer"};
constexpr std::array<std::string_view, 2> kUnits{"unit", "einheit"};
constexpr std::array<std::string_view, 7> kCounterWords{
    "reading", "register", "index", "counter", "stand", "zahlerstand", "total"};
constexpr std::array<std::string_view, 5> kNothing{"na", "n/a", "null", "nan", "?"};

template <std::size_t N>
bool is_one_of(const std::array<std::string_view, N>& words, std::string_view word) {
    return std::ranges::find(words, word) != words.end();
}

/// Where in a row each thing stands.
struct Columns {
    std::optional<std::size_t> time;  // with the date
    std::optional<std::size_t> date;  // apart from the clock
    std::optional<std::size_t> clock;
    std::optional<std::size_t> meter;
    std::optional<std::size_t> unit;
    std::vector<std::size_t> values;

    bool is_taken(std::size_t i) const {
        return time == i || date == i || clock == i || meter == i || unit == i;
    }
};

/// "Energy (kWh)" → "kWh"; nothing where the name ends in no bracket.
std::string unit_in(const std::string& name) {
    for (const auto& [open, close] : {std::pair{'(', ')'}, std::pair{'[', ']'}}) {
        const std::size_t at = name.rfind(open);
        if (at == std::string::npos || !name.ends_with(close)) continue;
        return name.substr(at + 1, name.size() - at - 2);
    }
    return {};
}

bool is_nothing(std::string_view cell) {
    return cell.find_first_not_of(" \t") == std::string_view::npos ||
           is_one_of(kNothing, pos::locale::fold(cell)) || cell == "-";
}

class Table {
public:
    Table(tabular::Reader reader, const TableOptions& options, const pos::locale::Zone& zone,
          const files::Limits& limits)
        : reader_{std::move(reader)},
          options_{options},
          zone_{zone},
          limits_{limits},
          orders_{options.dates} {}

    Outcome<files::Said> read() {
        if (reader_.header_defect()) return fail(1, "its header cannot be read");
        if (reader_.columns().empty()) return fail(0, "the file is empty");
        if (const auto bound = bind(); !bound) return Failed{bound.error()};
        tabular::Row row;
        for (bool first = true;; first = false) {
            const auto more = reader_.next(row);
            if (!more) return Failed{{FailureKind::environment, to_string(more.error())}};
            if (!*more) break;
            if (row.defect) return fail(row.defect->line, "the row cannot be read");
            if (first) guess(row);
            if (first && !has_all()) return fail(row.line, what_lacks());
            if (const auto good = take(row); !good) return Failed{good.error()};
        }
        return finish();
    }

private:
    Failed fail(std::uint64_t line, const std::string& reason) const {
        const std::string at = line == 0 ? "" : ":" + std::to_string(line);
        return Failed{{FailureKind::refused, reader_.source() + at + ": " + reason}};
    }

    Outcome<void> bind() {
        const auto bound = tabular::bind_columns(options_.maps, kFields, reader_.columns());
        if (!bound) return Failed{{FailureKind::usage, to_string(bound.error())}};
        const auto one = [&](std::size_t field) -> std::optional<std::size_t> {
            if ((*bound)[field].empty()) return std::nullopt;
            return (*bound)[field].front();
        };
        columns_ = {one(0), one(1), one(2), one(3), one(5), (*bound)[4]};
        return {};
    }

    /// What no mapping named, by names; then the columns of figures by what stands in them.
    void guess(const tabular::Row& first) {
        std::vector<std::string> names;
        for (const std::string& name : reader_.columns()) names.push_back(pos::locale::fold(name));
        const auto find = [&](const auto& words, std::optional<std::size_t>& into) {
            for (std::size_t i = 0; i < names.size() && !into; ++i) {
                if (!columns_.is_taken(i) && is_one_of(words, names[i])) into = i;
            }
        };
        const auto holds_date = [&](std::size_t i) {
            return i < first.fields.size() && read_time(first.fields[i]).has_value();
        };
        if (!columns_.time && !columns_.date) {
            for (std::size_t i = 0; i < names.size() && !columns_.time; ++i) {
                if (is_one_of(kTimes, names[i]) && holds_date(i)) columns_.time = i;
            }
            if (!columns_.time) find(kDates, columns_.date);
            for (std::size_t i = 0; i < names.size() && !columns_.time && !columns_.date; ++i) {
                if (holds_date(i)) columns_.time = i;
            }
        }
        if (columns_.date && !columns_.clock) find(kClocks, columns_.clock);
        if (!columns_.meter) find(kMeters, columns_.meter);
        if (!columns_.unit) find(kUnits, columns_.unit);
        if (!columns_.values.empty()) return;
        for (std::size_t i = 0; i < names.size(); ++i) {
            if (columns_.is_taken(i) || i >= first.fields.size()) continue;
            const bool figure = is_nothing(first.fields[i]) ||
                                read_figure(first.fields[i], options_.decimal_sign).has_value();
            if (figure) columns_.values.push_back(i);
        }
    }

    bool has_all() const { return (columns_.time || columns_.date) && !columns_.values.empty(); }
    std::string what_lacks() const {
        return columns_.values.empty()
                   ? "no column of figures is found (--map value=COLUMN names it)"
                   : "no column of dates is found (--map time=COLUMN names it)";
    }

    Outcome<void> take(const tabular::Row& row) {
        const auto cell = [&](std::size_t i) {
            return i < row.fields.size() ? row.fields[i] : std::string_view{};
        };
        std::string text{cell(columns_.time ? *columns_.time : *columns_.date)};
        if (!columns_.time && columns_.clock) text += ' ' + std::string{cell(*columns_.clock)};
        const auto time = read_time(text);
        if (!time) return fail(row.line, '"' + text + "\" is no date and time");
        orders_.see(*time);
        const std::string meter{columns_.meter ? cell(*columns_.meter) : std::string_view{}};
        const std::size_t number = meters_.try_emplace(meter, meters_.size()).first->second;
        times_.push_back({*time, row.line, number});
        for (const std::size_t i : columns_.values) {
            if (is_nothing(cell(i))) continue;
            const auto figure = read_figure(cell(i), options_.decimal_sign);
            if (!figure) return fail(row.line, figure.error());
            if (++count_ > limits_.intervals) {
                return fail(row.line,
                            "more than " + std::to_string(limits_.intervals) + " readings");
            }
            column_of(meter, i, columns_.unit ? cell(*columns_.unit) : std::string_view{})
                .push_back({times_.size() - 1, *figure});
        }
        return {};
    }

    struct Figure {
        std::size_t row;
        pos::Exact value;
    };

    std::vector<Figure>& column_of(const std::string& meter, std::size_t i, std::string_view unit) {
        const auto [place, is_new] = places_.try_emplace({meter, i}, series_.size());
        if (is_new) {
            const std::string& name = reader_.columns()[i];
            series_.push_back({.serial = meter,
                               .name = name,
                               .unit = unit.empty() ? unit_in(name) : std::string{unit},
                               .counter = is_counter(name)});
            figures_.emplace_back();
        }
        return figures_[place->second];
    }

    bool is_counter(const std::string& name) const {
        if (options_.figures != Figures::automatic) return options_.figures == Figures::counter;
        const std::string folded = pos::locale::fold(name);
        return std::ranges::any_of(pos::locale::words(folded), [](const pos::locale::Word& word) {
            return is_one_of(kCounterWords, word.text);
        });
    }

    Outcome<files::Said> finish() {
        if (times_.empty()) return fail(0, "the file has no rows");
        const auto order = orders_.decide();
        if (!order) return fail(0, order.error());
        std::vector<pos::Instant> instants;
        std::vector<std::optional<pos::Instant>> before(meters_.size());
        for (const auto& [time, line, meter] : times_) {
            const auto date = date_of(time, *order);
            if (!date) return fail(line, "that date does not exist");
            const auto instant = instant_of(time, *date, zone_, before[meter]);
            if (!instant) return fail(line, "the clocks of " + zone_.name() + " never showed that");
            instants.push_back(*instant);
            before[meter] = *instant;
        }
        files::Said said;
        for (std::size_t i = 0; i < series_.size(); ++i) {
            for (const Figure& figure : figures_[i]) {
                series_[i].measured.push_back(
                    {instants[figure.row], 0, figure.value, Quality::actual});
            }
            set_length(series_[i]);
            said.series.push_back(std::move(series_[i]));
        }
        return said;
    }

    /// Of intervals: what lies between most of them.
    static void set_length(files::Series& series) {
        if (series.counter) return;
        std::map<std::int64_t, std::size_t> lengths;
        for (std::size_t i = 1; i < series.measured.size(); ++i) {
            ++lengths[series.measured[i].start.unix_ms - series.measured[i - 1].start.unix_ms];
        }
        const auto most =
            std::ranges::max_element(lengths, {}, [](const auto& length) { return length.second; });
        if (most == lengths.end() || most->first <= 0 || most->first > 400LL * 86'400'000) return;
        for (auto& measured : series.measured) {
            measured.seconds = static_cast<std::int32_t>(most->first / 1'000);
        }
    }

    struct TimeOfRow {
        WrittenTime time;
        std::uint64_t line;
        std::size_t meter;
    };

    tabular::Reader reader_;
    const TableOptions& options_;
    const pos::locale::Zone& zone_;
    const files::Limits& limits_;
    DateOrders orders_;
    Columns columns_;
    std::vector<TimeOfRow> times_;
    std::map<std::string, std::size_t> meters_;  // in the order in which they came
    std::map<std::pair<std::string, std::size_t>, std::size_t> places_;  // by meter and column
    std::vector<files::Series> series_;
    std::vector<std::vector<Figure>> figures_;
    std::size_t count_{0};
};

}  // namespace

Outcome<files::Said> read_table(tabular::Reader reader, const TableOptions& options,
                                const pos::locale::Zone& zone, const files::Limits& limits) {
    return Table{std::move(reader), options, zone, limits}.read();
}

}  // namespace app::core::meter
