#include "pos/store/restore.hpp"

#include <filesystem>
#include <fstream>
#include <optional>

#include "pos/base/assert.hpp"
#include "pos/journal/key_file.hpp"
#include "pos/store/db/sqlite_file.hpp"
#include "pos/store/entries.hpp"
#include "pos/store/set_aside.hpp"
#include "pos/store/store_core.hpp"
#include "pos/store/tables.hpp"

namespace pos::store {

namespace {

namespace fs = std::filesystem;
using Place = RestoreError::Place;

std::unexpected<RestoreError> refuse(Place place, OpenError error) {
    return std::unexpected{RestoreError{place, std::move(error)}};
}
std::unexpected<RestoreError> refuse(Place place, OpenErrorKind kind, std::string text) {
    return refuse(place, {.kind = kind, .cause = {db::DbErrorKind::mistake, "", std::move(text)}});
}
std::unexpected<RestoreError> refuse(Place place, db::DbError error) {
    return refuse(place, to_open_error(std::move(error)));
}

std::unexpected<RestoreError> refuse_copy(db::CopyError&& error) {
    OpenError seen = to_open_error(std::move(error.cause));
    seen.damage = std::move(error.damage);
    switch (error.kind) {
        case db::CopyError::Kind::source:
            return refuse(Place::backup, std::move(seen));
        case db::CopyError::Kind::damaged:
            seen.kind = OpenErrorKind::damaged;
            return refuse(Place::backup, std::move(seen));
        case db::CopyError::Kind::stopped:
            return refuse(Place::stopped, std::move(seen));
        case db::CopyError::Kind::exists:
        case db::CopyError::Kind::a_shop:
        case db::CopyError::Kind::no_copy:
        case db::CopyError::Kind::taken_name:
            seen.kind = OpenErrorKind::exists;
            break;
        case db::CopyError::Kind::cannot_write:
            seen.kind = OpenErrorKind::read_only;
            break;
        case db::CopyError::Kind::disk_full:
            seen.kind = OpenErrorKind::disk_full;
            break;
    }
    return refuse(Place::target, std::move(seen));
}

/// The unfinished shop, removed unless it got its name.
struct Part {
    std::string path;
    bool done{false};
    ~Part() {
        if (!done) db::remove_database(path);
    }
};

/// The series of every journal in a database that this terminal had.
db::Result<void> add_series(db::Connection& db, const journal::JournalRow& of,
                            std::set<std::string>& used) {
    const auto done = db.each(
        "SELECT series FROM journal WHERE branch = $1 AND terminal = $2",
        [&](const db::Row& row) { used.insert(row.get<std::string>(0)); }, of.branch, of.terminal);
    if (!done) return std::unexpected{done.error()};
    return {};
}

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

void add_noted_series(const std::string& backup, std::set<std::string>& used) {
    std::ifstream file{series_note(backup)};
    for (std::string line; std::getline(file, line);) used.insert(line);
}

/// The backup's own journal: the one started last that nobody sends here, and where its books end.
struct LastJournal {
    journal::JournalRow row;
    journal::Predecessor end;
};

std::expected<LastJournal, RestoreError> last_journal(db::Connection& db) {
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
    if (!done) return refuse(Place::backup, std::move(done.error()));
    if (!found) return refuse(Place::backup, OpenErrorKind::no_journal, {});
    done = db.each(
        "SELECT entry, hash FROM journal_entry WHERE entry > $1 AND entry < $2 "
        "ORDER BY entry DESC LIMIT 1",
        [&](const db::Row& row) {
            found->end = {found->row.journal, entry_key(row.integer(0)).seq, row.get<Hash>(1)};
        },
        entry_number({number, 0}), entry_number({number + 1, 0}));
    if (!done) return refuse(Place::backup, std::move(done.error()));
    if (found->end.seq == 0) return refuse(Place::backup, OpenErrorKind::no_journal, {});
    return std::move(*found);
}

/// In a transaction of its own.
Answer<void> renew_all_carts(db::Connection& db, Instant now, Random& random) {
    auto begun = db::Transaction::begin(db, db::TransactionKind::write);
    if (!begun) return store_error(std::move(begun.error()));
    if (auto renewed = renew_carts(db, now, random); !renewed) return renewed;
    // What was asked for in the backup's time is asked for anew.
    auto done = db.exec("DELETE FROM successor");
    if (!done) return store_error(std::move(done.error()));
    if (auto kept = begun->commit(); !kept) return store_error(std::move(kept.error()));
    return {};
}

/// Head office, if it is one, is told apart from what it was: tills are to look at what it has. The
/// number of its new journal is given to no other.
db::Result<void> renew_office(db::Connection& db, Instant now, Random& random) {
    auto done = db.exec(
        "UPDATE office SET epoch = $1, journals = (SELECT max(n) FROM (SELECT max(id) AS n FROM "
        "journal UNION ALL SELECT max(number) FROM sent_journal) AS numbers)",
        make_ulid(now, random));
    // What was billed since may be missing: its journals go on no more.
    if (done) done = db.exec("DELETE FROM stream");
    if (!done) return std::unexpected{std::move(done.error())};
    return {};
}

/// What waited to be printed when the backup was made may have been printed since.
db::Result<void> doubt_print_jobs(db::Connection& db) {
    auto done =
        db.exec("UPDATE print_job SET state = $1, unsure = unsure + 1", PrintState::waiting);
    if (!done) return std::unexpected{std::move(done.error())};
    return {};
}

class Restoration {
public:
    Restoration(const std::string& backup, const db::DbTarget& target,
                const RestoreOptions& options, Instant now, Random& random)
        : backup_{backup},
          target_{target},
          options_{options},
          now_{now},
          random_{random},
          key_file_{key_file_of(target, options.store)},
          key_{journal::SigningKey::generate(random)} {}

