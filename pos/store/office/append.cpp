#include "pos/store/office/append.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "pos/journal/codec.hpp"
#include "pos/journal/projector.hpp"
#include "pos/store/accepted.hpp"
#include "pos/store/entries.hpp"
#include "pos/store/feed/publish.hpp"
#include "pos/store/office/gathered_tables.hpp"
#include "pos/store/office/parked.hpp"
#include "pos/store/parties/parties.hpp"
#include "pos/store/tables.hpp"
#include "pos/store/tail.hpp"

namespace pos::store::office {

namespace {

using journal::SealedEntry;

struct Parking {
    ParkReason reason{ParkReason::unknown_kind};
    std::string detail;
};

/// Whether it is the rows that are at fault: they contradict what is there, or a sum of theirs is
/// more than a column holds (PostgreSQL's class 22), or they are too large for an index or a row
/// (its class 54). Undoing them mends it.
bool is_refusal(const db::DbError& error) {
    return error.kind == db::DbErrorKind::unique || error.kind == db::DbErrorKind::constraint ||
           (error.kind == db::DbErrorKind::mistake &&
            (error.code.starts_with("22") || error.code.starts_with("54")));
}

/// Whether a ticket's number is of that till: "B01-T1-000001", or "B01-T1c-…" once it was restored.
bool is_number_of(std::string_view number, const Shelf& shelf) {
    for (const std::string_view part : {std::string_view{shelf.branch}, std::string_view{"-"},
                                        std::string_view{shelf.terminal}}) {
        if (!number.starts_with(part)) return false;
        number.remove_prefix(part.size());
    }
    while (!number.empty() && number[0] >= 'b' && number[0] <= 'z') number.remove_prefix(1);
    return number.starts_with('-');
}

/// What a till says that head office's billing books in a journal of its own.
bool is_for_the_books(const journal::Event& event) {
    return std::holds_alternative<journal::BillPaid>(event) ||
           std::holds_alternative<journal::MeterRead>(event) ||
           std::holds_alternative<journal::CreditUsed>(event) ||
           std::holds_alternative<journal::CreditGivenUp>(event);
}

/// Whether head office alone decides such a thing: no till sends documents, money against them, or
/// what is to be collected of whom. From its billing's kinds on that is so of whatever is not said
/// to be a till's.
bool is_of_head_office(const journal::Event& event) {
    return journal::kind_of(event) >= journal::EventKind::document_issued &&
           !is_for_the_books(event);
}

/// Whether it says what head office alone may: that a customer is another one or forgotten, or
/// what the stock of a branch is.
bool is_said_for_head_office(const journal::Event& event) {
    if (const auto* adjusted = std::get_if<journal::StockAdjusted>(&event)) {
        return !adjusted->branch.empty();
    }
    const auto* edited = std::get_if<journal::CustomerEdited>(&event);
    return edited != nullptr && std::ranges::any_of(edited->fields, [](const auto& one) {
               return !customer::is_personal(one.field);
           });
}

/// The other till that an event says it is of; nothing if it is of that one, or names none.
std::optional<std::string> other_place(const journal::Event& event, const Shelf& shelf) {
    const auto other = [&](const auto& of) -> std::optional<std::string> {
        if (of.branch == shelf.branch && of.terminal == shelf.terminal) return std::nullopt;
        return fmt::format("{}-{}", of.branch, of.terminal);
    };
    if (is_of_head_office(event) || is_said_for_head_office(event))
        return std::string{kStreamTerminal};
    if (const auto* started = std::get_if<journal::JournalStarted>(&event)) return other(*started);
    const journal::SaleRecord* record = journal::ticket_of(event);
    if (record == nullptr) return std::nullopt;
    if (auto place = other(*record)) return place;
    return is_number_of(record->number, shelf) ? std::nullopt : std::optional{record->number};
}

class Appending {
public:
    Appending(db::Connection& db, const Shelf& shelf, std::span<const SealedEntry> entries)
        : db_{db}, shelf_{shelf}, entries_{entries}, tables_{db} {}

