#include "pos/billing/invoice/totals.hpp"

#include <algorithm>

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

/// The same group: category, rate and scheme. No rate is zero, as with what is out of scope.
bool same_group(const TaxCategory& a, const TaxCategory& b) {
    return a.code == b.code && a.scheme == b.scheme &&
           a.rate.value_or(Figure{}) == b.rate.value_or(Figure{});
}

const TaxSubtotal* find_group(const std::vector<TaxSubtotal>& groups, const TaxCategory& category) {
    const auto found = std::ranges::find_if(
        groups, [&](const TaxSubtotal& group) { return same_group(group.category, category); });
    return found == groups.end() ? nullptr : &*found;
}

class Groups {
public:
    void add(const std::optional<TaxCategory>& category, Exact amount, Adder& adder) {
        if (!category) return adder.refuse(TotalsError::missing_tax_category);
        const Exact rate = category->rate.value_or(Figure{}).value;
        if (rate > exactly(kRateMax) || rate < exactly(-kRateMax))
            return adder.refuse(TotalsError::out_of_range);
        auto found = std::ranges::find_if(groups_, [&](const TaxSubtotal& group) {
            return same_group(group.category, *category);
        });
        if (found == groups_.end()) {
            groups_.push_back({.taxable = Figure{}, .category = *category});
            found = groups_.end() - 1;
        }
        found->taxable->value += amount;
    }

    /// Rounds the tax of each group.
    std::vector<TaxSubtotal> finish(const Invoice& invoice, Adder& adder) {
        for (TaxSubtotal& group : groups_) {
            const Exact base = group.taxable->value;
            const Exact rate = group.category.rate.value_or(Figure{}).value;
            group.taxable = adder.figure_of(base);
            const Exact tax = adder.refused() ? Exact{} : share_of(base, rate.e14, hundred());
            group.tax = adder.figure_of(round_at(tax, adder.decimals(), RoundingMode::half_away));
            if (const TaxSubtotal* stated = find_group(invoice.taxes, group.category)) {
                group.exemption_reason = stated->exemption_reason;
                group.exemption_code = stated->exemption_code;
            }
        }
        return std::move(groups_);
    }

private:
    static Wide hundred() { return exactly(100).e14; }
    std::vector<TaxSubtotal> groups_;
};

Exact value_of(const std::optional<Figure>& figure) {
    return figure ? figure->value : Exact{};
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
        groups.add(line.tax, amount, adder);
    }
    for (const AllowanceCharge& part : invoice.allowances) {
        const Exact amount = adder.take(part.amount, TotalsError::missing_amount);
        (part.is_charge ? charges : allowances) += amount;
        groups.add(part.tax, part.is_charge ? amount : -amount, adder);
    }
    Computed computed{.totals = invoice.totals};
    Totals& totals = computed.totals;
    computed.taxes = groups.finish(invoice, adder);
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

/// What an invoice states of a group, which it may have split; empty where there is none.
TaxSubtotal stated_of(const Invoice& invoice, const TaxCategory& category) {
    TaxSubtotal sum{.category = category};
    for (const TaxSubtotal& group : invoice.taxes) {
        if (!same_group(group.category, category)) continue;
        sum.taxable = Figure{value_of(sum.taxable) + value_of(group.taxable)};
        sum.tax = Figure{value_of(sum.tax) + value_of(group.tax)};
    }
    return sum;
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
    for (const TaxSubtotal& group : computed->taxes) {
        const TaxSubtotal said = stated_of(invoice, group.category);
        comparison.amount("BT-116" + group_words(group.category), said.taxable, group.taxable);
        comparison.amount("BT-117" + group_words(group.category), said.tax, group.tax);
    }
    for (const TaxSubtotal& group : invoice.taxes) {
        if (find_group(computed->taxes, group.category) != nullptr) continue;
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
