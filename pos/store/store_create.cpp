// A shop is made: key, journal and its first entry, whole or not at all.
#include <algorithm>
#include <filesystem>
#include <optional>

#include "pos/base/assert.hpp"
#include "pos/journal/codec.hpp"
#include "pos/journal/key_file.hpp"
#include "pos/journal/projector.hpp"
#include "pos/store/columns.hpp"
#include "pos/store/db/copy_database.hpp"
#include "pos/store/db/sqlite_connection.hpp"
#include "pos/store/db/sqlite_file.hpp"
#include "pos/store/entries.hpp"
#include "pos/store/store_core.hpp"

namespace pos::store {

namespace {

namespace fs = std::filesystem;
using Kind = OpenErrorKind;

/// What went wrong in a transaction of ours, seen from opening.
OpenError seen_from_opening(const StoreError& error) {
    OpenError seen = to_open_error(error.cause);
    if (error.kind == StoreErrorKind::disk_full) seen.kind = Kind::disk_full;
    return seen;
}

bool is_code(std::string_view text) {
    return !text.empty() && text.size() <= 12 && std::ranges::all_of(text, [](char c) {
        return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z');
    });
}

std::expected<void, OpenError> save_key(const std::string& path, const journal::SigningKey& key) {
    const auto made = journal::create_key_file(path, key);
    if (made) return {};
    if (made.error() == journal::KeyFileError::exists) return open_error(Kind::key_exists, path);
    const bool full = made.error() == journal::KeyFileError::disk_full;
    OpenError error{.kind = full ? Kind::disk_full : Kind::read_only, .key = made.error()};
    error.cause.text = path;
    return std::unexpected{std::move(error)};
}

/// Builds the whole database under another name, so that a shop is there whole or not at all.
std::expected<void, OpenError> build_file(const std::string& path, const journal::SigningKey& key,
                                          const Ulid& journal_id,
                                          const journal::JournalStarted& started,
                                          const FirstContent& fill, const StoreOptions& options,
                                          Instant now) {
    db::remove_database(path);  // of an attempt that was cut off
    auto db = open_migrated({db::Engine::sqlite, path}, db::OpenMode::create, options);
    if (!db) return std::unexpected{std::move(db.error())};
    if (auto done = start_journal(**db, key, journal_id, started, fill, now); !done) {
        return std::unexpected{seen_from_opening(done.error())};
    }
    return close_whole(std::move(*db), path);
}

std::expected<void, OpenError> put_file_in_place(const std::string& part, const std::string& to) {
    auto placed = db::put_in_place(part, to, false);
    if (placed) return {};
    OpenError error = to_open_error(std::move(placed.error().cause));
    switch (placed.error().kind) {
        case db::CopyError::Kind::exists:
            error.kind = Kind::exists;
            break;
        case db::CopyError::Kind::disk_full:
            error.kind = Kind::disk_full;
            break;
        case db::CopyError::Kind::cannot_write:
            error.kind = Kind::read_only;
            break;
        case db::CopyError::Kind::source:
        case db::CopyError::Kind::a_shop:
        case db::CopyError::Kind::no_copy:
        case db::CopyError::Kind::taken_name:
        case db::CopyError::Kind::stopped:
        case db::CopyError::Kind::damaged:
            error.kind = Kind::failed;
            break;
    }
    return std::unexpected{std::move(error)};
}

std::expected<void, OpenError> create_file(const db::DbTarget& target,
                                           const journal::SigningKey& key, const Ulid& journal_id,
                                           const journal::JournalStarted& started,
                                           const FirstContent& fill, const StoreOptions& options,
                                           Instant now) {
    std::error_code none;
    if (fs::exists(target.where, none)) return open_error(Kind::exists, target.where);
    if (db::has_log_beside(target.where)) return open_error(Kind::log_left, target.where);
    const auto lock = take_lock(target, nullptr, "", options, now);
    if (!lock) return std::unexpected{lock.error()};
    const std::string key_file = key_file_of(target, options);
    const std::string part = target.where + ".part";
    if (fs::exists(key_file, none)) {
        if (!is_key_of(key_file, part)) return open_error(Kind::key_exists, key_file);
        fs::remove(key_file, none);  // nothing was signed with it but what goes with the part
    }
    auto built = build_file(part, key, journal_id, started, fill, options, now);
    if (built) built = save_key(key_file, key);
    if (!built) {
        db::remove_database(part);
        return built;
    }
    auto placed = put_file_in_place(part, target.where);
    if (!placed) {
        fs::remove(key_file, none);  // nothing was signed with it
        db::remove_database(part);
    }
    return placed;
}

std::expected<void, OpenError> create_on_server(const db::DbTarget& target,
                                                const journal::SigningKey& key,
                                                const Ulid& journal_id,
                                                const journal::JournalStarted& started,
                                                const FirstContent& fill,
                                                const StoreOptions& options, Instant now) {
    auto db = open_migrated(target, db::OpenMode::create, options);
    if (!db) return std::unexpected{std::move(db.error())};
    const auto lock = take_lock(target, db->get(), "create", options, now);
    if (!lock) return std::unexpected{lock.error()};
    // Settings, carts and print jobs are of one terminal, so a database serves one.
    const auto there = (*db)->value<std::int64_t>("SELECT count(*) FROM journal");
    if (!there) return open_error(there.error());
    if (there->value_or(0) != 0) return open_error(Kind::exists);
    const std::string key_file = key_file_of(target, options);
    if (auto saved = save_key(key_file, key); !saved) return saved;
    if (auto done = start_journal(**db, key, journal_id, started, fill, now); !done) {
        std::error_code none;
        fs::remove(key_file, none);
        return std::unexpected{seen_from_opening(done.error())};
    }
    return {};
}

}  // namespace

std::expected<void, OpenError> close_whole(std::unique_ptr<db::Connection> db,
                                           const std::string& path) {
    // Closing takes the log in as well, but says nothing where that fails.
    auto taken_in = static_cast<db::SqliteConnection&>(*db).checkpoint();
    db.reset();
    if (!taken_in) return open_error(std::move(taken_in.error()));
    if (db::has_log_beside(path)) return open_error(Kind::failed, path);
    return {};
}

bool is_key_of(const std::string& key_file, const std::string& part) {
    const auto key = journal::load_key(key_file);
    if (!key) return false;
    const auto db = db::open({db::Engine::sqlite, part}, {.mode = db::OpenMode::read_only});
    if (!db) return false;
    const auto entries = (*db)->value<std::int64_t>(
        "SELECT count(*) FROM journal_entry WHERE entry >> 40 = (SELECT id FROM journal WHERE "
        "public_key = $1)",
        key->public_key());
    return entries && *entries == 1;
}

Answer<void> start_journal(db::Connection& db, const journal::SigningKey& key,
                           const Ulid& journal_id, const journal::JournalStarted& started,
                           const FirstContent& fill, Instant now) {
    auto last = db.value<std::int64_t>(
        "SELECT max(n) FROM (SELECT coalesce(max(id), 0) AS n FROM journal UNION ALL "
        "SELECT coalesce(max(number), 0) FROM sent_journal) AS numbers");
    if (!last) return std::unexpected{to_store_error(std::move(last.error()))};
    journal::Head head = journal::genesis(journal_id, key.public_key());
    journal::Entry entry =
        journal::next_entry(journal_id, head, now, journal::encode(started), key);
    const EntryKey place{last->value_or(0) + 1, entry.seq};

    auto begun = db::Transaction::begin(db, db::TransactionKind::write);
    if (!begun) return std::unexpected{to_store_error(std::move(begun.error()))};
    auto put = insert_entry(db, place, entry);
    if (!put) return std::unexpected{to_store_error(std::move(put.error()))};
    Tables tables{db};
    tables.enter(journal_id, place);
    const auto projected = journal::project(entry, started, tables, tables);
    POS_ASSERT(projected.has_value());
    if (tables.error()) return std::unexpected{to_store_error(*tables.error())};
    if (fill) {
        CatalogueWriter catalogue{db};
        if (auto filled = fill(catalogue); !filled) return filled;
    }
    auto done = begun->commit();
    if (!done) return std::unexpected{to_store_error(std::move(done.error()))};
    return {};
}

std::expected<std::unique_ptr<Store>, OpenError> Store::create(const db::DbTarget& target,
                                                               const NewShop& shop,
                                                               const StoreOptions& options,
                                                               Instant now, Random& random) {
    POS_ASSERT(is_code(shop.branch) && is_code(shop.terminal));
    POS_ASSERT(shop.currency != Currency{} && !shop.zone.empty());
    std::optional<journal::SigningKey> made_now;
    if (shop.key == nullptr) made_now.emplace(journal::SigningKey::generate(random));
    const journal::SigningKey& key = shop.key != nullptr ? *shop.key : *made_now;
    const Ulid journal_id = make_ulid(now, random);
    const journal::JournalStarted started{
        .branch = shop.branch,
        .terminal = shop.terminal,
        .series = shop.series.empty() ? shop.terminal : shop.series,
        .public_key = key.public_key(),
        .currency = shop.currency,
        .zone = shop.zone,
        .program = options.program,
        .predecessor = shop.predecessor};
    std::expected<void, OpenError> made;
    switch (target.engine) {
        case db::Engine::sqlite:
            made = create_file(target, key, journal_id, started, shop.fill, options, now);
            break;
        case db::Engine::postgresql:
            made = create_on_server(target, key, journal_id, started, shop.fill, options, now);
            break;
    }
    if (!made) return std::unexpected{std::move(made.error())};
    return open(target, options, now);
}

}  // namespace pos::store
