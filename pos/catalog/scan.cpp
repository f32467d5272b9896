#include "pos/catalog/scan.hpp"

#include <algorithm>

#include "pos/base/assert.hpp"
#include "pos/catalog/barcode.hpp"
#include "pos/catalog/rule.hpp"

namespace pos::catalog {

namespace {

constexpr std::size_t kNumberDigitsMax = 7;

bool all_digits(std::string_view text) {
    return std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

/// Scanners may put "]E0" and the like (AIM, ISO/IEC 15424) before what they read.
std::string_view without_symbology(std::string_view text) {
    const auto is_letter = [](char c) { return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'); };
    if (text.size() > 3 && text[0] == ']' && is_letter(text[1]) && text[2] >= '0' &&
        text[2] <= '9') {
        text.remove_prefix(3);
    }
    return text;
}

void set_value(const EmbeddedRule& rule, std::int64_t value, ScanParse& parse) {
    // A value has at most nine digits: within the range of a quantity and of a price.
    const auto scaled = [&](unsigned decimals) {
        std::int64_t result = value;
        for (unsigned at = rule.decimals; at < decimals; ++at) result *= 10;
        return result;
    };
    parse.value_kind = rule.kind;
    switch (rule.kind) {
        case ValueKind::weight:
        case ValueKind::count:
            parse.quantity = {scaled(6)};
            return;
        case ValueKind::price:
            parse.price_e8 = scaled(8);
            return;
    }
}

/// A UPC-A may come with the zero that makes it an EAN-13, and a rule may be written either way.
std::optional<Label> read_label(std::string_view code, std::span<const EmbeddedRule> rules,
                                const EmbeddedRule*& rule) {
    for (const EmbeddedRule& one : rules) {
        if (!check(one)) continue;
        rule = &one;
        if (auto label = match(one, code)) return label;
        if (code.size() == 13 && code[0] == '0') {
            if (auto label = match(one, code.substr(1))) return label;
        }
        if (code.size() == 12) {
            if (auto label = match(one, "0" + std::string{code})) return label;
        }
    }
    return std::nullopt;
}

}  // namespace

ScanParse parse_scan(std::string_view text, std::span<const EmbeddedRule> rules) {
    const auto barcode = make_barcode(text, {});
    if (!barcode) return {};
    const std::string_view code = without_symbology(barcode->text);

    ScanParse parse;
    parse.code = code;
    parse.key = barcode_key(code);
    const EmbeddedRule* rule = nullptr;
    if (const auto label = read_label(code, rules, rule)) {
        set_value(*rule, label->value, parse);
        parse.reference = label->reference;
        parse.base_key = barcode_key(label->base);
        parse.kind = ScanKind::embedded;
    } else if (gtin_status(code) == GtinStatus::valid) {
        parse.kind = ScanKind::gtin;
    } else if (code.size() <= kNumberDigitsMax && all_digits(code)) {
        parse.kind = ScanKind::item_number;
    } else {
        parse.kind = ScanKind::free_code;
    }
    return parse;
}

EmbeddedLine line_of_price(Money label, UnitPrice unit_price, RoundingMode mode) {
    POS_ASSERT(label.currency == unit_price.currency);
    POS_ASSERT(in_range(label) && label.minor >= 0);
    POS_ASSERT(in_range(unit_price) && unit_price.e8 >= 0);
    const EmbeddedLine one{pieces(1), pos::unit_price(label)};
    if (unit_price.e8 == 0) return one;

    // quantity in millionths = label / price, both brought to 10^-8 of the major unit.
    const Wide millionths = Wide{pos::unit_price(label).e8} * kQuantityScale;
    if (millionths / unit_price.e8 >= kQuantityMax.millionths) return one;
    const std::int64_t nearest = divide(millionths, unit_price.e8, RoundingMode::half_away);
    // Where a shop rounds down or up, the nearest may miss the price that its neighbour gives.
    for (const std::int64_t beside : {0, 1, -1}) {
        const Quantity quantity{nearest + beside};
        if (quantity.millionths < 0) continue;
        const auto back = extend(quantity, unit_price, mode);
        if (back && *back == label) return {quantity, unit_price};
    }
    return one;
}

}  // namespace pos::catalog
