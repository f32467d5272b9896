// A shop is opened: lock, schema, key, journal, and how far its numbers have come.
#include <fmt/format.h>

#include "pos/base/assert.hpp"
#include "pos/journal/key_file.hpp"
#include "pos/store/columns.hpp"
#include "pos/store/db/sqlite_file.hpp"
#include "pos/store/entries.hpp"
#include "pos/store/migrations.hpp"
#include "pos/store/require_shop.hpp"
#include "pos/store/store_core.hpp"

namespace pos::store {

namespace {

using Kind = OpenErrorKind;

std::expected<journal::SigningKey, OpenError> load_key(const std::string& path) {
    auto key = journal::load_key(path);
    if (key) return std::move(*key);
    if (key.error() == journal::KeyFileError::missing) return open_error(Kind::key_missing, path);
    OpenError error{.kind = Kind::key_unusable, .key = key.error()};
    error.cause.text = path;
    return std::unexpected{std::move(error)};
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
    if (mode != db::OpenMode::create) {
        if (auto there = require_shop(**db); !there) {
            return std::unexpected{std::move(there.error())};
        }
    }
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
            if (!ours) {
                OpenError error = to_open_error(std::move(ours.error()));
                if (error.kind == Kind::missing && db::has_log_beside(target.where)) {
                    error.kind = Kind::log_left;
                }
                return std::unexpected{std::move(error)};
            }
        }
        auto lock = take_lock(target, nullptr, "", options, now);
        if (!lock) return std::unexpected{std::move(lock.error())};
        core->lock.emplace(std::move(*lock));
    }
    auto db = open_migrated(target, db::OpenMode::read_write, options);
    if (!db) return std::unexpected{std::move(db.error())};
    core->db = std::move(*db);
    if (auto changed = finish_key_change(*core->db, key_file_of(target, options)); !changed) {
        return std::unexpected{std::move(changed.error())};
    }
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
    if (auto newest = core->require_newest(); !newest) {
        return std::unexpected{std::move(newest.error())};
    }
    return std::unique_ptr<Store>{new Store{std::move(core)}};
}

std::expected<void, OpenError> Store::Core::find_journal() {
    bool found = false;
    const auto done = db->each(
        fmt::format("SELECT id, {} FROM journal WHERE public_key = $1", kJournalColumns),
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

std::expected<void, OpenError> Store::Core::require_newest() {
    const std::string key_file = key_file_of(target, options);
    signed_last = journal::HeadFile::beside(key_file);
    if (const auto last = signed_last.read(journal.journal)) {
        const auto there = has_entry(*db, journal_number, *last);
        if (!there) return open_error(there.error());
        // A head office sells nothing and goes on by itself; see office/reached.hpp.
        const auto offices = db->value<std::int64_t>("SELECT count(*) FROM office");
        if (!offices) return open_error(offices.error());
        if (!*there && offices->value_or(0) == 0) return open_error(Kind::older_copy, key_file);
    }
    signed_last.note(journal.journal, progress.head);
    return {};
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
