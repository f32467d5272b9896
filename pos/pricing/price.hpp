#pragma once

#include <cstddef>
#include <cstdint>
#include <expected>
#include <optional>
#include <string>
#include <vector>

#include "pos/money/money.hpp"
#include "pos/money/quantity.hpp"
#include "pos/tax/tax.hpp"

namespace pos::pricing {

/// Whether a line is rounded to the minor unit before it is summed and taxed.
enum class LinePrecision : std::uint8_t {
    minor,  // what the shelf, the screen and the receipt show; the rule of shops
    exact,  // to the end of the document: the rule of many invoices
};
constexpr bool in_range(LinePrecision precision) {
    return precision <= LinePrecision::exact;
}

/// What keeps its value in exact precision when contained taxes are rounded.
enum class Kept : std::uint8_t {
    price,  // what the lines say: the untaxed amount is the rest
    net,    // the untaxed amount: the price moves by a cent where it must
};
constexpr bool in_range(Kept kept) {
    return kept <= Kept::net;
}

/// Every rounding decision of a document, by value.
struct PricingPolicy {
    LinePrecision precision{LinePrecision::minor};
    Kept kept{Kept::price};  // read in exact precision
    RoundingMode line_mode{RoundingMode::half_away};
    RoundingMode discount_mode{RoundingMode::half_away};
    RoundingMode tax_mode{RoundingMode::half_away};
    std::int64_t line_step_minor{1};  // lines are multiples of it in minor precision
    std::int64_t tax_step_minor{1};   // what the tax scope rounds to
    tax::TaxScope tax_scope{tax::TaxScope::group};
    tax::PricesAre prices{tax::PricesAre::as_each_tax_says};
    bool operator==(const PricingPolicy&) const = default;
};

enum class DiscountKind : std::uint8_t { percent, amount };
constexpr bool in_range(DiscountKind kind) {
    return kind <= DiscountKind::amount;
}

/// What is taken off. An amount lowers the size of what it is taken off: it is given as a positive
/// figure and turns its sign on a return.
struct Discount {
    DiscountKind kind{DiscountKind::percent};
    Rate rate{};     // of percent: 0 … 100 %
    Money amount{};  // of amount: ≥ 0
    bool operator==(const Discount&) const = default;
};

/// A line's part of one tax.
struct LineTax {
    std::size_t group{0};  // index into PricedDocument::groups
    bool included{true};   // as in the group
    Money base{};
    Money tax{};
    bool operator==(const LineTax&) const = default;
};

/// A line with every figure decided.
///
/// ensures: gross - sum(discounts) - basket_share == total
///          basket_share == sum(basket_shares)
///          net + sum(taxes.tax) == payable; payable == total + its added taxes
struct PricedLine {
    Money gross{};                       // quantity × unit price, before any discount
    std::vector<Money> discounts{};      // what each line discount came to, in the order given
    std::vector<Money> basket_shares{};  // the line's part of each basket discount; empty if none
    Money basket_share{};
    Money total{};    // after discounts, in the terms of its price (with or without tax)
    Money net{};      // without tax
    Money payable{};  // with every tax
    std::vector<LineTax> taxes{};  // in the order they apply
    bool operator==(const PricedLine&) const = default;
};

/// A line whose figures are history: what comes back with its receipt (see return_share.hpp).
/// Its figures enter the document as they are.
struct SettledLine {
    PricedLine line;                // LineTax::group is an index into `taxes`
    std::vector<tax::Tax> taxes{};  // one for each of line.taxes
    bool operator==(const SettledLine&) const = default;
};

struct LineInput {
    Quantity quantity{pieces(1)};  // negative: goods come back
    UnitPrice unit_price{};
    std::vector<Discount> discounts{};                        // applied one after the other
    bool discountable{true};                                  // takes part in basket discounts
    tax::PricesAre prices{tax::PricesAre::as_each_tax_says};  // overrides the policy's
    std::vector<tax::Tax> taxes{};                            // in the order they apply
    std::optional<SettledLine> settled{};  // then everything above is left unread
    bool operator==(const LineInput&) const = default;
};

struct PricingInput {
    Currency currency{};
    PricingPolicy policy{};
    std::vector<LineInput> lines{};
    std::vector<Discount> basket_discounts{};  // applied one after the other
    bool operator==(const PricingInput&) const = default;
};

/// One tax of the document: a row of the receipt's tax table.
///
/// ensures: base + tax == gross; both are the sums of the lines'
struct TaxGroup {
    std::string code{};
    std::string name{};
    tax::TaxKind kind{tax::TaxKind::percent};
    Rate rate{};
    std::int64_t amount_e8{0};
    bool included{true};
    Money base{};
    Money tax{};
    Money gross{};
    bool operator==(const TaxGroup&) const = default;
};

/// ensures: every figure is the sum of the lines'; gross - discount == sum(lines.total)
///          net + tax == total; tax == sum(groups.tax); discount == line + basket discount
struct PricedDocument {
    std::vector<PricedLine> lines{};  // as in the input
    std::vector<Money>
        basket_discounts{};          // what each of this document came to, in the order given
    std::vector<TaxGroup> groups{};  // by sequence, code, rate: whatever the lines' order
    Money gross{};
    Money line_discount{};
    Money basket_discount{};  // shares that came with settled lines included
    Money discount{};
    Money net{};
    Money tax{};
    Money total{};  // payable before cash rounding
    bool operator==(const PricedDocument&) const = default;
};

enum class PricingError {
    step_out_of_range,  // a rounding step below one minor unit, or above a million
    currency_mixed,     // a price or an amount in another currency than the document's
    quantity_out_of_range,
    price_out_of_range,
    discount_out_of_range,  // a percentage outside 0 … 100, a negative amount
    settled_line_broken,    // figures that do not add up, or a tax that is not there
    tax_out_of_range,       // a rate that leaves no base, or that no figure can hold
    discount_exceeds_line,
    discount_exceeds_basket,
    amount_out_of_range,  // a figure of the document leaves Money's range
};

/// Prices a whole document: extension, line discounts, basket discounts, tax, totals.
///
/// ensures: one answer for one input; the negated document (every quantity and every settled figure
///          negated) gets every figure negated; totals and groups do not depend on the order of
///          lines
/// errors:  in enum order over the whole input, but that amount_out_of_range may come before the
/// two
///          above it
/// threads: any
std::expected<PricedDocument, PricingError> price(const PricingInput& input);

}  // namespace pos::pricing
