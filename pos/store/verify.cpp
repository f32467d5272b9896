#include "pos/store/verify.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstring>
#include <map>
#include <utility>

#include "pos/journal/codec.hpp"
#include "pos/journal/sealed.hpp"
#include "pos/store/accepted.hpp"
#include "pos/store/compare_tables.hpp"
#include "pos/store/entries.hpp"
#include "pos/store/migrations.hpp"
#include "pos/store/tables.hpp"
#include "pos/store/tail.hpp"
#include "pos/store/verify_billing.hpp"
#include "pos/store/verify_customers.hpp"
#include "pos/store/verify_office.hpp"

namespace pos::store {

namespace {

/// How often progress is told.
constexpr std::uint64_t kTellEvery = 256;

/// One journal on its way: its chain, and the numbers that must come next.
struct Walk {
    Ulid journal;
    journal::ChainVerifier chain;
    VerifiedJournal found;
    std::optional<journal::JournalStarted> started;
    bool broken{false};
    std::uint64_t receipts{0};
    std::uint64_t z_reports{0};
    std::map<std::string, std::uint64_t> documents{};  // by series

    std::string number_end;  // of a tail's tickets

    Walk(const Ulid& id, const journal::ChainVerifier& begin, std::string name)
        : journal{id}, chain{begin} {
        found.journal = id;
        found.name = std::move(name);
    }
    /// Whether the number that the event carries, if it does, is the next one.
    bool has_next_number(const journal::Event& event);
};

bool Walk::has_next_number(const journal::Event& event) {
    // After a gap it goes on from there, so that one gap is found once.
    const auto next_receipt = [&](const journal::SaleRecord& record) {
        const std::uint64_t expected = std::exchange(receipts, counter_of(record.number)) + 1;
        return started &&
               record.number == receipt_number(started->branch, started->series, expected);
    };
    if (const auto* first = std::get_if<journal::JournalStarted>(&event)) started = *first;
    if (const auto* record = journal::ticket_of(event)) return next_receipt(*record);
    if (const auto* close = std::get_if<journal::ShiftClosed>(&event)) {
        return close->z_number == std::exchange(z_reports, close->z_number) + 1;
    }
    if (const auto* issued = std::get_if<journal::DocumentIssued>(&event)) {
        // Several journals may share a series: within one, numbers rise.
        const std::uint64_t before = documents[issued->series];
        const std::uint64_t number = documents[issued->series] = counter_of(issued->number);
        return number > before && issued->number.starts_with(issued->series + "-");
    }
    return true;
}

class Verification {
public:
    Verification(db::Connection& db, const VerifyOptions& options, OnVerify on_progress)
        : db_{db}, options_{options}, on_progress_{on_progress} {}

    Answer<VerifyReport> run();

private:
    db::Result<void> read_journals();
    db::Result<void> read_tails_too();
    db::Result<void> rebuild();
    bool take(const db::Row& row);
    void project(const journal::Entry& entry, std::int64_t number, Walk& walk);
    /// A tail's numbers go on from where it parts.
    void begin_tails(EntryKey behind, const Walk& walk);
    bool begin_tail_of(std::int64_t number);
    void find(const std::string& journal, std::uint64_t seq, EntryFault fault) {
        report_.entries.push_back({journal, seq, fault, std::nullopt, std::nullopt});
    }
    db::Result<void> check_attachments();
    db::Result<void> check_pages();
    db::SqliteConnection& scratch() { return static_cast<db::SqliteConnection&>(*scratch_); }

