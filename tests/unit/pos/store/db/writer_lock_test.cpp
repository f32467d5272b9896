// Goal: a shop's file has one writer, and a second one is told who it is.
// Method: locks in this process and in a child; the child is killed.
#include "pos/store/db/writer_lock.hpp"

#include <gtest/gtest.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <filesystem>

#include "tests/support/temp_dir.hpp"

namespace {

using namespace pos::store::db;
constexpr pos::Instant kNow{1'290'001'330'500};

class WriterLockFile : public ::testing::Test {
protected:
    test::TempDir directory_;
    std::string path_ = directory_.file("shop.db");
};

TEST_F(WriterLockFile, TellsTheSecondWhoHoldsIt) {
    auto first = WriterLock::of_file(path_, "till", kNow);
    ASSERT_TRUE(first);
    const auto second = WriterLock::of_file(path_, "counterfoil", kNow);
    ASSERT_FALSE(second);
    EXPECT_EQ(second.error().kind, LockError::Kind::held);
    EXPECT_EQ(second.error().holder, (LockHolder{::getpid(), "till", "2010-11-17 13:42:10 UTC"}));
}

TEST_F(WriterLockFile, IsFreeOnceItsHolderIsGone) {
    WriterLock::of_file(path_, "till", kNow).value();
    auto again = WriterLock::of_file(path_, "till", kNow);
    ASSERT_TRUE(again);
    WriterLock moved = std::move(*again);
    EXPECT_FALSE(WriterLock::of_file(path_, "till", kNow));
}

TEST_F(WriterLockFile, IsTheSameThroughALink) {
    test::write_file(path_, "");
    const std::string link = directory_.file("link.db");
    std::filesystem::create_symlink(path_, link);
    const auto first = WriterLock::of_file(path_, "till", kNow);
    EXPECT_FALSE(WriterLock::of_file(link, "till", kNow));
}

TEST_F(WriterLockFile, EndsWithAKilledProcess) {
    int ends[2];
    ASSERT_EQ(::pipe(ends), 0);
    const pid_t child = ::fork();
    if (child == 0) {
        const auto held = WriterLock::of_file(path_, "till", kNow);
        const char ready = held ? 'y' : 'n';
        (void)!::write(ends[1], &ready, 1);
        for (;;) ::pause();
    }
    char ready = 0;
    ASSERT_EQ(::read(ends[0], &ready, 1), 1);
    ASSERT_EQ(ready, 'y');
    const auto refused = WriterLock::of_file(path_, "counterfoil", kNow);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().holder.pid, child);
    ::kill(child, SIGKILL);
    ::waitpid(child, nullptr, 0);
    EXPECT_TRUE(WriterLock::of_file(path_, "counterfoil", kNow));
    ::close(ends[0]);
    ::close(ends[1]);
}

TEST_F(WriterLockFile, SaysWhyItCannotBeMade) {
    const auto refused = WriterLock::of_file(directory_.file("nowhere/shop.db"), "till", kNow);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().kind, LockError::Kind::failed);
}

}  // namespace
