#include "pos/store/store.hpp"

#include <algorithm>
#include <variant>

#include "pos/base/assert.hpp"
#include "pos/store/entries.hpp"
#include "pos/store/feed/publish.hpp"
#include "pos/store/parties/parties.hpp"
#include "pos/store/store_core.hpp"
#include "pos/store/write_entry.hpp"

namespace pos::store {

namespace {

/// Errors after which what is on the disk is no longer sure.
bool leaves_doubt(StoreErrorKind kind) {
    switch (kind) {
        case StoreErrorKind::busy:
        case StoreErrorKind::external_number_taken:
        case StoreErrorKind::not_projected:
        case StoreErrorKind::cancelled:
            return false;
        case StoreErrorKind::closed:
        case StoreErrorKind::disk_full:
        case StoreErrorKind::io:
        case StoreErrorKind::read_only:
        case StoreErrorKind::damaged:
        case StoreErrorKind::connection:
        case StoreErrorKind::gone:
        case StoreErrorKind::failed:
            return true;
    }
    return true;
}

}  // namespace

Store::Core::~Core() {
    signed_last.sync();
    if (target.engine == db::Engine::postgresql) lock.reset();
}

void Store::Core::prepare() {
    tables.emplace(*db);
    reader.emplace(*db);
}

void Store::Core::close_if_in_doubt(const StoreError& why) {
    if (!closed_by && leaves_doubt(why.kind)) closed_by = why;
}

Answer<void> Store::Core::begin_work(db::TransactionKind kind) {
    if (closed_by) {
        return std::unexpected{
            StoreError{.kind = StoreErrorKind::closed, .cause = closed_by->cause}};
    }
    POS_ASSERT(!before_work);
    if (auto begun = db->begin(kind); !begun) {
        StoreError error = to_store_error(std::move(begun.error()));
        if (error.kind == StoreErrorKind::gone) rescue(error);
        close_if_in_doubt(error);
        return std::unexpected{std::move(error)};
    }
    before_work = progress;
    return {};
}

Answer<void> Store::Core::commit_work() {
    if (auto committed = db->commit(); !committed) {
        StoreError error = to_store_error(std::move(committed.error()));
        error.in_doubt = true;
        // Whatever it was, a commit that failed is not tried again.
        if (!leaves_doubt(error.kind)) error.kind = StoreErrorKind::failed;
        give_up_work(error);
        return std::unexpected{std::move(error)};
    }
    const bool grew = progress.head.seq != before_work->head.seq;
    before_work.reset();
    if (grew) signed_last.note(journal.journal, progress.head);
    return {};
}

void Store::Core::give_up_work(const StoreError& why) {
    POS_ASSERT(before_work);
    touched = {};
    db->rollback();
    tables->reset();
    progress = *before_work;
    before_work.reset();
    close_if_in_doubt(why);
}

Answer<Stored> Store::Core::write(Batch& batch, Instant at) {
    Stored stored;
    if (!batch.events.empty()) {
        auto noted = note_clock(at);
        if (!noted) return std::unexpected{std::move(noted.error())};
    }
    stored.events.reserve(batch.events.size());
    for (journal::Event& event : batch.events) {
        auto one = write_event(event, at);
        if (!one) return std::unexpected{std::move(one.error())};
        stored.events.push_back(std::move(*one));
    }
    for (const journal::Sealed& sealed : batch.attachments) {
        auto done = write_attachment(sealed);
        if (!done) return std::unexpected{std::move(done.error())};
    }
    if (auto taken = take_customers(batch, stored, at); !taken) {
        return std::unexpected{std::move(taken.error())};
    }
    for (const CartSave& cart : batch.carts) {
        auto done = write_cart(cart);
        if (!done) return std::unexpected{std::move(done.error())};
    }
    for (const PrintJob& job : batch.print_jobs) {
        auto done = write_print_job(job);
        if (!done) return std::unexpected{std::move(done.error())};
    }
    for (const PrintChange& change : batch.print_changes) {
        auto done = write_print_change(change);
        if (!done) return std::unexpected{std::move(done.error())};
    }
    return stored;
}

Answer<void> Store::Core::note_clock(Instant at) {
    if (at.unix_ms >= progress.last_at.unix_ms - options.clock_jump_ms) return {};
    journal::Event jumped = journal::ClockWentBack{progress.last_at, at};
    auto written = write_event(jumped, at);
    if (!written) return std::unexpected{std::move(written.error())};
    return {};
}

Answer<StoredEvent> Store::Core::write_event(journal::Event& event, Instant at) {
    StoredEvent stored;
    if (auto drawn = draw_numbers(event, stored); !drawn) {
        return std::unexpected{std::move(drawn.error())};
    }
    OpenJournal open{journal.journal, journal_number, progress.head};
    const auto written = write_entry(*db, *tables, payload, open, *key, event, at);
    if (!written) return std::unexpected{written.error()};
    progress.head = open.head;
    progress.last_at = at;
    stored.seq = written->seq;
    stored.hash = written->hash;
    stored.signature = written->signature;
    return stored;
}

Answer<void> Store::Core::draw_numbers(journal::Event& event, StoredEvent& stored) {
    const auto draw_receipt = [&](journal::SaleRecord& record) -> Answer<void> {
        POS_ASSERT(record.number.empty());
        if (auto free = check_external_number(record.external_number); !free) return free;
        record.number = receipt_number(journal.branch, journal.series, ++progress.receipts);
        stored.number = record.number;
        return {};
    };
    if (auto* record = journal::ticket_of(event)) return draw_receipt(*record);
    if (auto* close = std::get_if<journal::ShiftClosed>(&event)) {
        close->z_number = ++progress.z_reports;
        progress.grand_total_minor += close->figures.net.minor;
        close->grand_total = Turnover{progress.grand_total_minor, close->currency};
        stored.z_number = close->z_number;
        stored.grand_total = close->grand_total;
    }
    if (const auto* adjusted = std::get_if<journal::StockAdjusted>(&event)) {
        return check_external_number(adjusted->external_number);
    }
    return {};
}

Answer<void> Store::Core::check_external_number(const std::string& number) {
    if (number.empty()) return {};
    const auto taken = reader->has_external_number(number);
    if (!taken) return std::unexpected{taken.error()};
    if (*taken) {
        return std::unexpected{StoreError{.kind = StoreErrorKind::external_number_taken}};
    }
    return {};
}

Answer<void> Store::Core::write_cart(const CartSave& cart) {
    const auto done =
        cart.content.empty()
            ? db->exec("DELETE FROM cart WHERE sale = $1", cart.sale)
            : db->exec(
                  "INSERT INTO cart (sale, state, content) VALUES ($1, $2, $3) ON CONFLICT (sale) "
                  "DO UPDATE SET state = excluded.state, content = excluded.content",
                  cart.sale, cart.state, cart.content);
    if (!done) return store_error(done.error());
    return {};
}

/// What the batch says of customers becomes what is known of them. At head office tills hear of it.
Answer<void> Store::Core::take_customers(const Batch& batch, const Stored& stored, Instant at) {
    std::set<Ulid> changed;
    for (std::size_t i = 0; i < batch.events.size(); ++i) {
        const auto* edited = std::get_if<journal::CustomerEdited>(&batch.events[i]);
        if (edited == nullptr) continue;
        auto done = parties::hold(*db);
        if (done) {
            done = parties::take_edit(*db, {journal.journal, stored.events[i].seq, *edited}, at,
                                      changed);
        }
        if (!done) return store_error(std::move(done.error()));
    }
    if (changed.empty()) return {};
    const auto offices = db->value<std::int64_t>("SELECT count(*) FROM office");
    if (!offices) return store_error(offices.error());
    if (offices->value_or(0) > 0) touched.customers.merge(changed);
    return {};
}

Answer<void> Store::Core::write_attachment(const journal::Sealed& sealed) {
    POS_ASSERT(journal::matches(sealed.hash, sealed.attachment));
    const auto done =
        db->exec("INSERT INTO attachment (hash, entry, salt, bytes) VALUES ($1, $2, $3, $4)",
                 sealed.hash, entry_number({journal_number, progress.head.seq}),
                 sealed.attachment.salt, sealed.attachment.bytes);
    if (!done) return store_error(done.error());
    return {};
}

Store::Store(std::unique_ptr<Core> core) : core_{std::move(core)} {}
Store::~Store() = default;

Answer<Stored> Store::append(Batch batch, Instant at) {
    if (auto begun = begin_work(); !begun) return std::unexpected{std::move(begun.error())};
    return end_work(std::move(batch), at);
}

Answer<Stored> Store::erase(const journal::When& when, const journal::Actor& user,
                            std::span<const Hash> attachments, Instant at) {
    if (auto begun = begin_work(); !begun) return std::unexpected{std::move(begun.error())};
    for (const Hash& hash : attachments) {
        auto gone = core_->db->exec("DELETE FROM attachment WHERE hash = $1", hash);
        if (gone) continue;
        StoreError error = to_store_error(std::move(gone.error()));
        give_up_work(error);
        return std::unexpected{std::move(error)};
    }
    Batch batch;
    batch.events.push_back(
        journal::PersonErased{when, user, {attachments.begin(), attachments.end()}});
    return end_work(std::move(batch), at);
}

Answer<void> Store::begin_work() {
    return core_->begin_work();
}

Answer<void> Store::begin_catalogue_work(Instant at) {
    if (auto begun = core_->begin_work(); !begun) return begun;
    auto ready = core_->begin_catalogue_work(at);
    if (!ready) core_->give_up_work(ready.error());
    return ready;
}

Answer<void> Store::Core::begin_catalogue_work(Instant at) {
    if (!publishes) {
        const auto offices = db->value<std::int64_t>("SELECT count(*) FROM office");
        if (!offices) return store_error(offices.error());
        publishes = offices->value_or(0) > 0;
    }
    touched = {};
    catalogue_writer.emplace(*db, *publishes ? &touched : nullptr);
    if (!*publishes) return {};
    if (auto first = touch_unpublished(); !first) return first;
    // So that what is changed now comes after what has begun before.
    if (auto settled = catalogue_writer->settle_prices(at); !settled) {
        return store_error(std::move(settled.error()));
    }
    return {};
}

/// An office that had goods before it ever published any tells of all of them.
Answer<void> Store::Core::touch_unpublished() {
    const auto number = feed::head(*db);
    if (!number) return store_error(number.error());
    if (*number > 0) return {};
    auto customers = feed::touch_unpublished_customers(*db, touched);
    if (!customers) return store_error(std::move(customers.error()));
    auto done = db->each("SELECT code FROM department",
                         [&](const db::Row& row) { touched.departments.emplace(row.text(0)); });
    if (done) {
        done = db->each("SELECT item FROM item",
                        [&](const db::Row& row) { touched.items.insert(row.get<Ulid>(0)); });
    }
    if (!done) return store_error(std::move(done.error()));
    return {};
}

Answer<void> Store::Core::publish_touched() {
    if (touched.size() == 0) return {};
    const Touched what = std::exchange(touched, {});
    if (auto done = feed::publish(*db, journal.currency, what); !done) {
        return store_error(std::move(done.error()));
    }
    return {};
}

Answer<Stored> Store::end_work(Batch batch, Instant at) {
    const bool closes = std::ranges::any_of(batch.events, [](const journal::Event& event) {
        return std::holds_alternative<journal::ShiftClosed>(event);
    });
    auto stored = core_->write(batch, at);
    // Last, since the row that it holds is everybody's.
    if (stored) {
        if (auto published = core_->publish_touched(); !published) {
            stored = std::unexpected{std::move(published.error())};
        }
    }
    if (!stored) {
        core_->give_up_work(stored.error());
        return stored;
    }
    if (auto done = core_->commit_work(); !done) return std::unexpected{std::move(done.error())};
    core_->synced = true;
    if (closes) core_->signed_last.sync();
    return stored;
}

void Store::give_up_work(const StoreError& why) {
    core_->give_up_work(why);
}

CatalogueWriter& Store::catalogue_writer() {
    return *core_->catalogue_writer;
}

Answer<void> Store::checkpoint() {
    core_->signed_last.sync();
    if (core_->target.engine != db::Engine::sqlite) return {};
    auto done = static_cast<db::SqliteConnection&>(*core_->db).checkpoint();
    if (!done) return store_error(std::move(done.error()));
    return {};
}

std::int64_t Store::log_pages() const {
    if (core_->target.engine != db::Engine::sqlite) return 0;
    return static_cast<const db::SqliteConnection&>(*core_->db).log_pages();
}

bool Store::is_open() const {
    return !core_->closed_by;
}
const std::optional<StoreError>& Store::closed_by() const {
    return core_->closed_by;
}
bool Store::is_synced() const {
    return core_->synced;
}
const journal::JournalRow& Store::journal() const {
    return core_->journal;
}
const journal::Head& Store::head() const {
    return core_->progress.head;
}
Instant Store::last_at() const {
    return core_->progress.last_at;
}
Reader& Store::reader() {
    return *core_->reader;
}
const db::DbTarget& Store::target() const {
    return core_->target;
}

}  // namespace pos::store
