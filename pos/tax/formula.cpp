#include "pos/tax/formula.hpp"

#include "pos/money/ratio.hpp"

namespace pos::tax {

namespace {

/// A tax in terms of the untaxed amount and of the quantity.
struct Shares {
    Ratio of_net{};
    Ratio of_quantity{};
};

/// Division taxes beside each other with one inclusion share one gross amount.
bool same_division(const Tax& a, const Tax& b) {
    return a.kind == TaxKind::division && b.kind == TaxKind::division && a.included == b.included;
}

/// The rates of the division taxes around `at`, together.
Ratio division_rates(std::span<const Tax> taxes, std::size_t at) {
    std::size_t first = at;
    while (first > 0 && same_division(taxes[first - 1], taxes[at])) --first;
    Wide sum = 0;
    for (std::size_t i = first; i < taxes.size() && same_division(taxes[i], taxes[at]); ++i) {
        sum += taxes[i].rate.e8;
    }
    return *ratio(sum, kRateScale);
}

bool one_division_batch(std::span<const Tax> taxes, std::size_t from, std::size_t at) {
    for (std::size_t i = from; i < at; ++i) {
        if (!same_division(taxes[i], taxes[at])) return false;
    }
    return true;
}

std::optional<FormulaError> first_error(std::span<const Tax> taxes) {
    for (const Tax& tax : taxes) {
        if (!in_range(tax.rate)) return FormulaError::rate_out_of_range;
    }
    for (std::size_t at = 0; at < taxes.size(); ++at) {
        if (taxes[at].kind != TaxKind::division) continue;
        const Ratio together = division_rates(taxes, at);
        if (together.numerator >= together.denominator) return FormulaError::no_base_left;
    }
    return std::nullopt;
}

std::optional<Shares> shares_of(std::span<const Tax> taxes, std::size_t at,
                                std::span<const Shares> earlier) {
    const Tax& tax = taxes[at];
    if (tax.kind == TaxKind::fixed) return Shares{.of_quantity = {tax.amount_e8, 1}};

    auto factor = ratio(tax.rate.e8, kRateScale);
    if (tax.kind == TaxKind::division) {
        const auto rest = subtract({1, 1}, division_rates(taxes, at));
        factor = rest ? divide(*factor, *rest) : std::nullopt;
    }
    std::optional<Ratio> net = Ratio{1, 1};
    std::optional<Ratio> quantity = Ratio{};
    for (std::size_t from = 0; from < at && net && quantity; ++from) {
        if (!feeds(taxes, from, at)) continue;
        net = add(*net, earlier[from].of_net);
        quantity = add(*quantity, earlier[from].of_quantity);
    }
    if (!factor || !net || !quantity) return std::nullopt;
    net = multiply(*factor, *net);
    quantity = multiply(*factor, *quantity);
    if (!net || !quantity) return std::nullopt;
    return Shares{*net, *quantity};
}

/// A figure as exact fractions, before all get one denominator.
struct Figure {
    std::optional<Ratio> per_price;
    std::optional<Ratio> per_unit;
};

/// Puts the untaxed amount, (price − contained per unit) ÷ (1 + contained), into `tax`.
Figure solve(const Shares& tax, Ratio contained_net, Ratio contained_quantity) {
    Figure figure{divide(tax.of_net, contained_net), std::nullopt};
    if (!figure.per_price) return figure;
    const auto taken = multiply(*figure.per_price, contained_quantity);
    if (taken) figure.per_unit = subtract(tax.of_quantity, *taken);
    return figure;
}

std::optional<Formula> with_one_denominator(const std::vector<Figure>& figures) {
    Formula result;
    for (const Figure& figure : figures) {
        if (!figure.per_price || !figure.per_unit) return std::nullopt;
        for (const Ratio& part : {*figure.per_price, *figure.per_unit}) {
            const Wide more =
                part.denominator / common_divisor(result.denominator, part.denominator);
            if (__builtin_mul_overflow(result.denominator, more, &result.denominator)) {
                return std::nullopt;
            }
        }
    }
    const auto scaled = [&](Ratio part) { return multiply(part, {result.denominator, 1}); };
    for (const Figure& figure : figures) {
        const auto per_price = scaled(*figure.per_price);
        const auto per_unit = scaled(*figure.per_unit);
        if (!per_price || !per_unit) return std::nullopt;
        result.taxes.push_back({per_price->numerator, per_unit->numerator});
    }
    result.net = result.taxes.front();
    result.taxes.erase(result.taxes.begin());
    return result;
}

}  // namespace

bool feeds(std::span<const Tax> taxes, std::size_t from, std::size_t at) {
    return from < at && taxes[from].adds_to_next_base && taxes[at].takes_previous_into_base &&
           !one_division_batch(taxes, from, at);
}

std::expected<Formula, FormulaError> formula(std::span<const Tax> taxes) {
    if (const auto error = first_error(taxes)) return std::unexpected{*error};

    std::vector<Shares> shares;
    std::optional<Ratio> contained_net = Ratio{1, 1};
    std::optional<Ratio> contained_quantity = Ratio{};
    for (std::size_t at = 0; at < taxes.size(); ++at) {
        const auto share = shares_of(taxes, at, shares);
        if (!share) return std::unexpected{FormulaError::too_fine};
        shares.push_back(*share);
        if (!taxes[at].included) continue;
        contained_net = add(*contained_net, share->of_net);
        contained_quantity = add(*contained_quantity, share->of_quantity);
        if (!contained_net || !contained_quantity) return std::unexpected{FormulaError::too_fine};
    }
    if (contained_net->numerator <= 0) return std::unexpected{FormulaError::no_base_left};

    std::vector<Figure> figures{solve({{1, 1}, {}}, *contained_net, *contained_quantity)};
    for (const Shares& share : shares) {
        figures.push_back(solve(share, *contained_net, *contained_quantity));
    }
    auto result = with_one_denominator(figures);
    if (!result) return std::unexpected{FormulaError::too_fine};
    for (std::size_t at = 0; at < taxes.size(); ++at) {
        Term base = result->net;
        for (std::size_t from = 0; from < at; ++from) {
            if (!feeds(taxes, from, at)) continue;
            base.per_price += result->taxes[from].per_price;
            base.per_unit += result->taxes[from].per_unit;
        }
        result->bases.push_back(base);
    }
    return *result;
}

namespace {

std::optional<Wide> numerator_of(const Term& term, Exact amount, Wide millionths) {
    Wide of_price = 0;
    Wide of_units = 0;
    Wide sum = 0;
    if (__builtin_mul_overflow(term.per_price, amount.e14, &of_price) ||
        __builtin_mul_overflow(term.per_unit, millionths, &of_units) ||
        __builtin_add_overflow(of_price, of_units, &sum)) {
        return std::nullopt;
    }
    return sum;
}

}  // namespace

bool Sum::add(const Term& term, Wide denominator, Exact amount, Wide millionths) {
    const auto numerator = numerator_of(term, amount, millionths);
    if (!numerator) return false;
    if (numerator_ == 0) {
        numerator_ = *numerator;
        denominator_ = denominator;
        return true;
    }
    if (denominator == denominator_) {
        return !__builtin_add_overflow(numerator_, *numerator, &numerator_);
    }
    const auto both = pos::add(Ratio{numerator_, denominator_}, Ratio{*numerator, denominator});
    if (!both) return false;
    numerator_ = both->numerator;
    denominator_ = both->denominator;
    return true;
}

std::optional<Money> Sum::rounded(Currency currency, std::int64_t step, RoundingMode mode) const {
    const Wide unit = Wide{exact_per_minor(currency)} * step;
    Wide denominator = 0;
    if (__builtin_mul_overflow(denominator_, unit, &denominator)) return std::nullopt;
    const Wide minor = divide_wide(numerator_, denominator, mode) * step;
    if (minor > kMinorMax || minor < -kMinorMax) return std::nullopt;
    return Money{static_cast<std::int64_t>(minor), currency};
}

Exact Sum::nearest() const {
    return {divide_wide(numerator_, denominator_, RoundingMode::half_away)};
}

std::optional<Exact> evaluate(const Term& term, Wide denominator, Exact amount, Wide millionths) {
    const auto numerator = numerator_of(term, amount, millionths);
    if (!numerator) return std::nullopt;
    return Exact{divide_wide(*numerator, denominator, RoundingMode::half_away)};
}

}  // namespace pos::tax
