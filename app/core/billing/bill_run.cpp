#include "app/core/billing/bill_run.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <condition_variable>
#include <mutex>
#include <thread>
#include <type_traits>

#include "app/core/billing/causes.hpp"
#include "app/core/billing/in_transaction.hpp"
#include "app/core/billing/issue.hpp"
#include "app/core/billing/prepare.hpp"
#include "app/core/billing/recurring_credit.hpp"
#include "app/core/billing/wallet.hpp"
#include "app/core/billing/whose.hpp"
#include "app/core/office/head_office.hpp"
#include "app/core/open_shop.hpp"
#include "pos/store/billing/customers.hpp"
#include "pos/store/billing/documents.hpp"
#include "pos/store/billing/in_list.hpp"
#include "pos/store/billing/run_progress.hpp"

namespace app::core::billing {

namespace {

namespace stored = pos::store::billing;

/// Among so many documents of an account its last bill is looked for.
constexpr std::int64_t kLookedBack = 20;

/// So many accounts are prepared at once.
constexpr std::int64_t kChunk = static_cast<std::int64_t>(stored::kIdsAtOnce);
/// So many chunks at most are written in one transaction, which others wait for, and so many wait
/// to be written. SQLite writes each page that a transaction has changed, most of them changed by
/// many accounts, so that it takes more of them at once: for about a second.
constexpr std::size_t kChunksAtOnce = 16;
constexpr std::size_t kChunksAtOnceInFile = 128;
/// While so many lines wait to be written nothing more is worked out: they are held in memory.
constexpr std::size_t kLinesAhead = 32'768;
/// An account that changes under our hands is tried again so often, and so are books that somebody
/// else holds, each time for as long as a connection waits for them.
constexpr int kTries = 5;
/// A run that says that it goes on, began so long ago and left nothing that is due is none any
/// more: whoever carried it out was killed.
constexpr std::int64_t kSilent_ms = 60'000;

/// The store's answer, with its trouble in words.
template <class T>
Outcome<T> said(pos::store::Answer<T> answer) {
    if (!answer) return std::unexpected{failure(answer.error())};
    if constexpr (std::is_void_v<T>) {
        return {};
    } else {
        return std::move(*answer);
    }
}

/// All that a run asks for it asks by keys. PostgreSQL keeps the plan that it made while there were
/// few documents, and would read all of them for each few accounts later. What has no key then
/// seems so dear that it would be compiled. source: its manual, "Planner Method Configuration" and
/// "Just-in-Time Compilation"
void read_by_keys(pos::store::db::Connection& db) {
    if (db.engine() != pos::store::db::Engine::postgresql) return;
    (void)db.script("SET enable_seqscan = off; SET jit = off");
}

/// SQLite copies the pages of its log into the file as soon as they are a thousand. Each
/// transaction of a run changes more, the same ones again and again: they gather, to some 128 MB.
/// Copied at the end, so that nobody who writes later waits for it.
///
/// source: https://www.sqlite.org/pragma.html#pragma_wal_autocheckpoint
class GatheredLog {
public:
    explicit GatheredLog(pos::store::db::Connection& db)
        : db_{db.engine() == pos::store::db::Engine::sqlite ? &db : nullptr} {
        if (db_ != nullptr) (void)db_->script("PRAGMA wal_autocheckpoint = 32768");
    }
    ~GatheredLog() {
        if (db_ == nullptr) return;
        (void)db_->script("PRAGMA wal_autocheckpoint = 1000; PRAGMA wal_checkpoint(PASSIVE)");
    }
    GatheredLog(const GatheredLog&) = delete;
    GatheredLog& operator=(const GatheredLog&) = delete;

private:
    pos::store::db::Connection* db_;
};

std::size_t chunks_at_once(const pos::store::db::Connection& db) {
    return db.engine() == pos::store::db::Engine::sqlite ? kChunksAtOnceInFile : kChunksAtOnce;
}

std::size_t lines_of(const std::vector<Prepared>& chunk) {
    std::size_t lines = 0;
    for (const Prepared& one : chunk) {
        if (one.document) lines += one.document->lines.size();
        if (one.level && one.level->taken_back) lines += one.level->taken_back->lines.size();
    }
    return lines;
}

using ChunkOfIds = std::vector<pos::Ulid>;
using PreparedChunk = Outcome<std::vector<Prepared>>;

/// Works chunks of accounts out on threads of its own and hands them over in their order.
///
/// threads: give(), take() from one
class Workshop {
public:
    Workshop(const std::string& where, const Billing& billing, unsigned workers)
        : where_{where}, billing_{billing} {
        for (unsigned i = 0; i < std::max(workers, 1U); ++i) {
            threads_.emplace_back([this](const std::stop_token& stop) { work(stop); });
        }
    }
    ~Workshop() {
        {
            const std::scoped_lock lock{mutex_};
            for (auto& thread : threads_) thread.request_stop();
        }
        wake_.notify_all();
    }

