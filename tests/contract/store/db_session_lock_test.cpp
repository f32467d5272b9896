// Goal: on PostgreSQL too a shop has one writer, and a second one is told who it is.
// Method: two sessions of a real server.
#include <gtest/gtest.h>

#include "pos/store/db/writer_lock.hpp"
#include "tests/contract/store/either_engine.hpp"

namespace {

using namespace pos::store::db;

class DbSessionLock : public test::EitherEngine {};

TEST_P(DbSessionLock, TellsTheSecondWhoHoldsIt) {
    auto one = connect();
    auto two = connect();
    auto first = WriterLock::of_session(*one, "journal 7", "office");
    ASSERT_TRUE(first) << first.error().cause.text;
    const auto second = WriterLock::of_session(*two, "journal 7", "till");
    ASSERT_FALSE(second);
    EXPECT_EQ(second.error().kind, LockError::Kind::held) << second.error().cause.text;
    EXPECT_EQ(second.error().holder.program, "office");
    EXPECT_GT(second.error().holder.pid, 0);
    EXPECT_TRUE(second.error().holder.since.ends_with(" UTC"));
    EXPECT_TRUE(WriterLock::of_session(*two, "journal 8", "till"));
    {
        const WriterLock ended = std::move(*first);
    }
    EXPECT_TRUE(WriterLock::of_session(*two, "journal 7", "till"));
}

TEST_P(DbSessionLock, EndsWithItsSession) {
    auto one = connect();
    auto two = connect();
    const auto pid = one->value<std::int64_t>("SELECT CAST(pg_backend_pid() AS BIGINT)");
    const auto held = WriterLock::of_session(*one, "journal 7", "office");
    ASSERT_TRUE(held);
    ASSERT_TRUE(
        two->value<std::int64_t>("SELECT pg_terminate_backend(CAST($1 AS INTEGER), 10000)", **pid));
    EXPECT_TRUE(WriterLock::of_session(*two, "journal 7", "till"));
    const auto lost = one->exec("SELECT 1");
    ASSERT_FALSE(lost);
    EXPECT_EQ(lost.error().kind, DbErrorKind::connection);
}

INSTANTIATE_TEST_SUITE_P(, DbSessionLock, ::testing::Values(Engine::postgresql), test::engine_name);

}  // namespace
