#include "pos/pricing/promotion_choice.hpp"

#include <algorithm>
#include <map>

#include "pos/money/exact.hpp"
#include "pos/pricing/promotion_group.hpp"
#include "pos/pricing/promotion_off.hpp"
#include "pos/pricing/spread.hpp"

namespace pos::pricing {

namespace {

constexpr std::size_t kStatesMax = 2'048;
constexpr std::int64_t kPiecesMax = 2'000;
/// Of a line that exclusive promotions count while combinable ones count the rest.
constexpr std::int64_t kMixedMax = 12;
constexpr std::int64_t kNever = INT64_MIN;

/// How far a promotion's groups have come is one digit of a state.
struct Counter {
    std::size_t promotion{0};
    std::uint32_t group{1};  // pieces of one
    std::size_t size{1};     // values of the digit
    bool limited{false};     // after the last value no more pieces are taken
    std::size_t stride{1};
};

using Gains = std::vector<std::int64_t>;  // by state
using Taken = std::vector<std::uint8_t>;  // by state: which counter took a piece, from 1; 0: none
struct Decision {
    std::int32_t alone{0};  // so many pieces went to exclusive counted promotions
    bool together{false};   // the others to combinable ones
};

/// What led to the states behind one line.
struct Trail {
    std::vector<Taken> alone;                  // by piece
    std::vector<std::vector<Taken>> together;  // by pieces taken alone, then by piece
    std::vector<Decision> decisions;           // by state
};

class Choice {
public:
    Choice(std::span<const Promotion> promotions, std::span<const Goods> goods,
           const PromotionTerms& terms, std::vector<std::vector<PromotionPart>>& parts)
        : promotions_{promotions}, goods_{goods}, terms_{terms}, parts_{parts} {}

    void run(const std::vector<std::size_t>& counted) {
        for (const std::size_t promotion : counted) add_counter(promotion);
        Gains best(states_, kNever);
        best[0] = 0;
        for (const Goods& goods : goods_) best = behind(goods, best);
        std::size_t state = 0;
        for (std::size_t s = 0; s < states_; ++s) {
            if (is_whole(s) && best[s] > best[state]) state = s;
        }
        weights_.resize(counters_.size());
        gains_.resize(counters_.size());
        for (std::size_t at = goods_.size(); at-- > 0;) state = go_back(at, state);
        share_out();
    }

private:
    const PromotionRule& rule(std::size_t promotion) const { return promotions_[promotion].rule; }

    void add_counter(std::size_t promotion) {
        std::int64_t there = 0;
        for (const Goods& goods : goods_) {
            if (std::ranges::binary_search(goods.counted, promotion)) {
                there += std::min(goods.pieces, kPiecesMax);
            }
        }
        Counter counter{.promotion = promotion, .group = group_size(rule(promotion))};
        const std::int64_t fit = there / counter.group;
        if (fit == 0) return;
        const std::size_t room = kStatesMax / states_;
        const std::uint32_t most = rule(promotion).times_max;
        counter.limited = most > 0 && most < fit;
        if (counter.limited) {
            const std::size_t times = std::min<std::size_t>(most, (room - 1) / counter.group);
            counter.size = times * counter.group + 1;
        } else {
            counter.size = counter.group;
        }
        if (counter.size > room || (counter.limited && counter.size == 1)) return;
        counter.stride = states_;
        states_ *= counter.size;
        counters_.push_back(counter);
    }

    std::uint32_t place(const Counter& counter, std::size_t state) const {
        return static_cast<std::uint32_t>(state / counter.stride % counter.size % counter.group);
    }
    bool is_whole(std::size_t state) const {
        return std::ranges::all_of(counters_,
                                   [&](const Counter& c) { return place(c, state) == 0; });
    }
    /// The state behind one more piece; SIZE_MAX where none is taken any more.
    std::size_t next(const Counter& counter, std::size_t state) const {
        const std::size_t digit = state / counter.stride % counter.size;
        if (digit + 1 < counter.size) return state + counter.stride;
        return counter.limited ? SIZE_MAX : state - digit * counter.stride;
    }
    std::size_t before(const Counter& counter, std::size_t state) const {
        const std::size_t digit = state / counter.stride % counter.size;
        return digit > 0 ? state - counter.stride : state + (counter.size - 1) * counter.stride;
    }

    /// The first `count` pieces of `total`, whose values differ by one minor unit at most.
    static std::int64_t value_of(std::int64_t total, std::int64_t pieces, std::int64_t count) {
        return total / pieces * count + std::min(count, total % pieces);
    }
    static std::int64_t value_at(std::int64_t total, std::int64_t pieces, std::int64_t at) {
        return total / pieces + (at < total % pieces ? 1 : 0);
    }
    static Quantity quantity_of(const Goods& goods, std::int64_t pieces_left) {
        return goods.by_piece ? pieces(pieces_left) : goods.quantity;
    }

