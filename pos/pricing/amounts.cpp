#include "pos/pricing/amounts.hpp"

#include <algorithm>
#include <numeric>

#include "pos/base/assert.hpp"
#include "pos/pricing/basket_discount.hpp"
#include "pos/pricing/line_discount.hpp"
#include "pos/pricing/spread.hpp"

namespace pos::pricing {

namespace {

using Done = std::expected<void, PricingError>;
constexpr std::unexpected<PricingError> kTooLarge{PricingError::amount_out_of_range};

Exact size(Exact amount) {
    return amount.e14 < 0 ? -amount : amount;
}

Exact sum_of(const std::vector<Exact>& amounts) {
    Exact sum;
    for (const Exact amount : amounts) sum += amount;
    return sum;
}

/// One run over a document. In minor precision a line is finished before the next one; in exact
/// precision every step is rounded as the document's total, and the lines share the difference.
/// Sums are bare: each figure is in range, and so few of them cannot wrap round.
class Amounts {
public:
    Amounts(const PricingInput& input, std::span<const std::size_t> set_of_line)
        : input_{input},
          policy_{input.policy},
          set_of_line_{set_of_line},
          unit_{exact_per_minor(input.currency)},
          totals_(input.lines.size()),
          shares_(input.lines.size()),
          parts_(input.lines.size()) {
        result_.lines.resize(input.lines.size());
        for (PricedLine& line : result_.lines) {
            line.gross = line.total = line.basket_share = zero(input.currency);
        }
    }

    std::expected<LineAmounts, PricingError> run() {
        if (const auto done = extend(); !done) return std::unexpected{done.error()};
        const auto discounted =
            policy_.precision == LinePrecision::minor ? minor_lines() : exact_lines();
        if (!discounted) return std::unexpected{discounted.error()};
        if (const auto done = discount_basket(); !done) return std::unexpected{done.error()};
        result_.totals = std::move(totals_);
        return std::move(result_);
    }

private:
    /// The nearest multiple of `step` minor units.
    Money rounded_to(Exact amount, std::int64_t step, RoundingMode mode) const {
        return {divide(amount.e14, unit_ * step, mode) * step, input_.currency};
    }

    Exact exact_of(Money amount) const { return {amount.minor * unit_}; }

    Done extend() {
        const Exact most{kMinorMax * unit_};
        for (std::size_t i = 0; i < totals_.size(); ++i) {
            const LineInput& line = input_.lines[i];
            if (line.settled) continue;
            totals_[i] = extend_exactly(line.quantity, line.unit_price);
            if (size(totals_[i]) > most) return kTooLarge;
        }
        return {};
    }

    Done minor_lines() {
        for (std::size_t i = 0; i < totals_.size(); ++i) {
            const LineInput& input = input_.lines[i];
            PricedLine& line = result_.lines[i];
            line.gross = rounded_to(totals_[i], policy_.line_step_minor, policy_.line_mode);
            if (!in_range(line.gross)) return kTooLarge;
            line.total = line.gross;
            totals_[i] = exact_of(line.gross);
            if (input.settled) continue;
            for (const Discount& discount : input.discounts) {
                const auto part = line_discount(discount, totals_[i]);
                if (!part) return std::unexpected{part.error()};
                line.discounts.push_back(
                    rounded_to(*part, policy_.line_step_minor, policy_.discount_mode));
                line.total.minor -= line.discounts.back().minor;
                totals_[i] = exact_of(line.total);
            }
        }
        return {};
    }

    Done exact_lines() {
        const auto total = rounded(sum_of(totals_), input_.currency, policy_.line_mode);
        if (!total) return kTooLarge;
        spread(*total, totals_, parts_);
        for (std::size_t i = 0; i < totals_.size(); ++i) {
            result_.lines[i].gross = result_.lines[i].total = parts_[i];
        }
        std::size_t most = 0;
        for (const LineInput& line : input_.lines) {
            if (!line.settled) most = std::max(most, line.discounts.size());
        }
        for (std::size_t position = 0; position < most; ++position) {
            if (const auto done = exact_line_discounts(position); !done) return done;
        }
        return {};
    }

    /// Takes off what stands at one position of the lines' discounts.
    Done exact_line_discounts(std::size_t position) {
        const auto has_one = [&](const LineInput& line) {
            return !line.settled && position < line.discounts.size();
        };
        for (std::size_t i = 0; i < totals_.size(); ++i) {
            const LineInput& line = input_.lines[i];
            shares_[i] = Exact{};
            if (!has_one(line)) continue;
            const auto part = line_discount(line.discounts[position], totals_[i]);
            if (!part) return std::unexpected{part.error()};
            shares_[i] = *part;
        }
        const auto change = change_of_document(sum_of(shares_));
        if (!change) return std::unexpected{change.error()};
        spread(*change, shares_, parts_);
        take_off();
        for (std::size_t i = 0; i < totals_.size(); ++i) {
            if (has_one(input_.lines[i])) result_.lines[i].discounts.push_back(parts_[i]);
        }
        return {};
    }

