#include "pos/store/renew.hpp"

#include <optional>
#include <set>
#include <utility>

#include "pos/store/catalogue/catalogue.hpp"
#include "pos/store/db/sqlite_file.hpp"
#include "pos/store/restore_parts.hpp"
#include "pos/store/store_core.hpp"
#include "pos/store/successor.hpp"

namespace pos::store {

namespace {

std::unexpected<OpenError> unusable_key(journal::KeyFileError why, std::string file) {
    OpenError error{.kind = OpenErrorKind::key_unusable, .key = why};
    error.cause.text = std::move(file);
    return std::unexpected{std::move(error)};
}

}  // namespace

std::expected<Restored, OpenError> renew(const db::DbTarget& target, const StoreOptions& options,
                                         const std::string& backup, Instant now, Random& random) {
    std::optional<db::WriterLock> lock;
    const bool file = target.engine == db::Engine::sqlite;
    if (file) {
        // Before the lock, whose file must not appear beside somebody else's.
        auto ours = db::require_our_file(target.where, db::OpenMode::read_write);
        if (!ours) return std::unexpected{to_open_error(std::move(ours.error()))};
        auto taken = take_lock(target, nullptr, "", options, now);
        if (!taken) return std::unexpected{std::move(taken.error())};
        lock.emplace(std::move(*taken));
    }
    auto opened = open_migrated(target, db::OpenMode::read_write, options);
    if (!opened) return std::unexpected{std::move(opened.error())};
    db::Connection& db = **opened;
    const std::string key_file = key_file_of(target, options);
    if (auto changed = finish_key_change(db, key_file); !changed) {
        return std::unexpected{std::move(changed.error())};
    }
    const auto last = last_journal(db);
    if (!last) return open_error(last.error());
    if (!*last) return open_error(OpenErrorKind::no_journal);
    const journal::JournalRow& row = (*last)->row;
    std::optional<db::WriterLock> session;
    if (!file) {
        auto taken = take_lock(target, &db, "journal " + to_string(row.journal), options, now);
        if (!taken) return std::unexpected{std::move(taken.error())};
        session.emplace(std::move(*taken));
    }
    std::set<std::string> used;
    if (!backup.empty()) add_noted_series(backup, used);
    if (auto added = add_series(db, row, used); !added) return open_error(added.error());
    // What lies there is of an attempt that was cut off before its journal began.
    const auto next = next_key(key_file, true, random);
    if (!next) return unusable_key(next.error(), key_file + ".next");
    Restored restored;
    restored.predecessor = (*last)->end;
    restored.journal = make_ulid(now, random);
    restored.series = draw_series(row.terminal, used, backup, restored.journal);
    const journal::JournalStarted started{.branch = row.branch,
                                          .terminal = row.terminal,
                                          .series = restored.series,
                                          .public_key = next->public_key(),
                                          .currency = row.currency,
                                          .zone = row.zone,
                                          .program = options.program,
                                          .predecessor = (*last)->end};
    auto begun = start_journal(
        db, *next, restored.journal, started,
        [&](CatalogueWriter& to) { return tell_apart(to.connection(), now, random); }, now);
    if (!begun) return open_error(begun.error().cause);
    if (auto placed = put_next_key_in_place(key_file); !placed) {
        return unusable_key(placed.error(), key_file);
    }
    return restored;
}

Answer<bool> renew_found_older(db::Connection& db, const Ulid& epoch, Instant now, Random& random) {
    auto begun = db::Transaction::begin(db, db::TransactionKind::write);
    if (!begun) return store_error(std::move(begun.error()));
    // The row is held: whoever finds the same waits, and finds another epoch.
    const auto held = db.exec("UPDATE office SET epoch = epoch WHERE epoch = $1", epoch);
    if (!held) return store_error(held.error());
    if (*held == 0) return false;
    // No journal is begun: of its id the piece is taken that no other series has.
    const std::string series = draw_series({}, {}, {}, make_ulid(now, random));
    auto done = renew_office(db, series, now, random);
    if (!done) return store_error(std::move(done.error()));
    if (auto kept = begun->commit(); !kept) return store_error(std::move(kept.error()));
    return true;
}

}  // namespace pos::store