    void give(ChunkOfIds ids) {
        const std::scoped_lock lock{mutex_};
        waiting_.emplace(given_++, std::move(ids));
        wake_.notify_all();
    }
    std::size_t under_way() const { return given_ - taken_; }
    /// Waits for the next one.
    ///
    /// requires: one is under way
    PreparedChunk take() {
        std::unique_lock lock{mutex_};
        wake_.wait(lock, [&] { return done_.contains(taken_); });
        return take_next();
    }

    /// The next one, if it is done.
    std::optional<PreparedChunk> take_if_done() {
        const std::scoped_lock lock{mutex_};
        if (!done_.contains(taken_)) return std::nullopt;
        return take_next();
    }

private:
    /// requires: the lock, and that it is done
    PreparedChunk take_next() {
        auto chunk = std::move(done_.extract(taken_++).mapped());
        if (chunk) lines_ -= lines_of(*chunk);
        wake_.notify_all();
        return chunk;
    }
    /// Whether there is one to work out: the one that is waited for, or any while few lines wait.
    bool may_work() const {
        return !waiting_.empty() && (lines_ < kLinesAhead || waiting_.begin()->first == taken_);
    }
    void work(const std::stop_token& stop) {
        auto opened = open_office(where_);
        std::optional<Preparer> preparer;
        if (opened) {
            read_by_keys(*opened->db);
            preparer.emplace(*opened->db, billing_);
        }
        for (;;) {
            std::unique_lock lock{mutex_};
            wake_.wait(lock, [&] { return stop.stop_requested() || may_work(); });
            if (stop.stop_requested()) return;
            auto next = waiting_.extract(waiting_.begin());
            lock.unlock();
            PreparedChunk chunk =
                preparer ? said(preparer->prepare(next.mapped())) : std::unexpected{opened.error()};
            lock.lock();
            if (chunk) lines_ += lines_of(*chunk);
            done_.emplace(next.key(), std::move(chunk));
            wake_.notify_all();
        }
    }

    const std::string where_;
    const Billing& billing_;
    std::mutex mutex_;
    std::condition_variable wake_;
    std::map<std::size_t, ChunkOfIds> waiting_;
    std::map<std::size_t, PreparedChunk> done_;
    std::size_t given_{0};
    std::size_t taken_{0};
    std::size_t lines_{0};               // of those that are done
    std::vector<std::jthread> threads_;  // last: they use all of the above
};

class BillRun {
public:
    BillRun(BillingBooks& books, const BillRunOptions& options, pos::Clock& clock,
            pos::Random& random)
        : books_{books},
          options_{options},
          clock_{clock},
          random_{random},
          billing_{books.office.taxes, books.office.settings.policy.tax_scope,
                   options.as_of.value_or(books.office.zone.local(clock.now()).date), std::nullopt,
                   options.early} {}

