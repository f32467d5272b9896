#include "pos/store/office/append.hpp"

#include <array>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "pos/journal/codec.hpp"
#include "pos/journal/projector.hpp"
#include "pos/store/office/parked.hpp"
#include "pos/store/tables.hpp"

namespace pos::store::office {

namespace {

using journal::SealedEntry;

struct Parking {
    ParkReason reason{ParkReason::unknown_kind};
    std::string detail;
};

/// Whether it is the rows that are at fault: they contradict what is there, or a sum of theirs is
/// more than a column holds (PostgreSQL's class 22). Undoing them mends it.
bool is_refusal(const db::DbError& error) {
    return error.kind == db::DbErrorKind::unique || error.kind == db::DbErrorKind::constraint ||
           (error.kind == db::DbErrorKind::mistake && error.code.starts_with("22"));
}

class Appending {
public:
    Appending(db::Connection& db, const Shelf& shelf, std::span<const SealedEntry> entries)
        : db_{db}, shelf_{shelf}, entries_{entries}, tables_{db} {}

    db::Result<std::uint64_t> run() {
        if (auto put = put_entries(); !put) return std::unexpected{std::move(put.error())};
        if (auto put = put_attachments(); !put) return std::unexpected{std::move(put.error())};
        if (auto done = project_all(); !done) return std::unexpected{std::move(done.error())};
        return parked_;
    }

private:
    std::int64_t number_of(const journal::Entry& entry) const {
        return entry_number({shelf_.number, entry.seq});
    }
    db::Result<void> put_entries();
    db::Result<void> put_attachments();
    db::Result<void> project_all();
    /// Nothing if its rows were written. An error of the database stays in tables_.
    std::optional<Parking> project(const SealedEntry& one);
    db::Result<void> project_apart(const SealedEntry& one);
    db::Result<void> park(const journal::Entry& entry, const Parking& parking);

    db::Connection& db_;
    const Shelf& shelf_;
    std::span<const SealedEntry> entries_;
    Tables tables_;
    std::uint64_t parked_{0};
};

db::Result<void> Appending::put_entries() {
    static constexpr std::array<std::string_view, 7> kColumns{
        "entry", "at", "kind", "version", "payload", "hash", "signature"};
    auto rows = db_.bulk_insert("journal_entry", kColumns);
    if (!rows) return std::unexpected{std::move(rows.error())};
    for (const SealedEntry& one : entries_) {
        const journal::Entry& entry = one.entry;
        auto added = (*rows)->row(number_of(entry), entry.at, entry.kind, entry.version,
                                  entry.payload, entry.hash, entry.signature);
        if (!added) return added;
    }
    return (*rows)->finish();
}

db::Result<void> Appending::put_attachments() {
    for (const SealedEntry& one : entries_) {
        for (const auto& attachment : one.attachments) {
            // Known by its hash: the same one beside two entries is kept once.
            auto put = db_.exec(
                "INSERT INTO attachment (hash, entry, salt, bytes) VALUES ($1, $2, $3, $4) "
                "ON CONFLICT (hash) DO NOTHING",
                journal::hash_of(attachment), number_of(one.entry), attachment.salt,
                attachment.bytes);
            if (!put) return std::unexpected{std::move(put.error())};
        }
    }
    return {};
}

/// All at once; if the database refuses a row, again and one by one, so that it is known whose.
db::Result<void> Appending::project_all() {
    std::vector<std::pair<const journal::Entry*, Parking>> parked;
    if (auto marked = db_.script("SAVEPOINT batch"); !marked) return marked;
    for (const SealedEntry& one : entries_) {
        if (auto parking = project(one)) parked.emplace_back(&one.entry, std::move(*parking));
        if (tables_.error()) break;
    }
    if (tables_.error()) {
        if (!is_refusal(*tables_.error())) return std::unexpected{*tables_.error()};
        tables_.reset();
        if (auto undone = db_.script("ROLLBACK TO SAVEPOINT batch"); !undone) return undone;
        parked.clear();
        for (const SealedEntry& one : entries_) {
            if (auto done = project_apart(one); !done) return done;
        }
    }
    for (const auto& [entry, parking] : parked) {
        if (auto done = park(*entry, parking); !done) return done;
    }
    return db_.script("RELEASE SAVEPOINT batch");
}

std::optional<Parking> Appending::project(const SealedEntry& one) {
    const journal::Entry& entry = one.entry;
    const auto event = journal::decode(entry.kind, entry.version, entry.payload);
    if (!event) return Parking{park_reason(event.error()), {}};
    if (const auto* started = std::get_if<journal::JournalStarted>(&*event);
        started != nullptr && started->public_key != shelf_.journal_key) {
        return Parking{ParkReason::other_key, to_hex(started->public_key)};
    }
    tables_.enter(entry.journal_id, {shelf_.number, entry.seq});
    const auto projected = journal::project(entry, *event, tables_, tables_);
    if (projected) return std::nullopt;
    return Parking{ParkReason::contradiction, project_error_name(projected.error())};
}

db::Result<void> Appending::project_apart(const SealedEntry& one) {
    if (auto marked = db_.script("SAVEPOINT entry"); !marked) return marked;
    auto parking = project(one);
    if (tables_.error()) {
        if (!is_refusal(*tables_.error())) return std::unexpected{*tables_.error()};
        parking = Parking{ParkReason::refused, tables_.error()->text};
        tables_.reset();
        if (auto undone = db_.script("ROLLBACK TO SAVEPOINT entry"); !undone) return undone;
    }
    if (auto released = db_.script("RELEASE SAVEPOINT entry"); !released) return released;
    return parking ? park(one.entry, *parking) : db::Result<void>{};
}

db::Result<void> Appending::park(const journal::Entry& entry, const Parking& parking) {
    auto put = db_.exec(
        "INSERT INTO parked_entry (entry, reason, detail, received_at) VALUES ($1, $2, $3, $4)",
        number_of(entry), parking.reason, parking.detail, shelf_.received_at);
    if (!put) return std::unexpected{std::move(put.error())};
    ++parked_;
    return {};
}

}  // namespace

db::Result<std::uint64_t> append(db::Connection& db, const Shelf& shelf,
                                 std::span<const SealedEntry> entries) {
    return Appending{db, shelf, entries}.run();
}

}  // namespace pos::store::office
