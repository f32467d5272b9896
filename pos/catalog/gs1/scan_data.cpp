#include "pos/catalog/gs1/scan_data.hpp"

#include <algorithm>
#include <array>

#include "pos/base/assert.hpp"
#include "pos/catalog/barcode.hpp"
#include "pos/catalog/gs1/digital_link.hpp"
#include "pos/catalog/gs1/element_string.hpp"

namespace pos::catalog::gs1 {

namespace {

constexpr std::string_view kComposite = "|]e0";

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

bool is_number(std::string_view text, std::size_t digits) {
    return text.size() == digits && std::ranges::all_of(text, is_digit) &&
           gtin_check_digit(text.substr(0, digits - 1)) == text.back();
}

bool says_gs1(std::string_view symbology) {
    constexpr std::array<std::string_view, 5> kGs1{"C1", "e0", "d2", "Q3", "J1"};
    return std::ranges::find(kGs1, symbology) != kGs1.end();
}

Result<ScanData> read_number(ScanData scan, std::string_view text, std::size_t digits) {
    scan.number = text.substr(0, digits);
    text.remove_prefix(scan.number.size());
    if (!is_number(scan.number, digits)) return refuse(Fault::bad_trade_number);
    if (text.empty()) return scan;
    if (!text.starts_with(kComposite)) return refuse(Fault::bad_trade_number);
    auto elements = parse_elements(text.substr(kComposite.size()), kGroupSeparator);
    if (!elements) return std::unexpected{elements.error()};
    scan.elements = std::move(*elements);
    return scan;
}

/// GS1 data as a scanner sends it, without the first FNC1: the symbology says that.
Result<std::string> sent(std::string_view content) {
    if (!content.starts_with('^')) return refuse(Fault::not_gs1);
    content.remove_prefix(1);
    if (const auto sound = parse_elements(content, '^'); !sound) {
        return std::unexpected{sound.error()};
    }
    std::string data{content};
    std::ranges::replace(data, '^', kGroupSeparator);
    return data;
}

/// Text of a symbol that holds GS1 data or any other.
Result<std::string> sent_either(std::string_view gs1, std::string_view other,
                                std::string_view content) {
    const std::string_view linear = content.substr(0, content.find('|'));
    if (content.starts_with('^')) {
        auto data = sent(linear);
        if (!data) return data;
        return std::string{gs1} + *data;
    }
    const std::size_t text = std::min(content.find_first_not_of('\\'), content.size());
    const bool escaped = text > 0 && text < content.size() && content[text] == '^';
    return std::string{other} + std::string{content.substr(escaped ? 1 : 0)};
}

struct Parts {
    std::string_view linear;
    std::string_view composite;  // empty: there is none
};

Parts parts_of(std::string_view content) {
    const std::size_t bar = content.find('|');
    if (bar == std::string_view::npos) return {content, {}};
    return {content.substr(0, bar), content.substr(bar + 1)};
}

/// "]e0" and both parts in one message, which must be one that is read.
Result<std::string> sent_together(std::string linear, bool separate, std::string_view composite) {
    if (composite.empty()) return "]e0" + linear;
    const auto data = sent(composite);
    if (!data) return data;
    if (separate && !linear.ends_with(kGroupSeparator)) linear += kGroupSeparator;
    linear += *data;
    if (const auto sound = parse_elements(linear, kGroupSeparator); !sound) {
        return std::unexpected{sound.error()};
    }
    return "]e0" + linear;
}

Result<std::string> sent_elements(const Parts& parts, bool linear_only_is_c1) {
    const auto linear = sent(parts.linear);
    if (!linear) return linear;
    if (parts.composite.empty() && linear_only_is_c1) return "]C1" + *linear;
    const auto elements = parse_elements(*linear, kGroupSeparator);
    const bool open = !Dictionary::standard().find(elements->back().ai)->fixed_length;
    return sent_together(*linear, open, parts.composite);
}

/// A number as digits or as "^01" and 14 of them.
Result<std::string> number_of(std::string_view linear, std::size_t digits) {
    const std::string start = "^01" + std::string(14 - digits, '0');
    if (linear.starts_with(start)) linear.remove_prefix(start.size());
    if (!is_number(linear, digits)) return refuse(Fault::bad_trade_number);
    return std::string{linear};
}

Result<std::string> sent_databar(const Parts& parts, bool limited) {
    const auto number = number_of(parts.linear, 14);
    if (!number) return number;
    if (limited && number->front() > '1') return refuse(Fault::bad_trade_number);
    return sent_together("01" + *number, false, parts.composite);
}

Result<std::string> sent_number(const Parts& parts, std::size_t digits, std::string_view start) {
    const auto number = number_of(parts.linear, digits);
    if (!number) return number;
    std::string data = std::string{start} + *number;
    if (parts.composite.empty()) return data;
    const auto composite = sent(parts.composite);
    if (!composite) return composite;
    return data + std::string{kComposite} + *composite;
}

}  // namespace

bool has_symbology(std::string_view text) {
    const auto is_letter = [](char c) { return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'); };
    return text.size() >= 3 && text[0] == ']' && is_letter(text[1]) && is_digit(text[2]);
}

Result<ScanData> parse_scan_data(std::string_view text, const Leniency& leniency) {
    if (!has_symbology(text)) return refuse(Fault::bad_symbology);
    if (text.size() > kTextBytesMax) return refuse(Fault::too_long);
    ScanData scan{.symbology = std::string{text.substr(1, 2)}};
    text.remove_prefix(3);
    if (scan.symbology == "E0") return read_number(std::move(scan), text, 13);
    if (scan.symbology == "E4") return read_number(std::move(scan), text, 8);
    if (says_gs1(scan.symbology)) {
        auto elements = parse_elements(text, kGroupSeparator);
        if (!elements) return std::unexpected{elements.error()};
        scan.elements = std::move(*elements);
        return scan;
    }
    scan.text = text;
    if (!is_web_address(text)) return scan;
    auto elements = parse_link(text, leniency);
    if (!elements) return std::unexpected{elements.error()};
    scan.elements = std::move(*elements);
    return scan;
}

Result<std::string> scan_data_of(Symbol symbol, std::string_view content) {
    const Parts parts = parts_of(content);
    switch (symbol) {
        case Symbol::ean13:
            return sent_number(parts, 13, "]E0");
        case Symbol::ean8:
            return sent_number(parts, 8, "]E4");
        case Symbol::upc_a:
            return sent_number(parts, 12, "]E00");
        case Symbol::databar:
            return sent_databar(parts, false);
        case Symbol::databar_limited:
            return sent_databar(parts, true);
        case Symbol::databar_expanded:
            return sent_elements(parts, false);
        case Symbol::gs1_128:
            return sent_elements(parts, true);
        case Symbol::data_matrix:
            return sent_either("]d2", "]d1", content);
        case Symbol::qr_code:
            return sent_either("]Q3", "]Q1", content);
        case Symbol::dot_code:
            return sent_either("]J1", "]J0", content);
    }
    POS_ASSERT(!"a symbol");
    return refuse(Fault::bad_symbology);
}

}  // namespace pos::catalog::gs1