    Outcome<BillRunReport> run(const std::string& where) {
        const pos::Instant now = clock_.now();
        run_.run = options_.run ? *options_.run : pos::make_ulid(now, random_);
        run_.as_of = billing_.as_of;
        run_.started_at = now;
        run_.noted_by = books_.user().name;
        report_.run = run_.run;
        if (auto begun = begin(); !begun) return std::unexpected{begun.error()};
        std::optional<GatheredLog> log;
        if (!options_.dry_run && !only_) log.emplace(*books_.db);
        if (!options_.dry_run) {
            // Before anything is worked out: it may cover what is billed.
            if (auto granted = grant_due(now); !granted) return std::unexpected{granted.error()};
        }
        if (!options_.dry_run && !only_) {
            const auto ended = end_expired_credit(books_, now, random_);
            if (!ended) return std::unexpected{ended.error()};
        }
        const auto done = walk(where);
        report_.stopped = report_.stopped || !done;
        auto ended = end(where);
        if (!done) return std::unexpected{done.error()};
        if (!ended) return std::unexpected{ended.error()};
        return std::move(report_);
    }

private:
    Outcome<void> begin() {
        pos::Date today = books_.office.zone.local(run_.started_at).date;
        if (options_.account.empty()) {
            const auto due = stored::count_due(*books_.db, billing_.as_of);
            if (!due) return std::unexpected{database(due.error())};
            run_.accounts = *due;
        } else {
            const auto found = find_account(*books_.db, options_.account);
            if (!found) return std::unexpected{found.error()};
            const auto& account = found->stored.account;
            if (account.payer) {
                return refuse("Account " + options_.account +
                              " is paid for by another: bill that one.");
            }
            only_ = account.id;
            run_.accounts = 1;
            const auto zone = pos::locale::Zone::open(account.zone);
            if (zone) today = std::max(today, zone->local(run_.started_at).date);
        }
        report_.due = run_.accounts;
        if (options_.dry_run) return {};
        if (billing_.as_of > today && !options_.ahead) return to_come(today);
        refresh_statistics();
        read_by_keys(*books_.db);
        return note_run();
    }

    Outcome<void> to_come(pos::Date today) const {
        const std::string day = to_string(billing_.as_of);
        return refuse(
            Why::to_come, day,
            fmt::format("{} is still to come: today is {}, and what is billed ahead of time "
                        "stays billed. Look at it with --dry-run, or say --ahead if that "
                        "day is meant.",
                        day, to_string(today)));
    }

    /// Credit that recurs, of all accounts or of those that one pays for.
    Outcome<void> grant_due(pos::Instant now) {
        std::vector<std::optional<pos::Ulid>> whose{only_};
        if (only_) {
            const std::array payers{*only_};
            const auto others = stored::paid_by(*books_.db, payers);
            if (!others) return std::unexpected{database(others.error())};
            for (const auto& one : *others) whose.emplace_back(one.stored.account.id);
        }
        for (const auto& account : whose) {
            const auto granted = grant_recurring(books_, account, now, random_);
            if (!granted) return std::unexpected{granted.error()};
        }
        return {};
    }

    /// Usage often comes in just before it is billed. Until PostgreSQL has looked at it again by
    /// itself, it reads the whole table for a few accounts. source: its manual, "Populating a
    /// Database", Run ANALYZE Afterwards
    void refresh_statistics() {
        if (books_.db->engine() != pos::store::db::Engine::postgresql || run_.accounts < kChunk) {
            return;
        }
        // Where somebody else looks at a table or cleans it, the run goes on with what is known.
        (void)books_.db->script(
            "ANALYZE usage_record, usage_billed, document_line, billing_account, subscription");
    }

    Outcome<void> note_run() {
        auto done = stored::put_run(*books_.db, run_);
        if (!done) return std::unexpected{database(done.error())};
        return {};
    }

    Outcome<void> end(const std::string& where) {
        run_.state = report_.stopped ? stored::RunState::stopped : stored::RunState::finished;
        run_.finished_at = clock_.now();
        run_.billed = report_.invoices + report_.credit_notes;
        run_.parked = static_cast<std::int64_t>(report_.parked.size());
        if (options_.dry_run) return {};
        auto noted = note_end(*books_.db);
        if (!noted && noted.error().kind == pos::store::db::DbErrorKind::connection) {
            // A server that was started again knows this connection no more.
            const auto again = open_office(where);
            if (!again) return std::unexpected{again.error()};
            noted = note_end(*again->db);
        }
        if (!noted) return std::unexpected{database(noted.error())};
        return {};
    }

