#include "pos/pricing/line_sums.hpp"

#include <vector>

#include "pos/pricing/spread.hpp"

namespace pos::pricing {

namespace {

using Done = std::expected<void, PricingError>;
constexpr std::unexpected<PricingError> kTooLarge{PricingError::amount_out_of_range};

/// Sets what follows from a line's total and taxes. Sums are bare: add_up looks at their range.
void complete(PricedLine& line, const TaxSet& set) {
    line.net = line.payable = line.total;
    for (const LineTax& part : line.taxes) {
        if (part.included) line.net.minor -= part.tax.minor;
        if (!part.included) line.payable.minor += part.tax.minor;
    }
    for (std::size_t t = 0; t < line.taxes.size(); ++t) {
        line.taxes[t].base = line.net;
        for (std::size_t from = 0; from < t; ++from) {
            if (!tax::feeds(set.taxes, from, t)) continue;
            line.taxes[t].base.minor += line.taxes[from].tax.minor;
        }
    }
}

/// Exact figures of some lines, rounded together and shared out among them.
struct Together {
    tax::Sum sum;
    std::vector<Exact> shares;
    std::vector<std::size_t> lines;

    [[nodiscard]] bool add(const tax::Term& term, Wide denominator, const TaxableLine& line,
                           std::size_t index) {
        const auto share = tax::evaluate(term, denominator, line.amount, line.quantity.millionths);
        if (!share) return false;
        shares.push_back(*share);
        lines.push_back(index);
        return sum.add(term, denominator, line.amount, line.quantity.millionths);
    }

    std::optional<std::vector<Money>> parts(Currency currency, RoundingMode mode) const {
        const auto total = sum.rounded(currency, 1, mode);
        if (!total) return std::nullopt;
        std::vector<Money> result(shares.size());
        spread(*total, shares, result);
        return result;
    }
};

/// Rounds the untaxed amount of the document instead of its price, which moves along.
Done keep_net(std::span<const OpenLine> lines, std::span<const TaxSet> sets, Currency currency,
              RoundingMode mode) {
    Together net;
    for (std::size_t i = 0; i < lines.size(); ++i) {
        const tax::Formula& formula = sets[lines[i].taxable.set].formula;
        if (!net.add(formula.net, formula.denominator, lines[i].taxable, i)) return kTooLarge;
    }
    const auto parts = net.parts(currency, mode);
    if (!parts) return kTooLarge;
    for (std::size_t i = 0; i < lines.size(); ++i) {
        PricedLine& line = *lines[i].line;
        const std::int64_t moved = (*parts)[i].minor - line.net.minor;
        line.gross.minor += moved;
        line.total.minor += moved;
        complete(line, sets[lines[i].taxable.set]);
    }
    return {};
}

/// Rounds the base of taxes that others feed from the exact figures, not from rounded taxes.
Done exact_bases(std::span<const OpenLine> lines, std::span<const TaxSet> sets, Currency currency,
                 RoundingMode mode) {
    for (std::size_t s = 0; s < sets.size(); ++s) {
        const tax::Formula& formula = sets[s].formula;
        for (std::size_t t = 0; t < formula.taxes.size(); ++t) {
            if (formula.bases[t] == formula.net) continue;
            Together base;
            for (std::size_t i = 0; i < lines.size(); ++i) {
                if (lines[i].taxable.set != s) continue;
                if (!base.add(formula.bases[t], formula.denominator, lines[i].taxable, i)) {
                    return kTooLarge;
                }
            }
            const auto parts = base.parts(currency, mode);
            if (!parts) return kTooLarge;
            for (std::size_t n = 0; n < base.lines.size(); ++n) {
                lines[base.lines[n]].line->taxes[t].base = (*parts)[n];
            }
        }
    }
    return {};
}

}  // namespace

Done complete_lines(std::span<const OpenLine> lines, std::span<const TaxSet> sets,
                    std::size_t group_count, Currency currency, const PricingPolicy& policy) {
    std::vector<TaxableLine> taxable;
    taxable.reserve(lines.size());
    for (const OpenLine& open : lines) taxable.push_back(open.taxable);
    const auto taxes = taxation(taxable, sets, group_count, currency, policy);
    if (!taxes) return std::unexpected{taxes.error()};

    std::size_t next = 0;
    for (const OpenLine& open : lines) {
        const TaxSet& set = sets[open.taxable.set];
        open.line->taxes.reserve(set.taxes.size());
        for (std::size_t t = 0; t < set.taxes.size(); ++t) {
            open.line->taxes.push_back(
                {set.groups[t], set.taxes[t].included, zero(currency), taxes->lines[next++]});
        }
        complete(*open.line, set);
    }
    if (policy.precision == LinePrecision::minor) return {};
    if (policy.kept == Kept::net) {
        if (const auto done = keep_net(lines, sets, currency, policy.line_mode); !done) return done;
    }
    return exact_bases(lines, sets, currency, policy.line_mode);
}

}  // namespace pos::pricing
