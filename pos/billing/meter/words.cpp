#include "pos/billing/meter/words.hpp"

#include "pos/base/assert.hpp"
#include "pos/money/decimal.hpp"

namespace pos::billing::meter {

namespace {

std::string date(Instant at, const locale::Zone& zone) {
    return to_string(zone.local(at).date);
}

/// "2026-03-29 02:30"
std::string minute(Instant at, const locale::Zone& zone) {
    const LocalTime local = zone.local(at);
    const auto two = [](int figure) { return (figure < 10 ? "0" : "") + std::to_string(figure); };
    return to_string(local.date) + " " + two(local.hour()) + ":" + two(local.minute());
}

std::string known_words(Known known) {
    switch (known) {
        case Known::read:
            return "read";
        case Known::customer:
            return "read by the customer";
        case Known::estimated:
            return "estimated";
        case Known::between:
            return "worked out between two readings";
        case Known::beyond:
            return "worked out from the time before";
    }
    POS_ASSERT(!"known somehow");
}

std::string name_of(const Installed& installed, std::size_t number) {
    return "meter " + (installed.counter.serial.empty() ? std::to_string(number + 1)
                                                        : installed.counter.serial);
}

/// What the face showed there.
std::string bound_words(const Bound& bound, const Installed& installed, const locale::Zone& zone) {
    const Exact units = installed.readings.front().figure + bound.units;
    const Exact shown{units.e14 % full_turn(installed.counter).e14};
    return to_string(round_at(shown, kDecimalsMax, RoundingMode::half_away)) + " (" +
           known_words(bound.known) + ", " + date(bound.at, zone) + ")";
}

}  // namespace

std::vector<std::string> steps_of(const Consumption& used, const Register& counters,
                                  const locale::Zone& zone) {
    std::vector<std::string> steps;
    for (const Part& part : used.parts) {
        const Installed& installed = counters[part.counter];
        std::string step = name_of(installed, part.counter) + " from " +
                           bound_words(part.from, installed, zone) + " to " +
                           bound_words(part.to, installed, zone);
        if (part.rollovers > 0) step += ", past its last digit";
        step += ": " + to_string(part.units);
        if (installed.counter.multiplier != exactly(1)) {
            step +=
                " × " + to_string(installed.counter.multiplier) + " = " + to_string(part.quantity);
        }
        steps.push_back(std::move(step));
    }
    if (used.unmetered_ms > 0) {
        steps.push_back("no meter was there for " + std::to_string(used.unmetered_ms / 60'000) +
                        " minutes");
    }
    steps.push_back("used: " + to_string(used.quantity));
    return steps;
}

std::string sentence(const Problem& problem, const Register& counters, const locale::Zone& zone) {
    if (problem.counter >= counters.size()) return "There is no meter.";
    const Installed& installed = counters[problem.counter];
    const std::string name = name_of(installed, problem.counter);
    const auto told = [&](std::size_t reading) {
        if (reading >= installed.readings.size()) return std::string{"nothing"};
        const Reading& at = installed.readings[reading];
        return to_string(at.figure) + " of " + date(at.at, zone);
    };
    switch (problem.fault) {
        case Fault::no_reading:
            return "There is no reading of " + name + ".";
        case Fault::off_the_face:
            return "The face of " + name + " cannot show " + told(problem.reading) + ".";
        case Fault::out_of_order:
            return "The readings of " + name + " do not follow one another in time at " +
                   told(problem.reading) + ".";
        case Fault::goes_backwards:
            return "Of " + name + ", " + told(problem.reading) +
                   " is lower than a reading before it, and too far from it for a rollover: "
                   "misread, or another meter that nobody entered.";
        case Fault::no_final_reading:
            return name + " was exchanged, and what it showed at last was not entered.";
        case Fault::exchange_overlaps:
            return name + " was read, " + told(problem.reading) +
                   ", before the meter ahead of it was taken away.";
        case Fault::before_first:
            return "Nothing is known of the time before " + told(0) + ", the first reading.";
        case Fault::between_readings:
            return name + " was not read at that time.";
        case Fault::after_last:
            return "Nothing is known of the time after " + told(problem.reading) +
                   ", the last reading of " + name + ".";
        case Fault::too_little_history:
            return name + " was read for too short a time to estimate from.";
    }
    POS_ASSERT(!"a fault");
}

std::string sentence(const ChannelProblem& problem, const Channel& channel,
                     const locale::Zone& zone) {
    const auto at = [&] { return minute(channel.intervals[problem.interval].start, zone); };
    switch (problem.fault) {
        case ChannelFault::odd_length:
            return "Intervals of " + std::to_string(channel.minutes) +
                   " minutes divide neither an hour nor a day.";
        case ChannelFault::out_of_order:
            return "The interval of " + at() + " comes twice, or after a later one.";
        case ChannelFault::off_grid:
            return "The interval of " + at() + " does not begin where one before it ends.";
        case ChannelFault::negative:
            return "The interval of " + at() +
                   " is negative; what is fed in belongs into a channel of its own.";
    }
    POS_ASSERT(!"a fault");
}

}  // namespace pos::billing::meter
