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
    if (use.ms < expectation.least_days * kDayMs || use.ms <= 0) return std::nullopt;
    return use;
}

/// What is unusual about so many units in so long a time.
std::optional<Doubt> unusual(const Use& usual, Exact units, std::int64_t ms,
                             const Expectation& expectation) {
    const Exact expected = share_of(usual.units, ms, usual.ms);
    if (units > product(expected, expectation.high) + expectation.allowance) {
        return Doubt::too_high;
    }
    if (units + expectation.allowance < product(expected, expectation.low)) return Doubt::too_low;
    return std::nullopt;
}

std::vector<Doubt> against_last(const Before& before, const Reading& last, const Reading& reading,
                                const Expectation& expectation) {
    const auto step =
        advance(before.counter, last.figure, reading.figure, expectation.rollover_most);
    if (!step) return {Doubt::lower_than_last};
    std::vector<Doubt> found;
    if (step->rolled_over) found.push_back(Doubt::rolled_over);
    const std::int64_t ms = reading.at.unix_ms - last.at.unix_ms;
    if (step->units.e14 == 0) {
        if (ms >= expectation.no_use_days * kDayMs) found.push_back(Doubt::no_use);
    } else if (before.use) {
        if (const auto odd = unusual(*before.use, step->units, ms, expectation)) {
            found.push_back(*odd);
        }
    }
    return found;
}

std::string a_day(Exact units, std::int64_t ms) {
    return to_string(round_at(share_of(units, kDayMs, ms), 1, RoundingMode::half_away));
}

/// Says what is odd about a reading.
class Sayer {
public:
    Sayer(const Before& before, const Reading& reading, const Expectation& expectation,
          const locale::Zone& zone)
        : before_{before},
          last_{before.last.value_or(Reading{})},
          new_{reading},
          expectation_{expectation},
          zone_{zone} {}

    std::string sentence(Doubt doubt) const {
        switch (doubt) {
            case Doubt::off_the_face:
                return figure() + " cannot stand on a meter of " + face_words(before_.counter) +
                       ".";
            case Doubt::after_removal:
                return "The meter was taken away on " + date(last_.at) + "; this is of " +
                       date(new_.at) + ".";
            case Doubt::before_last:
                return "It is of " + date(new_.at) + ", but " + last_figure() + " was read on " +
                       date(last_.at) + " already. Is the date right?";
            case Doubt::contradicts:
                return last_figure() + " was read at the same time; one of the two is wrong.";
            case Doubt::lower_than_last:
                return lower();
            case Doubt::rolled_over:
                return figure() + " is lower than " + last_figure() + " of " + date(last_.at) +
                       ": the meter started again at zero, and " + to_string(units()) + " went by.";
            case Doubt::no_use:
                return "It has shown " + figure() + " since " + date(last_.at) +
                       ": nothing was used in " + std::to_string(ms() / kDayMs) +
                       " days. Does the meter still turn?";
            case Doubt::too_high:
                return figure() + " is very high: " + compared();
            case Doubt::too_low:
                return figure() + " is very low: " + compared();
        }
        POS_ASSERT(!"a doubt");
    }

private:
    std::string lower() const {
        const std::string what = last_.source == Source::estimated
                                     ? "The estimate may have been too high"
                                     : "It may be misread, or be of another meter";
        return figure() + " is lower than " + last_figure() + " of " + date(last_.at) +
               ", and too far from it for a rollover. " + what + ".";
    }
    std::string compared() const {
        const Use usual = before_.use.value_or(Use{{}, 1});
        return a_day(units(), ms()) + " a day since the last reading, against " +
               a_day(usual.units, usual.ms) + " before.";
    }
    Exact units() const {
        const auto step =
            advance(before_.counter, last_.figure, new_.figure, expectation_.rollover_most);
        return step ? step->units : Exact{};
    }
    std::int64_t ms() const { return new_.at.unix_ms - last_.at.unix_ms; }
    std::string date(Instant at) const { return to_string(zone_.local(at).date); }
    std::string figure() const { return to_string(new_.figure); }
    std::string last_figure() const { return to_string(last_.figure); }

    const Before& before_;
    const Reading last_;
    const Reading& new_;
    const Expectation& expectation_;
    const locale::Zone& zone_;
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
            return "\"" + typed + "\" is not what a meter shows: digits, and a point at most.";
        case FigureError::too_many_digits: {
            const bool point_left_out = counter.decimals > 0 && !text.contains('.') &&
                                        text.size() == counter.digits + counter.decimals;
            return typed + " has " + std::to_string(digits_of(text)) + " digits; the meter has " +
                   face_words(counter) + "." +
                   (point_left_out ? " The last ones may stand behind the point." : "");
        }
        case FigureError::too_many_decimals:
            return typed + " has more decimals than the meter, which has " + face_words(counter) +
                   ".";
    }
    POS_ASSERT(!"an error");
}

Before before_of(const Installed& installed, const Expectation& expectation) {
    Before before{installed.counter, std::nullopt, use_so_far(installed, expectation),
                  installed.removed};
    if (!installed.readings.empty()) before.last = installed.readings.back();
    return before;
}

std::vector<Doubt> doubts(const Before& before, const Reading& reading,
                          const Expectation& expectation) {
    POS_ASSERT(in_range(before.counter));
    if (!on_face(before.counter, reading.figure)) return {Doubt::off_the_face};
    if (!before.last) return {};
    const Reading& last = *before.last;
    if (reading.at == last.at) {
        const bool other = reading.figure != last.figure && last.source != Source::estimated;
        return other ? std::vector{Doubt::contradicts} : std::vector<Doubt>{};
    }
    if (reading.at < last.at) return {Doubt::before_last};
    if (before.removed) return {Doubt::after_removal};
    return against_last(before, last, reading, expectation);
}

std::vector<Doubted> judge(const Installed& installed, const Reading& reading,
                           const Expectation& expectation, const locale::Zone& zone) {
    POS_ASSERT(in_range(installed.counter));
    const Before before = before_of(installed, expectation);
    const Sayer sayer{before, reading, expectation, zone};
    std::vector<Doubted> found;
    for (const Doubt doubt : doubts(before, reading, expectation)) {
        found.push_back({doubt, sayer.sentence(doubt)});
    }
    return found;
}

}  // namespace pos::billing::meter