    /// What combinable promotions take off each piece, one after the other.
    std::int64_t together(const Goods& goods, std::int64_t value, Quantity quantity) const {
        std::int64_t left = value;
        for (const std::size_t p : goods.together) {
            left -= taken_off(rule(p), left, quantity, terms_);
        }
        return value - left;
    }
    /// The best that is done with goods of a line that are not counted: an index, or SIZE_MAX for
    /// all combinable ones.
    struct Each {
        std::int64_t saved{0};
        std::size_t promotion{SIZE_MAX};
    };
    Each each(const Goods& goods, std::int64_t value, Quantity quantity) const {
        Each best;
        std::size_t first = SIZE_MAX;
        if (!goods.together.empty()) {
            best.saved = together(goods, value, quantity);
            first = goods.together.front();
        }
        for (const std::size_t p : goods.alone) {
            const std::int64_t saved = taken_off(rule(p), value, quantity, terms_);
            const bool earlier = best.promotion == SIZE_MAX && p < first;
            if (saved > best.saved || (saved == best.saved && saved > 0 && earlier)) {
                best = {saved, p};
            }
        }
        return best;
    }

    std::vector<std::size_t> counters_of(const Goods& goods, bool combinable) const {
        std::vector<std::size_t> found;
        for (std::size_t c = 0; c < counters_.size(); ++c) {
            const std::size_t p = counters_[c].promotion;
            const bool takes = goods.by_piece || counters_[c].group == 1;
            if (takes && rule(p).combinable == combinable &&
                std::ranges::binary_search(goods.counted, p)) {
                found.push_back(c);
            }
        }
        return found;
    }

    std::int64_t gain(std::size_t counter, std::size_t state, std::int64_t value,
                      const Goods& goods) const {
        return group_gain(rule(counters_[counter].promotion), place(counters_[counter], state),
                          value, quantity_of(goods, 1), terms_);
    }

    /// One more piece to one of `counters`, or to none if it may stay.
    void take_piece(const Goods& goods, std::span<const std::size_t> counters, std::int64_t value,
                    bool may_stay, const Gains& from, Gains& to, Taken& taken) const {
        to.assign(states_, kNever);
        taken.assign(states_, 0);
        if (may_stay) to = from;
        for (std::size_t s = 0; s < states_; ++s) {
            if (from[s] == kNever) continue;
            for (const std::size_t c : counters) {
                const std::size_t behind = next(counters_[c], s);
                if (behind == SIZE_MAX) continue;
                const std::int64_t saved = from[s] + gain(c, s, value, goods);
                if (saved <= to[behind]) continue;
                to[behind] = saved;
                taken[behind] = static_cast<std::uint8_t>(c + 1);
            }
        }
    }

    Gains behind(const Goods& goods, const Gains& before_line) {
        const auto alone = counters_of(goods, false);
        const auto together_too = counters_of(goods, true);
        const std::int64_t n = goods.pieces;
        const std::int64_t counted_max =
            std::min(n, alone.empty() && together_too.empty() ? 0 : kPiecesMax);
        Trail trail;
        trail.decisions.resize(states_);
        Gains out(states_, kNever);
        Gains gains = before_line;
        Gains after;
        for (std::int64_t x = 0;; ++x) {
            const std::int64_t left = goods.value_minor - value_of(goods.value_minor, n, x);
            const std::int64_t saved =
                x == n ? 0 : each(goods, left, quantity_of(goods, n - x)).saved;
            for (std::size_t s = 0; s < states_; ++s) {
                if (gains[s] == kNever || gains[s] + saved <= out[s]) continue;
                out[s] = gains[s] + saved;
                trail.decisions[s] = {static_cast<std::int32_t>(x), false};
            }
            if (!together_too.empty() && x < n && x <= kMixedMax) {
                count_rest(goods, together_too, x, gains, out, trail);
            }
            if (alone.empty() || x == counted_max) break;
            trail.alone.emplace_back();
            take_piece(goods, alone, value_at(goods.value_minor, n, x), false, gains, after,
                       trail.alone.back());
            std::swap(gains, after);
        }
        trails_.push_back(std::move(trail));
        return out;
    }

    /// All but `x` pieces to combinable promotions: those on each piece, then those that count.
    void count_rest(const Goods& goods, std::span<const std::size_t> counters, std::int64_t x,
                    const Gains& from, Gains& out, Trail& trail) const {
        const std::int64_t n = goods.pieces - x;
        const std::int64_t value = goods.value_minor - value_of(goods.value_minor, goods.pieces, x);
        const std::int64_t each_saves = together(goods, value, quantity_of(goods, n));
        auto& pieces_taken = trail.together.emplace_back();
        Gains gains = from;
        Gains after;
        for (std::int64_t k = 0; k < std::min(n, kPiecesMax); ++k) {
            take_piece(goods, counters, value_at(value - each_saves, n, k), true, gains, after,
                       pieces_taken.emplace_back());
            std::swap(gains, after);
        }
        for (std::size_t s = 0; s < states_; ++s) {
            if (gains[s] == kNever || gains[s] + each_saves <= out[s]) continue;
            out[s] = gains[s] + each_saves;
            trail.decisions[s] = {static_cast<std::int32_t>(x), true};
        }
    }

