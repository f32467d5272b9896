#include "app/core/open_shop.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>

#include "app/core/system.hpp"
#include "pos/journal/hash.hpp"
#include "pos/store/db/server_name.hpp"
#include "pos/store/feed/switch_prices.hpp"

namespace app::core {

namespace {

/// "shop@db.example:5432-1f0c2a7b.key": what a file's name cannot hold is replaced, and the start
/// of a hash keeps two names apart that look alike afterwards.
std::string key_file_name(const std::string& server_name) {
    std::string name = server_name;
    std::ranges::replace_if(
        name,
        [](char c) {
            const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
            return !letter && !(c >= '0' && c <= '9') &&
                   std::string_view{"@:._-"}.find(c) == std::string_view::npos;
        },
        '_');
    name.resize(std::min<std::size_t>(name.size(), 100));
    const pos::Hash hash = pos::journal::blake2b(pos::as_bytes(server_name));
    return name + '-' + pos::to_hex(pos::BytesView{hash}.first(4)) + ".key";
}

}  // namespace

Outcome<pos::store::db::DbTarget> target_of(const std::string& where) {
    auto target = pos::store::db::parse_db_target(where);
    if (target) return *target;
    switch (target.error()) {
        case pos::store::db::TargetError::empty:
            return misuse(Why::bad_database, where,
                          "--db is empty. Name the shop's file: --db shop.db");
        case pos::store::db::TargetError::unknown_scheme:
            return misuse(Why::bad_database, shown_database(where),
                          fmt::format("--db {} is neither a path, sqlite:… nor postgresql://….",
                                      shown_database(where)));
    }
    return misuse(Why::bad_database, shown_database(where), where);
}

Outcome<pos::store::StoreOptions> with_key_file(pos::store::StoreOptions options,
                                                const std::string& where) {
    const auto target = target_of(where);
    if (!target) return std::unexpected{target.error()};
    if (!options.key_file.empty() || target->engine == pos::store::db::Engine::sqlite) {
        return options;
    }
    const auto name = pos::store::db::server_name(target->where);
    if (!name) {
        return misuse(Why::bad_database, shown_database(where),
                      fmt::format("--db {}: {}.", shown_database(where), name.error()));
    }
    const auto data = data_folder();
    if (data.empty()) {
        return misuse(Why::no_key_folder, {},
                      "This user has no home for the signing key. Say where it is: --key FILE");
    }
    options.key_file = (data / "keys" / key_file_name(*name)).string();
    return options;
}

Outcome<bool> holds_shop(const std::string& where) {
    const auto target = target_of(where);
    if (!target) return std::unexpected{target.error()};
    const auto opened = pos::store::open_for_reading(*target);
    if (!opened) {
        if (opened.error().kind == pos::store::OpenErrorKind::missing) return false;
        return std::unexpected{failure(opened.error(), where)};
    }
    // A file that was never finished is nothing that a shop could be put into.
    return true;
}

Outcome<std::unique_ptr<pos::store::Store>> open_shop(const std::string& where,
                                                      const pos::store::StoreOptions& given,
                                                      pos::Instant now) {
    const auto target = target_of(where);
    if (!target) return std::unexpected{target.error()};
    const auto store_options = with_key_file(given, where);
    if (!store_options) return std::unexpected{store_options.error()};
    auto store = pos::store::Store::open(*target, *store_options, now);
    if (!store) return std::unexpected{failure(store.error(), where)};
    // Prices may have begun while nobody sold here.
    auto& db = (*store)->reader().connection();
    if (auto switched = pos::store::feed::switch_prices(db, now); !switched) {
        return std::unexpected{failure(pos::store::to_store_error(std::move(switched.error())))};
    }
    return std::move(*store);
}

Outcome<OpenReader> OpenReader::open(const std::string& where) {
    const auto target = target_of(where);
    if (!target) return std::unexpected{target.error()};
    auto connection = pos::store::open_for_reading(*target);
    if (!connection) return std::unexpected{failure(connection.error(), where)};
    OpenReader opened;
    opened.connection_ = std::move(*connection);
    opened.reader_ = std::make_unique<pos::store::Reader>(*opened.connection_);
    return opened;
}

}  // namespace app::core
