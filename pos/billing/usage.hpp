#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "pos/billing/credit.hpp"
#include "pos/billing/rated.hpp"
#include "pos/money/exact.hpp"

namespace pos::billing {

/// Which part of a billing period is billed. A period is billed whole, or in parts as it goes on:
/// what is due in advance falls on its first part, what waits for its end on its last.
enum class Part : std::uint8_t { whole, first, middle, last };

constexpr bool begins_period(Part part) {
    return part == Part::whole || part == Part::first;
}
constexpr bool ends_period(Part part) {
    return part == Part::whole || part == Part::last;
}

/// Units that came or went inside the period: how many, and what they count for after proration.
struct ProratedEvent {
    Exact units;
    Exact prorated;
    bool operator==(const ProratedEvent&) const = default;
};

/// A part of usage that was priced record by record.
struct PricedPart {
    LineKind kind{LineKind::pre_priced};
    std::uint32_t tier{0};
    Exact quantity;
    Exact price;
    Exact amount;
    std::vector<PricedPart> groups{};  // that it is told in; their amounts add up to its own
    bool operator==(const PricedPart&) const = default;
};

/// What was used in one part of a billing period.
struct Usage {
    Exact quantity;
    Exact before;         // used in the parts of this period before this one
    Exact billed_before;  // what those parts came to
    Part part{Part::whole};
    Exact share{kExactScale};            // of a period: what proration leaves of a recurring charge
    std::optional<Exact> full_quantity;  // before proration: what the average price is taken over
    std::vector<Exact> events;           // the amount of each transaction
    std::optional<std::int64_t> event_count;   // where single amounts are not known
    std::vector<ProratedEvent> unit_events{};  // units that came and went, in their order
    std::vector<Exact> readings{};             // of a gauge
    std::vector<Credit> credits{};
    bool is_priced{false};               // record by record: what is not in `priced` costs nothing
    std::vector<PricedPart> priced{};    // where it is
    Exact prepaid{};                     // of units that were paid ahead, not in `quantity`
    std::optional<std::size_t> units{};  // what the caller knows these units by
    bool operator==(const Usage&) const = default;
};

}  // namespace pos::billing
