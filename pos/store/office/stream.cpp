#include "pos/store/office/stream.hpp"

#include <fmt/format.h>

#include <filesystem>

#include "pos/base/assert.hpp"
#include "pos/journal/key_file.hpp"
#include "pos/journal/projector.hpp"
#include "pos/store/entries.hpp"
#include "pos/store/office/reached.hpp"
#include "pos/store/office/terminals.hpp"
#include "pos/store/renew.hpp"

namespace pos::store::office {

namespace {

namespace fs = std::filesystem;

std::unexpected<StreamError> trouble(db::DbError error) {
    return std::unexpected{
        StreamError{StreamTrouble::database, {}, to_store_error(std::move(error))}};
}

struct Found {
    OpenJournal open;
    std::string suffix;
    bool given_up{false};
};

db::Result<std::optional<Found>> find(db::Connection& db, const journal::PublicKey& key) {
    std::optional<Found> found;
    auto done = db.each(
        "SELECT j.id, j.journal, j.series, s.head_seq, s.head_hash FROM journal j "
        "LEFT JOIN stream s ON s.number = j.id WHERE j.public_key = $1",
        [&](const db::Row& row) {
            Found& one = found.emplace();
            one.open.number = row.integer(0);
            one.open.journal = row.get<Ulid>(1);
            one.suffix = std::string{row.text(2)}.substr(kStreamTerminal.size());
            one.given_up = row.kind(3) == db::Param::Kind::null;
            if (one.given_up) return;
            one.open.head = {static_cast<std::uint64_t>(row.integer(3)), row.get<Hash>(4)};
        },
        key);
    if (!done) return std::unexpected{std::move(done.error())};
    return found;
}

/// Gives a key file the name `<key_file>.<of>`, or one behind it that nothing has.
bool lay_aside(const std::string& key_file, const std::string& of) {
    std::error_code failed;
    std::string aside = key_file + "." + of;
    for (int number = 2; fs::exists(aside, failed); ++number) {
        aside = fmt::format("{}.{}-{}", key_file, of, number);
    }
    fs::rename(key_file, aside, failed);
    return !failed;
}

struct Beginning {
    journal::JournalStarted started;
    std::string suffix;
};

/// What a new stream says of itself: the office's own currency and zone.
db::Result<std::optional<Beginning>> beginning(db::Connection& db, const journal::SigningKey& key,
                                               const std::string& program) {
    std::optional<Beginning> begins;
    // The administration's journal came first; one that goes on after a restore has a series of its
    // own, and so have the numbers of documents from then on. An office that found itself older
    // than it was has kept that journal, and made up what its numbers end in.
    auto done = db.each(
        "SELECT j.branch, j.currency, j.zone, l.terminal, l.series, o.suffix FROM office o, "
        "journal "
        "j JOIN journal l ON l.branch = j.branch AND l.terminal = j.terminal WHERE j.id = "
        "(SELECT min(id) FROM journal) ORDER BY l.id DESC LIMIT 1",
        [&](const db::Row& row) {
            Beginning& one = begins.emplace();
            one.started.branch = std::string{row.text(0)};
            one.started.currency = get_currency(row, 1);
            one.started.zone = std::string{row.text(2)};
            one.suffix = std::string{row.text(4)}.substr(row.text(3).size());
            if (!row.text(5).empty()) one.suffix = std::string{row.text(5)};
        });
    if (!done) return std::unexpected{std::move(done.error())};
    if (!begins) return begins;
    begins->started.terminal = kStreamTerminal;
    begins->started.series = std::string{kStreamTerminal} + begins->suffix;
    begins->started.public_key = key.public_key();
    begins->started.program = program;
    return begins;
}

/// Begins the journal of a key within a transaction that holds the office's row.
db::Result<std::optional<Found>> start(db::Connection& db, const journal::SigningKey& key,
                                       const Ulid& journal, const std::string& program,
                                       Instant now) {
    auto transaction = db::Transaction::begin(db, db::TransactionKind::write);
    if (!transaction) return std::unexpected{std::move(transaction.error())};
    const auto number = db.value<std::int64_t>(
        "UPDATE office SET journals = CASE WHEN journals < (SELECT max(id) FROM journal) THEN "
        "(SELECT max(id) FROM journal) ELSE journals END + 1 WHERE office = 1 RETURNING journals");
    if (!number) return std::unexpected{number.error()};
    if (!*number) return std::optional<Found>{};
    // The office's row is held: whoever else begins with this key has done so, or waits.
    if (auto there = find(db, key.public_key()); !there || *there) return there;
    const auto begins = beginning(db, key, program);
    if (!begins) return std::unexpected{begins.error()};
    if (!*begins) return std::optional<Found>{};
    Found found{
        {journal, **number, journal::genesis(journal, key.public_key())}, (*begins)->suffix, false};
    Tables tables{db};
    journal::archive::Writer payload;
    auto written = write_entry(db, tables, payload, found.open, key, (*begins)->started, now);
    if (!written) return std::unexpected{std::move(written.error().cause)};
    auto put =
        db.exec("INSERT INTO stream (number, head_seq, head_hash) VALUES ($1, $2, $3)", **number,
                static_cast<std::int64_t>(found.open.head.seq), found.open.head.hash);
    if (!put) return std::unexpected{std::move(put.error())};
    if (auto done = transaction->commit(); !done) return std::unexpected{std::move(done.error())};
    return std::optional{found};
}

}  // namespace

std::string document_number(std::string_view series, std::int64_t number) {
    return fmt::format("{}-{:06}", series, number);
}

std::expected<Stream, StreamError> Stream::open(db::Connection& db, const StreamOptions& options,
                                                Instant now, Random& random) {
    const auto office = read_office(db);
    if (!office) return std::unexpected{StreamError{StreamTrouble::database, {}, office.error()}};
    if (!*office) return std::unexpected{StreamError{StreamTrouble::no_office, {}, {}}};
    const auto first = db.value<Ulid>("SELECT journal FROM journal ORDER BY id LIMIT 1");
    if (!first) return trouble(first.error());
    // Before the database is asked: whoever adds to the journal notes it afterwards.
    const auto reached = read_reached(options.key_file);
    bool older = false;
    if (reached) {
        const auto behind = is_behind(db, *reached);
        if (!behind) return trouble(behind.error());
        older = *behind;
    }
    if (older) {
        auto renewed = renew_found_older(db, (*office)->epoch, now, random);
        if (!renewed) {
            return std::unexpected{StreamError{StreamTrouble::database, {}, renewed.error()}};
        }
    }
    auto opened = open_with_key(db, options, older, now, random);
    if (!opened) return opened;
    opened->office_ = first->value_or(Ulid{});
    opened->found_older_ = older;
    opened->note_place();
    return opened;
}

std::expected<Stream, StreamError> Stream::open_with_key(db::Connection& db,
                                                         const StreamOptions& options, bool anew,
                                                         Instant now, Random& random) {
    // One program at a time: what one lays aside must not be what another has just made.
    const KeyTurn turn{options.key_file};
    auto key = journal::load_key(options.key_file);
    if (!key && key.error() != journal::KeyFileError::missing) {
        return std::unexpected{StreamError{StreamTrouble::key_unusable, options.key_file, {}}};
    }
    if (key) {
        const auto found = find(db, key->public_key());
        if (!found) return trouble(found.error());
        if (*found && !(*found)->given_up) {
            return Stream{db, options.key_file, std::move(*key), (*found)->open, (*found)->suffix};
        }
        // Another program made it and has not begun its journal yet, or was cut off before.
        if (!*found && !anew) return begin_anew(db, options, std::move(*key), now, random);
        // Of a journal that is lost with what came after the copy only its key is left.
        const std::string journal = *found ? to_string((*found)->open.journal) : "lost";
        if (!lay_aside(options.key_file, journal)) {
            return std::unexpected{
                StreamError{StreamTrouble::key_unwritable, options.key_file, {}}};
        }
    }
    journal::SigningKey made = journal::SigningKey::generate(random);
    if (!journal::create_key_file(options.key_file, made)) {
        return std::unexpected{StreamError{StreamTrouble::key_unwritable, options.key_file, {}}};
    }
    return begin_anew(db, options, std::move(made), now, random);
}

std::expected<Stream, StreamError> Stream::begin_anew(db::Connection& db,
                                                      const StreamOptions& options,
                                                      journal::SigningKey key, Instant now,
                                                      Random& random) {
    auto begun = start(db, key, make_ulid(now, random), options.program, now);
    if (!begun) return trouble(begun.error());
    if (!*begun) return std::unexpected{StreamError{StreamTrouble::no_office, {}, {}}};
    return Stream{db, options.key_file, std::move(key), (*begun)->open, (*begun)->suffix};
}

void Stream::note_place() const {
    note_reached(key_file_, {office_, open_.journal, open_.head});
}

Answer<void> Stream::begin() {
    if (auto begun = db_->begin(db::TransactionKind::write); !begun) {
        return store_error(std::move(begun.error()));
    }
    // Writing a row holds it, on both engines, until the transaction ends. The first one is that of
    // every stream and of whoever takes usage in: their transactions follow one another.
    if (auto held = db_->exec("UPDATE usage_head SET batch = batch WHERE usage_head = 1"); !held) {
        give_up();
        return store_error(std::move(held.error()));
    }
    const auto head = db_->first<std::int64_t, Hash>(
        "UPDATE stream SET head_seq = head_seq WHERE number = $1 RETURNING head_seq, head_hash",
        open_.number);
    if (!head || !*head) {
        give_up();
        if (!head) return store_error(head.error());
        return std::unexpected{StoreError{.kind = StoreErrorKind::closed}};
    }
    open_.head = {static_cast<std::uint64_t>(std::get<0>(**head)), std::get<1>(**head)};
    return {};
}

Answer<WrittenEntry> Stream::append(const journal::Event& event, Instant at) {
    POS_ASSERT(db_->in_transaction());
    StreamRows& rows = state_->rows;
    journal::Entry entry = link_entry(state_->payload, open_, key_, event, at);
    const EntryKey place{open_.number, entry.seq};
    rows.enter(open_.journal, place);
    if (auto projected = journal::project(entry, event, rows, rows); !projected) {
        return std::unexpected{
            StoreError{.kind = StoreErrorKind::not_projected, .project = projected.error()}};
    }
    if (const auto& error = state_->tables.error()) return store_error(*error);
    const BytesView payload = state_->payload.bytes();
    entry.payload.assign(payload.begin(), payload.end());
    rows.add_entry(place, entry);
    state_->at = at;
    if (follower_) follower_->appended(event);
    return WrittenEntry{entry.seq, entry.hash, entry.signature};
}

Answer<void> Stream::attach(const journal::Sealed& sealed) {
    state_->rows.add_attachment({open_.number, open_.head.seq}, sealed);
    return {};
}

Answer<std::int64_t> Stream::draw_number(std::string_view series) {
    // The first one of a transaction holds the series' row; the others follow it.
    const auto known = state_->numbers.find(series);
    if (known != state_->numbers.end()) return ++known->second;
    const auto drawn = db_->value<std::int64_t>(
        "INSERT INTO number_series (series, last) VALUES ($1, 1) ON CONFLICT (series) DO UPDATE "
        "SET last = number_series.last + 1 RETURNING last",
        series);
    if (!drawn) return store_error(drawn.error());
    POS_ASSERT(drawn->has_value());
    return state_->numbers.emplace(series, **drawn).first->second;
}

Answer<void> Stream::append_followers() {
    if (!follower_) return {};
    const auto more = follower_->before_commit();
    if (!more) return std::unexpected{more.error()};
    for (const journal::Event& event : *more) {
        if (auto done = append(event, state_->at); !done) return std::unexpected{done.error()};
    }
    return {};
}

Answer<void> Stream::commit() {
    if (auto added = append_followers(); !added) {
        give_up();
        return added;
    }
    auto done = write();
    if (!done) {
        give_up();
        return store_error(std::move(done.error()));
    }
    auto committed = db_->commit();
    if (committed) {
        note_place();
        if (follower_) follower_->ended();
        return {};
    }
    give_up();
    StoreError error = to_store_error(std::move(committed.error()));
    error.in_doubt = true;
    return std::unexpected{std::move(error)};
}

db::Result<void> Stream::write() {
    if (auto rows = state_->rows.write(); !rows) return rows;
    for (const auto& [series, last] : state_->numbers) {
        auto done = db_->exec("UPDATE number_series SET last = $2 WHERE series = $1", series, last);
        if (!done) return std::unexpected{std::move(done.error())};
    }
    state_->numbers.clear();
    auto done = db_->exec("UPDATE stream SET head_seq = $2, head_hash = $3 WHERE number = $1",
                          open_.number, static_cast<std::int64_t>(open_.head.seq), open_.head.hash);
    if (!done) return std::unexpected{std::move(done.error())};
    return {};
}

void Stream::give_up() {
    state_->rows.clear();
    state_->numbers.clear();
    if (follower_) follower_->ended();
    if (db_->in_transaction()) db_->rollback();
}

}  // namespace pos::store::office
