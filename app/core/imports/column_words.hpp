#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "app/core/imports/guess_columns.hpp"

// The words in which files name their columns.
namespace app::core::imports {

/// What shops and their suppliers call the columns of goods: of two that fit as well, the field
/// that stands first wins, and within a field the name that does.
std::span<const FieldNames> item_column_names();

/// What may be the number of an item where another column has its name: "Artikel", "Item".
bool may_be_a_number(std::string_view words);

/// Letters and digits of folded text; each run of anything else is one space.
std::string column_words(std::string_view name);

/// The words of a price's column without those that tell of tax: "vk netto" is "vk".
struct PricedName {
    std::string rest;  // empty: it says nothing else
    TaxInPrice tax{TaxInPrice::unsaid};
};
PricedName without_tax_words(std::string_view words);

/// How well words fit one of `names`, parted by bars.
struct NameFit {
    std::size_t fit{0};    // 0: not at all; kWholeName, else the length of the longest part
    std::size_t place{0};  // of the name among them
};
inline constexpr std::size_t kWholeName = 1'000;
NameFit name_fit(std::string_view words, std::string_view names);

}  // namespace app::core::imports
