#pragma once

#include <array>
#include <string_view>

namespace app::core::imports {

/// The fields that a file's columns can be mapped to. `name` and one of `number` and `barcode` must
/// be, unless goods are known by name; of `barcode` several columns can, each a code of the item;
/// of any other field mapped more than once the first column that is not blank counts.
inline constexpr std::array<std::string_view, 12> kItemFields{
    "number", "name", "barcode", "price", "cost",    "department",
    "tax",    "unit", "weighed", "pack",  "picture", "sold"};

}  // namespace app::core::imports
