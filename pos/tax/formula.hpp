#pragma once

#include <expected>
#include <span>
#include <vector>

#include "pos/money/exact.hpp"
#include "pos/tax/tax.hpp"

namespace pos::tax {

/// One figure of a price: (per_price × amount + per_unit × quantity) ÷ the formula's denominator,
/// in 10^-14 of the major unit when the quantity is in millionths.
struct Term {
    Wide per_price{0};
    Wide per_unit{0};
    bool operator==(const Term&) const = default;
};

/// What several taxes on one price come to. Every tax is a share of the untaxed amount, of the
/// taxes that feed its base, and of the quantity; so each figure is linear in amount and quantity,
/// and the amount's sum over many lines gives their exact tax with one division.
struct Formula {
    Wide denominator{1};
    Term net;                 // without any tax
    std::vector<Term> taxes;  // as given
    std::vector<Term> bases;  // of each tax: net and the taxes that feed it
    bool operator==(const Formula&) const = default;
};

enum class FormulaError {
    rate_out_of_range,  // beyond ±10,000 %
    no_base_left,       // contained taxes that leave nothing, or division taxes of 100 % and more
    too_fine,           // rates whose product no 128-bit figure can hold
};

/// requires: taxes in the order they apply
/// errors:   in enum order
/// example:  20 % contained: net = amount × 5/6, tax = amount × 1/6
std::expected<Formula, FormulaError> formula(std::span<const Tax> taxes);

/// The positions of the taxes that belong to the base of tax `at`, besides the untaxed amount.
bool feeds(std::span<const Tax> taxes, std::size_t from, std::size_t at);

/// An exact sum of figures with different denominators.
class Sum {
public:
    /// Adds `term` of a formula for an amount and a quantity in millionths. False, and unchanged,
    /// where the sum outgrows 128 bits.
    [[nodiscard]] bool add(const Term& term, Wide denominator, Exact amount, Wide millionths);

    /// The nearest multiple of `step` minor units; empty beyond Money's range.
    ///
    /// requires: 0 < step <= 1,000,000
    std::optional<Money> rounded(Currency currency, std::int64_t step, RoundingMode mode) const;

    /// Rounded half away from zero to 10^-14.
    Exact nearest() const;

private:
    Wide numerator_{0};
    Wide denominator_{1};
};

/// One figure, rounded half away from zero to 10^-14; empty where it outgrows 128 bits.
std::optional<Exact> evaluate(const Term& term, Wide denominator, Exact amount, Wide millionths);

}  // namespace pos::tax
