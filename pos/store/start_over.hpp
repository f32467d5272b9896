#pragma once

#include <expected>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "pos/base/clock.hpp"
#include "pos/base/random.hpp"
#include "pos/store/store.hpp"

/// A shop that has sold nothing in earnest gives its place to one that is made anew.
namespace pos::store {

/// Whether anything was sold here. Goods of a demo do not count where the shop has some: their
/// barcodes begin as GS1 keeps them for demonstrations (952).
Answer<bool> has_sold_in_earnest(db::Connection& db, bool demo);

/// The series of a shop that is made where others of that terminal were set aside: behind all that
/// gave a number. Empty, so that it is the terminal's own, where none did. Where one of them is not
/// readable, so that nobody knows what it gave, the series ends in a part of an id, which no other
/// has. It is found in the files each time, since days may pass between one shop and the next.
std::string series_behind(const db::DbTarget& target, std::string_view branch,
                          std::string_view terminal, Instant now, Random& random);

struct ShopAside {
    std::string file;  // the database, as it is called now
};
/// Renames all that belongs to the shop, which is kept; see set_aside.hpp. Whether it may is asked
/// once no program can write the shop any more: what it reads is what is set aside.
///
/// requires: an SQLite target; nothing that `may` opens is open behind it
/// returns:  nothing if it may not, and everything is as it was
/// errors:   in_use, while a program writes the shop: then nothing is asked; the database's;
///           read_only, where a name cannot be changed: then everything is as it was
std::expected<std::optional<ShopAside>, OpenError> set_shop_aside(const db::DbTarget& target,
                                                                  const StoreOptions& options,
                                                                  std::string_view mark,
                                                                  Instant now,
                                                                  const std::function<bool()>& may);

/// Ends that where it was cut off, by a power cut between two names: the database is aside already,
/// and its key is not. Best effort: else the key is in the way of the next shop, which says so.
void finish_setting_aside(const db::DbTarget& target, const StoreOptions& options, Instant now);

}  // namespace pos::store
