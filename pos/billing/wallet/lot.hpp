#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "pos/base/clock.hpp"
#include "pos/billing/cycle/schedule.hpp"
#include "pos/locale/zone.hpp"
#include "pos/money/exact.hpp"

namespace pos::billing::wallet {

/// Fills a lot up to its full amount again and again; what was left of it is lost.
struct Refill {
    cycle::Every every{};
    Instant anchor{};  // one of the instants it happens at
    bool operator==(const Refill&) const = default;
};

/// Prepaid credit that was granted at once: money, minutes, units.
///
/// It counts on [effective, expires or voided); its balance is the full amount at the instant it
/// becomes effective, and nothing outside.
struct Lot {
    std::string id;
    Exact amount;
    std::int64_t priority{0};  // lower ones are used up first
    Instant effective{};
    std::optional<Instant> expires{};
    std::optional<Instant> voided{};
    Instant created{};
    Exact kept_least;  // at a reset the balance becomes at least this,
    Exact kept_most;   // and at most that
    std::optional<Refill> refill{};
    bool operator==(const Lot&) const = default;
};

/// When a lot stops counting; empty for one that never does.
std::optional<Instant> end_of(const Lot& lot);
bool counts_at(const Lot& lot, Instant at);

/// The positions of lots in the order in which they are used up: by priority, then the earliest
/// expiry (to the second, none last), then the oldest, then by id.
std::vector<std::size_t> burn_order(std::span<const Lot> lots);

/// The instants after `after`, up to and with `until`, at which a lot is refilled while it counts.
/// Days and longer are those of the zone: a refill at 08:00 stays at 08:00 over a clock change.
///
/// ensures: at most `most` of them, the earliest
std::vector<Instant> refills(const Lot& lot, const locale::Zone& zone, Instant after, Instant until,
                             std::size_t most);

}  // namespace pos::billing::wallet
