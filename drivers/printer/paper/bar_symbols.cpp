#include "drivers/printer/paper/bar_symbols.hpp"

#include <zint.h>

#include <algorithm>
#include <numeric>

#include "drivers/printer/paper/code128.hpp"
#include "drivers/printer/paper/zint_symbol.hpp"
#include "pos/base/assert.hpp"

namespace drivers::printer::paper {

namespace {

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

bool all_digits(std::string_view text) {
    return std::ranges::all_of(text, is_digit);
}

std::optional<BarSymbol> by_zint(int symbology, std::string_view data, std::string digits,
                                 bool gs1 = false) {
    auto elements = zint_elements({.symbology = symbology, .data = data, .gs1 = gs1});
    if (!elements) return std::nullopt;
    return BarSymbol{std::move(*elements), false, std::move(digits)};
}

/// Narrow and wide, whatever the two widths are.
std::optional<BarSymbol> of_two_widths(std::optional<BarSymbol> symbol) {
    if (!symbol) return symbol;
    symbol->two_widths = true;
    const unsigned narrow = *std::ranges::min_element(symbol->elements);
    for (unsigned& element : symbol->elements) element = element > narrow ? 2 : 1;
    return symbol;
}

/// The last digit is a check digit: one that came is replaced by the right one.
std::optional<BarSymbol> checked(int symbology, std::string_view data, std::size_t size) {
    if (data.size() != size && data.size() != size + 1) return std::nullopt;
    if (!all_digits(data)) return std::nullopt;
    const auto digits = data.substr(0, size);
    return by_zint(symbology, digits, std::string{digits} + check_digit(digits));
}

/// Six digits of UPC-E for eleven of UPC-A; empty where it has none.
std::optional<std::string> upc_e_of(std::string_view upc_a) {
    if (upc_a[0] != '0') return std::nullopt;
    const std::string maker{upc_a.substr(1, 5)};
    const std::string product{upc_a.substr(6, 5)};
    if (maker.ends_with("00") && maker[2] <= '2' && product.starts_with("00")) {
        return maker.substr(0, 2) + product.substr(2) + maker[2];
    }
    if (maker.ends_with("00") && product.starts_with("000")) {
        return maker.substr(0, 3) + product.substr(3) + '3';
    }
    if (maker.ends_with('0') && product.starts_with("0000")) {
        return maker.substr(0, 4) + product.substr(4) + '4';
    }
    if (product.starts_with("0000") && product[4] >= '5') return maker + product[4];
    return std::nullopt;
}

/// 6 digits; 7 or 8 with the number system (0) before them; 11 or 12 of UPC-A.
std::optional<BarSymbol> upc_e(std::string_view data) {
    if (!all_digits(data)) return std::nullopt;
    std::optional<std::string> six;
    if (data.size() == 6) six = std::string{data};
    if ((data.size() == 7 || data.size() == 8) && data[0] == '0') six = data.substr(1, 6);
    if (data.size() == 11 || data.size() == 12) six = upc_e_of(data.substr(0, 11));
    if (!six) return std::nullopt;
    return by_zint(BARCODE_UPCE, *six, '0' + *six);
}

std::optional<BarSymbol> code_39(std::string_view data) {
    if (data.starts_with('*')) data.remove_prefix(1);
    if (data.ends_with('*')) data.remove_suffix(1);
    return of_two_widths(by_zint(BARCODE_CODE39, data, '*' + std::string{data} + '*'));
}

/// An odd last digit is left out.
std::optional<BarSymbol> itf(std::string_view data) {
    const auto even = data.substr(0, data.size() / 2 * 2);
    if (!all_digits(even)) return std::nullopt;
    return of_two_widths(by_zint(BARCODE_C25INTER, even, std::string{even}));
}

std::optional<BarSymbol> of_code128(const std::optional<Code128>& code) {
    if (!code) return std::nullopt;
    return BarSymbol{elements_of(*code), false, code->text};
}

/// 13 digits and a check digit; the AI (01) may stand before them.
std::optional<BarSymbol> databar(int symbology, std::string_view data) {
    if (data.starts_with("(01)")) data.remove_prefix(4);
    if (data.starts_with("01") && data.size() > 14) data.remove_prefix(2);
    if ((data.size() != 13 && data.size() != 14) || !all_digits(data)) return std::nullopt;
    const auto digits = data.substr(0, 13);
    return by_zint(symbology, digits, "(01)" + std::string{digits} + check_digit(digits));
}

std::optional<BarSymbol> databar_expanded(std::string_view data) {
    std::string bracketed;
    std::string digits;
    for (std::size_t i = 0; i < data.size(); ++i) {
        if (data[i] == ' ') continue;
        digits += data[i];
        bracketed += data[i] == '(' ? '[' : data[i] == ')' ? ']' : data[i];
    }
    if (!bracketed.starts_with('[')) return std::nullopt;
    return by_zint(BARCODE_DBAR_EXP, bracketed, digits, true);
}

}  // namespace

std::optional<BarSymbol> bar_symbol(CodeKind kind, std::string_view data) {
    switch (kind) {
        case CodeKind::upc_a:
            return checked(BARCODE_UPCA, data, 11);
        case CodeKind::upc_e:
            return upc_e(data);
        case CodeKind::ean_13:
            return checked(BARCODE_EANX, data, 12);
        case CodeKind::ean_8:
            return checked(BARCODE_EANX, data, 7);
        case CodeKind::code_39:
            return code_39(data);
        case CodeKind::itf:
            return itf(data);
        case CodeKind::codabar:
            return of_two_widths(by_zint(BARCODE_CODABAR, data, std::string{data}));
        case CodeKind::code_93:
            return by_zint(BARCODE_CODE93, data, std::string{data});
        case CodeKind::code_128:
            // A printer that chooses sets itself gets plain text.
            return of_code128(data.starts_with('{') ? code128_of_notation(data)
                                                    : code128_of_text(data));
        case CodeKind::gs1_128:
            return of_code128(gs1_128_of(data));
        case CodeKind::gs1_databar:
        case CodeKind::gs1_databar_truncated:
            return databar(BARCODE_DBAR_OMN, data);
        case CodeKind::gs1_databar_limited:
            return databar(BARCODE_DBAR_LTD, data);
        case CodeKind::gs1_databar_expanded:
            return databar_expanded(data);
        case CodeKind::qr:
        case CodeKind::micro_qr:
        case CodeKind::pdf417:
        case CodeKind::maxicode:
        case CodeKind::aztec:
        case CodeKind::data_matrix:
        case CodeKind::gs1_databar_stacked:
        case CodeKind::composite:
            return std::nullopt;
    }
    return std::nullopt;
}

Bits dots_of(const BarSymbol& symbol, unsigned module_dots, unsigned wide_dots) {
    POS_ASSERT(module_dots >= 1);
    const auto dots = [&](unsigned element) {
        if (!symbol.two_widths) return element * module_dots;
        return element > 1 ? wide_dots : module_dots;
    };
    const unsigned width =
        std::accumulate(symbol.elements.begin(), symbol.elements.end(), 0U,
                        [&](unsigned sum, unsigned element) { return sum + dots(element); });
    Bits bits{width, 1};
    unsigned x = 0;
    bool bar = true;
    for (const unsigned element : symbol.elements) {
        for (unsigned i = dots(element); i > 0; --i, ++x) {
            if (bar) bits.ink(x, 0);
        }
        bar = !bar;
    }
    return bits;
}

}  // namespace drivers::printer::paper