    pos::store::db::Result<void> note_end(pos::store::db::Connection& db) {
        auto noted = stored::put_run(db, run_);
        if (!noted || report_.stopped || !options_.account.empty()) return noted;
        const pos::Instant silent{run_.started_at.unix_ms - kSilent_ms};
        return stored::end_silent_runs(db, billing_.as_of, silent);
    }

    /// The next accounts that are due; none when all were seen.
    pos::store::Answer<ChunkOfIds> next_chunk() {
        if (only_) {
            ChunkOfIds one{*only_};
            only_.reset();
            seen_all_ = true;
            return one;
        }
        ChunkOfIds ids;
        if (seen_all_) return ids;
        auto due = stored::due_accounts(*books_.db, billing_.as_of, place_, kChunk);
        if (!due) return pos::store::store_error(std::move(due.error()));
        for (const auto& one : *due) ids.push_back(one.account);
        seen_all_ = static_cast<std::int64_t>(ids.size()) < kChunk;
        if (!due->empty()) place_ = due->back();
        return ids;
    }

    Outcome<void> walk(const std::string& where) {
        Workshop workshop{where, billing_, options_.workers};
        const std::size_t most = chunks_at_once(*books_.db);
        std::size_t at_once = 1;  // the first is written soon, so that it is seen to go on
        while (!report_.stopped) {
            while (workshop.under_way() < most) {
                auto ids = said(next_chunk());
                if (!ids) return std::unexpected{std::move(ids.error())};
                if (ids->empty()) break;
                workshop.give(std::move(*ids));
            }
            if (workshop.under_way() == 0) break;
            PreparedChunk chunk = workshop.take();
            if (!chunk) return std::unexpected{std::move(chunk.error())};
            for (std::size_t more = 1; more < at_once; ++more) {
                auto next = workshop.take_if_done();
                if (!next) break;
                if (!*next) return std::unexpected{std::move(next->error())};
                std::ranges::move(**next, std::back_inserter(*chunk));
            }
            at_once = std::min(2 * at_once, most);
            if (auto done = said(write(*chunk)); !done) return done;
            seen_ += static_cast<std::int64_t>(chunk->size());
            tell();
        }
        return again(where);
    }

    /// Those that changed while they were worked out, or of which something is left to do.
    Outcome<void> again(const std::string& where) {
        for (int tries = 0; tries < kTries && !out_of_date_.empty() && !report_.stopped; ++tries) {
            Workshop workshop{where, billing_, 1};
            const ChunkOfIds ids = std::exchange(out_of_date_, {});
            for (std::size_t at = 0; at < ids.size(); at += stored::kIdsAtOnce) {
                const auto last = std::min(ids.size(), at + stored::kIdsAtOnce);
                workshop.give({ids.begin() + static_cast<std::ptrdiff_t>(at),
                               ids.begin() + static_cast<std::ptrdiff_t>(last)});
                PreparedChunk chunk = workshop.take();
                if (!chunk) return std::unexpected{std::move(chunk.error())};
                if (auto done = said(write(*chunk)); !done) return done;
            }
        }
        for (const pos::Ulid& id : out_of_date_) {
            const auto account = stored::account_of(*books_.db, id);
            if (!account) return std::unexpected{database(account.error())};
            if (!*account) continue;
            report_.parked.push_back(
                {(*account)->stored.account.number, (*account)->party.name, say(causes::kChanges)});
        }
        return {};
    }

    void tell() {
        const bool go_on =
            !options_.on_progress ||
            options_.on_progress({seen_, run_.accounts, report_.invoices + report_.credit_notes});
        report_.called_off = report_.called_off || is_called_off();
        report_.stopped = report_.stopped || report_.called_off || !go_on;
    }

    bool is_called_off() {
        if (options_.dry_run) return false;
        // What keeps the database from answering ends the run where it writes next.
        const auto asked = stored::is_to_stop(*books_.db, run_.run);
        return asked && *asked;
    }

