#pragma once

#include <cstdint>
#include <expected>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "pos/money/quantity.hpp"

namespace pos::catalog {

enum class ValueKind : std::uint8_t { weight, price, count };
constexpr bool in_range(ValueKind kind) {
    return kind <= ValueKind::count;
}

/// How a shop's own labels carry a weight, a price or a count. GS1 leaves the prefixes 02 and 20 to
/// 29 to each shop, so these are settings.
///
/// A pattern says what stands at each place: a digit (must be there), P (item reference), V
/// (value), K (check digit of the value, 4 or 5 V), C (check digit of the whole, last), X
/// (anything).
///   "2PPPPPVVVVVC"   UPC-A; found too when the scanner puts a zero before it
///   "28PPPPKVVVVVC"  EAN-13 with the inner check digit of the price
struct EmbeddedRule {
    std::string pattern;
    ValueKind kind{ValueKind::price};
    std::uint8_t decimals{2};  // of the value: 2 → 00399 is 3.99
    bool operator==(const EmbeddedRule&) const = default;
};

enum class RuleError {
    bad_length,  // a pattern has 4 to 40 places
    bad_character,
    no_prefix,     // must start with a digit
    no_reference,  // 1 to 12 P, in one run
    no_value,      // 1 to 9 V, in one run
    bad_check,     // C only once and last; K only once, and with 4 or 5 V
    bad_kind,
    bad_decimals,  // 0 to 6, at most as many as V
};

/// errors: in enum order
std::expected<void, RuleError> check(const EmbeddedRule& rule);

/// "2PPPPPVVVVVC price 2": pattern, kind, decimals; as a shop's settings hold it.
std::expected<EmbeddedRule, RuleError> parse_rule(std::string_view text);
std::string to_string(const EmbeddedRule& rule);

/// The check digit of a price of four or five digits inside a label.
///
/// requires: 4 or 5 digits
/// source:   GS1 General Specifications, sections 7.9.3 and 7.9.4 (weights 2-, 3, 5+, 5-)
char value_check_digit(std::string_view digits);

enum class ScanKind {
    nothing,      // empty, too long, or with controls in it
    gtin,         // a valid GTIN that no rule takes
    embedded,     // a label of the shop's own
    free_code,    // any other code
    item_number,  // seven digits or fewer: typed, or an in-store number
};

/// What was scanned or typed. Look it up by `key` among the barcodes first, whatever the kind (a
/// shop may have given a whole label its own item), then as the kind says: an embedded code by
/// `base_key` among the barcodes and by `reference` among the item numbers; any other by `code`
/// among the item numbers.
struct ScanParse {
    ScanKind kind{ScanKind::nothing};
    std::string code;  // as scanned, without white space at the ends or a symbology identifier
    std::string key;   // see barcode_key()

    // Of an embedded code only.
    std::string reference;  // the P digits, leading zeros kept
    std::string base_key;   // key of the same label with a value of zero
    ValueKind value_kind{ValueKind::weight};
    Quantity quantity{};       // of a weight or count
    std::int64_t price_e8{0};  // of a price: 10^-8 of the currency's major unit
    bool operator==(const ScanParse&) const = default;
};

/// Decides what a text is. Pure and total: any bytes, any rules (unsound ones are passed over). The
/// first rule that fits wins; one whose check digits are wrong does not fit.
ScanParse parse_scan(std::string_view text, std::span<const EmbeddedRule> rules);

/// What goes on the line for a label that carries its price.
struct EmbeddedLine {
    Quantity quantity{};
    UnitPrice price{};
    bool operator==(const EmbeddedLine&) const = default;
};

/// Goods with a price per unit: the quantity that the label's price pays for, to the millionth; its
/// total rounds back to the label's. Goods without one (open price): one at the label's price.
///
/// requires: in_range of both, one currency, label and unit_price not negative
/// ensures:  quantity × price, rounded by `mode` as the shop rounds its lines, is the label's
/// price.
///           Where no quantity does that (a unit price above 10,000 of the major unit), one at the
///           label's price.
EmbeddedLine line_of_price(Money label, UnitPrice unit_price, RoundingMode mode);

}  // namespace pos::catalog
