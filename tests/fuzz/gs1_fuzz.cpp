// Goal: no text makes the GS1 readers read past it, loop, or answer with what they refuse.
// Method: each text is read in every form, leniently and not; what is read is written and must be
// read back as the same elements.
#include <cstdint>
#include <string_view>

#include "pos/base/assert.hpp"
#include "pos/catalog/gs1/associations.hpp"
#include "pos/catalog/gs1/element_string.hpp"
#include "pos/catalog/gs1/reading.hpp"
#include "pos/catalog/gs1/scan_data.hpp"

using namespace pos::catalog::gs1;

namespace {

void check(const Elements& elements, const Leniency& leniency) {
    POS_ASSERT(!elements.empty() && elements.size() <= kElementsMax);
    const auto again = parse_bracketed(bracketed(elements), leniency);
    POS_ASSERT(again && *again == elements);
    if (leniency.unknown_identifiers) return;  // in a row nobody knows where they end
    const std::string text = unbracketed(elements);
    const auto row = parse_elements(std::string_view{text}.substr(1), '^');
    POS_ASSERT(row && *row == elements);
    if (const auto met = check_needs(elements); !met) POS_ASSERT(!words_of(met.error()).empty());
    static_cast<void>(trade_item_number(elements));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text{reinterpret_cast<const char*>(data), size};
    for (const bool lenient : {false, true}) {
        const Leniency leniency{
            .unknown_identifiers = lenient, .short_trade_numbers = lenient, .link_names = lenient};
        if (const auto elements = read(text, leniency)) {
            check(*elements, leniency);
        } else {
            POS_ASSERT(!words_of(elements.error()).empty());
        }
    }
    for (int symbol = 0; symbol <= static_cast<int>(Symbol::dot_code); ++symbol) {
        const auto sent = scan_data_of(static_cast<Symbol>(symbol), text);
        if (sent)
            POS_ASSERT(parse_scan_data(*sent) || sent->starts_with("]Q1http") ||
                       sent->starts_with("]d1http") || sent->starts_with("]J0http") ||
                       sent->starts_with("]Q1HTTP") || sent->starts_with("]d1HTTP") ||
                       sent->starts_with("]J0HTTP") || sent->size() > kTextBytesMax);
    }
    for (int linter = 0; linter <= static_cast<int>(Linter::zero); ++linter) {
        static_cast<void>(lint(static_cast<Linter>(linter), text));
    }
    return 0;
}
