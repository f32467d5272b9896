#pragma once

#include <optional>
#include <string_view>

#include "pos/billing/invoice/invoice.hpp"

// What the rules compute with.
namespace pos::billing::invoice::check {

using Amount = std::optional<Figure>;

/// As XPath rounds, by which the published rules are defined: halves upwards, on both sides of
/// zero.
Exact round_up_half(Exact value, unsigned decimals);
inline Exact cents(Exact value) {
    return round_up_half(value, 2);
}
inline Exact value_of(const Amount& amount) {
    return amount ? amount->value : Exact{};
}
/// Whether the amount is there and is this much.
inline bool is(const Amount& amount, Exact value) {
    return amount && amount->value == value;
}
inline Exact magnitude(Exact value) {
    return value.e14 < 0 ? -value : value;
}
/// Whether |a - b| is below, or at most, one unit of the currency.
bool within_one(Exact a, Exact b, bool or_equal);
/// No more than two decimals, or not there.
inline bool at_most_cents(const Amount& amount) {
    return !amount || amount->decimals <= 2;
}
/// amount × percent ÷ 100; empty beyond what figures hold.
std::optional<Exact> percentage(Exact amount, Exact percent);

/// Of VAT, in whatever case.
bool is_vat(const TaxCategory& category);
bool is_vat(const std::optional<TaxCategory>& category);

}  // namespace pos::billing::invoice::check
