#include "pos/catalog/gs1/reading.hpp"

#include <algorithm>
#include <array>

#include "pos/base/assert.hpp"
#include "pos/catalog/barcode.hpp"
#include "pos/catalog/gs1/associations.hpp"
#include "pos/catalog/gs1/digital_link.hpp"
#include "pos/catalog/gs1/element_string.hpp"
#include "pos/catalog/gs1/scan_data.hpp"

namespace pos::catalog::gs1 {

namespace {

Elements elements_of_number(std::string_view digits) {
    return {{"01", std::string(14 - digits.size(), '0') + std::string{digits}}};
}

/// A number and the composite beside it are one item's.
Result<Elements> of_scan(std::string_view text, const Leniency& leniency) {
    auto scan = parse_scan_data(text, leniency);
    if (!scan) return std::unexpected{scan.error()};
    if (!scan->number.empty()) {
        Elements elements = elements_of_number(scan->number);
        elements.insert(elements.end(), scan->elements.begin(), scan->elements.end());
        return elements;
    }
    if (!scan->elements.empty()) return std::move(scan->elements);
    if (gtin_status(scan->text) == GtinStatus::valid) return elements_of_number(scan->text);
    return refuse(Fault::not_gs1);
}

Result<Elements> of_any(std::string_view text, const Leniency& leniency) {
    if (text.empty()) return refuse(Fault::no_elements);
    switch (text.front()) {
        case ']':
            return of_scan(text, leniency);
        case kGroupSeparator:
            return parse_elements(text.substr(1), kGroupSeparator);
        case '^':
            return parse_elements(text.substr(1), '^');
        case '(':
            return parse_bracketed(text, leniency);
        default:
            break;
    }
    if (is_web_address(text)) return parse_link(text, leniency);
    switch (gtin_status(text)) {
        case GtinStatus::valid:
            return elements_of_number(text);
        case GtinStatus::wrong_check_digit:
            return refuse(Fault::bad_trade_number);
        case GtinStatus::not_a_gtin:
            break;
    }
    return refuse(Fault::not_gs1);
}

}  // namespace

Result<Elements> read(std::string_view text, const Leniency& leniency) {
    auto elements = of_any(text, leniency);
    if (!elements) return elements;
    if (const auto sound = check_contradictions(*elements); !sound) {
        return std::unexpected{sound.error()};
    }
    return elements;
}

std::optional<std::string> trade_item_number(const Elements& elements) {
    for (const std::string_view ai : {"01", "8006", "02"}) {
        const auto element = std::ranges::find(elements, ai, &Element::ai);
        if (element != elements.end()) return element->value.substr(0, 14);
    }
    return std::nullopt;
}

}  // namespace pos::catalog::gs1
