#include "pos/store/catalogue/favourites.hpp"

#include <algorithm>
#include <utility>

#include "pos/base/assert.hpp"

namespace pos::store {

db::Result<std::vector<Favourite>> favourites_with(db::Connection& db, const Ulid& item) {
    std::vector<Favourite> found;
    const auto done = db.each(
        "SELECT item, name, favourite FROM item WHERE favourite > 0 AND (active <> 0 OR item = $1) "
        "ORDER BY favourite, id",
        [&](const db::Row& row) {
            Favourite& one = found.emplace_back();
            row.get(0, one.item);
            row.get(1, one.name);
            row.get(2, one.position);
        },
        item);
    if (!done) return std::unexpected{done.error()};
    return found;
}

std::int64_t place_among(const std::vector<Favourite>& favourites, const Ulid& item) {
    const auto at = std::ranges::find(favourites, item, &Favourite::item);
    return at == favourites.end() ? 0 : at - favourites.begin() + 1;
}

db::Result<std::int64_t> place_favourite(CatalogueWriter& to, const Ulid& item,
                                         std::int64_t place) {
    POS_ASSERT(place >= 0);
    auto all = favourites_with(to.connection(), item);
    if (!all) return std::unexpected{std::move(all.error())};
    const std::int64_t before = place_among(*all, item);
    if (place == 0) {
        if (before == 0) return 0;
        if (auto done = to.set_favourite(item, 0); !done) return std::unexpected{done.error()};
        return 0;
    }
    std::erase_if(*all, [&](const Favourite& one) { return one.item == item; });
    const auto last = static_cast<std::int64_t>(all->size()) + 1;
    const std::int64_t now = std::min(place, last);
    if (now == before) return now;
    all->insert(all->begin() + (now - 1), Favourite{.item = item, .name = {}, .position = 0});
    std::int64_t position = 0;
    for (const Favourite& one : *all) {
        if (one.position == ++position) continue;
        if (auto done = to.set_favourite(one.item, position); !done)
            return std::unexpected{done.error()};
    }
    return now;
}

}  // namespace pos::store