    db::Result<std::uint64_t> run() {
        if (auto put = put_entries(); !put) return std::unexpected{std::move(put.error())};
        if (auto put = put_attachments(); !put) return std::unexpected{std::move(put.error())};
        if (auto done = project_all(); !done) return std::unexpected{std::move(done.error())};
        if (auto done = keep_bills(); !done) return std::unexpected{std::move(done.error())};
        if (auto done = take_customers(); !done) return std::unexpected{std::move(done.error())};
        return parked_;
    }
    db::Result<bool> run_again() {
        auto taken = db_.exec("DELETE FROM parked_entry WHERE entry = $1",
                              number_of(entries_.front().entry));
        if (!taken) return std::unexpected{std::move(taken.error())};
        if (*taken != 1) return false;  // somebody else has done it since it was looked for
        if (auto done = project_apart(entries_.front()); !done) {
            return std::unexpected{std::move(done.error())};
        }
        if (auto done = keep_bills(); !done) return std::unexpected{std::move(done.error())};
        if (auto done = take_customers(); !done) return std::unexpected{std::move(done.error())};
        return parked_ == 0;
    }

private:
    std::int64_t number_of(const journal::Entry& entry) const {
        return entry_number({shelf_.number, entry.seq});
    }
    /// The number that the books have a ticket under.
    void number_for_tables(journal::Event& event) const {
        if (!shelf_.tail_series.empty()) number_in_tail(event, shelf_.tail_series);
        if (!shelf_.accepted_number.empty()) number_as_accepted(event, shelf_.accepted_number);
    }
    db::Result<void> put_entries();
    db::Result<void> put_attachments();
    db::Result<void> project_all();
    /// The rows of all entries at once; `parked` gets those that have none.
    db::Result<void> project_together(
        std::vector<std::pair<const journal::Entry*, Parking>>& parked);
    /// Nothing if its rows were written. An error of the database stays in tables_.
    std::optional<Parking> project(const SealedEntry& one, GatheredTables& rows);
    db::Result<void> project_apart(const SealedEntry& one);
    /// What is in the books already of an entry whose rows were refused.
    db::Result<RowFault> fault_of(const journal::Entry& entry);
    db::Result<void> park(const journal::Entry& entry, const Parking& parking);
    /// What was paid or read at the till is to be booked: in the journal of receivables, which is
    /// another one.
    db::Result<void> keep_bills();
    /// What entries whose rows were written say of customers becomes what is known of them, and
    /// tills hear of it. Last, since what this holds is everybody's.
    db::Result<void> take_customers();

