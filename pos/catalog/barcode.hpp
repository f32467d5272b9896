#pragma once

#include <cstdint>
#include <expected>
#include <optional>
#include <string>
#include <string_view>

#include "pos/base/ulid.hpp"
#include "pos/money/quantity.hpp"

namespace pos::catalog {

inline constexpr std::size_t kBarcodeBytesMax = 80;

enum class GtinStatus {
    valid,
    wrong_check_digit,  // 8, 12, 13 or 14 digits, but the last is not their check digit
    not_a_gtin,         // another length, or not digits alone
};

/// What `text` is as a GTIN-8, GTIN-12 (UPC-A), GTIN-13 (EAN) or GTIN-14.
GtinStatus gtin_status(std::string_view text);

/// The check digit behind `digits`, '0' … '9'.
///
/// requires: digits alone
/// source:   GS1 General Specifications, section 7.9 (weights 3 and 1 from the right)
char gtin_check_digit(std::string_view digits);

/// What a barcode is looked up by. A GTIN-12, -13 or -14 is padded with zeros to 14 digits: with
/// and without the zero before a UPC-A it is the same article. Any other code is its own key: there
/// leading zeros and the case of letters matter. That holds for a GTIN-8 too: shops give short
/// codes of their own, and 00011686 was seen on other goods than 0000000011686. The two kinds
/// cannot meet: 14 digits with a wrong check digit are no GTIN's key.
std::string barcode_key(std::string_view text);

enum class BarcodeKind : std::uint8_t { gtin, free };
constexpr bool in_range(BarcodeKind kind) {
    return kind <= BarcodeKind::free;
}

/// One of the codes by which an item is scanned.
struct Barcode {
    std::string text;  // as printed and scanned
    std::string key;   // unique in a shop
    Ulid item{};
    BarcodeKind kind{BarcodeKind::free};
    std::optional<Quantity> pack;  // how much of the item one scan is; one if not said
    bool operator==(const Barcode&) const = default;
};

enum class BarcodeError { empty, too_long, not_printable };

/// White space at the ends is dropped. A wrong check digit makes a free code, not an error.
///
/// errors: in enum order; not_printable: a control character, white space within or invalid UTF-8
std::expected<Barcode, BarcodeError> make_barcode(std::string_view text, Ulid item);

}  // namespace pos::catalog
