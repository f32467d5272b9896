#pragma once

#include "app/core/imports/item_file.hpp"
#include "app/core/register_service.hpp"

namespace app::core::imports {

/// Goods of a shop that is yet to be made, or was just made: of a file whose columns are guessed.

/// What the file would bring a shop that sells in that currency.
///
/// errors: as look_at_items and preview_items
std::expected<ItemImportReport, ImportError> look_at_new_goods(const std::string& file,
                                                               pos::Currency currency,
                                                               pos::Instant now,
                                                               pos::Random& random,
                                                               const ItemImportListener& listener);

/// Takes its good rows into the shop.
///
/// errors: as look_at_items and import_items
std::expected<ItemImportReport, ImportError> import_new_goods(const std::string& file,
                                                              pos::store::Store& store,
                                                              const ShopState& shop,
                                                              pos::Instant now, pos::Random& random,
                                                              const ItemImportListener& listener);

}  // namespace app::core::imports
