#pragma once

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "pos/billing/meter/consumption.hpp"
#include "pos/locale/zone.hpp"
#include "pos/money/decimal.hpp"

/// Readings, instants and answers in short, for tests.
namespace meter_words {

inline pos::Exact figure(const std::string& text) {
    return pos::parse_exact(text).value();
}

inline pos::locale::Zone zone(const char* name = "Europe/Berlin") {
    return pos::locale::Zone::open(name).value();
}

/// "2026-01-31", "2026-01-31 07:30": the earlier one where the clocks show that twice.
inline pos::Instant at(const std::string& text, const char* place = "Europe/Berlin") {
    const auto date = pos::parse_date(text.substr(0, 10));
    EXPECT_TRUE(date.has_value()) << text;
    int second = 0;
    if (text.size() > 10) {
        second = std::stoi(text.substr(11, 2)) * 3600 + std::stoi(text.substr(14, 2)) * 60;
    }
    return zone(place).instants(date.value(), second).at(0);
}

using pos::billing::meter::Source;

inline pos::billing::meter::Reading read(const std::string& when, const std::string& shown,
                                         Source source = Source::actual) {
    return {at(when), figure(shown), source};
}

inline pos::billing::meter::Installed counter(unsigned digits,
                                              std::vector<pos::billing::meter::Reading> readings,
                                              bool removed = false) {
    return {.counter = {.serial = "", .digits = digits},
            .readings = std::move(readings),
            .removed = removed};
}

inline std::string name_of(pos::billing::meter::Fault fault) {
    using enum pos::billing::meter::Fault;
    switch (fault) {
        case no_reading:
            return "no_reading";
        case off_the_face:
            return "off_the_face";
        case out_of_order:
            return "out_of_order";
        case goes_backwards:
            return "goes_backwards";
        case no_final_reading:
            return "no_final_reading";
        case exchange_overlaps:
            return "exchange_overlaps";
        case before_first:
            return "before_first";
        case between_readings:
            return "between_readings";
        case after_last:
            return "after_last";
        case too_little_history:
            return "too_little_history";
    }
    return {};
}

/// "350", "350 estimated", or the name of what is wrong.
inline std::string used(const pos::billing::meter::Register& counters, const std::string& from,
                        const std::string& to, const pos::billing::meter::Policy& policy = {}) {
    const auto found = pos::billing::meter::consumption(counters, at(from), at(to), policy);
    if (!found) return name_of(found.error().fault);
    return to_string(found->quantity) + (found->estimated ? " estimated" : "");
}

}  // namespace meter_words