    /// Notes what was done with a line's goods on the way to `state`; the state before them.
    std::size_t go_back(std::size_t at, std::size_t state) {
        const Goods& goods = goods_[at];
        const Trail& trail = trails_[at];
        const Decision decision = trail.decisions[state];
        const std::int64_t x = decision.alone;
        const std::int64_t rest = goods.pieces - x;
        const std::int64_t value = goods.value_minor - value_of(goods.value_minor, goods.pieces, x);
        if (decision.together) {
            const Quantity quantity = quantity_of(goods, rest);
            const std::int64_t left = value - note_together(goods, value, quantity);
            const auto& taken = trail.together[static_cast<std::size_t>(x)];
            for (std::size_t k = taken.size(); k-- > 0;) {
                const std::int64_t piece = value_at(left, rest, static_cast<std::int64_t>(k));
                state = note_piece(at, taken[k][state], piece, state);
            }
        } else if (rest > 0) {
            const Each best = each(goods, value, quantity_of(goods, rest));
            if (best.promotion == SIZE_MAX) {
                note_together(goods, value, quantity_of(goods, rest));
            } else {
                note(goods.line, best.promotion, best.saved);
            }
        }
        for (std::int64_t k = x; k-- > 0;) {
            const std::int64_t piece = value_at(goods.value_minor, goods.pieces, k);
            state = note_piece(at, trail.alone[static_cast<std::size_t>(k)][state], piece, state);
        }
        return state;
    }

    std::int64_t note_together(const Goods& goods, std::int64_t value, Quantity quantity) {
        std::int64_t left = value;
        for (const std::size_t p : goods.together) {
            const std::int64_t off = taken_off(rule(p), left, quantity, terms_);
            note(goods.line, p, off);
            left -= off;
        }
        return value - left;
    }

    std::size_t note_piece(std::size_t at, std::uint8_t taken, std::int64_t value,
                           std::size_t state) {
        if (taken == 0) return state;
        const std::size_t c = taken - 1U;
        const std::size_t came_from = before(counters_[c], state);
        const std::int64_t saved = gain(c, came_from, value, goods_[at]);
        if (counters_[c].group == 1) {
            note(goods_[at].line, counters_[c].promotion, saved);
        } else {
            weights_[c][at] += value;
            gains_[c] += saved;
        }
        return came_from;
    }

    void note(std::size_t line, std::size_t promotion, std::int64_t minor) {
        if (minor == 0) return;
        auto& parts = parts_[line];
        const auto found = std::ranges::find(parts, promotion, &PromotionPart::promotion);
        if (found != parts.end()) {
            found->amount.minor += minor;
        } else {
            parts.push_back({promotion, {minor, terms_.basket.currency}});
        }
    }

    /// What groups save goes to all of their goods, in proportion to what these cost.
    void share_out() {
        for (std::size_t c = 0; c < counters_.size(); ++c) {
            if (gains_[c] <= 0) continue;
            std::int64_t whole = 0;
            for (const auto& [at, value] : weights_[c]) whole += value;
            const Currency currency = terms_.basket.currency;
            const Money total{gains_[c], currency};
            std::vector<Exact> shares;
            for (const auto& [at, value] : weights_[c]) {
                shares.push_back(
                    proportion(exact({value, currency}), exact(total), exact({whole, currency})));
            }
            std::vector<Money> amounts(shares.size());
            spread(total, shares, amounts);
            std::size_t next_share = 0;
            for (const auto& [at, value] : weights_[c]) {
                note(goods_[at].line, counters_[c].promotion, amounts[next_share++].minor);
            }
        }
    }

    std::span<const Promotion> promotions_;
    std::span<const Goods> goods_;
    const PromotionTerms& terms_;
    std::vector<std::vector<PromotionPart>>& parts_;
    std::vector<Counter> counters_;
    std::size_t states_{1};
    std::vector<Trail> trails_;
    // By counter: what its groups save, and what their pieces cost, by goods.
    std::vector<std::int64_t> gains_;
    std::vector<std::map<std::size_t, std::int64_t>> weights_;
};

}  // namespace

void choose(std::span<const Promotion> promotions, std::span<const Goods> goods,
            std::vector<std::size_t> counted, const PromotionTerms& terms,
            std::vector<std::vector<PromotionPart>>& parts) {
    Choice{promotions, goods, terms, parts}.run(counted);
}

}  // namespace pos::pricing
