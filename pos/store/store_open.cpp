// A shop is made or opened: lock, schema, key, journal, and how far its numbers have come.
#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

#include "pos/base/assert.hpp"
#include "pos/journal/codec.hpp"
#include "pos/journal/key_file.hpp"
#include "pos/journal/projector.hpp"
#include "pos/store/columns.hpp"
#include "pos/store/db/copy_database.hpp"
#include "pos/store/db/sqlite_file.hpp"
#include "pos/store/entries.hpp"
#include "pos/store/migrations.hpp"
#include "pos/store/store_core.hpp"

namespace pos::store {

namespace {

namespace fs = std::filesystem;
using Kind = OpenErrorKind;

std::unexpected<OpenError> open_error(db::DbError cause) {
    return std::unexpected{to_open_error(std::move(cause))};
}
std::unexpected<OpenError> open_error(Kind kind, std::string text = {}) {
    return std::unexpected{
        OpenError{.kind = kind, .cause = {db::DbErrorKind::mistake, "", std::move(text)}}};
}

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

std::expected<journal::SigningKey, OpenError> load_key(const std::string& path) {
    auto key = journal::load_key(path);
    if (key) return std::move(*key);
    if (key.error() == journal::KeyFileError::missing) return open_error(Kind::key_missing, path);
    OpenError error{.kind = Kind::key_unusable, .key = key.error()};
    error.cause.text = path;
    return std::unexpected{std::move(error)};
}

std::expected<void, OpenError> save_key(const std::string& path, const journal::SigningKey& key) {
    const auto made = journal::create_key_file(path, key);
    if (made) return {};
    if (made.error() == journal::KeyFileError::exists) return open_error(Kind::key_exists, path);
    OpenError error{.kind = Kind::read_only, .key = made.error()};
    error.cause.text = path;
    return std::unexpected{std::move(error)};
}

void remove_database(const std::string& path) {
    std::error_code ignored;
    for (const char* end : {"", "-wal", "-shm", "-journal"}) fs::remove(path + end, ignored);
}

/// Builds the whole database under another name, so that a shop is there whole or not at all.
std::expected<void, OpenError> build_file(const std::string& path, const journal::SigningKey& key,
                                          const Ulid& journal_id,
                                          const journal::JournalStarted& started,
                                          const StoreOptions& options, Instant now) {
    remove_database(path);  // of an attempt that was cut off
    auto db = open_migrated({db::Engine::sqlite, path}, db::OpenMode::create, options);
    if (!db) return std::unexpected{std::move(db.error())};
    if (auto done = start_journal(**db, key, journal_id, started, now); !done) {
        return std::unexpected{seen_from_opening(done.error())};
    }
    db->reset();  // takes in the log and removes it
    return {};
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
                                           const StoreOptions& options, Instant now) {
    std::error_code none;
    if (fs::exists(target.where, none)) return open_error(Kind::exists, target.where);
    const auto lock = take_lock(target, nullptr, "", options, now);
    if (!lock) return std::unexpected{lock.error()};
    const std::string key_file = key_file_of(target, options);
    if (fs::exists(key_file, none)) return open_error(Kind::key_exists, key_file);
    const std::string part = target.where + ".part";
    auto built = build_file(part, key, journal_id, started, options, now);
    if (built) built = save_key(key_file, key);
    if (!built) {
        remove_database(part);
        return built;
    }
    auto placed = put_file_in_place(part, target.where);
    if (!placed) {
        fs::remove(key_file, none);  // nothing was signed with it
        remove_database(part);
    }
    return placed;
}

std::expected<void, OpenError> create_on_server(const db::DbTarget& target,
                                                const journal::SigningKey& key,
                                                const Ulid& journal_id,
                                                const journal::JournalStarted& started,
                                                const StoreOptions& options, Instant now) {
    auto db = open_migrated(target, db::OpenMode::create, options);
    if (!db) return std::unexpected{std::move(db.error())};
    const auto lock = take_lock(target, db->get(), "create", options, now);
    if (!lock) return std::unexpected{lock.error()};
    const auto there = (*db)->value<std::int64_t>(
        "SELECT count(*) FROM journal WHERE branch = $1 AND terminal = $2", started.branch,
        started.terminal);
    if (!there) return open_error(there.error());
    if (there->value_or(0) != 0) return open_error(Kind::exists);
    const std::string key_file = key_file_of(target, options);
    if (auto saved = save_key(key_file, key); !saved) return saved;
    if (auto done = start_journal(**db, key, journal_id, started, now); !done) {
        std::error_code none;
        fs::remove(key_file, none);
        return std::unexpected{seen_from_opening(done.error())};
    }
    return {};
}

}  // namespace

std::string key_file_of(const db::DbTarget& target, const StoreOptions& options) {
    if (!options.key_file.empty()) return options.key_file;
    POS_ASSERT(target.engine == db::Engine::sqlite);
    return journal::key_path(target.where).string();
}

std::expected<std::unique_ptr<db::Connection>, OpenError> open_migrated(
    const db::DbTarget& target, db::OpenMode mode, const StoreOptions& options) {
    db::OpenOptions how{.mode = mode, .auto_checkpoint = options.auto_checkpoint};
    how.vfs = options.vfs;
    auto db = db::open(target, how);
    if (!db) return open_error(std::move(db.error()));
    if (auto done = db::migrate(**db, migrations()); !done) {
        OpenError error = to_open_error(std::move(done.error().cause));
        if (done.error().kind == db::MigrateError::Kind::newer_schema) {
            error.kind = Kind::newer_schema;
            error.schema_version = done.error().version;
        }
        return std::unexpected{std::move(error)};
    }
    return std::move(*db);
}

std::expected<db::WriterLock, OpenError> take_lock(const db::DbTarget& target,
                                                   db::Connection* session, std::string_view name,
                                                   const StoreOptions& options, Instant now) {
    auto lock = session ? db::WriterLock::of_session(*session, name, options.program)
                        : db::WriterLock::of_file(target.where, options.program, now);
    if (lock) return std::move(*lock);
    OpenError error = to_open_error(std::move(lock.error().cause));
    if (lock.error().kind == db::LockError::Kind::held) error.kind = Kind::in_use;
    error.holder = std::move(lock.error().holder);
    return std::unexpected{std::move(error)};
}

Answer<void> start_journal(db::Connection& db, const journal::SigningKey& key,
                           const Ulid& journal_id, const journal::JournalStarted& started,
                           Instant now) {
    auto last = db.value<std::int64_t>("SELECT coalesce(max(id), 0) FROM journal");
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
    const journal::SigningKey key = journal::SigningKey::generate(random);
    const Ulid journal_id = make_ulid(now, random);
    const journal::JournalStarted started{.branch = shop.branch,
                                          .terminal = shop.terminal,
                                          .series = shop.terminal,
                                          .public_key = key.public_key(),
                                          .currency = shop.currency,
                                          .zone = shop.zone,
                                          .program = options.program,
                                          .predecessor = std::nullopt};
    std::expected<void, OpenError> made;
    switch (target.engine) {
        case db::Engine::sqlite:
            made = create_file(target, key, journal_id, started, options, now);
            break;
        case db::Engine::postgresql:
            made = create_on_server(target, key, journal_id, started, options, now);
            break;
    }
    if (!made) return std::unexpected{std::move(made.error())};
    return open(target, options, now);
}

std::expected<std::unique_ptr<Store>, OpenError> Store::open(const db::DbTarget& target,
                                                             const StoreOptions& options,
                                                             Instant now) {
    auto core = std::make_unique<Core>();
    core->target = target;
    core->options = options;
    const bool file = target.engine == db::Engine::sqlite;
    if (file) {
        // Before the lock, whose file must not appear beside somebody else's.
        if (options.vfs.empty()) {
            auto ours = db::require_our_file(target.where, db::OpenMode::read_write);
            if (!ours) return open_error(std::move(ours.error()));
        }
        auto lock = take_lock(target, nullptr, "", options, now);
        if (!lock) return std::unexpected{std::move(lock.error())};
        core->lock.emplace(std::move(*lock));
    }
    auto db = open_migrated(target, db::OpenMode::read_write, options);
    if (!db) return std::unexpected{std::move(db.error())};
    core->db = std::move(*db);
    auto key = load_key(key_file_of(target, options));
    if (!key) return std::unexpected{std::move(key.error())};
    core->key.emplace(std::move(*key));
    core->prepare();
    if (auto found = core->find_journal(); !found) return std::unexpected{std::move(found.error())};
    if (!file) {
        auto lock = take_lock(target, core->db.get(), "journal " + to_string(core->journal.journal),
                              options, now);
        if (!lock) return std::unexpected{std::move(lock.error())};
        core->lock.emplace(std::move(*lock));
        if (auto again = core->find_journal(); !again) {
            return std::unexpected{std::move(again.error())};
        }
    }
    return std::unique_ptr<Store>{new Store{std::move(core)}};
}

std::expected<void, OpenError> Store::Core::find_journal() {
    bool found = false;
    const auto done = db->each(
        "SELECT id, journal, started_at, branch, terminal, series, public_key, currency, zone, "
        "program, predecessor FROM journal WHERE public_key = $1",
        [&](const db::Row& row) {
            found = true;
            journal_number = row.integer(0);
            journal = read_journal(row, 1);
        },
        key->public_key());
    if (!done) return open_error(done.error());
    if (found) return read_progress();
    const auto any = db->value<std::int64_t>("SELECT count(*) FROM journal");
    if (!any) return open_error(any.error());
    if (any->value_or(0) == 0) return open_error(Kind::no_journal);
    return open_error(Kind::key_of_another, key_file_of(target, options));
}

std::expected<void, OpenError> Store::Core::read_progress() {
    // The last two entries: what is appended next must continue a chain that holds.
    std::vector<journal::Entry> last;
    const auto done = db->each(
        "SELECT entry, at, kind, version, payload, hash, signature FROM journal_entry "
        "WHERE entry > $1 AND entry < $2 ORDER BY entry DESC LIMIT 2",
        [&](const db::Row& row) { last.push_back(read_entry(row, journal.journal)); },
        entry_number({journal_number, 0}), entry_number({journal_number + 1, 0}));
    if (!done) return open_error(done.error());
    if (last.empty()) return open_error(Kind::no_journal);
    const journal::Head before = last.size() == 2
                                     ? journal::Head{last[1].seq, last[1].hash}
                                     : journal::genesis(journal.journal, journal.public_key);
    journal::ChainVerifier verifier{journal.journal, journal.public_key, before};
    if (!verifier.check(last[0])) {
        OpenError error{.kind = Kind::damaged};
        error.damage.push_back(
            fmt::format("the journal's last entry, {}, does not fit the one before", last[0].seq));
        return std::unexpected{std::move(error)};
    }
    progress.head = verifier.head();
    progress.last_at = last[0].at;
    return read_numbers();
}

std::expected<void, OpenError> Store::Core::read_numbers() {
    const auto number = db->value<std::string>(
        "SELECT number FROM sale WHERE entry > $1 AND entry < $2 ORDER BY entry DESC LIMIT 1",
        entry_number({journal_number, 0}), entry_number({journal_number + 1, 0}));
    if (!number) return open_error(number.error());
    progress.receipts = *number ? counter_of(**number) : 0;
    const auto z = db->first<std::uint32_t, std::int64_t>(
        "SELECT z_number, grand_total_minor FROM shift WHERE journal = $1 AND z_number IS NOT NULL "
        "ORDER BY z_number DESC LIMIT 1",
        journal_number);
    if (!z) return open_error(z.error());
    if (*z) std::tie(progress.z_reports, progress.grand_total_minor) = **z;
    return {};
}

}  // namespace pos::store
