#include "pos/store/successor.hpp"

#include <fcntl.h>
#include <stdio.h>

#include <filesystem>

#include "pos/journal/head_file.hpp"
#include "pos/journal/key_file.hpp"
#include "pos/store/columns.hpp"
#include "pos/store/db/sqlite_file.hpp"
#include "pos/store/entries.hpp"
#include "pos/store/restore_parts.hpp"
#include "pos/store/store_core.hpp"
#include "pos/store/tables.hpp"

namespace pos::store {

namespace {

namespace fs = std::filesystem;
using journal::KeyFileError;

std::string next_file(const std::string& key_file) {
    return key_file + ".next";
}

std::unexpected<OpenError> key_trouble(KeyFileError why, const std::string& file) {
    OpenError error{.kind = why == KeyFileError::missing ? OpenErrorKind::key_missing
                                                         : OpenErrorKind::key_unusable,
                    .key = why};
    error.cause.text = file;
    return std::unexpected{std::move(error)};
}
std::unexpected<OpenError> trouble(const StoreError& error) {
    return std::unexpected{to_open_error(error.cause)};
}

/// What changes together with the new journal's first entry.
Answer<void> change_identity(db::Connection& db, const SuccessorRow& granted,
                             const journal::PublicKey& key, Instant now, Random& random) {
    auto done =
        db.exec("UPDATE head_office SET terminal = $1, public_key = $2, epoch = $3, joined_at = $4",
                granted.terminal, key, granted.epoch, now);
    if (done) done = db.exec("DELETE FROM successor");
    if (!done) return store_error(std::move(done.error()));
    return renew_carts(db, now, random);
}

}  // namespace

Answer<std::optional<SuccessorRow>> read_successor(db::Connection& db) {
    std::optional<SuccessorRow> found;
    auto done = db.each(
        "SELECT journal, follows, state, error, words, terminal, epoch, series, asked_at "
        "FROM successor",
        [&](const db::Row& row) {
            SuccessorRow& is = found.emplace();
            row.get(0, is.journal);
            row.get(1, is.follows);
            is.state = static_cast<SuccessorState>(row.integer(2));
            row.get(3, is.error);
            row.get(4, is.words);
            row.get(5, is.terminal);
            row.get(6, is.epoch);
            row.get(7, is.series);
            row.get(8, is.asked_at);
        });
    if (!done) return store_error(std::move(done.error()));
    return found;
}

Answer<void> put_successor(db::Connection& db, const SuccessorRow& row) {
    auto begun = db::Transaction::begin(db, db::TransactionKind::write);
    if (!begun) return store_error(std::move(begun.error()));
    auto done = db.exec(
        "INSERT INTO successor (successor, journal, follows, state, error, words, terminal, epoch, "
        "series, asked_at) VALUES (1, $1, $2, $3, $4, $5, $6, $7, $8, $9) "
        "ON CONFLICT (successor) DO UPDATE SET journal = excluded.journal, "
        "follows = excluded.follows, state = excluded.state, error = excluded.error, "
        "words = excluded.words, terminal = excluded.terminal, epoch = excluded.epoch, "
        "series = excluded.series, asked_at = excluded.asked_at",
        row.journal, row.follows, row.state, row.error, row.words, row.terminal, row.epoch,
        row.series, row.asked_at);
    if (!done) return store_error(std::move(done.error()));
    if (auto kept = begun->commit(); !kept) return store_error(std::move(kept.error()));
    return {};
}

Answer<void> forget_successor(db::Connection& db) {
    auto done = db.exec("DELETE FROM successor");
    if (!done) return store_error(std::move(done.error()));
    return {};
}

std::expected<journal::SigningKey, KeyFileError> next_key(const std::string& key_file, bool anew,
                                                          Random& random) {
    const std::string file = next_file(key_file);
    std::error_code none;
    if (anew) fs::remove(file, none);
    auto there = journal::load_key(file);
    if (there || there.error() != KeyFileError::missing) return there;
    auto made = journal::SigningKey::generate(random);
    if (auto kept = journal::create_key_file(file, made); !kept) {
        return std::unexpected{kept.error()};
    }
    return made;
}

std::expected<void, KeyFileError> put_next_key_in_place(const std::string& key_file) {
    std::error_code failed;
    if (fs::exists(key_file, failed)) {
        int number = 1;
        const auto aside = [&] { return key_file + ".old-" + std::to_string(number); };
        while (fs::exists(aside(), failed) && !fs::equivalent(aside(), key_file, failed)) ++number;
        // A second name first, so that there is a key at every moment.
        if (!fs::exists(aside(), failed)) fs::create_hard_link(key_file, aside(), failed);
        if (failed) return std::unexpected{KeyFileError::cannot_write};
        // How far it has signed goes with it. What is left here of another key counts for none.
        std::error_code none;
        fs::rename(journal::head_path(key_file), journal::head_path(aside()), none);
    }
    fs::rename(next_file(key_file), key_file, failed);
    if (failed) return std::unexpected{KeyFileError::cannot_write};
    return {};
}

std::expected<void, OpenError> finish_key_change(db::Connection& db, const std::string& key_file) {
    std::error_code none;
    if (!fs::exists(next_file(key_file), none)) return {};
    const auto key = journal::load_key(next_file(key_file));
    if (!key) return {};  // whoever wants it will say so
    const auto begun = db.value<std::int64_t>("SELECT count(*) FROM journal WHERE public_key = $1",
                                              key->public_key());
    if (!begun) return std::unexpected{to_open_error(begun.error())};
    if (begun->value_or(0) == 0) return {};
    if (auto placed = put_next_key_in_place(key_file); !placed) {
        return key_trouble(placed.error(), key_file);
    }
    return {};
}

std::expected<std::optional<StartedSuccessor>, OpenError> start_successor(
    const db::DbTarget& target, const StoreOptions& options, Instant now, Random& random) {
    auto shop = open_to_renew(target, options, now);
    if (!shop) return std::unexpected{std::move(shop.error())};
    db::Connection& db = *shop->db;
    const std::string& key_file = shop->key_file;
    const auto granted = read_successor(db);
    if (!granted) return trouble(granted.error());
    if (!*granted || (*granted)->state != SuccessorState::granted) {
        return std::optional<StartedSuccessor>{};
    }
    const auto key = journal::load_key(key_file);
    if (!key) return key_trouble(key.error(), key_file);
    const auto next = journal::load_key(next_file(key_file));
    if (!next) return key_trouble(next.error(), next_file(key_file));
    const auto old = journal_of_key(db, key->public_key());
    if (!old) return std::unexpected{to_open_error(old.error())};
    // Restored since, with another journal: what was granted is of no use to it.
    if (!*old || (*old)->row.journal != (*granted)->follows) {
        return std::optional<StartedSuccessor>{};
    }
    const journal::JournalRow& row = (*old)->row;
    if (auto held = hold_journal(*shop, target, options, row.journal, now); !held) {
        return std::unexpected{std::move(held.error())};
    }
    const auto started = start_behind(**old, (*granted)->series, next->public_key(), options);
    auto begun = start_journal(
        db, *next, (*granted)->journal, started,
        [&](CatalogueWriter& to) {
            return change_identity(to.connection(), **granted, next->public_key(), now, random);
        },
        now);
    if (!begun) return trouble(begun.error());
    if (auto placed = put_next_key_in_place(key_file); !placed) {
        return key_trouble(placed.error(), key_file);
    }
    return StartedSuccessor{(*granted)->journal, (*granted)->series, row.branch};
}

}  // namespace pos::store
