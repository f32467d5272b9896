#include "pos/store/office/resubmit.hpp"

#include <algorithm>
#include <ranges>
#include <utility>

#include "pos/journal/codec.hpp"
#include "pos/store/columns.hpp"
#include "pos/store/office/append.hpp"
#include "pos/store/office/outside_entries.hpp"
#include "pos/store/tail.hpp"

namespace pos::store::office {

namespace {

/// How many entries are held in memory at once.
constexpr std::size_t kPortion = 2'000;

struct Root {
    std::int64_t number{0};
    Ulid journal{};
    journal::PublicKey key{};
    Ulid terminal{};
    std::string branch;
    std::string code;
};

/// Entries of one fork that are in no books yet.
struct Stretch {
    std::int64_t fork{0};
    std::uint64_t after{0};
    std::uint64_t last{0};
};

/// A journal that names another one in its first entry.
struct FirstSuccessor {
    std::int64_t number{0};
    std::string series;
    journal::Head place;
};

db::Result<std::optional<Root>> hold(db::Connection& db, const Ulid& journal) {
    std::optional<Root> found;
    auto done = db.each(
        "UPDATE sent_journal SET number = number WHERE journal = $1 "
        "RETURNING number, journal, public_key, terminal, "
        "(SELECT t.branch FROM terminal t WHERE t.terminal = sent_journal.terminal), "
        "(SELECT t.code FROM terminal t WHERE t.terminal = sent_journal.terminal)",
        [&](const db::Row& row) {
            found.emplace();
            row.get(0, found->number);
            row.get(1, found->journal);
            row.get(2, found->key);
            row.get(3, found->terminal);
            row.get(4, found->branch);
            row.get(5, found->code);
        },
        journal);
    if (!done) return std::unexpected{std::move(done.error())};
    return found;
}

/// Those that have brought nothing back yet.
db::Result<std::vector<FirstSuccessor>> successors(db::Connection& db, const Root& root) {
    std::vector<FirstSuccessor> found;
    auto done = db.each(
        "SELECT j.id, j.series, e.kind, e.version, e.payload FROM journal j "
        "JOIN journal_entry e ON e.entry = j.id * 1099511627776 + 1 "
        "WHERE j.predecessor = $1 AND j.branch = $2 AND j.terminal = $3 "
        "AND j.id NOT IN (SELECT number FROM tail) AND j.id NOT IN (SELECT successor FROM tail) "
        "AND EXISTS (SELECT 1 FROM terminal t WHERE t.public_key = j.public_key "
        "AND t.branch = $2 AND t.code = $3 AND t.revoked_at IS NULL) ORDER BY j.id",
        [&](const db::Row& row) {
            const auto event =
                journal::decode(row.get<std::uint16_t>(2), row.get<std::uint16_t>(3), row.bytes(4));
            if (!event) return;
            const auto* started = std::get_if<journal::JournalStarted>(&*event);
            if (started == nullptr || !started->predecessor) return;
            found.push_back({row.integer(0),
                             std::string{row.text(1)},
                             {started->predecessor->seq, started->predecessor->hash}});
        },
        root.journal, root.branch, root.code);
    if (!done) return std::unexpected{std::move(done.error())};
    return found;
}

class Resubmission {
public:
    Resubmission(db::Connection& db, const Root& root, Instant now)
        : db_{db}, root_{root}, now_{now} {}

    db::Result<std::uint64_t> run(const FirstSuccessor& successor);

private:
    db::Result<void> walk_back(Fork fork, std::uint64_t last);
    db::Result<std::optional<Fork>> parent(const Fork& fork, std::uint64_t after);
    db::Result<void> put_tail(const FirstSuccessor& successor);
    db::Result<void> append_all(const FirstSuccessor& successor);