    pos::store::Answer<void> write(std::vector<Prepared>& chunk) {
        if (options_.dry_run) return preview(chunk);
        Issuer issuer{books_, run_.run, billing_.as_of, random_};
        auto issued = issuer.issue(chunk, clock_.now());
        // Nothing of it was kept: whoever holds the books, such as a long import, ends.
        for (int tries = 0; tries < kTries && !issued && is_busy(issued.error()); ++tries) {
            issued = issuer.issue(chunk, clock_.now());
        }
        if (!issued) return std::unexpected{std::move(issued.error())};
        for (std::size_t i = 0; i < chunk.size(); ++i) count((*issued)[i], chunk[i]);
        return {};
    }

    static bool is_busy(const pos::store::StoreError& error) {
        return error.kind == pos::store::StoreErrorKind::busy && !error.in_doubt;
    }

    void count(Issued issued, const Prepared& one) {
        switch (issued) {
            case Issued::document:
                if (one.document) count(*one.document);
                if (one.level && one.level->taken_back) count(*one.level->taken_back);
                if (one.level && one.level->again) out_of_date_.push_back(one.account);
                break;
            case Issued::nothing:
                ++report_.nothing;
                break;
            case Issued::parked:
                report_.parked.push_back({one.account_number, one.party.name, one.fault});
                break;
            case Issued::out_of_date:
                out_of_date_.push_back(one.account);
                break;
        }
    }

    void count(const pos::journal::DocumentIssued& issued) {
        const bool invoice = issued.kind == pos::journal::DocumentKind::invoice;
        ++(invoice ? report_.invoices : report_.credit_notes);
        const auto sum = std::ranges::find(report_.payable, issued.currency, &pos::Money::currency);
        if (sum == report_.payable.end()) {
            report_.payable.push_back(issued.payable);
        } else {
            sum->minor += issued.payable.minor;
        }
    }

    pos::store::Answer<void> preview(std::vector<Prepared>& chunk) {
        for (Prepared& one : chunk) {
            if (!one.fault.empty()) {
                report_.parked.push_back({one.account_number, one.party.name, one.fault});
                continue;
            }
            if (one.document) {
                if (auto done = preview(one, std::move(*one.document)); !done) return done;
            }
            if (one.level && one.level->taken_back) {
                if (auto done = preview(one, std::move(*one.level->taken_back)); !done) return done;
            } else if (!one.document) {
                ++report_.nothing;
            }
        }
        return {};
    }

    /// One document of a dry run, beside the account's last bill.
    pos::store::Answer<void> preview(const Prepared& one, pos::journal::DocumentIssued document) {
        count(document);
        auto before = stored::list_documents(
            *books_.db, {.account = one.account, .run = {}, .limit = kLookedBack});
        if (!before) return std::unexpected{std::move(before.error())};
        Preview shown{one.account_number, one.party.name, std::move(document), {}};
        shown.document.issued_on = billing_.as_of;
        shown.document.due_on = {billing_.as_of.days + one.terms_days};
        const auto last = std::ranges::find_if(*before, [](const auto& each) {
            return each.row.kind == pos::journal::DocumentKind::invoice;
        });
        if (last != before->end()) {
            shown.last = pos::Money{last->row.payable_minor, last->row.currency};
        }
        report_.previews.push_back(std::move(shown));
        return {};
    }

    BillingBooks& books_;
    const BillRunOptions& options_;
    pos::Clock& clock_;
    pos::Random& random_;
    const Billing billing_;
    stored::BillRun run_;
    BillRunReport report_;
    std::optional<pos::Ulid> only_;
    stored::DuePlace place_;
    bool seen_all_{false};
    std::int64_t seen_{0};
    ChunkOfIds out_of_date_;
};

}  // namespace

Outcome<BillRunReport> run_bills(const std::string& where,
                                 const pos::store::StoreOptions& store_options,
                                 const BillRunOptions& options, pos::Clock& clock,
                                 pos::Random& random) {
    auto books = BillingBooks::open(where, store_options, options.by, clock.now(), random);
    if (!books) return std::unexpected{books.error()};
    return BillRun{*books, options, clock, random}.run(where);
}

}  // namespace app::core::billing
