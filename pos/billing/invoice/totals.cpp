#include "pos/billing/invoice/totals.hpp"

#include <algorithm>
#include <map>
#include <tuple>

#include "pos/base/assert.hpp"

namespace pos::billing::invoice {

namespace {

/// A rate in percent beyond which nothing is computed.
constexpr std::int64_t kRateMax = 1'000'000;

/// Amounts of one currency, added up as whole minor units.
class Adder {
public:
    explicit Adder(Currency currency) : currency_{currency} {}

    /// The amount in the currency's decimals; the first refusal counts.
    Exact take(const std::optional<Figure>& amount, TotalsError missing) {
        if (!amount) {
            refuse(missing);
            return {};
        }
        if (amount->value.e14 % exact_per_minor(currency_) != 0)
            refuse(TotalsError::too_many_decimals);
        if (!rounded(amount->value, currency_, RoundingMode::half_away)) {
            refuse(TotalsError::out_of_range);
            return {};
        }
        return amount->value;
    }
    Figure figure_of(Exact amount) {
        if (!rounded(amount, currency_, RoundingMode::half_away)) refuse(TotalsError::out_of_range);
        return {amount, static_cast<std::uint8_t>(currency_.exponent)};
    }
    void refuse(TotalsError error) {
        error_ = refused_ ? std::min(error_, error) : error;
        refused_ = true;
    }
    bool refused() const { return refused_; }
    TotalsError error() const { return error_; }
    unsigned decimals() const { return static_cast<unsigned>(currency_.exponent); }

private:
    Currency currency_;
    bool refused_{false};
    TotalsError error_{};
};

/// What makes a group: category, scheme and rate. No rate is zero, as with what is out of scope.
using Key = std::tuple<std::string, std::string, Exact>;
Key key_of(const TaxCategory& category) {
    return {category.code, category.scheme, category.rate.value_or(Figure{}).value};
}

/// Groups by their key, in the order in which they were met.
class Groups {
public:
    /// The group of a category, made where there is none yet.
    TaxSubtotal& of(const TaxCategory& category) {
        const auto [at, fresh] = places_.try_emplace(key_of(category), groups_.size());
        if (fresh) groups_.push_back({.category = category});
        return groups_[at->second];
    }
    const TaxSubtotal* find(const TaxCategory& category) const {
        const auto at = places_.find(key_of(category));
        return at == places_.end() ? nullptr : &groups_[at->second];
    }
    std::vector<TaxSubtotal>& all() { return groups_; }
    const std::vector<TaxSubtotal>& all() const { return groups_; }

private:
    std::map<Key, std::size_t> places_;
    std::vector<TaxSubtotal> groups_;
};

Exact value_of(const std::optional<Figure>& figure) {
    return figure ? figure->value : Exact{};
}

void add_to(Groups& groups, const std::optional<TaxCategory>& category, Exact amount,
            Adder& adder) {
    if (!category) return adder.refuse(TotalsError::missing_tax_category);
    const Exact rate = category->rate.value_or(Figure{}).value;
    if (rate > exactly(kRateMax) || rate < exactly(-kRateMax))
        return adder.refuse(TotalsError::out_of_range);
    TaxSubtotal& group = groups.of(*category);
    group.taxable = Figure{value_of(group.taxable) + amount};
}

/// What an invoice states of its groups, those that it has split as one.
Groups stated_groups(const Invoice& invoice) {
    Groups stated;
    for (const TaxSubtotal& group : invoice.taxes) {
        TaxSubtotal& sum = stated.of(group.category);
        sum.taxable = Figure{value_of(sum.taxable) + value_of(group.taxable)};
        sum.tax = Figure{value_of(sum.tax) + value_of(group.tax)};
        if (sum.exemption_reason.empty()) sum.exemption_reason = group.exemption_reason;
        if (sum.exemption_code.empty()) sum.exemption_code = group.exemption_code;
    }
    return stated;
}

/// Rounds the tax of each group, and takes over the reasons that were given.
std::vector<TaxSubtotal> finish(Groups& groups, const Invoice& invoice, Adder& adder) {
    const Groups stated = stated_groups(invoice);
    for (TaxSubtotal& group : groups.all()) {
        const Exact base = value_of(group.taxable);
        const Exact rate = group.category.rate.value_or(Figure{}).value;
        group.taxable = adder.figure_of(base);
        const Exact tax = adder.refused() ? Exact{} : share_of(base, rate.e14, exactly(100).e14);
        group.tax = adder.figure_of(round_at(tax, adder.decimals(), RoundingMode::half_away));
        if (const TaxSubtotal* said = stated.find(group.category)) {
            group.exemption_reason = said->exemption_reason;
            group.exemption_code = said->exemption_code;
        }
    }
    return std::move(groups.all());
}

}  // namespace

std::expected<Computed, TotalsError> compute_totals(const Invoice& invoice) {
    const auto currency = currency_of(invoice.currency);
    if (!currency) return std::unexpected{TotalsError::unknown_currency};
    Adder adder{*currency};
    Groups groups;
    Exact lines{};
    Exact allowances{};
    Exact charges{};
    for (const Line& line : invoice.lines) {
        const Exact amount = adder.take(line.net, TotalsError::missing_line_amount);
        lines += amount;
        add_to(groups, line.tax, amount, adder);
    }
    for (const AllowanceCharge& part : invoice.allowances) {
        const Exact amount = adder.take(part.amount, TotalsError::missing_amount);
        (part.is_charge ? charges : allowances) += amount;
        add_to(groups, part.tax, part.is_charge ? amount : -amount, adder);
    }
    Computed computed{.totals = invoice.totals};
    Totals& totals = computed.totals;
    computed.taxes = finish(groups, invoice, adder);
    Exact tax{};
    for (const TaxSubtotal& group : computed.taxes) tax += group.tax->value;

    const auto has = [&](bool charge) {
        return std::ranges::any_of(invoice.allowances, [&](const AllowanceCharge& part) {
            return part.is_charge == charge;
        });
    };
    totals.lines = adder.figure_of(lines);
    totals.allowances.reset();
    totals.charges.reset();
    if (has(false)) totals.allowances = adder.figure_of(allowances);
    if (has(true)) totals.charges = adder.figure_of(charges);
    const Exact net = lines - allowances + charges;
    totals.net = adder.figure_of(net);
    totals.tax = adder.figure_of(tax);
    totals.gross = adder.figure_of(net + tax);
    totals.payable =
        adder.figure_of(net + tax - value_of(totals.prepaid) + value_of(totals.rounding));
    if (adder.refused()) return std::unexpected{adder.error()};
    return computed;
}

std::expected<void, TotalsError> fill_totals(Invoice& invoice) {
    auto computed = compute_totals(invoice);
    if (!computed) return std::unexpected{computed.error()};
    invoice.totals = computed->totals;
    invoice.taxes = std::move(computed->taxes);
    return {};
}

namespace {

using Amount = std::optional<Figure>;

class Comparison {
public:
    void amount(std::string term, const std::optional<Figure>& stated,
                const std::optional<Figure>& computed) {
        if (value_of(stated) == value_of(computed)) return;
        found_.push_back({std::move(term), stated, computed});
    }
    std::vector<Difference> take() { return std::move(found_); }

private:
    std::vector<Difference> found_;
};

std::string group_words(const TaxCategory& category) {
    std::string words = " " + category.code;
    if (category.rate) words += " " + pos::to_string(category.rate->value);
    return words;
}

}  // namespace

std::expected<std::vector<Difference>, TotalsError> differences(const Invoice& invoice) {
    const auto computed = compute_totals(invoice);
    if (!computed) return std::unexpected{computed.error()};
    const Totals& stated = invoice.totals;
    const Totals& right = computed->totals;
    Comparison comparison;
    comparison.amount("BT-106", stated.lines, right.lines);
    comparison.amount("BT-107", stated.allowances, right.allowances);
    comparison.amount("BT-108", stated.charges, right.charges);
    comparison.amount("BT-109", stated.net, right.net);
    comparison.amount("BT-110", stated.tax, right.tax);
    comparison.amount("BT-112", stated.gross, right.gross);
    comparison.amount("BT-115", stated.payable, right.payable);
    const Groups groups = stated_groups(invoice);
    Groups known;
    for (const TaxSubtotal& group : computed->taxes) {
        known.of(group.category);
        const TaxSubtotal* const said = groups.find(group.category);
        comparison.amount("BT-116" + group_words(group.category), said ? said->taxable : Amount{},
                          group.taxable);
        comparison.amount("BT-117" + group_words(group.category), said ? said->tax : Amount{},
                          group.tax);
    }
    for (const TaxSubtotal& group : groups.all()) {
        if (known.find(group.category) != nullptr) continue;
        comparison.amount("BT-116" + group_words(group.category), group.taxable, {});
        comparison.amount("BT-117" + group_words(group.category), group.tax, {});
    }
    return comparison.take();
}

std::string to_string(TotalsError error) {
    switch (error) {
        case TotalsError::unknown_currency:
            return "the invoice's currency is not known";
        case TotalsError::missing_line_amount:
            return "a line has no amount";
        case TotalsError::missing_amount:
            return "an allowance or a charge has no amount";
        case TotalsError::missing_tax_category:
            return "a line, an allowance or a charge has no tax category";
        case TotalsError::too_many_decimals:
            return "an amount is finer than its currency";
        case TotalsError::out_of_range:
            return "a total is larger than is computed with";
    }
    POS_ASSERT(!"kind of error");
    return {};
}

}  // namespace pos::billing::invoice
