#include "app/core/read_code.hpp"

#include <algorithm>

#include "pos/catalog/barcode.hpp"
#include "pos/catalog/gs1/associations.hpp"
#include "pos/catalog/gs1/digital_link.hpp"
#include "pos/catalog/gs1/element_string.hpp"
#include "pos/catalog/gs1/reading.hpp"
#include "pos/catalog/gs1/scan_data.hpp"
#include "pos/document/proof.hpp"

namespace app::core {

namespace {

namespace gs1 = pos::catalog::gs1;
using pos::catalog::CodeKind;
using pos::catalog::ScanKind;

constexpr std::size_t kFirstElementBytes = 16;  // "01" and 14 digits

/// Whether the text itself says that it is a GS1 code.
bool says_gs1(std::string_view text) {
    constexpr std::string_view kSymbologies[] = {"]C1", "]e0", "]d2", "]Q3", "]J1"};
    return text.contains(gs1::kGroupSeparator) || text.starts_with('(') || text.starts_with('^') ||
           std::ranges::any_of(kSymbologies,
                               [text](auto start) { return text.starts_with(start); });
}

bool is_link(std::string_view text) {
    if (gs1::has_symbology(text)) text.remove_prefix(3);
    return gs1::is_web_address(text);
}

/// Elements in a row from a scanner that names no symbology and sends no first FNC1.
gs1::Result<gs1::Elements> bare_elements(std::string_view text) {
    auto elements = gs1::parse_elements(text, gs1::kGroupSeparator);
    if (!elements) return elements;
    if (const auto sound = gs1::check_contradictions(*elements); !sound) {
        return std::unexpected{sound.error()};
    }
    return elements;
}

gs1::Result<gs1::Elements> elements_of(std::string_view text) {
    const bool bare = text.starts_with("01") && text.size() >= kFirstElementBytes;
    if (bare) return bare_elements(text);
    auto elements = gs1::read(text);
    if (!elements && elements.error().fault == gs1::Fault::not_gs1 && says_gs1(text)) {
        return bare_elements(text);
    }
    return elements;
}

const std::string* value_of(const gs1::Elements& elements, std::string_view ai) {
    const auto found = std::ranges::find(elements, ai, &gs1::Element::ai);
    return found == elements.end() ? nullptr : &found->value;
}

/// What GS1 itself numbers beside goods.
void read_other_element(const gs1::Elements& elements, ReadCode& read) {
    struct Known {
        std::string_view ai;
        CodeKind kind;
    };
    static constexpr Known kKnown[] = {
        {"8110", CodeKind::coupon},   {"8112", CodeKind::coupon}, {"255", CodeKind::coupon},
        {"8018", CodeKind::customer}, {"8017", CodeKind::badge},  {"8020", CodeKind::bill},
    };
    for (const Known& known : kKnown) {
        const std::string* value = value_of(elements, known.ai);
        if (value == nullptr) continue;
        read.other = known.kind;
        read.other_number = *value;
        return;
    }
}

/// A GTIN-8 is its own key (see catalog::barcode_key); in a GS1 code it has six zeros before it.
std::vector<std::string> keys_of(const std::string& gtin14) {
    std::vector<std::string> keys{gtin14};
    if (gtin14.starts_with("000000")) keys.push_back(gtin14.substr(6));
    return keys;
}

void read_gs1(std::string_view text, pos::Date today, ReadCode& read) {
    const auto elements = elements_of(text);
    if (!elements) {
        const bool gs1_fault = says_gs1(text) && elements.error().fault != gs1::Fault::not_gs1;
        if (gs1_fault) read.fault = CodeFault::damaged;
        if (is_link(text)) read.fault = CodeFault::web_address;
        return;
    }
    read.goods = gs1::trade_item(*elements, today);
    if (read.goods) {
        read.goods_keys = keys_of(read.goods->number);
    } else {
        read_other_element(*elements, read);
    }
}

}  // namespace

ReadCode read_code(std::string_view text, const CodeRules& rules, pos::Date today) {
    ReadCode read;
    read.plain = pos::catalog::parse_scan(text, rules.labels);
    const bool whole = read.plain.kind == ScanKind::gtin || read.plain.kind == ScanKind::embedded;
    const std::string_view code = read.plain.code;
    if (const auto proof = pos::document::parse_proof_text(code)) read.receipt = proof->number;
    // A plain GTIN says nothing more as GS1 data.
    if (!whole) read_gs1(text, today, read);
    if (!read.other) {
        read.other = pos::catalog::route_of(code, rules.routes);
        read.other_number = code;
    }
    return read;
}

}  // namespace app::core
