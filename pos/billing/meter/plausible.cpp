#include "pos/billing/meter/plausible.hpp"

#include <algorithm>
#include <optional>

#include "pos/base/assert.hpp"
#include "pos/money/decimal.hpp"

namespace pos::billing::meter {

namespace {

constexpr std::int64_t kDayMs = 86'400'000;

/// "5 digits", "5 digits and 1 decimal"
std::string face_words(const Counter& counter) {
    const auto some = [](unsigned count, const char* what) {
        return std::to_string(count) + " " + what + (count == 1 ? "" : "s");
    };
    std::string words = some(counter.digits, "digit");
    if (counter.decimals > 0) words += " and " + some(counter.decimals, "decimal");
    return words;
}

/// What a counter went in some time.
struct Use {
    Exact units;
    std::int64_t ms{0};
};

/// What it went since it was fitted, or in the last days of that; nothing where that is unknown.
std::optional<Use> use_so_far(const Installed& installed, const Expectation& expectation) {
    const auto& readings = installed.readings;
    Use use;
    for (std::size_t i = readings.size(); i-- > 1 && use.ms < expectation.history_days * kDayMs;) {
        const auto step = advance(installed.counter, readings[i - 1].figure, readings[i].figure,
                                  expectation.rollover_most);
        if (!step) break;
        use.units += step->units;
        use.ms += readings[i].at.unix_ms - readings[i - 1].at.unix_ms;
    }
    if (use.ms < expectation.least_days * kDayMs) return std::nullopt;
    return use;
}

std::string a_day(Exact units, std::int64_t ms) {
    return to_string(round_at(share_of(units, kDayMs, ms), 1, RoundingMode::half_away));
}

class Judge {
public:
    Judge(const Installed& installed, const Reading& reading, const Expectation& expectation,
          const locale::Zone& zone)
        : installed_{installed}, new_{reading}, expectation_{expectation}, zone_{zone} {}

    std::vector<Doubted> judge() {
        if (!on_face(installed_.counter, new_.figure)) {
            add(Doubt::off_the_face,
                figure() + " cannot stand on a counter of " + face_words(installed_.counter) + ".");
            return std::move(found_);
        }
        if (installed_.readings.empty()) return {};
        const Reading& last = installed_.readings.back();
        if (new_.at == last.at) {
            if (new_.figure != last.figure && last.source != Source::estimated) {
                add(Doubt::contradicts, to_string(last.figure) +
                                            " was read at the same time; one of the two is wrong.");
            }
            return std::move(found_);
        }
        if (new_.at < last.at) {
            add(Doubt::before_last, "It is of " + date(new_.at) + ", but " +
                                        to_string(last.figure) + " was read on " + date(last.at) +
                                        " already. Is the date right?");
            return std::move(found_);
        }
        if (installed_.removed) {
            add(Doubt::after_removal, "The counter was taken away on " + date(last.at) +
                                          "; this is of " + date(new_.at) + ".");
            return std::move(found_);
        }
        against(last);
        return std::move(found_);
    }

private:
    void against(const Reading& last) {
        const auto step =
            advance(installed_.counter, last.figure, new_.figure, expectation_.rollover_most);
        if (!step) {
            const std::string what = last.source == Source::estimated
                                         ? "The estimate may have been too high"
                                         : "It may be misread, or be of another counter";
            add(Doubt::lower_than_last, figure() + " is lower than " + to_string(last.figure) +
                                            " of " + date(last.at) +
                                            ", and too far from it for a rollover. " + what + ".");
            return;
        }
        if (step->rolled_over) {
            add(Doubt::rolled_over, figure() + " is lower than " + to_string(last.figure) + " of " +
                                        date(last.at) +
                                        ": the counter started again at zero, and " +
                                        to_string(step->units) + " went by.");
        }
        const std::int64_t ms = new_.at.unix_ms - last.at.unix_ms;
        if (step->units.e14 == 0) {
            if (ms >= expectation_.no_use_days * kDayMs) {
                add(Doubt::no_use, "It has shown " + figure() + " since " + date(last.at) +
                                       ": nothing was used in " + std::to_string(ms / kDayMs) +
                                       " days. Does the counter still turn?");
            }
            return;
        }
        compare(step->units, ms);
    }

    void compare(Exact units, std::int64_t ms) {
        const auto use = use_so_far(installed_, expectation_);
        if (!use) return;
        const Exact usual = share_of(use->units, ms, use->ms);
        const std::string words = a_day(units, ms) + " a day since the last reading, against " +
                                  a_day(use->units, use->ms) + " before.";
        if (units > product(usual, expectation_.high) + expectation_.allowance) {
            add(Doubt::too_high, figure() + " is very high: " + words);
        }
        if (units + expectation_.allowance < product(usual, expectation_.low)) {
            add(Doubt::too_low, figure() + " is very low: " + words);
        }
    }

    void add(Doubt doubt, std::string words) { found_.push_back({doubt, std::move(words)}); }
    std::string date(Instant at) const { return to_string(zone_.local(at).date); }
    std::string figure() const { return to_string(new_.figure); }

    const Installed& installed_;
    const Reading& new_;
    const Expectation& expectation_;
    const locale::Zone& zone_;
    std::vector<Doubted> found_;
};

/// How many digits stand before the point.
std::size_t digits_of(std::string_view text) {
    return std::min(text.find('.'), text.size());
}

}  // namespace

std::expected<Exact, FigureError> read_figure(std::string_view text, const Counter& counter) {
    POS_ASSERT(in_range(counter));
    if (text.empty() || text.find_first_not_of("0123456789.") != std::string_view::npos) {
        return std::unexpected{FigureError::not_a_figure};
    }
    const std::size_t digits = digits_of(text);
    if (digits > counter.digits && std::ranges::count(text, '.') <= 1) {
        return std::unexpected{FigureError::too_many_digits};
    }
    const auto figure = parse_exact(text);
    if (!figure && figure.error() == DecimalError::too_many_decimals) {
        return std::unexpected{FigureError::too_many_decimals};
    }
    if (!figure) return std::unexpected{FigureError::not_a_figure};
    if (text.size() > digits + 1 + counter.decimals && !on_face(counter, *figure)) {
        return std::unexpected{FigureError::too_many_decimals};
    }
    return *figure;
}

std::string sentence(FigureError error, std::string_view text, const Counter& counter) {
    const std::string typed{text};
    switch (error) {
        case FigureError::not_a_figure:
            return "\"" + typed + "\" is not what a counter shows: digits, and a point at most.";
        case FigureError::too_many_digits: {
            const bool point_left_out = counter.decimals > 0 && !text.contains('.') &&
                                        text.size() == counter.digits + counter.decimals;
            return typed + " has " + std::to_string(digits_of(text)) + " digits; the counter has " +
                   face_words(counter) + "." +
                   (point_left_out ? " The last ones may stand behind the point." : "");
        }
        case FigureError::too_many_decimals:
            return typed + " has more decimals than the counter, which has " + face_words(counter) +
                   ".";
    }
    POS_ASSERT(!"an error");
}

std::vector<Doubted> judge(const Installed& installed, const Reading& reading,
                           const Expectation& expectation, const locale::Zone& zone) {
    POS_ASSERT(in_range(installed.counter));
    return Judge{installed, reading, expectation, zone}.judge();
}

}  // namespace pos::billing::meter
