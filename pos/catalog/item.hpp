#pragma once

#include <cstdint>
#include <expected>
#include <optional>
#include <string>

#include "pos/base/ulid.hpp"
#include "pos/money/quantity.hpp"

namespace pos::catalog {

// No text of a catalogue is longer, in bytes of UTF-8.
inline constexpr std::size_t kNumberBytesMax = 80;
inline constexpr std::size_t kNameBytesMax = 500;
inline constexpr std::size_t kCodeBytesMax = 80;  // department and tax class
inline constexpr std::size_t kUnitBytesMax = 16;
inline constexpr std::size_t kPictureBytesMax = 200;

/// Whether an item's price holds its tax. Most items say what the shop says.
enum class PriceTax : std::uint8_t { as_the_shop, included, added };
constexpr bool in_range(PriceTax tax) {
    return tax <= PriceTax::added;
}

/// Something that can be sold.
struct Item {
    Ulid id{};
    std::string number;  // the shop's own (SKU), unique
    std::string name;    // in any script; see pos/locale/clean.hpp
    std::string department;
    std::string tax_class;
    UnitPrice price{};  // of one piece or one unit; zero with open_price
    PriceTax price_tax{PriceTax::as_the_shop};
    std::optional<UnitPrice> cost;
    std::string unit;         // "" is sold by the piece; "kg", "l", "m", "h" is weighed or measured
    bool open_price{false};   // the till asks for the price
    bool discountable{true};  // discounts on the basket pass it by otherwise
    std::string picture;      // name in the shop's picture folder; empty: initials are shown
    bool active{true};        // no longer sold, but kept for returns and reports, otherwise
    bool operator==(const Item&) const = default;

    bool weighed() const { return !unit.empty(); }
};

enum class ItemError {
    no_number,
    number_too_long,
    no_name,
    name_too_long,
    unclean_text,  // controls, direction overrides, invalid UTF-8 or spaces at an end, in any text
    code_too_long,
    unit_too_long,
    picture_too_long,
    negative_price,
    price_too_large,
    negative_cost,
    cost_too_large,
    other_currency,  // price and cost differ
};

/// errors: in enum order
std::expected<void, ItemError> check(const Item& item);

/// A tab on the till, a line in the takings.
struct Department {
    std::string code;
    std::string name;
    std::int32_t order{0};      // of the tabs, ascending; then by name
    std::int32_t tile_pair{0};  // which of the theme's colour pairs (taken modulo their number)
    bool operator==(const Department&) const = default;
};

}  // namespace pos::catalog
