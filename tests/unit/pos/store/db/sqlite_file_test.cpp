// Goal: a connection of this process keeps its locks, whatever else the process opens and closes of
// the file, so that no other program takes the log away under it.
// Method: a writer, a second connection that comes and goes, then another program that opens the
// file to write and closes it; the log must be the same file afterwards, and what is written next
// be found by a third.
#include "pos/store/db/sqlite_file.hpp"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <cstdlib>
#include <filesystem>

#include "pos/store/db/connection.hpp"
#include "pos/store/db/open.hpp"
#include "tests/support/temp_dir.hpp"

using namespace pos::store::db;

namespace {

ino_t inode_of(const std::string& path) {
    struct stat facts{};
    return ::stat(path.c_str(), &facts) == 0 ? facts.st_ino : 0;
}

std::size_t open_descriptors() {
    std::size_t count = 0;
    for ([[maybe_unused]] const auto& each : std::filesystem::directory_iterator{"/proc/self/fd"})
        ++count;
    return count;
}

int shell(const std::string& command) {
    return std::system(command.c_str());  // NOLINT(cert-env33-c): another program is the point
}

}  // namespace

TEST(HeldFile, another_program_does_not_take_the_log_away) {
    const test::TempDir folder;
    const std::string path = folder.file("shop.db");
    const auto writer = open({Engine::sqlite, path}, {.mode = OpenMode::create}).value();
    ASSERT_TRUE(writer->script("CREATE TABLE t (x INTEGER) STRICT; INSERT INTO t VALUES (1)"));
    const ino_t log = inode_of(path + "-wal");
    ASSERT_NE(log, 0U);
    for (int i = 0; i < 3; ++i) {
        ASSERT_TRUE(open({Engine::sqlite, path}, {.mode = OpenMode::read_only}));
        ASSERT_TRUE(require_our_file(path, OpenMode::read_write));
        ASSERT_FALSE(open({Engine::sqlite, folder.file("none.db")}, {.mode = OpenMode::read_only}));
        const auto reader = open({Engine::sqlite, path}, {.mode = OpenMode::read_write}).value();
        ASSERT_TRUE(reader->script("INSERT INTO t VALUES (2)"));
    }
    ASSERT_EQ(shell("sqlite3 '" + path + "' 'INSERT INTO t VALUES (3)'"), 0);
    EXPECT_EQ(inode_of(path + "-wal"), log);
    ASSERT_TRUE(writer->script("INSERT INTO t VALUES (4)"));
    EXPECT_EQ(shell("test \"$(sqlite3 '" + path + "' 'SELECT count(*) FROM t')\" = 6"), 0);
}

TEST(HeldFile, nothing_stays_open_once_nobody_holds_it) {
    const test::TempDir folder;
    const std::size_t before = open_descriptors();
    for (int i = 0; i < 20; ++i) {
        const std::string path = folder.file("shop.db" + std::to_string(i));
        const auto first = open({Engine::sqlite, path}, {.mode = OpenMode::create}).value();
        const auto second = open({Engine::sqlite, path}, {.mode = OpenMode::read_only}).value();
        ASSERT_TRUE(require_our_file(path, OpenMode::read_only));
    }
    EXPECT_EQ(open_descriptors(), before);
}

TEST(HeldFile, what_is_held_by_another_name_is_the_same_file) {
    const test::TempDir folder;
    const std::string path = folder.file("shop.db");
    ASSERT_TRUE(open({Engine::sqlite, path}, {.mode = OpenMode::create}));
    std::filesystem::create_symlink(path, folder.file("link.db"));
    const auto one = HeldFile::open(path).value();
    const auto two = HeldFile::open(folder.file("link.db")).value();
    EXPECT_EQ(one.number(), two.number());
}
