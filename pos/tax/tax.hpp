#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "pos/money/quantity.hpp"

namespace pos::tax {

enum class TaxKind : std::uint8_t {
    percent,   // rate × base
    fixed,     // amount × quantity, with the sign of the line: deposit, recycling fee, sugar tax
    division,  // rate × gross, where gross = base ÷ (1 − rates of the neighbouring division taxes)
};
constexpr bool in_range(TaxKind kind) {
    return kind <= TaxKind::division;
}

/// One tax as it stands on one day. A zero rate is a tax too: it has its own row on the receipt.
struct Tax {
    std::string code{};  // "VAT20"; with the rate it names the tax group
    std::string name{};  // as printed
    TaxKind kind{TaxKind::percent};
    Rate rate{};                // percent and division
    std::int64_t amount_e8{0};  // fixed: per unit, in hundred-millionths of the major unit
    bool included{true};        // contained in the price, or added to it
    bool adds_to_next_base{false};
    bool takes_previous_into_base{true};
    std::int16_t sequence{1};
    bool operator==(const Tax&) const = default;

    template <class Archive>
    void serialize(Archive& archive, unsigned) {
        archive & code & name & kind & rate & amount_e8 & included & adds_to_next_base;
        archive & takes_previous_into_base & sequence;
    }
};

/// What the prices of a shop or of an item say, whatever each tax says of itself.
enum class PricesAre : std::uint8_t { as_each_tax_says, with_tax, without_tax };
constexpr bool in_range(PricesAre prices) {
    return prices <= PricesAre::without_tax;
}

/// Where tax is rounded to the minor unit.
enum class TaxScope : std::uint8_t {
    group,  // once for each tax (code and rate) of the document; the lines' tax is its allocation
    line,   // each tax of each line; a group is the sum of its lines
    document,  // once for the document; groups and lines are its allocation
};
constexpr bool in_range(TaxScope scope) {
    return scope <= TaxScope::document;
}

}  // namespace pos::tax
