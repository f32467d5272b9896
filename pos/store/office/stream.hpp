#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "pos/base/random.hpp"
#include "pos/journal/archive/writer.hpp"
#include "pos/journal/key.hpp"
#include "pos/journal/sealed.hpp"
#include "pos/store/db/connection.hpp"
#include "pos/store/errors.hpp"
#include "pos/store/office/stream_rows.hpp"
#include "pos/store/write_entry.hpp"

/// A journal of head office's own beside that of its administration: its documents and money stand
/// in one. Whoever adds to it holds its row for the length of a short transaction, in any process.
namespace pos::store::office {

struct StreamOptions {
    std::string key_file;
    std::string program;  // and version
};

enum class StreamTrouble {
    no_office,     // a till's database
    key_unusable,  // see KeyFileError
    key_unwritable,
    database,
};
struct StreamError {
    StreamTrouble why{StreamTrouble::database};
    std::string key_file;
    StoreError cause{};
};

/// Adds to a transaction what follows from its events.
class Follower {
public:
    Follower() = default;
    Follower(const Follower&) = delete;
    Follower& operator=(const Follower&) = delete;
    virtual ~Follower() = default;

    virtual void appended(const journal::Event& event) = 0;
    /// At the end of the transaction: what it adds. What the transaction has gathered is not in the
    /// tables yet.
    virtual Answer<std::vector<journal::Event>> before_commit() = 0;
    /// The transaction ended, one way or another.
    virtual void ended() = 0;
};

/// owns:    its follower
/// threads: that of its connection
class Stream {
public:
    /// Opens the journal of the key in `key_file`, or begins one with a new key. A key whose
    /// journal this database has given up (it was restored from a backup, which may lack what was
    /// signed since) is laid aside as `<key_file>.<journal>`, and a new journal begins, with a
    /// series of its own: no number of the old one comes again. So it is if nobody has said that
    /// the database was put back, but it has not come as far as is noted beside the key
    /// (reached.hpp); see found_older().
    static std::expected<Stream, StreamError> open(db::Connection& db, const StreamOptions& options,
                                                   Instant now, Random& random);
    Stream(Stream&&) noexcept = default;
    Stream& operator=(Stream&&) = delete;

    db::Connection& connection() { return *db_; }
    const Ulid& journal() const { return open_.journal; }
    /// Which one of this database's it is: see EntryKey.
    std::int64_t number() const { return open_.number; }
    /// What series of its numbers end in: "", and after a restore "b", "c" …
    const std::string& suffix() const { return suffix_; }
    /// Whether opening it has found that the database is an older copy.
    bool found_older() const { return found_older_; }

    /// Tells it of every event from now on.
    void follow(std::unique_ptr<Follower> follower) { follower_ = std::move(follower); }

    /// Begins a transaction and holds the journal's row to its end.
    Answer<void> begin();
    /// Appends an event; nothing of it is there before commit(), nor to be read by this connection.
    ///
    /// requires: begin(); after an error give_up()
    Answer<WrittenEntry> append(const journal::Event& event, Instant at);
    /// Keeps what an event of this transaction has named by its hash, beside the last entry.
    Answer<void> attach(const journal::Sealed& sealed);
    /// The next number of a series, without gaps: drawn and used in one transaction.
    ///
    /// example: "I2026" → 1, and "I2026-000001" is made of it
    Answer<std::int64_t> draw_number(std::string_view series);
    Answer<void> commit();
    void give_up();

private:
    /// What was gathered, the numbers that were drawn and the head.
    db::Result<void> write();
    /// What follows from the events of the transaction.
    Answer<void> append_followers();

    Stream(db::Connection& db, const std::string& key_file, journal::SigningKey key,
           OpenJournal open, std::string suffix)
        : db_{&db},
          key_file_{key_file},
          key_{std::move(key)},
          open_{open},
          suffix_{std::move(suffix)},
          state_{std::make_unique<State>(db)} {}
    /// With `anew` a key that has no journal here is laid aside as well.
    static std::expected<Stream, StreamError> open_with_key(db::Connection& db,
                                                            const StreamOptions& options, bool anew,
                                                            Instant now, Random& random);
    /// The journal of a key that has none here.
    static std::expected<Stream, StreamError> begin_anew(db::Connection& db,
                                                         const StreamOptions& options,
                                                         journal::SigningKey key, Instant now,
                                                         Random& random);
    void note_place() const;

    db::Connection* db_;
    std::string key_file_;
    Ulid office_{};  // the first journal of the database
    bool found_older_{false};
    journal::SigningKey key_;
    OpenJournal open_;
    std::string suffix_;
    std::unique_ptr<Follower> follower_;

    /// Of the transaction under way; kept apart so that the stream can be moved.
    struct State {
        explicit State(db::Connection& db) : tables{db}, rows{db, tables} {}
        Tables tables;
        StreamRows rows;
        journal::archive::Writer payload;
        Instant at{};                                              // of the last event
        std::map<std::string, std::int64_t, std::less<>> numbers;  // drawn last, by series
    };
    std::unique_ptr<State> state_;
};

/// "I2026-000123"
std::string document_number(std::string_view series, std::int64_t number);

}  // namespace pos::store::office
