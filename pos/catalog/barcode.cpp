#include "pos/catalog/barcode.hpp"

#include <algorithm>

#include "pos/base/assert.hpp"
#include "pos/locale/clean.hpp"

namespace pos::catalog {

namespace {

constexpr std::size_t kShortDigits = 8;
constexpr std::size_t kGtinDigits = 14;

bool all_digits(std::string_view text) {
    return std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

bool is_ascii_space(char c) {
    return c == ' ' || (c >= '\t' && c <= '\r');
}

}  // namespace

char gtin_check_digit(std::string_view digits) {
    POS_ASSERT(all_digits(digits));
    int sum = 0;
    bool thrice = digits.size() % 2 != 0;
    for (const char digit : digits) {
        sum += (digit - '0') * (thrice ? 3 : 1);
        thrice = !thrice;
        sum %= 10;
    }
    return static_cast<char>('0' + (10 - sum) % 10);
}

GtinStatus gtin_status(std::string_view text) {
    const std::size_t length = text.size();
    const bool gtin_length = length == kShortDigits || (length >= 12 && length <= kGtinDigits);
    if (!gtin_length || !all_digits(text)) return GtinStatus::not_a_gtin;
    const bool valid = gtin_check_digit(text.substr(0, length - 1)) == text.back();
    return valid ? GtinStatus::valid : GtinStatus::wrong_check_digit;
}

std::string barcode_key(std::string_view text) {
    if (text.size() == kShortDigits || gtin_status(text) != GtinStatus::valid) {
        return std::string{text};
    }
    std::string key(kGtinDigits - text.size(), '0');
    key += text;
    return key;
}

std::expected<Barcode, BarcodeError> make_barcode(std::string_view text, Ulid item) {
    while (!text.empty() && is_ascii_space(text.front())) text.remove_prefix(1);
    while (!text.empty() && is_ascii_space(text.back())) text.remove_suffix(1);
    if (text.empty()) return std::unexpected{BarcodeError::empty};
    if (text.size() > kBarcodeBytesMax) return std::unexpected{BarcodeError::too_long};
    const bool plain = std::ranges::all_of(text, [](char c) { return c > ' ' && c <= '~'; });
    if (!plain && (text.find(' ') != std::string_view::npos || locale::clean_name(text) != text)) {
        return std::unexpected{BarcodeError::not_printable};
    }
    const bool gtin = gtin_status(text) == GtinStatus::valid;
    return Barcode{std::string{text}, barcode_key(text), item,
                   gtin ? BarcodeKind::gtin : BarcodeKind::free, std::nullopt};
}

}  // namespace pos::catalog
