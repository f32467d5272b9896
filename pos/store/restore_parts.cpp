#include "pos/store/restore_parts.hpp"

#include <fstream>
#include <utility>

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

}  // namespace

db::Result<std::optional<LastJournal>> last_journal(db::Connection& db) {
    std::optional<LastJournal> found;
    std::int64_t number = 0;
    auto done = db.each(
        "SELECT id, journal, started_at, branch, terminal, series, public_key, currency, zone, "
        "program, predecessor FROM journal WHERE id NOT IN (SELECT number FROM sent_journal) "
        "AND terminal <> $1 ORDER BY id DESC LIMIT 1",
        [&](const db::Row& row) {
            number = row.integer(0);
            found.emplace().row = read_journal(row, 1);
        },
        kStreamTerminal);
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
