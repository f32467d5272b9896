#include "pos/pricing/amounts.hpp"

#include <algorithm>
#include <numeric>

#include "pos/base/assert.hpp"
#include "pos/pricing/allocate.hpp"
#include "pos/pricing/basket_discount.hpp"
#include "pos/pricing/line_discount.hpp"

namespace pos::pricing {

namespace {

constexpr std::unexpected<PricingError> kTooLarge{PricingError::amount_out_of_range};

Exact size(Exact amount) {
    return amount.e14 < 0 ? -amount : amount;
}

Exact sum_of(const std::vector<Exact>& amounts) {
    Exact sum;
    for (const Exact amount : amounts) sum += amount;
    return sum;
}

/// One run over a document. A rule fills `shares_` with what it gives or takes on each line; `book`
/// turns that into money: in minor precision at once, in exact precision by allocating the change
/// of the document's rounded total.
class Amounts {
public:
    Amounts(const PricingInput& input, std::span<const std::size_t> set_of_line)
        : input_{input},
          set_of_line_{set_of_line},
          totals_(input.lines.size()),
          shares_(input.lines.size()),
          parts_(input.lines.size()) {
        result_.lines.resize(input.lines.size());
    }

    std::expected<LineAmounts, PricingError> run() {
        if (const auto done = extend_lines(); !done) return std::unexpected{done.error()};
        if (const auto done = discount_lines(); !done) return std::unexpected{done.error()};
        if (const auto done = discount_basket(); !done) return std::unexpected{done.error()};
        result_.totals = std::move(totals_);
        return std::move(result_);
    }

private:
    using Done = std::expected<void, PricingError>;

    bool minor() const { return input_.policy.precision == LinePrecision::minor; }

    /// Rounds shares_ into parts_ line by line, and makes them the exact figures.
    Done round_each(std::int64_t step, RoundingMode mode) {
        const Wide unit = Wide{exact_per_minor(input_.currency)} * step;
        for (std::size_t i = 0; i < shares_.size(); ++i) {
            parts_[i] = {divide(shares_[i].e14, unit, mode) * step, input_.currency};
            if (!in_range(parts_[i])) return kTooLarge;
            shares_[i] = exact(parts_[i]);
        }
        return {};
    }

    /// Allocates the change of the document's rounded total to parts_.
    Done round_together(Exact before, Exact after) {
        const auto from = rounded(before, input_.currency, input_.policy.line_mode);
        const auto to = rounded(after, input_.currency, input_.policy.line_mode);
        if (!from || !to) return kTooLarge;
        const Money change{from->minor - to->minor, input_.currency};
        if (!in_range(change)) return kTooLarge;
        spread(change, shares_, parts_);
        return {};
    }

    Done extend_lines() {
        for (std::size_t i = 0; i < input_.lines.size(); ++i) {
            const LineInput& line = input_.lines[i];
            shares_[i] = line.settled ? Exact{} : extend_exactly(line.quantity, line.unit_price);
            if (!rounded(shares_[i], input_.currency, RoundingMode::down)) return kTooLarge;
        }
        if (minor()) {
            if (const auto done =
                    round_each(input_.policy.line_step_minor, input_.policy.line_mode);
                !done)
                return done;
        } else {
            const auto total = rounded(sum_of(shares_), input_.currency, input_.policy.line_mode);
            if (!total) return kTooLarge;
            spread(*total, shares_, parts_);
        }
        for (std::size_t i = 0; i < input_.lines.size(); ++i) {
            totals_[i] = shares_[i];
            result_.lines[i].gross = result_.lines[i].total = parts_[i];
            result_.lines[i].basket_share = zero(input_.currency);
        }
        return {};
    }

    Done discount_lines() {
        std::size_t most = 0;
        for (const LineInput& line : input_.lines) {
            if (!line.settled) most = std::max(most, line.discounts.size());
        }
        for (std::size_t position = 0; position < most; ++position) {
            for (std::size_t i = 0; i < input_.lines.size(); ++i) {
                const LineInput& line = input_.lines[i];
                shares_[i] = Exact{};
                if (line.settled || position >= line.discounts.size()) continue;
                const auto part = line_discount(line.discounts[position], totals_[i]);
                if (!part) return std::unexpected{part.error()};
                shares_[i] = *part;
            }
            if (const auto done = take_off(false); !done) return done;
            for (std::size_t i = 0; i < input_.lines.size(); ++i) {
                const LineInput& line = input_.lines[i];
                if (line.settled || position >= line.discounts.size()) continue;
                result_.lines[i].discounts.push_back(parts_[i]);
            }
        }
        return {};
    }

    Done discount_basket() {
        std::vector<Exact> amounts(input_.lines.size());
        for (const Discount& discount : input_.basket_discounts) {
            for (std::size_t i = 0; i < input_.lines.size(); ++i) {
                const LineInput& line = input_.lines[i];
                amounts[i] = line.discountable && !line.settled ? totals_[i] : Exact{};
            }
            if (const auto done = basket_discount(discount, amounts, shares_); !done) return done;
            if (const auto done = take_off(true); !done) return done;
            Money sum = zero(input_.currency);
            for (std::size_t i = 0; i < input_.lines.size(); ++i) {
                sum += parts_[i];
                if (input_.lines[i].settled) continue;
                result_.lines[i].basket_shares.push_back(parts_[i]);
                result_.lines[i].basket_share += parts_[i];
            }
            result_.basket_discounts.push_back(sum);
        }
        return {};
    }

    /// Takes shares_ off every line. The whole basket's discount is one figure that is rounded
    /// once.
    Done take_off(bool of_basket) {
        const RoundingMode mode = input_.policy.discount_mode;
        if (!minor()) {
            const Exact before = sum_of(totals_);
            const Exact after = before - sum_of(shares_);
            if (const auto done = round_together(before, after); !done) {
                return done;
            }
        } else if (of_basket) {
            const auto total = rounded(sum_of(shares_), input_.currency, mode);
            if (!total) return kTooLarge;
            spread_whatever_order(*total);
            std::ranges::transform(parts_, shares_.begin(), [](Money part) { return exact(part); });
        } else if (const auto done = round_each(input_.policy.line_step_minor, mode); !done) {
            return done;
        }
        for (std::size_t i = 0; i < totals_.size(); ++i) {
            totals_[i] -= shares_[i];
            result_.lines[i].total -= parts_[i];
        }
        return {};
    }

    /// Spreads over the lines sorted by tax set and size, so that ties fall as they do on every
    /// ticket with the same goods.
    void spread_whatever_order(Money total) {
        // On the magnitude, lines of the discount's own sign first: a return falls as its sale did.
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
    std::span<const std::size_t> set_of_line_;
    std::vector<Exact> totals_;
    std::vector<Exact> shares_;
    std::vector<Money> parts_;
    LineAmounts result_;
};

}  // namespace

std::expected<LineAmounts, PricingError> line_amounts(const PricingInput& input,
                                                      std::span<const std::size_t> set_of_line) {
    return Amounts{input, set_of_line}.run();
}

}  // namespace pos::pricing
