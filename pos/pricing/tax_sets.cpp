#include "pos/pricing/tax_sets.hpp"

#include <algorithm>
#include <tuple>

#include "pos/tax/table.hpp"

namespace pos::pricing {

namespace {

auto key_of(const tax::Tax& tax) {
    return std::tuple{tax.sequence, std::string_view{tax.code}, tax.kind, tax.rate, tax.amount_e8,
                      tax.included, std::string_view{tax.name}};
}

/// Sets of one key tax alike.
auto key_of(const TaxSet& set) {
    std::vector<Wide> figures{set.formula.denominator, set.formula.net.per_price,
                              set.formula.net.per_unit};
    for (const tax::Term& term : set.formula.taxes) {
        figures.push_back(term.per_price);
        figures.push_back(term.per_unit);
    }
    return std::pair{set.groups, std::move(figures)};
}

bool same_group(const TaxGroup& group, const tax::Tax& tax) {
    return group.code == tax.code && group.kind == tax.kind && group.rate == tax.rate &&
           group.amount_e8 == tax.amount_e8 && group.included == tax.included;
}

tax::PricesAre prices_of(const PricingInput& input, const LineInput& line) {
    return line.prices == tax::PricesAre::as_each_tax_says ? input.policy.prices : line.prices;
}

/// Finds or makes the set of a line. Lines of one item class follow each other often, so the
/// newest set is tried first.
class SetFinder {
public:
    explicit SetFinder(std::vector<TaxSet>& sets) : sets_{sets} {}

    std::expected<std::size_t, PricingError> find(const LineInput& line, tax::PricesAre prices) {
        for (std::size_t s = known_.size(); s-- > 0;) {
            if (known_[s].prices == prices && known_[s].line->taxes == line.taxes) return s;
        }
        TaxSet set{tax::with_prices(line.taxes, prices), {}, {}};
        auto formula = tax::formula(set.taxes);
        if (!formula) return std::unexpected{PricingError::tax_out_of_range};
        set.formula = std::move(*formula);
        sets_.push_back(std::move(set));
        known_.push_back({&line, prices});
        return sets_.size() - 1;
    }

private:
    struct Known {
        const LineInput* line;
        tax::PricesAre prices;
    };
    std::vector<TaxSet>& sets_;
    std::vector<Known> known_;
};

std::vector<TaxGroup> groups_of(std::vector<tax::Tax> taxes, Currency currency) {
    std::ranges::sort(taxes, {}, [](const tax::Tax& tax) { return key_of(tax); });
    std::vector<TaxGroup> groups;
    for (const tax::Tax& tax : taxes) {
        const bool known = std::ranges::any_of(
            groups, [&](const TaxGroup& group) { return same_group(group, tax); });
        if (known) continue;
        groups.push_back({.code = tax.code,
                          .name = tax.name,
                          .kind = tax.kind,
                          .rate = tax.rate,
                          .amount_e8 = tax.amount_e8,
                          .included = tax.included,
                          .base = zero(currency),
                          .tax = zero(currency),
                          .gross = zero(currency)});
    }
    return groups;
}

std::vector<std::size_t> indices_of(const std::vector<TaxGroup>& groups,
                                    const std::vector<tax::Tax>& taxes) {
    std::vector<std::size_t> indices;
    for (const tax::Tax& tax : taxes) {
        const auto at = std::ranges::find_if(
            groups, [&](const TaxGroup& group) { return same_group(group, tax); });
        indices.push_back(static_cast<std::size_t>(at - groups.begin()));
    }
    return indices;
}

/// Puts the sets in the order of their keys, not of the lines they were found on.
void order_sets(DocumentTaxes& taxes) {
    if (taxes.sets.size() < 2) return;
    std::vector<std::pair<decltype(key_of(taxes.sets[0])), std::size_t>> order;
    for (const TaxSet& set : taxes.sets) order.emplace_back(key_of(set), order.size());
    std::ranges::sort(order);
    std::vector<TaxSet> sorted;
    std::vector<std::size_t> place(order.size());
    for (const auto& [key, from] : order) {
        place[from] = sorted.size();
        sorted.push_back(std::move(taxes.sets[from]));
    }
    taxes.sets = std::move(sorted);
    for (std::size_t& set : taxes.set_of_line) {
        if (set < place.size()) set = place[set];
    }
}

}  // namespace

std::expected<DocumentTaxes, PricingError> document_taxes(const PricingInput& input) {
    DocumentTaxes result;
    result.set_of_line.reserve(input.lines.size());
    SetFinder finder{result.sets};
    for (const LineInput& line : input.lines) {
        result.set_of_line.push_back(kNoSet);
        if (line.settled) continue;
        const auto set = finder.find(line, prices_of(input, line));
        if (!set) return std::unexpected{set.error()};
        result.set_of_line.back() = *set;
    }
    std::vector<tax::Tax> taxes;
    for (const TaxSet& set : result.sets) {
        taxes.insert(taxes.end(), set.taxes.begin(), set.taxes.end());
    }
    for (const LineInput& line : input.lines) {
        if (!line.settled) continue;
        taxes.insert(taxes.end(), line.settled->taxes.begin(), line.settled->taxes.end());
    }
    result.groups = groups_of(std::move(taxes), input.currency);
    for (TaxSet& set : result.sets) set.groups = indices_of(result.groups, set.taxes);
    order_sets(result);
    for (const LineInput& line : input.lines) {
        if (!line.settled) continue;
        result.settled_groups.push_back(indices_of(result.groups, line.settled->taxes));
    }
    return result;
}

}  // namespace pos::pricing