    db::Connection& db_;
    const VerifyOptions& options_;
    OnVerify on_progress_;
    std::unique_ptr<db::Connection> scratch_;
    std::optional<Tables> tables_;
    std::map<std::int64_t, Walk> walks_;
    std::vector<Tail> tails_;
    std::int64_t begun_tail_{0};
    std::optional<db::DbError> tail_error_;
    OfficeFacts office_;
    std::int64_t last_unknown_{0};
    VerifyProgress progress_;
    bool stopped_{false};
    VerifyReport report_;
};

/// What a column holds if it is as long as that; else zeros, which the chain and the comparison
/// find.
template <class T>
T of_its_length(BytesView bytes) {
    T value{};
    if (bytes.size() == sizeof value) std::memcpy(&value, bytes.data(), sizeof value);
    return value;
}

db::Result<void> Verification::read_journals() {
    // What the chain needs and no more, so that a row with nonsense in it is found, not choked on.
    const auto done = db_.each(
        "SELECT id, journal, public_key, branch, series FROM journal", [&](const db::Row& row) {
            const auto id = of_its_length<Ulid>(row.bytes(1));
            walks_.emplace(row.integer(0), Walk{id,
                                                {id, of_its_length<Hash>(row.bytes(2))},
                                                fmt::format("{}-{}", row.text(3), row.text(4))});
        });
    if (!done) return std::unexpected{done.error()};
    auto facts = read_office_facts(db_);
    if (!facts) return std::unexpected{std::move(facts.error())};
    office_ = std::move(*facts);
    for (const SentJournal& sent : office_.journals) {
        // One whose first entry is parked has no row that would name it.
        walks_.try_emplace(sent.number, sent.journal,
                           journal::ChainVerifier{sent.journal, sent.public_key},
                           to_string(sent.journal));
    }
    if (auto read = read_tails_too(); !read) return read;
    const auto total = db_.value<std::int64_t>("SELECT count(*) FROM journal_entry");
    if (!total) return std::unexpected{total.error()};
    progress_.entries_total = static_cast<std::uint64_t>(total->value_or(0));
    return {};
}

db::Result<void> Verification::read_tails_too() {
    auto tails = read_tails(db_);
    if (!tails) return std::unexpected{std::move(tails.error())};
    tails_ = std::move(*tails);
    for (const Tail& tail : tails_) {
        const auto sent = std::ranges::find(office_.journals, tail.number, &SentJournal::number);
        if (sent == office_.journals.end()) continue;
        const auto row = walks_.find(tail.number);
        const std::string of = row == walks_.end() ? to_string(tail.id) : row->second.found.name;
        Walk walk{tail.id, {tail.id, sent->public_key, tail.after}, of + "/" + tail.series};
        walk.number_end = tail.series;
        walks_.insert_or_assign(tail.number, std::move(walk));
    }
    return {};
}

void Verification::begin_tails(EntryKey behind, const Walk& walk) {
    for (const Tail& tail : tails_) {
        if (tail.origin != behind.journal || tail.after.seq != behind.seq) continue;
        const auto found = walks_.find(tail.number);
        if (found == walks_.end()) continue;
        found->second.started = walk.started;
        found->second.receipts = walk.receipts;
        found->second.z_reports = walk.z_reports;
    }
}

/// What a tail's tables hold before its first entry.
bool Verification::begin_tail_of(std::int64_t number) {
    const auto tail = std::ranges::find(tails_, number, &Tail::number);
    if (tail == tails_.end() || std::exchange(begun_tail_, number) == number) return true;
    auto begun = begin_tail(*scratch_, *tail);
    if (!begun) tail_error_ = std::move(begun.error());
    return begun.has_value();
}

bool Verification::take(const db::Row& row) {
    const EntryKey key = entry_key(row.integer(0));
    const auto found = walks_.find(key.journal);
    if (found == walks_.end()) {
        if (std::exchange(last_unknown_, key.journal) != key.journal) {
            find(std::to_string(key.journal), key.seq, EntryFault::journal_unknown);
        }
        return true;
    }
    if (!begin_tail_of(key.journal)) return false;
    Walk& walk = found->second;
    const journal::Entry entry = read_entry(row, walk.journal);
    ++walk.found.entries;
    if (!walk.broken) {
        if (auto linked = walk.chain.check(entry); !linked) {
            // Every later entry would differ as well; the first one is what happened.
            walk.broken = true;
            find(to_string(walk.journal), entry.seq, EntryFault::chain);
            report_.entries.back().chain = linked.error();
        }
    }
    project(entry, key.journal, walk);
    begin_tails(key, walk);
    if (++progress_.entries_done % kTellEvery == 0) stopped_ = !on_progress_(progress_);
    return !stopped_ && !tables_->error();
}

void Verification::project(const journal::Entry& entry, std::int64_t number, Walk& walk) {
    auto event = journal::decode(entry.kind, entry.version, entry.payload);
    const std::string name = to_string(walk.journal);
    const bool parked = office_.parked.contains(entry_number({number, entry.seq}));
    if (parked) ++walk.found.parked;
    if (!event) {
        if (event.error() == journal::DecodeError::damaged) {
            if (parked) return;
            find(name, entry.seq, EntryFault::payload);
        } else {
            ++walk.found.not_understood;
        }
        return;
    }
    if (!walk.has_next_number(*event)) find(name, entry.seq, EntryFault::number);
    if (parked) return;
    if (!walk.number_end.empty()) number_in_tail(*event, walk.number_end);
    if (const auto accepted = office_.accepted.find(entry_number({number, entry.seq}));
        accepted != office_.accepted.end()) {
        number_as_accepted(*event, accepted->second);
    }
    tables_->enter(entry.journal_id, {number, entry.seq});
    const auto projected = journal::project(entry, *event, *tables_, *tables_);
    const bool refused =
        tables_->error() && (tables_->error()->kind == db::DbErrorKind::unique ||
                             tables_->error()->kind == db::DbErrorKind::constraint);
    if (projected && !refused) return;
    find(name, entry.seq, EntryFault::not_projected);
    if (!projected) report_.entries.back().project = projected.error();
    if (refused) tables_->reset();
}

db::Result<void> Verification::rebuild() {
    auto scratch = db::open_scratch();
    if (!scratch) return std::unexpected{std::move(scratch.error())};
    scratch_ = std::move(*scratch);
    if (auto made = db::migrate(*scratch_, migrations()); !made) {
        return std::unexpected{std::move(made.error().cause)};
    }
    auto begun = db::Transaction::begin(*scratch_, db::TransactionKind::write);
    if (!begun) return std::unexpected{std::move(begun.error())};
    tables_.emplace(*scratch_);
    const auto done = db_.stream(
        "SELECT entry, at, kind, version, payload, hash, signature FROM journal_entry "
        "ORDER BY entry",
        {}, [&](const db::Row& row) { return take(row); });
    if (!done) return std::unexpected{done.error()};
    if (tail_error_) return std::unexpected{*tail_error_};
    if (tables_->error()) return std::unexpected{*tables_->error()};
    return begun->commit();
}

db::Result<void> Verification::check_attachments() {
    const auto done = db_.stream("SELECT hash, salt, bytes FROM attachment ORDER BY hash", {},
                                 [&](const db::Row& row) {
                                     journal::Attachment attachment;
                                     row.get(1, attachment.salt);
                                     row.get(2, attachment.bytes);
                                     const Hash hash = row.get<Hash>(0);
                                     if (!journal::matches(hash, attachment))
                                         report_.attachments.push_back(to_hex(hash));
                                     return true;
                                 });
    if (!done) return std::unexpected{done.error()};
    return {};
}

db::Result<void> Verification::check_pages() {
    if (!options_.pages || db_.engine() != db::Engine::sqlite) return {};
    const auto done = db_.each("PRAGMA integrity_check(100)", [&](const db::Row& row) {
        if (row.text(0) != "ok") report_.pages.emplace_back(row.text(0));
    });
    if (!done) return std::unexpected{done.error()};
    return {};
}

Answer<VerifyReport> Verification::run() {
    const auto snapshot = db::Transaction::begin(db_, db::TransactionKind::read);
    if (!snapshot) return store_error(snapshot.error());
    for (auto step : {&Verification::check_pages, &Verification::read_journals,
                      &Verification::rebuild, &Verification::check_attachments}) {
        if (auto done = (this->*step)(); !done) return store_error(std::move(done.error()));
        if (stopped_) return std::unexpected{StoreError{.kind = StoreErrorKind::cancelled}};
    }
    const auto schema = db::schema_version(db_);
    if (!schema) return store_error(schema.error());
    for (const DerivedTable& table : derived_tables()) {
        if (table.since > *schema) continue;
        DerivedTable there = table;
        if (there.later_since > *schema) there.later = {};
        auto done = compare_table(there, db_, scratch(), options_.differences_max, report_);
        if (!done) return store_error(std::move(done.error()));
    }
    std::map<std::int64_t, journal::Head> heads;
    for (const auto& [number, walk] : walks_) heads.emplace(number, walk.chain.head());
    if (auto done = check_office(db_, office_, heads, report_); !done) {
        return store_error(std::move(done.error()));
    }
    if (auto done = check_billing(db_, heads, report_); !done) {
        return store_error(std::move(done.error()));
    }
    if (auto done = check_customers(db_, report_); !done) {
        return store_error(std::move(done.error()));
    }
    (void)on_progress_(progress_);
    for (auto& [number, walk] : walks_) {
        walk.found.head = walk.chain.head();
        report_.journals.push_back(std::move(walk.found));
    }
    return std::move(report_);
}

}  // namespace

Answer<VerifyReport> verify(db::Connection& db, const VerifyOptions& options,
                            OnVerify on_progress) {
    return Verification{db, options, on_progress}.run();
}

}  // namespace pos::store
