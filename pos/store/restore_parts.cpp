#include "pos/store/restore_parts.hpp"

#include <fmt/format.h>

#include <fstream>
#include <utility>

#include "pos/store/db/sqlite_file.hpp"
#include "pos/store/entries.hpp"
#include "pos/store/restore.hpp"
#include "pos/store/store_core.hpp"
#include "pos/store/tables.hpp"

namespace pos::store {

namespace {

/// Where the part of an id begins that no two share.
constexpr std::size_t kUniqueFrom = 22;

std::string series_note(const std::string& backup) {
    return backup + ".series";
}

/// Whether it could be noted: a backup may lie where nothing can be written.
bool note_series(const std::string& backup, const std::string& series) {
    std::ofstream file{series_note(backup), std::ios::app};
    file << series << std::endl;
    return file.good();
}

/// The one journal that the condition holds for; nothing if there is none, or it was never begun.
template <class Value>
db::Result<std::optional<OwnJournal>> own_journal(db::Connection& db, std::string_view condition,
                                                  const Value& value) {
    std::optional<OwnJournal> found;
    std::int64_t number = 0;
    auto done = db.each(
        fmt::format("SELECT id, {} FROM journal WHERE {}", kJournalColumns, condition),
        [&](const db::Row& row) {
            number = row.integer(0);
            found.emplace().row = read_journal(row, 1);
        },
        value);
    if (done && found) {
        done = db.each(
            "SELECT entry, hash FROM journal_entry WHERE entry > $1 AND entry < $2 "
            "ORDER BY entry DESC LIMIT 1",
            [&](const db::Row& row) {
                found->end = {found->row.journal, entry_key(row.integer(0)).seq, row.get<Hash>(1)};
            },
            entry_number({number, 0}), entry_number({number + 1, 0}));
    }
    if (!done) return std::unexpected{std::move(done.error())};
    if (found && found->end.seq == 0) found.reset();
    return found;
}

}  // namespace

db::Result<std::optional<OwnJournal>> last_journal(db::Connection& db) {
    return own_journal(db,
                       "id NOT IN (SELECT number FROM sent_journal) AND terminal <> $1 ORDER BY id "
                       "DESC LIMIT 1",
                       kStreamTerminal);
}

db::Result<std::optional<OwnJournal>> journal_of_key(db::Connection& db,
                                                     const journal::PublicKey& key) {
    return own_journal(db, "public_key = $1", key);
}

std::expected<ShopToRenew, OpenError> open_to_renew(const db::DbTarget& target,
                                                    const StoreOptions& options, Instant now) {
    ShopToRenew shop;
    if (target.engine == db::Engine::sqlite) {
        // Before the lock, whose file must not appear beside somebody else's.
        auto ours = db::require_our_file(target.where, db::OpenMode::read_write);
        if (!ours) return std::unexpected{to_open_error(std::move(ours.error()))};
        auto taken = take_lock(target, nullptr, "", options, now);
        if (!taken) return std::unexpected{std::move(taken.error())};
        shop.file_lock.emplace(std::move(*taken));
    }
    auto opened = open_migrated(target, db::OpenMode::read_write, options);
    if (!opened) return std::unexpected{std::move(opened.error())};
    shop.db = std::move(*opened);
    shop.key_file = key_file_of(target, options);
    if (auto changed = finish_key_change(*shop.db, shop.key_file); !changed) {
        return std::unexpected{std::move(changed.error())};
    }
    return shop;
}

std::expected<void, OpenError> hold_journal(ShopToRenew& shop, const db::DbTarget& target,
                                            const StoreOptions& options, const Ulid& journal,
                                            Instant now) {
    if (target.engine == db::Engine::sqlite) return {};
    auto taken = take_lock(target, shop.db.get(), "journal " + to_string(journal), options, now);
    if (!taken) return std::unexpected{std::move(taken.error())};
    shop.session_lock.emplace(std::move(*taken));
    return {};
}

journal::JournalStarted start_behind(const OwnJournal& old, const std::string& series,
                                     const journal::PublicKey& key, const StoreOptions& options) {
    return {.branch = old.row.branch,
            .terminal = old.row.terminal,
            .series = series,
            .public_key = key,
            .currency = old.row.currency,
            .zone = old.row.zone,
            .program = options.program,
            .predecessor = old.end};
}

db::Result<void> add_series(db::Connection& db, const journal::JournalRow& of,
                            std::set<std::string>& used) {
    const auto done = db.each(
        "SELECT series FROM journal WHERE branch = $1 AND terminal = $2",
        [&](const db::Row& row) { used.insert(row.get<std::string>(0)); }, of.branch, of.terminal);
    if (!done) return std::unexpected{done.error()};
    return {};
}

void add_noted_series(const std::string& backup, std::set<std::string>& used) {
    std::ifstream file{series_note(backup)};
    for (std::string line; std::getline(file, line);) used.insert(line);
}

std::string draw_series(const std::string& terminal, const std::set<std::string>& used,
                        const std::string& backup, const Ulid& journal) {
    std::string series = next_series(terminal, used);
    if (!backup.empty() && note_series(backup, series)) return series;
    return series + to_string(journal).substr(kUniqueFrom);
}

db::Result<void> renew_office(db::Connection& db, const std::string& suffix, Instant now,
                              Random& random) {
    auto done = db.exec(
        "UPDATE office SET epoch = $1, suffix = $2, journals = (SELECT max(n) FROM (SELECT "
        "max(id) AS n FROM journal UNION ALL SELECT max(number) FROM sent_journal UNION ALL "
        "SELECT journals FROM office) AS numbers)",
        make_ulid(now, random), suffix);
    // What was billed since may be missing: its journals go on no more.
    if (done) done = db.exec("DELETE FROM stream");
    // Tills may have what came after changes that are here.
    if (done) done = db.exec("DELETE FROM terminal_feed");
    if (!done) return std::unexpected{std::move(done.error())};
    return {};
}

Answer<void> tell_apart(db::Connection& db, Instant now, Random& random) {
    auto renewed = renew_office(db, {}, now, random);
    if (!renewed) return store_error(std::move(renewed.error()));
    if (auto carts = renew_carts(db, now, random); !carts) return carts;
    auto done = db.exec("DELETE FROM successor");
    if (done) {
        done = db.exec("UPDATE print_job SET state = $1, unsure = unsure + 1", PrintState::waiting);
    }
    if (!done) return store_error(std::move(done.error()));
    return {};
}

}  // namespace pos::store
