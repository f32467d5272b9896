#include "app/core/meter/counter_steps.hpp"

#include <algorithm>

#include "pos/billing/meter/counter.hpp"
#include "pos/billing/meter/plausible.hpp"

namespace app::core::meter {

namespace {

namespace rules = pos::billing::meter;

/// The smallest face that shows every figure.
std::optional<rules::Counter> face_of(const rules::files::Series& series,
                                      std::optional<unsigned> digits) {
    rules::Counter counter{.digits = digits.value_or(1), .decimals = 0};
    for (const auto& measured : series.measured) {
        const pos::Exact figure = measured.quantity;
        while (!digits && counter.digits < rules::kDigitsMax && figure >= full_turn(counter)) {
            ++counter.digits;
        }
        const pos::Exact fraction = figure - pos::floor_of(figure);
        while (counter.decimals < rules::kDecimalsMax && !on_face(counter, fraction)) {
            ++counter.decimals;
        }
        const bool shown = figure.e14 >= 0 && on_face(counter, fraction);
        if (!shown || (!digits && figure >= full_turn(counter))) return std::nullopt;
    }
    return counter;
}

}  // namespace

std::optional<std::vector<CounterStep>> steps_of(const rules::files::Series& series,
                                                 std::optional<unsigned> digits,
                                                 const pos::locale::Zone& zone) {
    const auto counter = face_of(series, digits);
    if (!counter) return std::nullopt;
    rules::Expectation expectation;
    if (!digits) expectation.rollover_most = {};
    rules::Installed installed{.counter = *counter};
    std::vector<CounterStep> steps;
    for (const auto& measured : series.measured) {
        const rules::Reading reading{measured.start, measured.quantity, rules::Source::actual};
        CounterStep step{.at = reading.at, .figure = reading.figure};
        for (auto& doubted : judge(installed, reading, expectation, zone)) {
            step.refused = step.refused || rules::is_refusal(doubted.doubt);
            step.remarks.push_back(std::move(doubted.sentence));
        }
        if (!step.refused) {
            if (!installed.readings.empty()) {
                const auto gone = advance(*counter, installed.readings.back().figure,
                                          reading.figure, expectation.rollover_most);
                if (gone) step.used = gone->units;
            }
            static_cast<void>(enter(installed, reading));
        }
        steps.push_back(std::move(step));
    }
    return steps;
}

}  // namespace app::core::meter
