#include "pos/pricing/taxation.hpp"

#include <optional>

#include "pos/base/assert.hpp"
#include "pos/pricing/spread.hpp"

namespace pos::pricing {

namespace {

using tax::Sum;
using tax::TaxScope;

constexpr std::unexpected<PricingError> kTooLarge{PricingError::amount_out_of_range};

/// What the lines of one set come to together: their tax is one division, not one for each line.
struct SetTotal {
    Exact amount;
    Wide quantity{0};
};

std::vector<SetTotal> totals_of(std::span<const TaxableLine> lines, std::size_t set_count) {
    std::vector<SetTotal> totals(set_count);
    for (const TaxableLine& line : lines) {
        totals[line.set].amount += line.amount;
        totals[line.set].quantity += line.quantity.millionths;
    }
    return totals;
}

/// The exact tax of each group.
std::optional<std::vector<Sum>> exact_groups(std::span<const TaxSet> sets,
                                             std::span<const SetTotal> totals,
                                             std::size_t group_count) {
    std::vector<Sum> sums(group_count);
    for (std::size_t s = 0; s < sets.size(); ++s) {
        const tax::Formula& formula = sets[s].formula;
        for (std::size_t t = 0; t < formula.taxes.size(); ++t) {
            if (!sums[sets[s].groups[t]].add(formula.taxes[t], formula.denominator,
                                             totals[s].amount, totals[s].quantity)) {
                return std::nullopt;
            }
        }
    }
    return sums;
}

/// The exact tax of the whole document.
std::optional<Sum> exact_document(std::span<const TaxSet> sets, std::span<const SetTotal> totals) {
    Sum sum;
    for (std::size_t s = 0; s < sets.size(); ++s) {
        const tax::Formula& formula = sets[s].formula;
        for (const tax::Term& term : formula.taxes) {
            if (!sum.add(term, formula.denominator, totals[s].amount, totals[s].quantity)) {
                return std::nullopt;
            }
        }
    }
    return sum;
}

std::expected<std::vector<Money>, PricingError> rounded_groups(std::span<const TaxSet> sets,
                                                               std::span<const SetTotal> totals,
                                                               std::size_t group_count,
                                                               Currency currency,
                                                               const PricingPolicy& policy) {
    const auto sums = exact_groups(sets, totals, group_count);
    if (!sums) return kTooLarge;
    std::vector<Money> groups(group_count);
    if (policy.tax_scope == TaxScope::document) {
        const auto document = exact_document(sets, totals);
        const auto total = document
                               ? document->rounded(currency, policy.tax_step_minor, policy.tax_mode)
                               : std::nullopt;
        if (!total) return kTooLarge;
        std::vector<Exact> shares;
        for (const Sum& sum : *sums) shares.push_back(sum.nearest());
        spread(*total, shares, groups, policy.tax_step_minor);
        return groups;
    }
    for (std::size_t g = 0; g < group_count; ++g) {
        const auto total = (*sums)[g].rounded(currency, policy.tax_step_minor, policy.tax_mode);
        if (!total) return kTooLarge;
        groups[g] = *total;
    }
    return groups;
}

std::expected<TaxResult, PricingError> by_line(std::span<const TaxableLine> lines,
                                               std::span<const TaxSet> sets,
                                               std::size_t group_count, Currency currency,
                                               const PricingPolicy& policy) {
    TaxResult result;
    result.groups.assign(group_count, zero(currency));
    for (const TaxableLine& line : lines) {
        const TaxSet& set = sets[line.set];
        for (std::size_t t = 0; t < set.taxes.size(); ++t) {
            Sum sum;
            if (!sum.add(set.formula.taxes[t], set.formula.denominator, line.amount,
                         line.quantity.millionths)) {
                return kTooLarge;
            }
            const auto tax = sum.rounded(currency, policy.tax_step_minor, policy.tax_mode);
            if (!tax) return kTooLarge;
            const auto group = add(result.groups[set.groups[t]], *tax);
            if (!group) return kTooLarge;
            result.groups[set.groups[t]] = *group;
            result.lines.push_back(*tax);
        }
    }
    return result;
}

/// Gives every line its part of the groups' totals.
std::expected<std::vector<Money>, PricingError> allocated(std::span<const TaxableLine> lines,
                                                          std::span<const TaxSet> sets,
                                                          std::span<const Money> groups,
                                                          std::int64_t step) {
    std::vector<std::vector<Exact>> shares(groups.size());
    for (auto& of_group : shares) of_group.reserve(lines.size());
    std::size_t count = 0;
    for (const TaxableLine& line : lines) {
        const TaxSet& set = sets[line.set];
        count += set.taxes.size();
        for (std::size_t t = 0; t < set.taxes.size(); ++t) {
            const auto share = tax::evaluate(set.formula.taxes[t], set.formula.denominator,
                                             line.amount, line.quantity.millionths);
            if (!share) return kTooLarge;
            shares[set.groups[t]].push_back(*share);
        }
    }
    std::vector<std::vector<Money>> parts(groups.size());
    for (std::size_t g = 0; g < groups.size(); ++g) {
        parts[g].resize(shares[g].size());
        spread(groups[g], shares[g], parts[g], step);
    }
    std::vector<Money> result;
    result.reserve(count);
    std::vector<std::size_t> next(groups.size(), 0);
    for (const TaxableLine& line : lines) {
        for (const std::size_t group : sets[line.set].groups) {
            result.push_back(parts[group][next[group]++]);
        }
    }
    return result;
}

}  // namespace

std::expected<TaxResult, PricingError> taxation(std::span<const TaxableLine> lines,
                                                std::span<const TaxSet> sets,
                                                std::size_t group_count, Currency currency,
                                                const PricingPolicy& policy) {
    if (policy.tax_scope == TaxScope::line) {
        return by_line(lines, sets, group_count, currency, policy);
    }
    auto groups =
        rounded_groups(sets, totals_of(lines, sets.size()), group_count, currency, policy);
    if (!groups) return std::unexpected{groups.error()};
    auto of_lines = allocated(lines, sets, *groups, policy.tax_step_minor);
    if (!of_lines) return std::unexpected{of_lines.error()};
    return TaxResult{std::move(*of_lines), std::move(*groups)};
}

}  // namespace pos::pricing
