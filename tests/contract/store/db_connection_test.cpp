// Goal: one contract for both engines: what goes in comes out, whatever goes wrong is an error
// value of the same kind, and nothing is lost or cut in silence.
// Method: the same tests on SQLite and on a real PostgreSQL, with hostile values and statements.
#include <gtest/gtest.h>

#include <atomic>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <thread>
#include <tuple>
#include <vector>

#include "pos/store/db/connection.hpp"
#include "pos/store/db/postgres_connection.hpp"
#include "pos/store/db/sqlite_connection.hpp"
#include "tests/contract/store/either_engine.hpp"

namespace {

using namespace pos::store::db;
using pos::Bytes;
using Text = std::optional<std::string>;
using Blob = std::optional<Bytes>;

constexpr std::int64_t kMax = std::numeric_limits<std::int64_t>::max();
constexpr std::int64_t kMin = std::numeric_limits<std::int64_t>::min();
const std::string kWords = "Grüße „‘:x''\"\\ $1 日本 עברית \U0001F600";

class DbConnection : public test::EitherEngine {
protected:
    void SetUp() override {
        db_ = connect();
        ASSERT_TRUE(db_);
        const std::string table =
            is_sqlite() ? "CREATE TABLE t (id INTEGER PRIMARY KEY, note TEXT, digest BLOB) STRICT"
                        : "CREATE TABLE t (id BIGINT PRIMARY KEY, note TEXT, digest BYTEA)";
        ASSERT_TRUE(db_->script(table));
    }
    DbErrorKind kind_of(std::string_view sql) {
        const auto done = db_->exec(sql);
        EXPECT_FALSE(done) << sql;
        return done ? DbErrorKind{255} : done.error().kind;
    }
    std::int64_t count() {
        return db_->value<std::int64_t>("SELECT count(*) FROM t")->value_or(-1);
    }

