#pragma once

#include <expected>
#include <string>
#include <vector>

#include "app/core/imports/doubt.hpp"
#include "app/core/imports/guess_columns.hpp"
#include "app/core/imports/import_items.hpp"
#include "app/core/imports/look_at.hpp"

namespace app::core::imports {

/// A file of items as it was understood without being asked: what is shown before it is imported.
struct ItemFile {
    std::string file;  // its path, or what it is called
    std::vector<std::string> columns;
    tabular::Options how;         // to open it again
    std::vector<SampleRow> rows;  // the first ones, without broken ones
    ItemImportOptions options;    // the columns of the fields, and the sign that parts decimals
    std::vector<Doubt> doubts{};  // of its start, in their order
};

/// Looks at the start of a file and guesses which column is what, unless `shop.mapping` says so. A
/// column of taxes is taken only if the shop knows each of them: goods must not lose their tax.
/// Goods without numbers and barcodes are known by their names.
///
/// `shop` says what the shop has (see know_taxes), `how` how the file is written if that is known.
/// errors: the file cannot be read, or its header is broken
std::expected<ItemFile, ImportError> look_at_items(const std::string& file,
                                                   const ItemImportOptions& shop,
                                                   const tabular::Options& how = {});
/// The same of a table that lies in no file, such as one that a page was given.
struct ItemTable {
    std::string name;
    OpenTable open;
};
std::expected<ItemFile, ImportError> look_at_items(const ItemTable& table,
                                                   const ItemImportOptions& shop);

/// The file from its start, as it was understood.
std::expected<tabular::Reader, tabular::InputError> open_again(const ItemFile& file);

/// What the import would do: everything is counted as if it were kept, and nothing is.
///
/// errors: as import_items
std::expected<ItemImportReport, ImportError> preview_items(tabular::Reader& file,
                                                           const ItemImportOptions& options,
                                                           pos::store::Reader& shop,
                                                           pos::Instant now, pos::Random& random,
                                                           const ItemImportListener& listener);
/// The same into a shop that is yet to be made, and has no goods.
std::expected<ItemImportReport, ImportError> preview_items(tabular::Reader& file,
                                                           const ItemImportOptions& options,
                                                           pos::Currency currency, pos::Instant now,
                                                           pos::Random& random,
                                                           const ItemImportListener& listener);

}  // namespace app::core::imports
