#pragma once

#include <cstdint>
#include <expected>
#include <span>
#include <string>
#include <vector>

#include "pos/base/clock.hpp"
#include "pos/billing/wallet/lot.hpp"
#include "pos/locale/zone.hpp"
#include "pos/money/exact.hpp"

namespace pos::billing::wallet {

/// Something used, which credit pays as far as there is any.
struct Use {
    Instant at{};
    Exact quantity;
    bool operator==(const Use&) const = default;
};

/// How a wallet stands. Balances are in the order of the lots.
struct State {
    Instant at{};
    std::vector<Exact> balances{};
    Exact overage;            // used and paid by no credit yet
    Instant counted_since{};  // the last reset
    Exact counted;            // used since then
    Exact covered;            // paid by credit since then
    bool operator==(const State&) const = default;
};

/// What becomes of overage at a reset.
enum class OverageAtReset : std::uint8_t { dropped, kept };

/// Whether a lot is still there for whoever looks at the very instant it ends.
enum class AtItsEnd : std::uint8_t { still_there, gone };

/// What the uses of a stretch of time come to.
enum class Aggregation : std::uint8_t {
    sum,
    latest,  // the last one counts, and credit is a limit that is never used up: seats, gigabytes
};

struct Rules {
    Aggregation aggregation{Aggregation::sum};
    OverageAtReset overage{OverageAtReset::dropped};
    AtItsEnd at_its_end{AtItsEnd::still_there};
    bool operator==(const Rules&) const = default;
};

/// Why a segment of history ended.
enum class EndedBy : std::uint8_t {
    reading,  // the end of what was asked
    change,   // a lot began to count, or stopped
    refill,
    reset,
    rollover,  // of no length: what a reset left of each balance
};

/// What one lot lost without being used.
struct Lost {
    std::size_t lot{0};
    Exact amount;
    bool operator==(const Lost&) const = default;
};

/// A stretch of time in which nothing changed but by use.
struct Segment {
    Instant from{};
    Instant to{};
    std::vector<Exact> balances{};  // at its start, by lot
    Exact overage;                  // at its start
    Exact used;
    std::vector<Exact> burned{};  // of each lot
    Exact overage_at_end;
    EndedBy ended_by{EndedBy::reading};
    std::vector<Lost> lost{};  // at its end, by expiry, refill or reset
    bool operator==(const Segment&) const = default;
};

struct History {
    State end;
    std::vector<Segment> segments;
    bool operator==(const History&) const = default;
};

enum class WalletError : std::uint8_t {
    until_before_start,
    balances_do_not_match,  // not one balance for each lot
    amount_negative,
    reset_outside,  // at or before the start, or after the end
    too_many_changes,
};

/// What happened to a wallet between a known state and an instant.
///
/// A use at an instant belongs to the segment [from, to) that holds it; uses outside are left
/// aside. Ending this run at any instant of the past gives the wallet as it stood then.
///
/// ensures: for each segment: used + overage = burned + overage at its end
/// errors:  in enum order
std::expected<History, WalletError> run(std::span<const Lot> lots, const State& start,
                                        std::span<const Use> uses, std::span<const Instant> resets,
                                        Instant until, const locale::Zone& zone,
                                        const Rules& rules);

std::string words_of(WalletError error);

}  // namespace pos::billing::wallet