    std::expected<Restored, RestoreError> run(db::OnCopyStep on_step);

private:
    std::expected<void, RestoreError> check_place() const;
    void clear_away_unfinished();
    std::expected<void, RestoreError> give_name(Part& part);
    std::set<std::string> used_series(const journal::JournalRow& of) const;
    std::expected<void, RestoreError> start_anew(const std::string& part);
    std::expected<void, RestoreError> put_in_place(Part& part);

    const std::string& backup_;
    const db::DbTarget& target_;
    const RestoreOptions& options_;
    Instant now_;
    Random& random_;
    std::string key_file_;
    journal::SigningKey key_;
    Restored restored_;
};

std::expected<void, RestoreError> Restoration::check_place() const {
    if (options_.set_aside) return {};
    std::error_code none;
    if (db::has_log_beside(target_.where)) {
        return refuse(Place::target, OpenErrorKind::log_left, target_.where);
    }
    if (fs::exists(key_file_, none)) {
        return refuse(Place::target, OpenErrorKind::key_exists, key_file_);
    }
    return {};
}

std::set<std::string> Restoration::used_series(const journal::JournalRow& of) const {
    std::set<std::string> used;
    add_noted_series(backup_, used);
    // The shop that is replaced may have been restored before; if it can still be read, ask it.
    if (auto old = db::open(target_, {.mode = db::OpenMode::read_only})) {
        (void)add_series(**old, of, used);
    }
    return used;
}

std::expected<void, RestoreError> Restoration::start_anew(const std::string& part) {
    auto opened =
        open_migrated({db::Engine::sqlite, part}, db::OpenMode::read_write, options_.store);
    if (!opened) return refuse(Place::backup, std::move(opened.error()));
    db::Connection& db = **opened;
    auto last = last_journal(db);
    if (!last) return std::unexpected{std::move(last.error())};
    std::set<std::string> used = used_series(last->row);
    if (auto added = add_series(db, last->row, used); !added) {
        return refuse(Place::backup, std::move(added.error()));
    }
    restored_.predecessor = last->end;
    restored_.journal = make_ulid(now_, random_);
    restored_.series = next_series(last->row.terminal, used);
    // Before it has its name: after it, the next restore of this backup must know.
    if (!note_series(backup_, restored_.series)) {
        restored_.series += to_string(restored_.journal).substr(kUniqueFrom);
    }
    const journal::JournalStarted started{.branch = last->row.branch,
                                          .terminal = last->row.terminal,
                                          .series = restored_.series,
                                          .public_key = key_.public_key(),
                                          .currency = last->row.currency,
                                          .zone = last->row.zone,
                                          .program = options_.store.program,
                                          .predecessor = last->end};
    if (auto done = start_journal(db, key_, restored_.journal, started, {}, now_); !done) {
        return refuse(Place::target, std::move(done.error().cause));
    }
    if (auto done = renew_office(db, now_, random_); !done) {
        return refuse(Place::target, std::move(done.error()));
    }
    if (auto done = renew_all_carts(db, now_, random_); !done) {
        return refuse(Place::target, std::move(done.error().cause));
    }
    if (auto done = doubt_print_jobs(db); !done) {
        return refuse(Place::target, std::move(done.error()));
    }
    if (auto whole = close_whole(std::move(*opened), part); !whole) {
        return refuse(Place::target, std::move(whole.error()));
    }
    return {};
}

/// What a restore left that was cut off: its part, and the key that was made with it.
void Restoration::clear_away_unfinished() {
    std::vector<std::string> parts{target_.where + ".part"};
    for (int last = set_aside_number(target_.where, key_file_); last > 0; --last) {
        parts.push_back(new_name(target_.where, last));
    }
    for (const std::string& part : parts) {
        std::error_code ignored;
        if (is_key_of(key_file_, part)) fs::remove(key_file_, ignored);
        // A finished part is one file; what lies beside it now came from looking into it.
        for (const std::string_view beside : db::kFilesBeside) {
            fs::remove(part + std::string{beside}, ignored);
        }
    }
    db::remove_database(target_.where + ".part");
}

/// Sets the old shop aside and gives the new one its place.
std::expected<void, RestoreError> Restoration::put_in_place(Part& part) {
    OldShop old;
    if (options_.set_aside) {
        const int number = set_aside_number(target_.where, key_file_);
        const std::string placed = new_name(target_.where, number);
        if (auto named = db::put_in_place(part.path, placed, true); !named) {
            return refuse_copy(std::move(named.error()));
        }
        part.path = placed;
        if (const auto failed = old.move_away(target_.where, key_file_, number)) {
            return refuse(Place::target, OpenErrorKind::read_only, failed.message());
        }
    }
    auto placed = give_name(part);
    if (!placed) old.put_back();
    for (const auto& [from, to] : old.moved()) restored_.set_aside.push_back(to);
    return placed;
}

std::expected<void, RestoreError> Restoration::give_name(Part& part) {
    if (auto saved = journal::create_key_file(key_file_, key_); !saved) {
        OpenError error{.kind = OpenErrorKind::read_only, .key = saved.error()};
        if (saved.error() == journal::KeyFileError::exists) error.kind = OpenErrorKind::key_exists;
        if (saved.error() == journal::KeyFileError::disk_full) {
            error.kind = OpenErrorKind::disk_full;
        }
        error.cause.text = key_file_;
        return refuse(Place::target, std::move(error));
    }
    if (auto placed = db::put_in_place(part.path, target_.where, false); !placed) {
        std::error_code ignored;
        fs::remove(key_file_, ignored);  // nothing that is kept was signed with it
        return refuse_copy(std::move(placed.error()));
    }
    part.done = true;
    return {};
}

std::expected<Restored, RestoreError> Restoration::run(db::OnCopyStep on_step) {
    std::error_code none;
    if (!options_.set_aside && fs::exists(target_.where, none)) {
        // Before the lock, whose file must not appear beside somebody else's.
        return refuse(Place::target, OpenErrorKind::exists, target_.where);
    }
    if (!fs::exists(backup_, none)) return refuse(Place::backup, OpenErrorKind::missing, backup_);
    auto lock = take_lock(target_, nullptr, "", options_.store, now_);
    if (!lock) return refuse(Place::target, std::move(lock.error()));
    clear_away_unfinished();
    if (auto free = check_place(); !free) return std::unexpected{std::move(free.error())};
    Part part{target_.where + ".part"};
    auto copied = db::copy_to_part(backup_, part.path, db::CopyOptions{}.pages_per_step, on_step);
    if (!copied) return refuse_copy(std::move(copied.error()));
    if (auto done = start_anew(part.path); !done) return std::unexpected{std::move(done.error())};
    if (auto done = put_in_place(part); !done) return std::unexpected{std::move(done.error())};
    for (int last = set_aside_number(target_.where, key_file_); last > 0; --last) {
        db::remove_database(new_name(target_.where, last));  // of a restore that was cut off
    }
    return std::move(restored_);
}

}  // namespace

std::string next_series(const std::string& terminal, const std::set<std::string>& used) {
    constexpr int kLetters = 25;  // b … z
    const auto series = [&](int number) {
        return terminal + std::string(static_cast<std::size_t>(number / kLetters), 'z') +
               static_cast<char>('b' + number % kLetters);
    };
    int next = 0;
    // Behind the highest, so that a gap is not filled with what somebody may remember.
    for (int number = 0; number < 100 * kLetters; ++number) {
        if (used.contains(series(number))) next = number + 1;
    }
    return series(next);
}

std::expected<Restored, RestoreError> restore(const std::string& backup, const db::DbTarget& target,
                                              const RestoreOptions& options, Instant now,
                                              Random& random, db::OnCopyStep on_step) {
    POS_ASSERT(target.engine == db::Engine::sqlite);
    return Restoration{backup, target, options, now, random}.run(on_step);
}

}  // namespace pos::store
