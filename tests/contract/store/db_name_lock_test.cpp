// Goal: a name is held by one at a time, for as long as its holder is there, however slow that is,
// and no longer. Method: connections to a database of either engine; a process that is stopped and
// killed, a session that is ended.
#include "pos/store/db/name_lock.hpp"

#include <gtest/gtest.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include "pos/store/db/writer_lock.hpp"
#include "tests/contract/store/either_engine.hpp"

namespace {

using namespace pos::store::db;

class DbNameLock : public test::EitherEngine {
protected:
    static std::optional<NameLock> take(Connection& session, std::string_view name) {
        auto taken = NameLock::take(session, name);
        EXPECT_TRUE(taken) << taken.error().text;
        return taken ? std::move(*taken) : std::nullopt;
    }
    static bool is_held(Connection& db, std::string_view name) {
        const auto held = NameLock::is_held(db, name);
        EXPECT_TRUE(held) << held.error().text;
        return held.value_or(false);
    }
};

TEST_P(DbNameLock, IsHeldByOneAtATime) {
    auto one = connect();
    auto two = connect();
    EXPECT_FALSE(is_held(*two, "import 7"));
    {
        const auto first = take(*one, "import 7");
        ASSERT_TRUE(first);
        EXPECT_FALSE(take(*two, "import 7"));
        EXPECT_TRUE(is_held(*one, "import 7"));
        EXPECT_TRUE(is_held(*two, "import 7"));
        EXPECT_FALSE(is_held(*two, "import 8"));
        EXPECT_TRUE(take(*two, "import 8"));
    }
    EXPECT_FALSE(is_held(*two, "import 7"));
    EXPECT_TRUE(take(*two, "import 7"));
}

TEST_P(DbNameLock, IsGivenOnWithoutAGap) {
    auto one = connect();
    auto two = connect();
    auto first = take(*one, "import 7");
    ASSERT_TRUE(first);
    NameLock moved = std::move(*first);
    first.reset();
    EXPECT_TRUE(is_held(*two, "import 7"));
}

TEST_P(DbNameLock, IsApartFromTheWritersLock) {
    if (!is_sqlite()) GTEST_SKIP() << "there no file is between them";
    auto db = connect();
    const auto name = take(*db, "import 7");
    {
        EXPECT_TRUE(WriterLock::of_file(target_.where, "till", {}));
        EXPECT_TRUE(is_held(*db, "import 7"));
    }
    EXPECT_TRUE(is_held(*db, "import 7")) << "the file was closed by the other one";
    EXPECT_TRUE(WriterLock::of_file(target_.where, "till", {}));
}

TEST_P(DbNameLock, IsKeptByAStoppedProcessAndFreeWithAKilledOne) {
    if (!is_sqlite()) GTEST_SKIP() << "there it is the session's";
    connect().reset();
    int ends[2];
    ASSERT_EQ(::pipe(ends), 0);
    const pid_t child = ::fork();
    if (child == 0) {
        auto theirs = connect();
        const auto held = NameLock::take(*theirs, "import 7");
        const char ready = held && *held ? 'y' : 'n';
        (void)!::write(ends[1], &ready, 1);
        for (;;) ::pause();
    }
    char ready = 0;
    ASSERT_EQ(::read(ends[0], &ready, 1), 1);
    EXPECT_EQ(ready, 'y');
    ::kill(child, SIGSTOP);
    ::waitpid(child, nullptr, WUNTRACED);
    auto db = connect();
    EXPECT_TRUE(is_held(*db, "import 7"));
    EXPECT_FALSE(take(*db, "import 7"));
    ::kill(child, SIGKILL);
    ::waitpid(child, nullptr, 0);
    EXPECT_FALSE(is_held(*db, "import 7"));
    EXPECT_TRUE(take(*db, "import 7"));
    ::close(ends[0]);
    ::close(ends[1]);
}

TEST_P(DbNameLock, EndsWithItsSession) {
    if (is_sqlite()) GTEST_SKIP() << "there it is the process's";
    auto one = connect();
    auto two = connect();
    const auto pid = one->value<std::int64_t>("SELECT CAST(pg_backend_pid() AS BIGINT)");
    const auto held = take(*one, "import 7");
    ASSERT_TRUE(held);
    ASSERT_TRUE(
        two->value<std::int64_t>("SELECT pg_terminate_backend(CAST($1 AS INTEGER), 10000)", **pid));
    EXPECT_FALSE(is_held(*two, "import 7"));
    EXPECT_TRUE(take(*two, "import 7"));
}

ON_EITHER_ENGINE(DbNameLock);

}  // namespace
