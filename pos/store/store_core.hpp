#pragma once

#include <memory>
#include <optional>
#include <string>

#include "pos/journal/archive/writer.hpp"
#include "pos/journal/head_file.hpp"
#include "pos/store/db/sqlite_connection.hpp"
#include "pos/store/store.hpp"
#include "pos/store/tables.hpp"

/// What Store is made of; for store*.cpp and restore.cpp alone.
namespace pos::store {

/// How far the journal and its numbers have come. The one writer knows, so nothing of it is read
/// again between appends.
struct Progress {
    journal::Head head;
    std::uint64_t receipts{0};
    std::uint32_t z_reports{0};
    std::int64_t grand_total_minor{0};
    Instant last_at{};
};

struct Store::Core {
    db::DbTarget target;
    StoreOptions options;
    std::optional<db::WriterLock> lock;
    std::unique_ptr<db::Connection> db;
    std::optional<journal::SigningKey> key;
    journal::HeadFile signed_last;
    journal::JournalRow journal;
    std::int64_t journal_number{0};
    Progress progress;
    std::optional<StoreError> closed_by;
    bool synced{true};

    std::optional<Progress> before_work;
    std::optional<Tables> tables;
    std::optional<Reader> reader;
    std::optional<bool> publishes;  // head office: what changes goes into its feed
    Touched touched;
    std::optional<CatalogueWriter> catalogue_writer;
    journal::archive::Writer payload;

    Core() = default;
    Core(const Core&) = delete;
    Core& operator=(const Core&) = delete;
    /// Gives the lock back: a file's once the database is closed, a session's while it lives.
    ~Core();

    /// requires: db
    void prepare();
    /// Finds the journal of the key and how far it has come.
    std::expected<void, OpenError> find_journal();
    /// Refuses a database that lacks what the key has signed last.
    ///
    /// requires: find_journal(), the lock
    std::expected<void, OpenError> require_newest();

    Answer<void> begin_work(db::TransactionKind kind = db::TransactionKind::write);
    /// requires: begin_work()
    Answer<void> begin_catalogue_work(Instant at);
    Answer<void> touch_unpublished();
    Answer<void> publish_touched();
    Answer<void> commit_work();
    /// Undoes the work; after some errors nothing is written any more.
    void give_up_work(const StoreError& why);
    /// Copies what the open connection still holds to a new file, and says which in `why`.
    void rescue(StoreError& why);
    /// Keeps why, if it is an error after which what is on the disk is not sure.
    void close_if_in_doubt(const StoreError& why);

    Answer<Stored> write(Batch& batch, Instant at);
    Answer<StoredEvent> write_event(journal::Event& event, Instant at);
    Answer<void> write_cart(const CartSave& cart);
    Answer<void> write_attachment(const journal::Sealed& sealed);
    Answer<void> take_customers(const Batch& batch, const Stored& stored, Instant at);
    Answer<void> write_print_job(const PrintJob& job);
    Answer<void> write_print_change(const PrintChange& change);

private:
    Answer<void> draw_numbers(journal::Event& event, StoredEvent& stored);
    Answer<void> check_external_number(const std::string& number);
    Answer<void> note_clock(Instant at);
    std::expected<void, OpenError> read_progress();
    std::expected<void, OpenError> read_numbers();
};

/// Where the signing key lies.
std::string key_file_of(const db::DbTarget& target, const StoreOptions& options);

/// Whether the key was made for the unfinished shop at `part` and nothing but that shop's beginning
/// was signed with it: what is left of an attempt that was cut off between giving the key its name
/// and the shop its own.
bool is_key_of(const std::string& key_file, const std::string& part);

/// Opens the database and brings its schema up to date.
std::expected<std::unique_ptr<db::Connection>, OpenError> open_migrated(
    const db::DbTarget& target, db::OpenMode mode, const StoreOptions& options);

/// Closes a database of SQLite's with all it holds in the one file at `path`, which may then be
/// given another name.
std::expected<void, OpenError> close_whole(std::unique_ptr<db::Connection> db,
                                           const std::string& path);

/// Takes the writer's lock; PostgreSQL's is given to `session` under `name`.
std::expected<db::WriterLock, OpenError> take_lock(const db::DbTarget& target,
                                                   db::Connection* session, std::string_view name,
                                                   const StoreOptions& options, Instant now);

/// Writes the first entry of a new journal of `key`, and what `fill` does, into an open database.
Answer<void> start_journal(db::Connection& db, const journal::SigningKey& key,
                           const Ulid& journal_id, const journal::JournalStarted& started,
                           const FirstContent& fill, Instant now);

/// New ids for carts: one may have been paid, under its old id, where this database is a copy of
/// another one. A row that holds no cart stays as it is.
///
/// requires: an open write transaction
Answer<void> renew_carts(db::Connection& db, Instant now, Random& random);

/// Gives the key of a journal that was begun (successor.hpp) the place of the one before, should
/// that have been cut off.
std::expected<void, OpenError> finish_key_change(db::Connection& db, const std::string& key_file);

}  // namespace pos::store
