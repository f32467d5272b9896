#include "pos/billing/wallet/run.hpp"

#include <algorithm>
#include <map>

#include "pos/base/assert.hpp"
#include "pos/billing/limits.hpp"

namespace pos::billing::wallet {

namespace {

constexpr std::size_t kChangesMax = 100'000;
constexpr std::size_t kBalancesMax = 5'000'000;  // of all segments

/// What happens at one instant.
struct Change {
    bool reset{false};
    std::vector<std::size_t> begin;
    std::vector<std::size_t> refill;
    std::vector<std::size_t> end;
};
using Changes = std::map<Instant, Change>;

class Runner {
public:
    Runner(std::span<const Lot> lots, const State& start, std::span<const Use> uses, Instant until,
           const Rules& rules)
        : lots_{lots},
          order_{burn_order(lots)},
          uses_{uses.begin(), uses.end()},
          until_{until},
          rules_{rules},
          state_{start} {
        std::ranges::stable_sort(uses_, {}, &Use::at);
        for (std::size_t lot = 0; lot < lots_.size(); ++lot) {
            if (!counts_at(lots_[lot], state_.at)) state_.balances[lot] = {};
        }
    }

    History run(const Changes& changes) {
        bool after_reset = false;
        for (const auto& [at, change] : changes) {
            const EndedBy by = change.reset             ? EndedBy::reset
                               : !change.refill.empty() ? EndedBy::refill
                                                        : EndedBy::change;
            close_segment(at, by);
            lose(change.end);
            if (change.reset) reset(at);
            for (const std::size_t lot : change.refill) lose({lot});
            for (const std::size_t lot : change.begin) fill(lot);
            for (const std::size_t lot : change.refill) fill(lot);
            after_reset = change.reset && at == until_;
        }
        if (state_.at < until_ || after_reset) close_segment(until_, EndedBy::reading);
        return {std::move(state_), std::move(segments_)};
    }

private:
    void fill(std::size_t lot) { state_.balances[lot] = lots_[lot].amount; }

    void lose(const std::vector<std::size_t>& lots) {
        for (const std::size_t lot : lots) lose(lot, state_.balances[lot]);
    }
    void lose(std::size_t lot, Exact amount) {
        state_.balances[lot] -= amount;
        if (amount.e14 > 0) segments_.back().lost.push_back({lot, amount});
    }

    Exact used_until(Instant to) {
        Exact sum;
        Exact latest;
        for (; next_ < uses_.size() && uses_[next_].at < to; ++next_) {
            if (uses_[next_].at < state_.at) continue;
            sum += uses_[next_].quantity;
            latest = uses_[next_].quantity;
        }
        return rules_.aggregation == Aggregation::sum ? sum : latest;
    }

    void close_segment(Instant to, EndedBy by) {
        if (rules_.aggregation == Aggregation::latest) {
            for (std::size_t lot = 0; lot < lots_.size(); ++lot) {
                if (counts_at(lots_[lot], state_.at)) fill(lot);
            }
        }
        Segment segment{.from = state_.at,
                        .to = to,
                        .balances = state_.balances,
                        .overage = state_.overage,
                        .ended_by = by};
        segment.burned.resize(lots_.size());
        segment.used = by == EndedBy::rollover ? Exact{} : used_until(to);
        Exact left = state_.overage + segment.used;
        for (const std::size_t lot : order_) {
            const Exact burned = least(left, state_.balances[lot]);
            if (burned.e14 <= 0) continue;
            state_.balances[lot] -= burned;
            segment.burned[lot] = burned;
            state_.covered += burned;
            left -= burned;
        }
        state_.counted += segment.used;
        state_.overage = segment.overage_at_end = left;
        state_.at = to;
        segments_.push_back(std::move(segment));
    }

    void reset(Instant at) {
        for (std::size_t lot = 0; lot < lots_.size(); ++lot) {
            if (!counts_at(lots_[lot], at)) continue;
            const Exact kept =
                least(lots_[lot].kept_most, greatest(lots_[lot].kept_least, state_.balances[lot]));
            if (kept < state_.balances[lot]) {
                lose(lot, state_.balances[lot] - kept);
            } else {
                state_.balances[lot] = kept;
            }
        }
        state_.counted_since = at;
        state_.counted = state_.covered = {};
        if (rules_.overage == OverageAtReset::dropped) state_.overage = {};
        close_segment(at, EndedBy::rollover);
    }

    std::span<const Lot> lots_;
    std::vector<std::size_t> order_;
    std::vector<Use> uses_;
    std::size_t next_{0};
    Instant until_;
    Rules rules_;
    State state_;
    std::vector<Segment> segments_;
};

std::expected<Changes, WalletError> changes_of(std::span<const Lot> lots, Instant start,
                                               std::span<const Instant> resets, Instant until,
                                               const locale::Zone& zone, const Rules& rules) {
    Changes changes;
    std::size_t count = resets.size();
    for (const Instant reset : resets) {
        if (reset <= start || reset > until) return std::unexpected{WalletError::reset_outside};
        changes[reset].reset = true;
    }
    for (std::size_t i = 0; i < lots.size(); ++i) {
        const Lot& lot = lots[i];
        const auto end = end_of(lot);
        if (end && *end <= lot.effective) continue;  // never counts
        if (lot.effective > start && lot.effective <= until) {
            changes[lot.effective].begin.push_back(i);
        }
        const bool seen =
            end && (*end < until || (*end == until && rules.at_its_end == AtItsEnd::gone));
        if (seen && *end > start) changes[*end].end.push_back(i);
        for (const Instant at : refills(lot, zone, start, until, kChangesMax + 1)) {
            if (at > lot.effective) changes[at].refill.push_back(i);
            ++count;
        }
        const bool too_many = count > kChangesMax || changes.size() * lots.size() > kBalancesMax;
        if (too_many) return std::unexpected{WalletError::too_many_changes};
    }
    return changes;
}

}  // namespace

std::expected<History, WalletError> run(std::span<const Lot> lots, const State& start,
                                        std::span<const Use> uses, std::span<const Instant> resets,
                                        Instant until, const locale::Zone& zone,
                                        const Rules& rules) {
    if (until < start.at) return std::unexpected{WalletError::until_before_start};
    if (start.balances.size() != lots.size()) {
        return std::unexpected{WalletError::balances_do_not_match};
    }
    bool negative = start.overage.e14 < 0;
    for (const Lot& lot : lots) {
        negative = negative || lot.amount.e14 < 0 || lot.kept_least.e14 < 0;
    }
    for (const Exact balance : start.balances) negative = negative || balance.e14 < 0;
    for (const Use& use : uses) negative = negative || use.quantity.e14 < 0;
    if (negative) return std::unexpected{WalletError::amount_negative};
    const auto changes = changes_of(lots, start.at, resets, until, zone, rules);
    if (!changes) return std::unexpected{changes.error()};
    return Runner{lots, start, uses, until, rules}.run(*changes);
}

std::string words_of(WalletError error) {
    switch (error) {
        case WalletError::until_before_start:
            return "it ends before it starts";
        case WalletError::balances_do_not_match:
            return "there must be one balance for each lot";
        case WalletError::amount_negative:
            return "an amount, a balance or a use is negative";
        case WalletError::reset_outside:
            return "a reset must come after the start, and not after the end";
        case WalletError::too_many_changes:
            return "there are more than a hundred thousand changes, or too many for so many lots";
    }
    POS_ASSERT(!"a wallet's error");
}

}  // namespace pos::billing::wallet
