#include "pos/store/verify_office.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstring>
#include <optional>
#include <set>
#include <string>

#include "pos/store/accepted.hpp"
#include "pos/store/branch_rollup.hpp"
#include "pos/store/columns.hpp"
#include "pos/store/db/migrate.hpp"
#include "pos/store/entries.hpp"
#include "pos/store/settled_takings.hpp"

namespace pos::store {

namespace {

/// The step that made head office's tables.
constexpr int kOfficeSchema = 6;
/// The step that let what was set aside into the books.
constexpr int kTailSchema = 9;
/// The one that made the branches' roll-ups what they are; those of before are made anew with it.
constexpr int kBranchTakingsSchema = 31;

/// What a column holds if it is as long as that; else zeros, which the chain finds.
template <class T>
T of_its_length(BytesView bytes) {
    T value{};
    if (bytes.size() == sizeof value) std::memcpy(&value, bytes.data(), sizeof value);
    return value;
}

struct Fork {
    std::int64_t fork{0};
    SentJournal journal;
    std::uint64_t after_seq{0};
    journal::Head head;
};

db::Result<std::vector<Fork>> forks_of(db::Connection& db, const OfficeFacts& facts) {
    std::vector<Fork> forks;
    auto done = db.each(
        "SELECT fork, number, after_seq, head_seq, head_hash FROM fork ORDER BY fork",
        [&](const db::Row& row) {
            Fork& fork = forks.emplace_back();
            fork.fork = row.integer(0);
            const auto of = std::ranges::find(facts.journals, row.integer(1), &SentJournal::number);
            if (of != facts.journals.end()) fork.journal = *of;
            fork.after_seq = static_cast<std::uint64_t>(row.integer(2));
            fork.head = {static_cast<std::uint64_t>(row.integer(3)),
                         of_its_length<Hash>(row.bytes(4))};
        });
    if (!done) return std::unexpected{std::move(done.error())};
    return forks;
}

/// The hashes that a fork can have begun behind: that of the books, and those of other forks.
db::Result<std::vector<Hash>> beginnings(db::Connection& db, const Fork& fork) {
    std::vector<Hash> found;
    if (fork.after_seq == 0) {
        found.push_back(journal::genesis(fork.journal.journal, fork.journal.public_key).hash);
        return found;
    }
    const auto add = [&](const db::Row& row) {
        found.push_back(of_its_length<Hash>(row.bytes(0)));
    };
    auto done = db.each("SELECT hash FROM journal_entry WHERE entry = $1", add,
                        entry_number({fork.journal.number, fork.after_seq}));
    if (done) {
        done = db.each(
            "SELECT e.hash FROM fork_entry e JOIN fork f ON f.fork = e.fork "
            "WHERE f.number = $1 AND e.seq = $2 AND f.fork <> $3",
            add, fork.journal.number, static_cast<std::int64_t>(fork.after_seq), fork.fork);
    }
    if (!done) return std::unexpected{std::move(done.error())};
    return found;
}

db::Result<void> check_fork(db::Connection& db, const Fork& fork, VerifyReport& report) {
    const auto before = beginnings(db, fork);
    if (!before) return std::unexpected{before.error()};
    std::optional<journal::ChainVerifier> chain;
    std::optional<EntryFinding> fault;
    auto done = db.each(
        "SELECT seq, at, kind, version, payload, hash, signature FROM fork_entry "
        "WHERE fork = $1 ORDER BY seq",
        [&](const db::Row& row) {
            journal::Entry entry;
            entry.journal_id = fork.journal.journal;
            entry.seq = static_cast<std::uint64_t>(row.integer(0));
            read_entry_columns(row, entry);
            std::expected<void, journal::ChainFault> linked =
                std::unexpected{journal::ChainFault::hash_mismatch};
            if (chain) {
                linked = chain->check(entry);
            } else {
                for (const Hash& hash : *before) {
                    chain.emplace(fork.journal.journal, fork.journal.public_key,
                                  journal::Head{fork.after_seq, hash});
                    linked = chain->check(entry);
                    if (linked) break;
                }
            }
            if (!linked) {
                fault = EntryFinding{fmt::format("fork {}", fork.fork), entry.seq,
                                     EntryFault::chain, linked.error(), std::nullopt};
            }
            return linked.has_value();
        },
        fork.fork);
    if (!done) return std::unexpected{std::move(done.error())};
    if (fault) report.entries.push_back(std::move(*fault));
    if (!fault && (!chain || chain->head() != fork.head)) {
        ++report.differences_total;
        report.differences.push_back({"fork", fmt::format("fork {}", fork.fork), "head_seq",
                                      std::to_string(fork.head.seq),
                                      std::to_string(chain ? chain->head().seq : 0)});
    }
    return {};
}

/// What is in the books since a later journal named it is what was set aside, all of it and once.
db::Result<void> check_tails(db::Connection& db, VerifyReport& report) {
    const auto differs = [&](std::int64_t number, std::string column, std::string stored,
                             std::string rebuilt) {
        ++report.differences_total;
        report.differences.push_back({"tail", fmt::format("number {}", number), std::move(column),
                                      std::move(stored), std::move(rebuilt)});
    };
    auto done = db.each(
        "SELECT t.number, t.series, coalesce(j.series, '') FROM tail t "
        "LEFT JOIN journal j ON j.id = t.successor WHERE coalesce(j.series, '') <> t.series",
        [&](const db::Row& row) {
            differs(row.integer(0), "series", std::string{row.text(1)}, std::string{row.text(2)});
        });
    if (done) {
        done = db.each(
            "SELECT t.number, (SELECT count(*) FROM journal_entry j WHERE j.entry > t.number * "
            "1099511627776 AND j.entry < (t.number + 1) * 1099511627776) AS kept, "
            "(SELECT count(*) FROM fork_entry f JOIN journal_entry j ON j.entry = t.number * "
            "1099511627776 + f.seq AND j.hash = f.hash WHERE f.tail = t.number) AS named "
            "FROM tail t ORDER BY t.number",
            [&](const db::Row& row) {
                if (row.integer(1) == row.integer(2)) return;
                differs(row.integer(0), "entries", std::to_string(row.integer(1)),
                        std::to_string(row.integer(2)));
            });
    }
    if (done) {
        done = db.each(
            "SELECT f.tail, count(*) FROM fork_entry f WHERE f.tail <> 0 AND NOT EXISTS (SELECT 1 "
            "FROM journal_entry j WHERE j.entry = f.tail * 1099511627776 + f.seq AND "
            "j.hash = f.hash) GROUP BY f.tail",
            [&](const db::Row& row) {
                differs(row.integer(0), "fork_entry", std::to_string(row.integer(1)), "0");
            });
    }
    if (!done) return std::unexpected{std::move(done.error())};
    return {};
}

std::string shown(const BranchKey& key) {
    return fmt::format("part {} {} {} {} {}", static_cast<int>(key.part),
                       to_string(key.business_date), key.branch, code_of(key.currency), key.key);
}

std::string shown(const BranchRows& rows, const BranchKey& key) {
    const auto at = rows.find(key);
    if (at == rows.end()) return "";
    const journal::Takings& t = at->second.takings;
    return fmt::format("{} {} {} {} {} {} {} {} {} {} {}", at->second.quantity.millionths,
                       at->second.payments, t.sales, t.refunds, t.gross_minor, t.refunded_minor,
                       t.tax_minor, t.discount_minor, t.rounding_minor, at->second.cost.cost_e8,
                       at->second.cost.takings_minor);
}

/// Day by day, all but names, of which there may be several.
db::Result<void> check_branch_takings(db::Connection& db, VerifyReport& report) {
    const auto schema = db::schema_version(db);
    if (!schema) return std::unexpected{schema.error()};
    if (*schema < kBranchTakingsSchema) return {};
    const auto days = db.query<Date>(
        "SELECT business_date FROM takings UNION SELECT business_date FROM branch_takings "
        "ORDER BY business_date");
    if (!days) return std::unexpected{days.error()};
    for (const auto& [day] : *days) {
        const auto expected = expected_branch_takings(db, day);
        if (!expected) return std::unexpected{expected.error()};
        const auto stored = stored_branch_takings(db, day);
        if (!stored) return std::unexpected{stored.error()};
        std::set<BranchKey> keys;
        for (const auto& [key, row] : *expected) keys.insert(key);
        for (const auto& [key, row] : *stored) keys.insert(key);
        for (const BranchKey& key : keys) {
            std::string there = shown(*stored, key);
            std::string due = shown(*expected, key);
            if (there == due) continue;
            report.add({"branch_takings", shown(key), "figures", std::move(there), std::move(due)});
        }
    }
    const auto settled = check_settled_takings(db);
    if (!settled) return std::unexpected{settled.error()};
    for (const SettledDifference& differs : *settled) {
        report.add({"settled_takings",
                    fmt::format("{} {}", differs.span == TakingsSpan::day ? "day" : "month",
                                to_string(differs.start)),
                    "figures", fmt::format("{} rows that differ", differs.rows), "none"});
    }
    return {};
}

}  // namespace

db::Result<OfficeFacts> read_office_facts(db::Connection& db) {
    OfficeFacts facts;
    const auto schema = db::schema_version(db);
    if (!schema) return std::unexpected{schema.error()};
    if (*schema < kOfficeSchema) return facts;
    auto done = db.each("SELECT number, journal, public_key, head_seq, head_hash FROM sent_journal",
                        [&](const db::Row& row) {
                            facts.journals.push_back({row.integer(0),
                                                      of_its_length<Ulid>(row.bytes(1)),
                                                      of_its_length<Hash>(row.bytes(2)),
                                                      {static_cast<std::uint64_t>(row.integer(3)),
                                                       of_its_length<Hash>(row.bytes(4))}});
                        });
    if (done) {
        done = db.each("SELECT entry FROM parked_entry",
                       [&](const db::Row& row) { facts.parked.insert(row.integer(0)); });
    }
    if (!done) return std::unexpected{std::move(done.error())};
    if (facts.journals.empty()) return facts;
    auto accepted = accepted_numbers(db);
    if (!accepted) return std::unexpected{std::move(accepted.error())};
    facts.accepted = std::move(*accepted);
    return facts;
}

db::Result<void> check_office(db::Connection& db, const OfficeFacts& facts,
                              const std::map<std::int64_t, journal::Head>& heads,
                              VerifyReport& report) {
    for (const SentJournal& sent : facts.journals) {
        const auto walked = heads.find(sent.number);
        if (walked != heads.end() && walked->second == sent.head) continue;
        ++report.differences_total;
        report.differences.push_back(
            {"sent_journal", fmt::format("number {}", sent.number), "head_seq",
             std::to_string(sent.head.seq),
             std::to_string(walked == heads.end() ? 0 : walked->second.seq)});
    }
    if (facts.journals.empty()) return {};
    if (auto checked = check_branch_takings(db, report); !checked) return checked;
    const auto forks = forks_of(db, facts);
    if (!forks) return std::unexpected{forks.error()};
    for (const Fork& fork : *forks) {
        if (auto checked = check_fork(db, fork, report); !checked) return checked;
    }
    const auto schema = db::schema_version(db);
    if (!schema) return std::unexpected{schema.error()};
    return *schema < kTailSchema ? db::Result<void>{} : check_tails(db, report);
}

}  // namespace pos::store
