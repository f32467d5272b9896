#pragma once

#include <cstdint>
#include <expected>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "pos/base/clock.hpp"
#include "pos/base/random.hpp"
#include "pos/journal/chain.hpp"
#include "pos/journal/event.hpp"
#include "pos/journal/key.hpp"
#include "pos/journal/projection.hpp"
#include "pos/journal/sealed.hpp"
#include "pos/sale/cart.hpp"
#include "pos/store/catalogue/catalogue.hpp"
#include "pos/store/db/open.hpp"
#include "pos/store/db/writer_lock.hpp"
#include "pos/store/errors.hpp"
#include "pos/store/print_jobs.hpp"
#include "pos/store/reader.hpp"

/// The shop's database: the journal, the tables that follow from it, the catalogue and the carts.
///
///   Store        the one writer (this file)
///   Reader       every question (reader.hpp), on the writer's connection or on one of its own
///   StoreThread  a till's way to both without waiting (store_thread.hpp)
///   verify, restore, backup           verify.hpp, restore.hpp, db/copy_database.hpp
namespace pos::store {

/// Writes what a new shop begins with: settings, people, goods.
using FirstContent = std::function<Answer<void>(CatalogueWriter&)>;

/// A new shop's first words.
struct NewShop {
    std::string branch;    // "B01"
    std::string terminal;  // "T1"
    Currency currency{};
    std::string zone;     // IANA name
    FirstContent fill{};  // part of the transaction that makes it; may be empty
    // Of one that takes another till's place: the series that it was given, whose journal it
    // follows, and a key that was shown before; else the terminal's own, nobody's and a new one.
    std::string series{};
    std::optional<journal::Predecessor> predecessor{};
    const journal::SigningKey* key{nullptr};
};

struct StoreOptions {
    std::string program{"counterfoil"};  // and version, for the lock and the journal
    /// Where the signing key lies; empty: `<db>.key`. PostgreSQL has no such place, so say it.
    std::string key_file{};
    /// Off: whoever owns the store calls checkpoint() when it suits.
    bool auto_checkpoint{true};
    /// A clock that is this much behind the last entry is noted in the journal (ClockWentBack).
    std::int64_t clock_jump_ms{60'000};
    /// SQLite's file layer, for tests of faults.
    std::string vfs{};
};

enum class CartState : std::uint8_t {
    open,
    held,
    set_aside,  // it could not be taken up; kept for whoever looks into it
};

/// What becomes of a cart's row.
struct CartSave {
    Ulid sale{};
    CartState state{CartState::open};
    Bytes content;  // see sale/cart_bytes.hpp; empty: the row is dropped
    bool operator==(const CartSave&) const = default;
};
CartSave save_of(const sale::Cart& cart, CartState state);
CartSave drop_of(const Ulid& sale);

/// The carts' rows as a till finds them.
struct Carts {
    std::vector<sale::Cart> open;  // the one on the screen; were there more, it is the last
    std::vector<sale::Cart> held;  // in the order in which they were held
    /// Rows whose bytes no program of ours wrote, as they are but to be set aside.
    std::vector<CartSave> unreadable;
};
/// The carts that wait. One that stands in the books is paid, whatever its row says: passed over.
Answer<Carts> read_carts(db::Connection& db);

/// What goes into one transaction.
struct Batch {
    /// In order. Numbers that the store draws (SaleRecord::number, z_number, grand_total) are empty
    /// and filled in here.
    std::vector<journal::Event> events;
    std::vector<CartSave> carts;
    /// Personal data that the events name by hash.
    std::vector<journal::Sealed> attachments;
    /// Documents to print, and what becomes of earlier ones.
    std::vector<PrintJob> print_jobs;
    std::vector<PrintChange> print_changes;
};

/// What became of one event.
struct StoredEvent {
    std::uint64_t seq{0};
    Hash hash{};
    std::optional<Signature> signature;
    std::string number;         // of a sale or refund
    std::uint32_t z_number{0};  // of a close
    Turnover grand_total{};     // of a close
    bool operator==(const StoredEvent&) const = default;
};

struct Stored {
    std::vector<StoredEvent> events;  // as many as the batch had, in its order
};

/// The one writer of a shop's database.
///
/// After a write that failed, every further one is refused (`closed`) until the shop is opened
/// again: what is on the disk is then read anew instead of being guessed.
///
/// How far the key has signed is kept beside it (journal/head_file.hpp). A database that lacks
/// that was put back from an older copy by hand, or went on in another copy, and is not opened for
/// writing: `older_copy`; but a head office's goes on, as it gives out no receipt and tills send it
/// again what it lacks. One that was made by backup is none either, whatever key is beside it:
/// `a_backup`. Both sell again once restore() has given them a journal of their own.
///
/// owns:    the writer's lock, the only writing connection, the signing key
/// threads: one at a time
class Store {
public:
    /// Makes a shop: database, key, the journal's first entry and what `fill` writes. Killed
    /// half-way, it leaves no shop.
    ///
    /// requires: a branch and a terminal of capital letters and digits, a zone, a currency
    static std::expected<std::unique_ptr<Store>, OpenError> create(const db::DbTarget& target,
                                                                   const NewShop& shop,
                                                                   const StoreOptions& options,
                                                                   Instant now, Random& random);

