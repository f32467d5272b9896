#pragma once

#include <cstdint>
#include <expected>
#include <string>
#include <string_view>

#include "pos/catalog/gs1/element.hpp"

namespace pos::catalog::gs1 {

/// What a scanner sent behind its symbology identifier.
struct ScanData {
    std::string symbology;  // "E0", "d2"
    std::string number;     // the digits of an EAN or UPC symbol
    Elements elements;      // of GS1 data, of a composite beside a number, or of a Digital Link
    std::string text;       // anything else, or the Digital Link itself
    bool operator==(const ScanData&) const = default;
};

/// Whether a text starts with a symbology identifier: "]", a letter, a figure.
bool has_symbology(std::string_view text);

/// Reads what a scanner sends that names the symbology first. Symbologies that say nothing of GS1
/// give text. The add-on of a magazine's code stays text too.
///
/// errors: bad_symbology, bad_trade_number, and those of elements and links
/// source: ISO/IEC 15424 (AIM); GS1 General Specifications, 5.1.4 and 7.8
Result<ScanData> parse_scan_data(std::string_view text, const Leniency& leniency = {});

/// Symbols that a scanner reads and that GS1 uses.
enum class Symbol : std::uint8_t {
    ean13,
    ean8,
    upc_a,
    databar,  // omnidirectional, truncated, stacked
    databar_limited,
    databar_expanded,
    gs1_128,
    data_matrix,
    qr_code,
    dot_code,
};

/// What a scanner sends when it reads a symbol with `content`: unbracketed elements from '^' on, or
/// text ("\^" at the start is a caret that belongs to it), or the digits of a number. A composite
/// component stands behind a '|'.
///
/// errors: not_gs1 where only elements fit, bad_trade_number, those of elements
Result<std::string> scan_data_of(Symbol symbol, std::string_view content);

}  // namespace pos::catalog::gs1
