#pragma once

#include <expected>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "pos/base/clock.hpp"
#include "pos/billing/call/prefixes.hpp"
#include "pos/billing/call/rate_call.hpp"
#include "pos/billing/call/tariff.hpp"
#include "pos/billing/tariff/component.hpp"
#include "pos/billing/usage.hpp"
#include "pos/locale/zone.hpp"
#include "pos/money/exact.hpp"

/// Charges that price each usage record by itself, where its time or its destination says what it
/// costs, and not the sum of all of them.
namespace pos::billing::plan {

/// A usage record as it is priced.
struct UsedAt {
    Instant at{};
    Exact quantity;
    std::string_view to;        // digits that were dialled
    std::string_view source{};  // who sent it, where that is known
    std::string_view id{};      // by which its source knows it
};

/// Where calls go, and what they cost there.
struct Destination {
    std::string prefix;
    std::string name;
    call::Tariff tariff;
};

/// Calls: a record's quantity is its seconds, or units that have no time. One of the three says
/// what they cost.
///
/// requires: the prefixes are those of the deck, each with its position
struct CallRates {
    std::vector<Destination> deck;  // by the longest prefix of what was dialled
    std::vector<call::Window> windows;
    std::optional<call::Tariff> tariff;
    call::Prefixes prefixes;
    Exact bundle;  // of a period, used up by its calls in their order
    call::BundledConnect bundled_connect{call::BundledConnect::waived};
};

/// What was taken from the grid, by the hours in which it was: a record's quantity is its energy.
struct TimeRates {
    std::vector<tariff::Component> components;  // energy and demand
    int minutes{60};                            // of each record, for its power
};

/// Prices the calls of a period one by one, in their order: what an earlier one took of the bundle,
/// a later one has no more.
///
/// requires: no fault in the tariffs; rates and zone outlive it
class CallPricer {
public:
    CallPricer(const CallRates& rates, const locale::Zone& zone)
        : rates_{rates}, zone_{zone}, left_{rates.bundle} {}

    /// errors: in words, a call that has no price
    std::expected<void, std::string> price(const UsedAt& used);
    /// The last one, as it was priced.
    const call::RatedCall& rated() const { return rated_; }
    /// Its destination's place in the deck, from 1; 0 without a deck.
    std::uint32_t place() const { return place_; }

private:
    const CallRates& rates_;
    const locale::Zone& zone_;
    Exact left_;
    call::RatedCall rated_;
    std::uint32_t place_{0};
};

/// What the calls of a period come to: of each destination its connect fees and its time, in steps
/// whose tier is the destination's place in the deck. Each is told in groups: by fee, and by price
/// with what was free, what a maximum took off and how calls were rounded. A group's tier is the
/// destination's place or the window's; its quantity counts what its price is for, such as minutes.
///
/// requires: no fault in the tariffs; records by time
/// errors:   in words, the first call that has no price
std::expected<std::vector<PricedPart>, std::string> price_calls(const CallRates& rates,
                                                                std::span<const UsedAt> calls,
                                                                const locale::Zone& zone);

/// Records of the months before a period, by whose peaks a ratchet measures it.
struct Earlier {
    Date period{};                 // its first day
    std::span<const UsedAt> used;  // by time, all before that day
};

/// For how many months before a period a ratchet wants to know what was used. 0 without one.
int months_before(const TimeRates& rates);

/// What the energy of a period comes to: of each component its tiers, in steps whose tier is the
/// component's place in the list. Bounds "per month" are the period's. Months before it are counted
/// back from its first day, and begin with the first in which anything was used.
///
/// requires: no fault in the components
/// errors:   in words, an amount below zero
std::expected<std::vector<PricedPart>, std::string> price_times(const TimeRates& rates,
                                                                std::span<const UsedAt> used,
                                                                const Earlier& earlier,
                                                                const locale::Zone& zone);

}  // namespace pos::billing::plan
