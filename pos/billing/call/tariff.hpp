#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "pos/money/exact.hpp"
#include "pos/money/rounding.hpp"

namespace pos::billing::call {

/// From an elapsed second on: a price for so many seconds, billed in begun increments. 60/60, 30/6
/// and 1/1 are two groups each: the first increment, and those after it.
struct RateGroup {
    Exact from;
    Exact price;
    Exact per{kExactScale};
    Exact increment{kExactScale};
    bool operator==(const RateGroup&) const = default;
};

/// Whether the price of one increment is rounded before it is multiplied.
enum class IncrementPrice : std::uint8_t { rounded, exact };

/// What happens at the maximum cost of a call.
enum class AtMaximum : std::uint8_t {
    free,        // nothing more is charged
    disconnect,  // the switch ends the call: rating does not cap what was talked all the same
};

/// What a call costs. The same prices units that have no time, such as messages or bytes.
struct Tariff {
    Exact connect_fee;  // once, where the call begins; not where nothing was used
    std::vector<RateGroup> rates{};
    IncrementPrice increment_price{IncrementPrice::rounded};
    unsigned increment_decimals{6};
    bool round_total{true};
    RoundingMode total_mode{RoundingMode::half_away};
    unsigned total_decimals{4};
    std::optional<Exact> maximum{};
    AtMaximum at_maximum{AtMaximum::free};
    bool operator==(const Tariff&) const = default;
};

/// A tariff from a time of day on, on some days of the week.
///
/// At any moment the window with the highest weight counts, of those that have begun that day; of
/// equal ones the latest to begin, and of those the first in the list.
struct Window {
    std::uint8_t days{0x7F};  // bit 0: Monday
    std::int32_t start_second{0};
    std::int32_t weight{0};
    Tariff tariff{};
    bool operator==(const Window&) const = default;
};

enum class TariffFault : std::uint8_t {
    no_rates,
    first_rate_not_at_zero,
    rates_not_rising,
    increment_not_positive,  // an increment, or the time that a price is for
    price_out_of_range,
    decimals_out_of_range,
    window_out_of_day,
};

/// The first that is wrong, in enum order; empty where a call can be rated.
std::optional<TariffFault> fault(const Tariff& tariff);
std::optional<TariffFault> fault(const Window& window);
std::string words_of(TariffFault fault);

}  // namespace pos::billing::call