    db::Connection& db_;
    const Root& root_;
    Instant now_;
    Tail tail_;
    std::vector<Stretch> stretches_;  // the last one first
};

/// From the place that was named to where it parts from what is in the books.
db::Result<void> Resubmission::walk_back(Fork fork, std::uint64_t last) {
    for (;;) {
        const auto found = db_.first<std::int64_t, std::int64_t>(
            "SELECT f.after_seq, coalesce((SELECT max(e.seq) FROM fork_entry e WHERE e.fork = "
            "f.fork AND e.seq <= $2 AND e.tail <> 0), 0) FROM fork f WHERE f.fork = $1",
            fork.fork, static_cast<std::int64_t>(last));
        if (!found) return std::unexpected{found.error()};
        if (!*found) return {};
        const auto [after, in_books] = **found;
        const auto begin = static_cast<std::uint64_t>(std::max(after, in_books));
        if (last > begin) stretches_.push_back({fork.fork, begin, last});
        if (in_books > 0) {
            const auto at = db_.first<std::int64_t, Hash>(
                "SELECT tail, hash FROM fork_entry WHERE fork = $1 AND seq = $2", fork.fork,
                in_books);
            if (!at) return std::unexpected{at.error()};
            if (!*at) return {};
            tail_.origin = std::get<0>(**at);
            tail_.after = {begin, std::get<1>(**at)};
            return {};
        }
        const auto before = parent(fork, begin);
        if (!before) return std::unexpected{before.error()};
        if (!*before) return {};
        fork = **before;
        last = begin;
    }
}

/// The fork that another one parted from; nothing if it parted from the books.
db::Result<std::optional<Fork>> Resubmission::parent(const Fork& fork, std::uint64_t after) {
    const auto hash = hash_before_fork(db_, root_.number, fork.fork);
    if (!hash) return std::unexpected{hash.error()};
    if (!*hash) {
        return std::unexpected{db::DbError{db::DbErrorKind::damaged, "",
                                           "what was set aside follows no entry that is here"}};
    }
    const auto booked = db_.value<Hash>("SELECT hash FROM journal_entry WHERE entry = $1",
                                        entry_number({root_.number, after}));
    if (!booked) return std::unexpected{booked.error()};
    if (*booked == *hash) {
        tail_.origin = root_.number;
        tail_.after = {after, **hash};
        return std::optional<Fork>{};
    }
    return fork_through(db_, root_.number, {after, **hash});
}

db::Result<void> Resubmission::put_tail(const FirstSuccessor& successor) {
    const auto first = db_.value<Hash>("SELECT hash FROM fork_entry WHERE fork = $1 AND seq = $2",
                                       stretches_.back().fork,
                                       static_cast<std::int64_t>(stretches_.back().after + 1));
    if (!first) return std::unexpected{first.error()};
    const auto drawn = db_.value<std::int64_t>(
        "UPDATE office SET journals = journals + 1 WHERE office = 1 RETURNING journals");
    if (!drawn) return std::unexpected{drawn.error()};
    if (!*first || !*drawn) {
        return std::unexpected{db::DbError{db::DbErrorKind::damaged, "", "a fork has no entries"}};
    }
    tail_.number = **drawn;
    tail_.id = tail_id(**first);
    tail_.root = root_.number;
    tail_.series = successor.series;
    auto done = db_.exec(
        "INSERT INTO sent_journal (number, journal, public_key, terminal, head_seq, head_hash, "
        "received_at) VALUES ($1, $2, $3, $4, $5, $6, $7)",
        tail_.number, tail_.id, root_.key, root_.terminal,
        static_cast<std::int64_t>(successor.place.seq), successor.place.hash, now_);
    if (done) {
        done = db_.exec(
            "INSERT INTO tail (number, root, origin, after_seq, after_hash, successor, series) "
            "VALUES ($1, $2, $3, $4, $5, $6, $7)",
            tail_.number, tail_.root, tail_.origin, static_cast<std::int64_t>(tail_.after.seq),
            tail_.after.hash, successor.number, tail_.series);
    }
    if (done) {
        done = db_.exec(
            "INSERT INTO sent_batch (number, first_seq, last_seq, received_at, terminal) "
            "VALUES ($1, $2, $3, $4, $5)",
            tail_.number, static_cast<std::int64_t>(tail_.after.seq + 1),
            static_cast<std::int64_t>(successor.place.seq), now_, root_.terminal);
    }
    if (!done) return std::unexpected{std::move(done.error())};
    return begin_tail(db_, tail_);
}

db::Result<void> Resubmission::append_all(const FirstSuccessor& successor) {
    const Shelf shelf{tail_.number, root_.key, now_, root_.branch, root_.code, successor.series};
    for (const Stretch& stretch : stretches_ | std::views::reverse) {
        for (std::uint64_t after = stretch.after; after < stretch.last;) {
            auto entries = fork_entries(db_, stretch.fork, tail_.id, after, stretch.last,
                                        {.entries_max = kPortion, .bytes_max = 8 * 1024 * 1024});
            if (!entries) return std::unexpected{std::move(entries.error())};
            if (entries->empty()) break;
            const auto parked = append(db_, shelf, *entries);
            if (!parked) return std::unexpected{parked.error()};
            after = entries->back().entry.seq;
        }
        auto marked =
            db_.exec("UPDATE fork_entry SET tail = $4 WHERE fork = $1 AND seq > $2 AND seq <= $3",
                     stretch.fork, static_cast<std::int64_t>(stretch.after),
                     static_cast<std::int64_t>(stretch.last), tail_.number);
        if (!marked) return std::unexpected{std::move(marked.error())};
    }
    return {};
}

db::Result<std::uint64_t> Resubmission::run(const FirstSuccessor& successor) {
    const auto fork = fork_through(db_, root_.number, successor.place);
    if (!fork) return std::unexpected{fork.error()};
    if (!*fork) return std::uint64_t{0};  // in the books, or not here yet
    if (auto walked = walk_back(**fork, successor.place.seq); !walked) {
        return std::unexpected{std::move(walked.error())};
    }
    if (stretches_.empty() || tail_.origin == 0 || tail_.after.seq == 0) return std::uint64_t{0};
    if (auto put = put_tail(successor); !put) return std::unexpected{std::move(put.error())};
    if (auto done = append_all(successor); !done) return std::unexpected{std::move(done.error())};
    return successor.place.seq - tail_.after.seq;
}

}  // namespace

db::Result<std::optional<Fork>> fork_through(db::Connection& db, std::int64_t number,
                                             const journal::Head& place) {
    std::optional<Fork> found;
    auto done = db.each(
        "SELECT f.fork, f.head_seq, f.head_hash FROM fork f JOIN fork_entry e ON e.fork = f.fork "
        "WHERE f.number = $1 AND e.seq = $2 AND e.hash = $3 ORDER BY f.fork LIMIT 1",
        [&](const db::Row& row) {
            found = Fork{row.integer(0),
                         {static_cast<std::uint64_t>(row.integer(1)), row.get<Hash>(2)}};
        },
        number, static_cast<std::int64_t>(place.seq), place.hash);
    if (!done) return std::unexpected{std::move(done.error())};
    return found;
}

db::Result<std::uint64_t> resubmit(db::Connection& db, const Ulid& journal, Instant now) {
    const auto root = hold(db, journal);
    if (!root) return std::unexpected{root.error()};
    if (!*root) return std::uint64_t{0};
    const auto named = successors(db, **root);
    if (!named) return std::unexpected{named.error()};
    std::uint64_t entries = 0;
    for (const FirstSuccessor& successor : *named) {
        const auto brought = Resubmission{db, **root, now}.run(successor);
        if (!brought) return brought;
        entries += *brought;
    }
    return entries;
}

db::Result<std::optional<Ulid>> predecessor_of(db::Connection& db, std::int64_t number) {
    auto found = db.value<Ulid>(
        "SELECT predecessor FROM journal WHERE id = $1 AND predecessor IS NOT NULL", number);
    if (!found) return std::unexpected{std::move(found.error())};
    return *found;
}

}  // namespace pos::store::office