    /// Opens it for writing. An older schema is brought up to date. The journal is the one that
    /// the key belongs to.
    static std::expected<std::unique_ptr<Store>, OpenError> open(const db::DbTarget& target,
                                                                 const StoreOptions& options,
                                                                 Instant now);
    ~Store();
    Store(const Store&) = delete;
    Store& operator=(const Store&) = delete;

    /// Appends the events and changes the carts in one transaction: draws the numbers, hashes,
    /// signs, writes the entries and everything that follows from them.
    ///
    /// requires: `at` is the device's time
    /// ensures:  on success all of it survives a power cut; on an error none of it is there
    /// errors:   external_number_taken, not_projected and busy leave the store as it was; after any
    ///           other it is closed. Of one `in_doubt` it is not known whether any of it is there
    Answer<Stored> append(Batch batch, Instant at);

    /// Writes carts alone. They outlive this program at once, and a power cut once sync() is done
    /// or anything is appended.
    ///
    /// errors: busy leaves the store as it was; after any other it is closed
    Answer<void> save_carts(std::span<const CartSave> carts);
    /// Makes all that was written outlive a power cut.
    Answer<void> sync();
    /// Writes a row and removes it, to see after a failure whether the disk takes anything.
    Answer<void> try_to_write();

    /// Looks whether the file is still the one that was opened, as every write does first. Of one
    /// that is `gone` all that it held is copied to `<its path>.rescued`, which `cause.text` names
    /// (is_rescued()); where that cannot be written, it is tried again with each call, from the
    /// connection, which alone has the data.
    Answer<void> require_in_place();

    /// What append() answered, or would have, for a batch of so many events that was handed over
    /// when the journal stood at `before`; nothing if it was not kept. For a batch in doubt, once
    /// the shop was opened again.
    ///
    /// requires: nothing else was appended since
    Answer<std::optional<Stored>> stored_behind(const journal::Head& before, std::size_t events);

    /// Deletes personal data whose retention is over and says so in the journal, at once.
    Answer<Stored> erase(const journal::When& when, const journal::Actor& user,
                         std::span<const Hash> attachments, Instant at);

    /// Carries out `work` on the catalogue in one transaction that holds the journal entries of
    /// `batch` too; an error of either undoes both. For imports and edits. At head office what was
    /// changed is published to tills in the same transaction.
    ///
    /// Work: Answer<void>(CatalogueWriter&)
    template <class Work>
    Answer<Stored> change_catalogue(Work&& work, Batch batch, Instant at);
    /// The same where the entries depend on what the work found out, as an import's counts do.
    ///
    /// Work: Answer<Batch>(CatalogueWriter&)
    template <class Work>
    Answer<Stored> change_catalogue(Work&& work, Instant at);

    /// Moves what the log beside the file holds into it, as far as readers allow. Not within a
    /// sale's time.
    Answer<void> checkpoint();
    /// Pages in that log since the last checkpoint, or 0 with PostgreSQL.
    std::int64_t log_pages() const;

    /// False once a write has failed.
    bool is_open() const;
    /// What closed it.
    const std::optional<StoreError>& closed_by() const;
    /// Whether everything written outlives a power cut.
    bool is_synced() const;
    /// This writer's journal.
    const journal::JournalRow& journal() const;
    const journal::Head& head() const;
    /// When the last entry was written, by the device's clock.
    Instant last_at() const;

    /// Questions on the writing connection; between appends only.
    Reader& reader();
    const db::DbTarget& target() const;

private:
    struct Core;
    explicit Store(std::unique_ptr<Core> core);

    Answer<void> begin_work();
    Answer<void> begin_catalogue_work(Instant at);
    CatalogueWriter& catalogue_writer();
    Answer<Stored> end_work(Batch batch, Instant at);
    void give_up_work(const StoreError& why);

    std::unique_ptr<Core> core_;
};

template <class Work>
Answer<Stored> Store::change_catalogue(Work&& work, Batch batch, Instant at) {
    return change_catalogue(
        [&](CatalogueWriter& writer) -> Answer<Batch> {
            Answer<void> done = work(writer);
            if (!done) return std::unexpected{std::move(done.error())};
            return std::move(batch);
        },
        at);
}

template <class Work>
Answer<Stored> Store::change_catalogue(Work&& work, Instant at) {
    if (auto begun = begin_catalogue_work(at); !begun) {
        return std::unexpected{std::move(begun.error())};
    }
    Answer<Batch> batch = work(catalogue_writer());
    if (!batch) {
        give_up_work(batch.error());
        return std::unexpected{std::move(batch.error())};
    }
    return end_work(std::move(*batch), at);
}

}  // namespace pos::store
