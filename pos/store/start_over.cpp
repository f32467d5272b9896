#include "pos/store/start_over.hpp"

#include <set>
#include <utility>

#include "pos/store/db/open.hpp"
#include "pos/store/restore.hpp"
#include "pos/store/restore_parts.hpp"
#include "pos/store/set_aside.hpp"
#include "pos/store/store_core.hpp"

namespace pos::store {

namespace {

/// Behind all that the shop has; none where it sold nothing.
db::Result<std::string> series_behind(db::Connection& db) {
    const auto any =
        db.value<std::int64_t>("SELECT count(*) FROM (SELECT 1 FROM sale LIMIT 1) AS sold");
    if (!any) return std::unexpected{any.error()};
    if (any->value_or(0) == 0) return std::string{};
    const auto last = last_journal(db);
    if (!last) return std::unexpected{last.error()};
    if (!*last) return std::string{};
    std::set<std::string> used;
    if (auto added = add_series(db, (*last)->row, used); !added)
        return std::unexpected{added.error()};
    return next_series((*last)->row.terminal, used);
}

}  // namespace

Answer<bool> has_sold_in_earnest(db::Connection& db, bool demo) {
    const auto found = db.value<std::int64_t>(
        demo ? "SELECT count(*) FROM (SELECT 1 FROM sale_line l WHERE NOT EXISTS (SELECT 1 "
               "FROM item i JOIN barcode b ON b.item_id = i.id WHERE i.item = l.item AND "
               "b.code LIKE '952%') LIMIT 1) AS sold"
             : "SELECT count(*) FROM (SELECT 1 FROM sale LIMIT 1) AS sold");
    if (!found) return store_error(found.error());
    return found->value_or(0) > 0;
}

std::expected<ShopAside, OpenError> set_shop_aside(const db::DbTarget& target,
                                                   const StoreOptions& options,
                                                   std::string_view mark, Instant now) {
    auto lock = take_lock(target, nullptr, "", options, now);
    if (!lock) return std::unexpected{std::move(lock.error())};
    ShopAside aside;
    {
        auto opened = db::open(target, {.mode = db::OpenMode::read_only});
        if (!opened) return std::unexpected{to_open_error(std::move(opened.error()))};
        auto series = series_behind(**opened);
        if (!series) return std::unexpected{to_open_error(std::move(series.error()))};
        aside.series = std::move(*series);
    }
    OldShop old;
    if (const auto failed = old.move_away(target.where, key_file_of(target, options), mark)) {
        return std::unexpected{
            OpenError{.kind = OpenErrorKind::read_only,
                      .cause = {db::DbErrorKind::mistake, "", failed.message()}}};
    }
    aside.file = old.moved().front().second;
    return aside;
}

}  // namespace pos::store
