#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "pos/store/catalogue/catalogue.hpp"

/// What a till shows first, in the order that the shop gave.
namespace pos::store {

/// An item among them.
struct Favourite {
    Ulid item{};
    std::string name;
    std::int64_t position{0};  // above 0, ascending; not without gaps
    bool operator==(const Favourite&) const = default;
};

/// What is sold no longer is left out, but for `item`, which may be none.
db::Result<std::vector<Favourite>> favourites_with(db::Connection& db, const Ulid& item);

/// Where an item stands among those, from 1; 0: it is none.
std::int64_t place_among(const std::vector<Favourite>& favourites, const Ulid& item);

/// Puts an item at a place, from 1, and those from there on behind it; further than the last is
/// the last. 0 takes it out. Answers the place it has then. Only what moves is written.
///
/// requires: as CatalogueWriter; the item is there, and place is not negative
db::Result<std::int64_t> place_favourite(CatalogueWriter& to, const Ulid& item, std::int64_t place);

}  // namespace pos::store
