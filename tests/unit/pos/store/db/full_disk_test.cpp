// Goal: a disk without room is told from one that is broken, and what lies on it can still be read.
// Method: the codes that SQLite answers then, and a file of whose log no index is made.
#include <gtest/gtest.h>
#include <sqlite3.h>

#include <filesystem>

#include "pos/store/db/open.hpp"
#include "pos/store/db/room.hpp"
#include "tests/support/temp_dir.hpp"

using namespace pos::store::db;

TEST(FullDisk, is_told_from_a_broken_one) {
    EXPECT_EQ(kind_of_sqlite(SQLITE_FULL), DbErrorKind::disk_full);
    // What opening a file answers where the index of its log cannot be made.
    EXPECT_EQ(kind_of_sqlite(SQLITE_IOERR_SHMSIZE), DbErrorKind::disk_full);
    EXPECT_EQ(kind_of_sqlite(SQLITE_IOERR_SHMOPEN), DbErrorKind::io);
    EXPECT_EQ(kind_of_sqlite(SQLITE_IOERR_READ), DbErrorKind::io);
    EXPECT_EQ(kind_of_sqlite(SQLITE_IOERR), DbErrorKind::io);
}

TEST(FullDisk, holds_a_file_that_is_read_without_an_index_of_its_log) {
    const test::TempDir folder;
    const DbTarget shop{Engine::sqlite, folder.file("shop.db")};
    {
        const auto writer = open(shop, {.mode = OpenMode::create}).value();
        ASSERT_TRUE(writer->script("CREATE TABLE t (x INTEGER) STRICT; INSERT INTO t VALUES (7)"));
    }
    const auto alone = open(shop, {.mode = OpenMode::read_write, .alone = true}).value();
    EXPECT_EQ(alone->value<std::int64_t>("SELECT x FROM t")->value(), 7);
    EXPECT_FALSE(std::filesystem::exists(shop.where + "-shm"));
    EXPECT_GT(room_left(*alone).value_or(0), 0U);
}
