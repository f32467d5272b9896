#pragma once

#include <expected>
#include <string>
#include <string_view>

#include "pos/store/store.hpp"

/// A shop that has sold nothing in earnest gives its place to one that is made anew.
namespace pos::store {

/// Whether anything was sold here. Goods of a demo do not count where the shop has some: their
/// barcodes begin as GS1 keeps them for demonstrations (952).
Answer<bool> has_sold_in_earnest(db::Connection& db, bool demo);

struct ShopAside {
    std::string file;    // the database, as it is called now
    std::string series;  // for the next shop; empty where this one gave no number
};
/// Renames all that belongs to the shop, which is kept; see set_aside.hpp.
///
/// requires: an SQLite target
/// errors:   in_use, while a program writes the shop; the database's; read_only, where a name
///           cannot be changed: then everything is as it was
std::expected<ShopAside, OpenError> set_shop_aside(const db::DbTarget& target,
                                                   const StoreOptions& options,
                                                   std::string_view mark, Instant now);

}  // namespace pos::store
