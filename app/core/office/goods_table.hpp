#pragma once

#include <optional>
#include <string>
#include <vector>

#include "app/core/failure.hpp"
#include "app/core/imports/item_file.hpp"
#include "pos/store/last_import.hpp"
#include "pos/store/store.hpp"

/// Goods that come in as a table that somebody gave to a page of head office. What is imported goes
/// down to tills like any other change of goods.
namespace app::core {

struct GoodsTable {
    imports::ItemTable table;
    std::vector<tabular::MapEntry> mapping{};  // empty: columns are guessed
    imports::DecimalSign decimal_sign{imports::DecimalSign::either};
    bool skip_bad{false};  // the good rows are kept; else one refused row means that none is
};

/// One table has no more rows than that: what it would do is held in memory.
inline constexpr std::size_t kGoodsRowsMax = 200'000;

/// The table as it is understood, by its first rows.
///
/// errors: a table that cannot be read (imports::table_trouble()); the books
Outcome<imports::ItemFile> understood_goods(pos::store::Reader& reader, const GoodsTable& table,
                                            pos::Instant now);

/// What importing it would do; nothing is kept.
///
/// errors: as understood_goods(); a column that is missing (other, "goods_columns"); too many rows
Outcome<imports::ItemImportReport> preview_goods(pos::store::Reader& reader,
                                                 const GoodsTable& table, pos::Instant now,
                                                 pos::Random& random,
                                                 const imports::ItemImportListener& listener);

/// Imports it, in one transaction with the journal's ItemsImported and an entry for each field of
/// goods that was changed.
///
/// errors: as preview_goods() and open_goods()
Outcome<imports::ItemImportReport> import_goods(const std::string& where,
                                                const pos::store::StoreOptions& store_options,
                                                const GoodsTable& table, const std::string& by,
                                                pos::Instant now, pos::Random& random,
                                                const imports::ItemImportListener& listener);

/// Undoes the import of goods that was made at that moment, if it is the last one; see
/// undo_goods_import().
///
/// errors: it is not, or was undone already (other, "not_last_import"); as open_goods()
Outcome<pos::store::ImportUndone> undo_goods(const std::string& where,
                                             const pos::store::StoreOptions& store_options,
                                             pos::Instant import, const std::string& by,
                                             pos::Instant now);

}  // namespace app::core
