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
    auto shop = open_to_renew(target, options, now);
    if (!shop) return std::unexpected{std::move(shop.error())};
    db::Connection& db = *shop->db;
    const std::string& key_file = shop->key_file;
    const auto last = last_journal(db);
    if (!last) return open_error(last.error());
    if (!*last) return open_error(OpenErrorKind::no_journal);
    const journal::JournalRow& row = (*last)->row;
    if (auto held = hold_journal(*shop, target, options, row.journal, now); !held) {
        return std::unexpected{std::move(held.error())};
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
    const auto started = start_behind(**last, restored.series, next->public_key(), options);
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
