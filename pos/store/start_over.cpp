#include "pos/store/start_over.hpp"

#include <filesystem>
#include <set>
#include <utility>

#include "pos/journal/key_file.hpp"
#include "pos/store/db/open.hpp"
#include "pos/store/db/sqlite_file.hpp"
#include "pos/store/restore.hpp"
#include "pos/store/restore_parts.hpp"
#include "pos/store/set_aside.hpp"
#include "pos/store/store_core.hpp"

namespace pos::store {

namespace {

namespace fs = std::filesystem;

/// How long the mark of a day is ("2026-11-29-141205"); restore() counts, and goes on by itself.
constexpr std::size_t kDayMark = 17;

std::string aside_name(const std::string& database, const std::string& mark) {
    return set_aside_names(database, {}, mark).front().second;
}

/// Those in which numbers were given, and each that is not what a terminal begins with: it was
/// drawn to be behind a shop that may lie elsewhere by now. False if the database is not readable.
bool add_given_series(const std::string& database, std::string_view branch,
                      std::string_view terminal, std::set<std::string>& used) {
    const auto db = db::open({db::Engine::sqlite, database}, {.mode = db::OpenMode::read_only});
    if (!db) return false;
    const auto done = (*db)->each(
        "SELECT series FROM journal WHERE branch = $1 AND terminal = $2 AND (series <> $2 OR "
        "EXISTS (SELECT 1 FROM sale))",
        [&](const db::Row& row) { used.insert(row.get<std::string>(0)); }, branch, terminal);
    return done.has_value();
}

/// Whether that key signed in that database.
bool signed_in(const std::string& key_file, const std::string& database) {
    const auto key = journal::load_key(key_file);
    if (!key) return false;
    const auto db = db::open({db::Engine::sqlite, database}, {.mode = db::OpenMode::read_only});
    if (!db) return false;
    const auto journals = (*db)->value<std::int64_t>(
        "SELECT count(*) FROM journal WHERE public_key = $1", key->public_key());
    return journals && journals->value_or(0) > 0;
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

std::string series_behind(const db::DbTarget& target, std::string_view branch,
                          std::string_view terminal, Instant now, Random& random) {
    if (target.engine != db::Engine::sqlite) return {};
    std::set<std::string> used;
    bool all_readable = true;
    for (const std::string& mark : marks_aside(target.where)) {
        const std::string database = aside_name(target.where, mark);
        if (!add_given_series(database, branch, terminal, used)) all_readable = false;
    }
    if (!all_readable) return draw_series(std::string{terminal}, used, {}, make_ulid(now, random));
    return used.empty() ? std::string{} : next_series(std::string{terminal}, used);
}

std::expected<std::optional<ShopAside>, OpenError> set_shop_aside(
    const db::DbTarget& target, const StoreOptions& options, std::string_view mark, Instant now,
    const std::function<bool()>& may) {
    auto lock = take_lock(target, nullptr, "", options, now);
    if (!lock) return std::unexpected{std::move(lock.error())};
    if (!may()) return std::nullopt;
    OldShop old;
    if (const auto failed = old.move_away(target.where, key_file_of(target, options), mark)) {
        return std::unexpected{
            OpenError{.kind = OpenErrorKind::read_only,
                      .cause = {db::DbErrorKind::mistake, "", failed.message()}}};
    }
    return ShopAside{old.moved().front().second};
}

void finish_setting_aside(const db::DbTarget& target, const StoreOptions& options, Instant now) {
    std::error_code none;
    const std::string key_file = key_file_of(target, options);
    // A log that holds something is part of a database that somebody took away.
    if (target.engine != db::Engine::sqlite || fs::exists(target.where, none) ||
        !fs::exists(key_file, none) || db::has_log_beside(target.where))
        return;
    for (const std::string& mark : marks_aside(target.where)) {
        const std::string database = aside_name(target.where, mark);
        if (mark.size() != kDayMark || !signed_in(key_file, database)) continue;
        const auto lock = take_lock(target, nullptr, "", options, now);
        if (!lock || fs::exists(target.where, none)) return;
        // Empty by now, and whoever looked into the database has made others.
        for (const std::string_view beside : db::kFilesBeside)
            fs::remove(target.where + std::string{beside}, none);
        OldShop rest;
        (void)rest.move_away(target.where, key_file, mark);
        return;
    }
}

}  // namespace pos::store
