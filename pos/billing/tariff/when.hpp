#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "pos/base/calendar.hpp"
#include "pos/money/exact.hpp"

namespace pos::billing::tariff {

/// Some time of the year: season × type of day × time of day. Times are those on the wall.
struct When {
    std::uint16_t months{0x0FFF};  // bit 0: January
    std::uint8_t days{0x7F};       // bit 0: Monday
    std::int32_t from_second{0};
    std::int32_t to_second{86'400};  // not included
    std::optional<Date> first{};     // of a price that is not for ever
    std::optional<Date> last{};      // included
    bool operator==(const When&) const = default;
};

bool holds(const When& when, const LocalTime& local);

/// A price at some time.
struct Slot {
    When when{};
    Exact price;
    bool operator==(const Slot&) const = default;
};
using Slots = std::vector<Slot>;

/// The price of the first slot that holds the moment; empty where none does.
std::optional<Exact> price_at(const Slots& slots, const LocalTime& local);

}  // namespace pos::billing::tariff
