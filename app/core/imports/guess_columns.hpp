#pragma once

#include <array>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "app/core/imports/figures.hpp"
#include "app/core/tabular/mapping.hpp"

namespace app::core::imports {

/// The cells of one row.
using SampleRow = std::vector<std::string>;

/// Which columns an item's fields are probably read from: by what the header calls them, in
/// English, German, French, Spanish or Hebrew, else by what stands in the rows. A column is guessed
/// for one field only, and only where there is a reason; of barcodes there may be several. Of
/// prices with and without tax those are taken that the shop has, of costs those without.
///
/// `prices_with_tax` says whether the shop's prices include it; unsaid: as if they did.
/// shape: each row has as many cells as there are columns
std::vector<tabular::MapEntry> guess_columns(std::span<const std::string> columns,
                                             std::span<const SampleRow> rows,
                                             std::optional<bool> prices_with_tax = {});

/// What the name of a column says of the tax in its prices.
enum class TaxInPrice { unsaid, without, with };
TaxInPrice tax_in_price(std::string_view column);

/// What files call the column of a field: folded words, parted by bars.
struct FieldNames {
    std::string_view field;
    std::string_view words;
};
/// Which columns fields are probably read from, by what the header calls them alone; where two fit
/// as well, the field that is named first gets the column.
std::vector<tabular::MapEntry> guess_by_names(std::span<const FieldNames> fields,
                                              std::span<const std::string> columns);

/// The same beside what was said of some of them: a field said to be of no column is read from
/// none.
///
/// example: {"number", "Kundennummer"}, {"phone", ""}
std::vector<tabular::MapEntry> guess_beside(std::span<const FieldNames> fields,
                                            std::span<const std::string> columns,
                                            std::span<const tabular::MapEntry> said);

/// Whether those are names of columns, not an item of a file that has none.
bool is_header(std::span<const std::string> columns);

inline constexpr std::array<std::string_view, 2> kPriceFields{"price", "cost"};

/// Which sign parts the decimals, by the prices that can be read in one way only; either where
/// they do not say, or contradict each other.
/// `figures` are the fields that say so.
DecimalSign guess_decimal_sign(std::span<const tabular::MapEntry> mapping,
                               std::span<const std::string> columns,
                               std::span<const SampleRow> rows,
                               std::span<const std::string_view> figures = kPriceFields);

}  // namespace app::core::imports