    std::unique_ptr<Connection> db_;
};
constexpr const char* kPut = "INSERT INTO t (id, note, digest) VALUES ($1, $2, $3)";

TEST_P(DbConnection, KeepsEveryValueAsItWas) {
    Bytes all;
    for (int i = 0; i < 1024; ++i) all.push_back(static_cast<std::byte>(i));
    ASSERT_TRUE(db_->exec(kPut, kMax, kWords, all));
    ASSERT_TRUE(db_->exec(kPut, 0, "", Bytes{}));
    ASSERT_TRUE(db_->exec(kPut, kMin, std::nullopt, Blob{}));
    const auto rows = db_->query<std::int64_t, Text, Blob>("SELECT * FROM t ORDER BY id DESC");
    ASSERT_TRUE(rows);
    ASSERT_EQ(rows->size(), 3U);
    EXPECT_EQ((*rows)[0], (std::tuple{kMax, Text{kWords}, Blob{all}}));
    EXPECT_EQ((*rows)[1], (std::tuple{std::int64_t{0}, Text{""}, Blob{Bytes{}}}));
    EXPECT_EQ((*rows)[2], (std::tuple{kMin, Text{}, Blob{}}));
}

TEST_P(DbConnection, KeepsOurOwnTypes) {
    const pos::Ulid id = *pos::parse_ulid("01ARZ3NDEKTSV4RRFFQ69G5FAV");
    pos::Hash hash{};
    hash[31] = std::byte{7};
    ASSERT_TRUE(db_->exec(kPut, pos::Instant{1'290'000'000'123}, "", id));
    ASSERT_TRUE(db_->exec(kPut, pos::make_date(2010, 12, 1), "", hash));
    const auto rows = db_->query<std::int64_t, Bytes>("SELECT id, digest FROM t ORDER BY id");
    ASSERT_EQ(rows->size(), 2U);
    const auto first = db_->first<pos::Date, pos::Hash>("SELECT id, digest FROM t ORDER BY id");
    EXPECT_EQ(**first, (std::tuple{pos::make_date(2010, 12, 1), hash}));
    const auto second =
        db_->first<pos::Instant, pos::Ulid>("SELECT id, digest FROM t ORDER BY id DESC");
    EXPECT_EQ(**second, (std::tuple{pos::Instant{1'290'000'000'123}, id}));
}

TEST_P(DbConnection, BindsByNumberWhateverTheOrder) {
    ASSERT_TRUE(db_->exec(kPut, 1, "one", Bytes{}));
    const auto found = db_->value<std::string>(
        "SELECT note || $2 || $3 || $2 FROM t /* $9 it's */ WHERE id = $1 -- it's $7\n", 1, "b",
        "c");
    ASSERT_TRUE(found) << found.error().text;
    EXPECT_EQ(**found, "onebcb");
}

TEST_P(DbConnection, UpsertsAndReturns) {
    const auto put =
        "INSERT INTO t (id, note) VALUES ($1, $2) ON CONFLICT (id) "
        "DO UPDATE SET note = excluded.note RETURNING note";
    EXPECT_EQ(**db_->value<std::string>(put, 1, "a"), "a");
    EXPECT_EQ(**db_->value<std::string>(put, 1, "b"), "b");
    EXPECT_EQ(count(), 1);
}

TEST_P(DbConnection, CountsWhatItChanged) {
    for (int i = 0; i < 5; ++i) ASSERT_TRUE(db_->exec(kPut, i, "x", Bytes{}));
    EXPECT_EQ(*db_->exec("UPDATE t SET note = $1 WHERE id >= $2", "y", 2), 3);
    EXPECT_EQ(*db_->exec("DELETE FROM t WHERE id = $1", 77), 0);
}

TEST_P(DbConnection, StopsWhenTheCallerHasEnough) {
    for (int i = 0; i < 5; ++i) ASSERT_TRUE(db_->exec(kPut, i, "x", Bytes{}));
    int seen = 0;
    ASSERT_TRUE(db_->each("SELECT id FROM t ORDER BY id", [&](const Row&) { return ++seen < 2; }));
    EXPECT_EQ(seen, 2);
    EXPECT_FALSE(db_->in_transaction());
    EXPECT_TRUE(db_->exec("DELETE FROM t"));  // nothing is left open
}

TEST_P(DbConnection, AnswersTheSameStatementWithinItself) {
    for (int i = 0; i < 3; ++i) ASSERT_TRUE(db_->exec(kPut, i, "x", Bytes{}));
    const char* sql = "SELECT id FROM t WHERE id >= $1 ORDER BY id";
    std::vector<std::int64_t> seen;
    const auto done = db_->each(
        sql,
        [&](const Row& outer) {
            seen.push_back(outer.integer(0));
            (void)db_->each(
                sql, [&](const Row& inner) { seen.push_back(10 + inner.integer(0)); }, 2);
        },
        0);
    ASSERT_TRUE(done);
    EXPECT_EQ(seen, (std::vector<std::int64_t>{0, 12, 1, 12, 2, 12}));
}

TEST_P(DbConnection, RefusesToReadAColumnAsAnotherType) {
    ASSERT_TRUE(db_->exec(kPut, 5'000'000'000, "words", Bytes{}));
    EXPECT_EQ(db_->value<std::int64_t>("SELECT note FROM t").error().kind, DbErrorKind::damaged);
    EXPECT_EQ(db_->value<std::string>("SELECT id FROM t").error().kind, DbErrorKind::damaged);
    EXPECT_EQ(db_->value<std::string>("SELECT digest FROM t").error().kind, DbErrorKind::damaged);
    EXPECT_EQ(db_->value<Bytes>("SELECT note FROM t").error().kind, DbErrorKind::damaged);
    EXPECT_EQ(db_->value<pos::Hash>("SELECT digest FROM t").error().kind, DbErrorKind::damaged);
    EXPECT_EQ(db_->value<pos::Ulid>("SELECT digest FROM t").error().kind, DbErrorKind::damaged);
    EXPECT_EQ(db_->value<int>("SELECT id FROM t").error().kind, DbErrorKind::damaged);
    ASSERT_TRUE(db_->exec("UPDATE t SET note = NULL"));
    EXPECT_EQ(db_->value<std::string>("SELECT note FROM t").error().kind, DbErrorKind::damaged);
    EXPECT_EQ((**db_->value<Text>("SELECT note FROM t")), Text{});
    EXPECT_FALSE(db_->value<Text>("SELECT note FROM t WHERE id = 0")->has_value());
}

TEST_P(DbConnection, NamesEachError) {
    ASSERT_TRUE(db_->exec(kPut, 1, "x", Bytes{}));
    EXPECT_EQ(kind_of("INSERT INTO t (id) VALUES (1)"), DbErrorKind::unique);
    ASSERT_TRUE(db_->script("CREATE TABLE c (a BIGINT CHECK (a > 0))"));
    EXPECT_EQ(kind_of("INSERT INTO c VALUES (0)"), DbErrorKind::constraint);
    EXPECT_EQ(kind_of("SELEC"), DbErrorKind::mistake);
    EXPECT_EQ(kind_of(""), DbErrorKind::mistake);
    EXPECT_EQ(kind_of("SELECT * FROM nowhere"), DbErrorKind::mistake);
    EXPECT_EQ(kind_of("SELECT 1; SELECT 2"), DbErrorKind::mistake);
    EXPECT_EQ(count(), 1);
}

TEST_P(DbConnection, RefusesWrongParameters) {
    const auto kind = [](const auto& result) {
        EXPECT_FALSE(result);
        return result ? DbErrorKind{255} : result.error().kind;
    };
    EXPECT_EQ(kind(db_->exec(kPut, 1, "x")), DbErrorKind::mistake);
    EXPECT_EQ(kind(db_->exec(kPut, 1, "x", Bytes{}, 4)), DbErrorKind::mistake);
    EXPECT_EQ(kind(db_->exec("INSERT INTO t (id) VALUES ($2)", 1, 2)), DbErrorKind::mistake);
    EXPECT_EQ(kind(db_->exec(kPut, 1, std::string_view{"a\0b", 3}, Bytes{})), DbErrorKind::mistake);
    for (const char* text : {"\xff", "\xc3", "\xc0\x80", "\xe0\x80\x80", "\xed\xa0\x80",
                             "\xf0\x80\x80\x80", "\xf4\x90\x80\x80", "ok\x80"}) {
        EXPECT_EQ(kind(db_->exec(kPut, 1, text, Bytes{})), DbErrorKind::mistake);
    }
    EXPECT_EQ(count(), 0);
}

TEST_P(DbConnection, RunsEveryStatementOfAScript) {
    ASSERT_TRUE(db_->script("INSERT INTO t (id) VALUES (1); INSERT INTO t (id) VALUES (2);"));
    EXPECT_EQ(count(), 2);
    EXPECT_TRUE(db_->script(""));
    EXPECT_FALSE(
        db_->script("INSERT INTO t (id) VALUES (3); SELEC; INSERT INTO t (id) VALUES (4)"));
    EXPECT_EQ(*db_->value<std::int64_t>("SELECT count(*) FROM t WHERE id = 4"), 0);
}

TEST_P(DbConnection, KeepsWhatIsCommittedAndNothingElse) {
    {
        auto begun = Transaction::begin(*db_, TransactionKind::write);
        ASSERT_TRUE(begun);
        ASSERT_TRUE(db_->exec(kPut, 1, "kept", Bytes{}));
        ASSERT_TRUE(begun->commit());
    }
    {
        auto begun = Transaction::begin(*db_, TransactionKind::write);
        ASSERT_TRUE(begun);
        ASSERT_TRUE(db_->exec(kPut, 2, "dropped", Bytes{}));
        EXPECT_TRUE(db_->in_transaction());
    }
    EXPECT_FALSE(db_->in_transaction());
    EXPECT_EQ(count(), 1);
}

TEST_P(DbConnection, NeverTakesAnUndoneTransactionForACommittedOne) {
    auto begun = Transaction::begin(*db_, TransactionKind::write);
    ASSERT_TRUE(begun);
    ASSERT_TRUE(db_->exec(kPut, 1, "x", Bytes{}));
    const auto failed = db_->exec("INSERT INTO t (id) VALUES (1)");
    ASSERT_FALSE(failed);
    const bool committed = begun->commit().has_value();
    EXPECT_EQ(count(), committed ? 1 : 0);
    EXPECT_FALSE(db_->in_transaction());
}

TEST_P(DbConnection, ReadsOneSnapshotWhileAnotherWrites) {
    auto other = connect();
    ASSERT_TRUE(db_->exec(kPut, 1, "x", Bytes{}));
    auto reading = Transaction::begin(*db_, TransactionKind::read);
    ASSERT_TRUE(reading);
    EXPECT_EQ(count(), 1);
    ASSERT_TRUE(other->exec(kPut, 2, "y", Bytes{}));
    EXPECT_EQ(count(), 1);
    reading->rollback();
    EXPECT_EQ(count(), 2);
}

TEST_P(DbConnection, LosesNothingWhenFourWriteAtOnce) {
    ASSERT_TRUE(db_->exec("INSERT INTO t (id, note) VALUES (0, $1)", ""));
    std::atomic<int> failures{0};
    {
        std::vector<std::jthread> threads;
        for (int t = 0; t < 4; ++t) {
            threads.emplace_back([&] {
                auto own = connect();
                for (int done = 0; done < 25;) {
                    auto begun = Transaction::begin(*own, TransactionKind::write);
                    if (!begun) {
                        if (!is_retryable(begun.error().kind)) ++failures, ++done;
                        continue;
                    }
                    const char* lock =
                        is_sqlite() ? "SELECT note FROM t" : "SELECT note FROM t FOR UPDATE";
                    const auto note = own->value<std::string>(lock);
                    const bool ok = note && own->exec("UPDATE t SET note = $1", **note + "x") &&
                                    begun->commit();
                    if (ok) ++done;
                }
            });
        }
    }
    EXPECT_EQ(failures, 0);
    EXPECT_EQ(*db_->value<std::string>("SELECT note FROM t"), std::string(100, 'x'));
}

TEST_P(DbConnection, SaysBusyWhenTheWaitRunsOut) {
    auto other = connect({.mode = OpenMode::read_write, .busy_timeout_ms = 1});
    ASSERT_TRUE(db_->exec(kPut, 1, "x", Bytes{}));
    auto holding = Transaction::begin(*db_, TransactionKind::write);
    ASSERT_TRUE(db_->exec("UPDATE t SET note = $1", "held"));
    const auto refused = other->exec("UPDATE t SET note = $1", "late");
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().kind, DbErrorKind::busy) << refused.error().text;
    EXPECT_TRUE(is_retryable(refused.error().kind));
}

TEST_P(DbConnection, CancelsARunningStatementFromAnotherThread) {
    const std::string slow =
        "WITH RECURSIVE c(x) AS (SELECT CAST(1 AS BIGINT) UNION ALL SELECT x + 1 FROM c) "
        "SELECT x FROM c";
    std::atomic<bool> running{false};
    std::atomic<bool> done{false};
    std::jthread other{[&] {
        while (!running) std::this_thread::yield();
        while (!done) db_->cancel();  // again, since a cancel before the statement stops nothing
    }};
    const auto answer = db_->stream(slow, {}, [&](const Row&) { return running = true; });
    done = true;
    ASSERT_FALSE(answer);
    EXPECT_EQ(answer.error().kind, DbErrorKind::cancelled) << answer.error().text;
}

TEST_P(DbConnection, StreamsMoreRowsThanOneFetchHolds) {
    auto begun = Transaction::begin(*db_, TransactionKind::write);
    const std::string_view columns[] = {"id", "note", "digest"};
    auto bulk = db_->bulk_insert("t", columns);
    ASSERT_TRUE(bulk) << bulk.error().text;
    constexpr std::int64_t kRows = 12'345;
    for (std::int64_t i = 0; i < kRows; ++i) {
        ASSERT_TRUE((*bulk)->row(i, i % 3 ? Text{kWords} : Text{}, Bytes{std::byte{9}}));
    }
    ASSERT_TRUE((*bulk)->finish());
    bulk->reset();
    ASSERT_TRUE(begun->commit());

    std::int64_t sum = 0;
    std::int64_t inner = 0;
    const Param params[] = {100};
    const auto rows = db_->stream("SELECT id, note, digest FROM t WHERE id >= $1 ORDER BY id",
                                  params, [&](const Row& row) {
                                      sum += row.integer(0);
                                      EXPECT_EQ(row.is_null(1), row.integer(0) % 3 == 0);
                                      EXPECT_EQ(row.get<Bytes>(2), Bytes{std::byte{9}});
                                      if (row.integer(0) == 6'000) inner = count();
                                      return true;
                                  });
    ASSERT_TRUE(rows) << rows.error().text;
    EXPECT_EQ(*rows, kRows - 100);
    EXPECT_EQ(sum, (kRows - 1) * kRows / 2 - 99 * 100 / 2);
    EXPECT_EQ(inner, kRows);
    EXPECT_FALSE(db_->in_transaction());
}

TEST_P(DbConnection, ForgetsABulkInsertThatIsNotFinished) {
    ASSERT_TRUE(db_->exec(kPut, 1, "x", Bytes{}));
    const std::string_view columns[] = {"id"};
    {
        auto begun = Transaction::begin(*db_, TransactionKind::write);
        auto bulk = db_->bulk_insert("t", columns);
        ASSERT_TRUE((*bulk)->row(2));
        bulk->reset();
    }
    EXPECT_EQ(count(), 1);
    {
        auto begun = Transaction::begin(*db_, TransactionKind::write);
        auto bulk = db_->bulk_insert("t", columns);
        auto added = (*bulk)->row(1);
        if (added) added = (*bulk)->finish();
        ASSERT_FALSE(added);
        EXPECT_EQ(added.error().kind, DbErrorKind::unique);
    }
    EXPECT_EQ(count(), 1);
}

TEST_P(DbConnection, KeepsABoundedNumberOfStatements) {
    auto small = connect({.mode = OpenMode::read_write, .statements_max = 4});
    for (int round = 0; round < 3; ++round) {
        for (int i = 0; i < 20; ++i) {
            const auto sql = "SELECT id + " + std::to_string(i) + " FROM t";
            ASSERT_TRUE(small->query<std::int64_t>(sql));
        }
    }
    const std::size_t kept = is_sqlite() ? dynamic_cast<SqliteConnection&>(*small).statements()
                                         : dynamic_cast<PostgresConnection&>(*small).statements();
    EXPECT_EQ(kept, 4U);
}

TEST_P(DbConnection, WritesNothingThroughAReadOnlyConnection) {
    auto reader = connect({.mode = OpenMode::read_only});
    const auto refused = reader->exec(kPut, 1, "x", Bytes{});
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().kind, DbErrorKind::read_only) << refused.error().text;
}

ON_EITHER_ENGINE(DbConnection);

}  // namespace
