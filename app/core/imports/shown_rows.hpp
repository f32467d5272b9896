#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "app/core/tabular/mapping.hpp"

namespace app::core::imports {

struct ItemFile;

/// A column of a file of goods, and what it is taken for.
struct ShownColumn {
    std::string field{};   // of kItemFields; empty: it is not taken
    std::string column{};  // as the file calls it
    std::size_t place{0};  // in the file, from 0
};

/// The start of a file as it was understood: what is shown before anything is imported.
struct ShownRows {
    std::vector<ShownColumn> columns;  // those that are taken first, as kItemFields has them
    std::vector<std::vector<std::string>> rows;  // cells by columns
};
inline constexpr std::size_t kRowsShown = 10;
ShownRows shown_rows(const ItemFile& file);

/// Which fields are read from where once `columns[index]` is taken for `field`, or for nothing
/// where that is empty. Only of barcodes several columns may be.
///
/// requires: index < columns.size()
std::vector<tabular::MapEntry> mapping_with(const std::vector<ShownColumn>& columns,
                                            std::size_t index, std::string_view field);

}  // namespace app::core::imports