    db::Connection& db_;
    const Shelf& shelf_;
    std::span<const SealedEntry> entries_;
    Tables tables_;
    std::uint64_t parked_{0};
    bool started_{false};  // the journal has its row
    std::vector<parties::Edit> customers_;
    std::vector<std::int64_t> bills_;  // entries that paid some, or read a counter
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
    if (auto done = project_together(parked); !done) {
        if (!is_refusal(done.error())) return done;
        tables_.reset();
        if (auto undone = db_.script("ROLLBACK TO SAVEPOINT batch"); !undone) return undone;
        parked.clear();
        started_ = false;
        customers_.clear();
        bills_.clear();
        for (const SealedEntry& one : entries_) {
            if (auto apart = project_apart(one); !apart) return apart;
        }
    }
    for (const auto& [entry, parking] : parked) {
        if (auto done = park(*entry, parking); !done) return done;
    }
    return db_.script("RELEASE SAVEPOINT batch");
}

db::Result<void> Appending::project_together(
    std::vector<std::pair<const journal::Entry*, Parking>>& parked) {
    GatheredTables rows{db_, tables_, shelf_.branch};
    for (const SealedEntry& one : entries_) {
        if (auto parking = project(one, rows)) parked.emplace_back(&one.entry, std::move(*parking));
        if (tables_.error()) return std::unexpected{*tables_.error()};
    }
    return rows.finish();
}

std::optional<Parking> Appending::project(const SealedEntry& one, GatheredTables& rows) {
    const journal::Entry& entry = one.entry;
    auto event = journal::decode(entry.kind, entry.version, entry.payload);
    if (!event) return Parking{park_reason(event.error()), {}};
    if (const auto* started = std::get_if<journal::JournalStarted>(&*event);
        started != nullptr && started->public_key != shelf_.journal_key) {
        return Parking{ParkReason::other_key, to_hex(started->public_key)};
    }
    if (auto other = other_place(*event, shelf_)) {
        return Parking{ParkReason::other_place, std::move(*other)};
    }
    number_for_tables(*event);
    rows.enter(entry.journal_id, {shelf_.number, entry.seq});
    // No report would name the till of what stands behind a beginning that is parked.
    if (!started_ && !std::holds_alternative<journal::JournalStarted>(*event)) {
        started_ = rows.journal(entry.journal_id).has_value();
        if (!started_) {
            return Parking{ParkReason::contradiction,
                           project_error_name(journal::ProjectError::not_started)};
        }
    }
    const auto projected = journal::project(entry, *event, rows, rows);
    if (projected) {
        if (auto* edited = std::get_if<journal::CustomerEdited>(&*event)) {
            customers_.push_back({entry.journal_id, entry.seq, std::move(*edited)});
        }
        if (is_for_the_books(*event)) bills_.push_back(number_of(entry));
        return std::nullopt;
    }
    return Parking{ParkReason::contradiction, project_error_name(projected.error())};
}

db::Result<void> Appending::project_apart(const SealedEntry& one) {
    if (auto marked = db_.script("SAVEPOINT entry"); !marked) return marked;
    GatheredTables rows{db_, tables_, shelf_.branch};
    const std::size_t customers_before = customers_.size();
    const std::size_t bills_before = bills_.size();
    auto parking = project(one, rows);
    std::optional<db::DbError> error = tables_.error();
    if (!error && !parking) {
        auto written = rows.finish();
        if (!written) error = std::move(written.error());
    }
    if (error) {
        if (!is_refusal(*error)) return std::unexpected{std::move(*error)};
        customers_.resize(customers_before);
        bills_.resize(bills_before);
        tables_.reset();
        if (auto undone = db_.script("ROLLBACK TO SAVEPOINT entry"); !undone) return undone;
        const auto fault = fault_of(one.entry);
        if (!fault) return std::unexpected{fault.error()};
        parking = Parking{ParkReason::refused, row_fault_name(*fault)};
    }
    if (auto released = db_.script("RELEASE SAVEPOINT entry"); !released) return released;
    return parking ? park(one.entry, *parking) : db::Result<void>{};
}

db::Result<RowFault> Appending::fault_of(const journal::Entry& entry) {
    auto event = journal::decode(entry.kind, entry.version, entry.payload);
    if (!event) return RowFault::row_taken;
    number_for_tables(*event);
    const journal::SaleRecord* record = journal::ticket_of(*event);
    if (record == nullptr) return RowFault::row_taken;
    auto same = db_.value<std::int64_t>("SELECT count(*) FROM sale WHERE sale = $1", record->sale);
    if (!same) return std::unexpected{std::move(same.error())};
    if (same->value_or(0) > 0) return RowFault::sale_taken;
    same = db_.value<std::int64_t>("SELECT count(*) FROM sale WHERE number = $1", record->number);
    if (!same) return std::unexpected{std::move(same.error())};
    return same->value_or(0) > 0 ? RowFault::number_taken : RowFault::row_taken;
}

db::Result<void> Appending::park(const journal::Entry& entry, const Parking& parking) {
    auto put = db_.exec(
        "INSERT INTO parked_entry (entry, reason, detail, received_at) VALUES ($1, $2, $3, $4)",
        number_of(entry), parking.reason, parking.detail, shelf_.received_at);
    if (!put) return std::unexpected{std::move(put.error())};
    ++parked_;
    return {};
}

db::Result<void> Appending::keep_bills() {
    for (const std::int64_t entry : bills_) {
        auto put = db_.exec("INSERT INTO bill_to_book (entry, reason) VALUES ($1, '')", entry);
        if (!put) return std::unexpected{std::move(put.error())};
    }
    return {};
}

db::Result<void> Appending::take_customers() {
    if (customers_.empty()) return {};
    if (auto held = parties::hold(db_); !held) return held;
    Touched touched;
    for (const parties::Edit& edit : customers_) {
        auto done = parties::take_edit(db_, edit, shelf_.received_at, touched.customers);
        if (!done) return done;
    }
    if (touched.size() == 0) return {};
    return feed::publish(db_, Currency{}, touched);
}

}  // namespace

db::Result<std::uint64_t> append(db::Connection& db, const Shelf& shelf,
                                 std::span<const SealedEntry> entries) {
    return Appending{db, shelf, entries}.run();
}

db::Result<bool> project_again(db::Connection& db, const Shelf& shelf, const SealedEntry& entry) {
    return Appending{db, shelf, std::span{&entry, 1}}.run_again();
}

}  // namespace pos::store::office
