#pragma once

#include "app/core/countries.hpp"
#include "app/core/imports/item_file.hpp"
#include "app/core/register_service.hpp"

namespace app::core::imports {

/// Goods of a shop that is yet to be made, or was just made.

/// What a shop of that country says to whoever reads a file for it. Its classes of tax are named in
/// the language of `locale`; empty: the country's.
ItemImportOptions options_of_new_shop(const Country& country, std::string locale, pos::Instant now);

/// A file as such a shop would take it in, and what it would bring.
struct NewGoodsSeen {
    ItemFile file;
    ItemImportReport report;
};
/// `shop` says which column is what, or leaves it to be guessed.
///
/// errors: as look_at_items and preview_items
std::expected<NewGoodsSeen, ImportError> look_at_new_goods(const std::string& file,
                                                           const ItemImportOptions& shop,
                                                           pos::Currency currency, pos::Instant now,
                                                           pos::Random& random,
                                                           const ItemImportListener& listener);

/// A file of goods, and which of its columns is what; empty: that is guessed.
struct NewGoodsFile {
    std::string path;
    std::vector<tabular::MapEntry> mapping{};
};
/// Takes its good rows into the shop.
///
/// errors: as look_at_items and import_items
std::expected<ItemImportReport, ImportError> import_new_goods(const NewGoodsFile& file,
                                                              pos::store::Store& store,
                                                              const ShopState& shop,
                                                              pos::Instant now, pos::Random& random,
                                                              const ItemImportListener& listener);

}  // namespace app::core::imports