    Done discount_basket() {
        if (input_.basket_discounts.empty()) return {};
        std::vector<Exact> amounts(totals_.size());
        for (PricedLine& line : result_.lines) {
            line.basket_shares.reserve(input_.basket_discounts.size());
        }
        for (const Discount& discount : input_.basket_discounts) {
            for (std::size_t i = 0; i < totals_.size(); ++i) {
                const LineInput& line = input_.lines[i];
                amounts[i] = line.discountable && !line.settled ? totals_[i] : Exact{};
            }
            if (const auto done = basket_discount(discount, amounts, shares_); !done) return done;
            const Exact taken = taken_off_basket(discount);
            const auto total = policy_.precision == LinePrecision::minor
                                   ? minor_of(taken)
                                   : change_of_document(taken);
            if (!total) return std::unexpected{total.error()};
            spread_whatever_order(*total);
            if (policy_.precision == LinePrecision::minor) {
                std::ranges::transform(parts_, shares_.begin(),
                                       [&](Money part) { return exact_of(part); });
            }
            take_off();
            for (std::size_t i = 0; i < totals_.size(); ++i) {
                if (input_.lines[i].settled) continue;
                result_.lines[i].basket_shares.push_back(parts_[i]);
                result_.lines[i].basket_share.minor += parts_[i].minor;
            }
            result_.basket_discounts.push_back(*total);
        }
        return {};
    }

    /// What shares_ of the discount come to. Of an amount that is the amount itself: each share was
    /// worked out to 10^-14, and what they lost together must not tip a rounding.
    Exact taken_off_basket(const Discount& discount) const {
        const Exact sum = sum_of(shares_);
        if (discount.kind == DiscountKind::percent) return sum;
        const Exact amount = exact(discount.amount);
        return sum.e14 < 0 ? -amount : amount;
    }

    std::expected<Money, PricingError> minor_of(Exact taken) const {
        const auto amount = rounded(taken, input_.currency, policy_.discount_mode);
        if (!amount) return kTooLarge;
        return *amount;
    }

    /// By how much the document's rounded total falls when `taken` is taken off, as shares_.
    std::expected<Money, PricingError> change_of_document(Exact taken) {
        const Exact before = sum_of(totals_) - lost_;
        const auto from = rounded(before, input_.currency, policy_.line_mode);
        const auto to = rounded(before - taken, input_.currency, policy_.line_mode);
        if (!from || !to) return kTooLarge;
        const Money change{from->minor - to->minor, input_.currency};
        if (!in_range(change)) return kTooLarge;
        lost_ += taken - sum_of(shares_);
        return change;
    }

    void take_off() {
        for (std::size_t i = 0; i < totals_.size(); ++i) {
            totals_[i] -= shares_[i];
            result_.lines[i].total.minor -= parts_[i].minor;
        }
    }

    /// Spreads over the lines sorted by tax set and size, so that ties fall as they do on every
    /// ticket with the same goods.
    void spread_whatever_order(Money total) {
        // Lines of the discount's own sign first: a return falls as its sale did.
        const int sign = total.minor < 0 ? -1 : 1;
        std::vector<std::size_t> order(totals_.size());
        std::iota(order.begin(), order.end(), std::size_t{0});
        std::ranges::sort(order, [&](std::size_t a, std::size_t b) {
            const Exact left = totals_[a];
            const Exact right = totals_[b];
            if (set_of_line_[a] != set_of_line_[b]) return set_of_line_[a] < set_of_line_[b];
            if (size(left) != size(right)) return size(left) > size(right);
            if (left != right) return sign * left.e14 > sign * right.e14;
            return a < b;
        });
        std::vector<Exact> shares;
        shares.reserve(order.size());
        for (const std::size_t line : order) shares.push_back(shares_[line]);
        std::vector<Money> parts(order.size());
        spread(total, shares, parts);
        for (std::size_t i = 0; i < order.size(); ++i) parts_[order[i]] = parts[i];
    }

    const PricingInput& input_;
    const PricingPolicy& policy_;
    std::span<const std::size_t> set_of_line_;
    Wide unit_;                  // of a minor unit
    std::vector<Exact> totals_;  // what is left of each line
    std::vector<Exact> shares_;  // what a step takes off each line
    Exact lost_;                 // by shares_ of amounts so far, against the amounts
    std::vector<Money> parts_;   // the same, rounded
    LineAmounts result_;
};

}  // namespace

std::expected<LineAmounts, PricingError> line_amounts(const PricingInput& input,
                                                      std::span<const std::size_t> set_of_line) {
    return Amounts{input, set_of_line}.run();
}

}  // namespace pos::pricing
