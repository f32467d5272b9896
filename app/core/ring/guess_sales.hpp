#pragma once

#include <span>
#include <string>
#include <vector>

#include "app/core/tabular/mapping.hpp"

namespace app::core::ring {

/// Which columns of a file of sales are probably what it sells, when and on which receipt, by what
/// their header calls them in English or German, beside what was said of some; the other fields of
/// kFields where a column is called exactly as they are.
///
/// example: InvoiceNo is receipt, StockCode is sku, UnitPrice is price
std::vector<tabular::MapEntry> guess_sales(std::span<const std::string> columns,
                                           std::span<const tabular::MapEntry> said);

}  // namespace app::core::ring
