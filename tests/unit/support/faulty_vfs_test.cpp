// Goal: the faulty disk does what a failing disk does, and only when told.
// Method: a plain SQLite database on it; what was committed with a sync must be there after a power
// cut, what was not synced may be gone, and without sync (synchronous=OFF) something does get lost.
#include "tests/support/faulty_vfs.hpp"

#include <gtest/gtest.h>
#include <sqlite3.h>

#include <cstdlib>
#include <filesystem>
#include <string>

namespace {

class FaultyVfsTest : public testing::Test {
protected:
    void SetUp() override {
        std::string pattern = (std::filesystem::temp_directory_path() / "faulty-XXXXXX").string();
        folder_ = mkdtemp(pattern.data());
    }
    void TearDown() override { std::filesystem::remove_all(folder_); }

    sqlite3* open(const char* synchronous) {
        sqlite3* db = nullptr;
        EXPECT_EQ(sqlite3_open((folder_ / "shop.db").c_str(), &db), SQLITE_OK);
        run(db, "PRAGMA journal_mode=WAL");
        run(db, ("PRAGMA synchronous=" + std::string{synchronous}).c_str());
        run(db, "CREATE TABLE IF NOT EXISTS n (n INTEGER PRIMARY KEY, filler TEXT)");
        return db;
    }
    static int run(sqlite3* db, const char* sql) {
        return sqlite3_exec(db, sql, nullptr, nullptr, nullptr);
    }
    static int insert(sqlite3* db, int n) {
        const auto sql = "INSERT INTO n VALUES (" + std::to_string(n) + ", hex(zeroblob(2000)))";
        return run(db, sql.c_str());
    }
    static int count(sqlite3* db) {
        sqlite3_stmt* statement = nullptr;
        if (sqlite3_prepare_v2(db, "SELECT count(*) FROM n", -1, &statement, nullptr)) return -1;
        const int rows =
            sqlite3_step(statement) == SQLITE_ROW ? sqlite3_column_int(statement, 0) : -1;
        sqlite3_finalize(statement);
        return rows;
    }

    /// Inserts until the power goes; returns {committed, found afterwards}.
    std::pair<int, int> cut_power(const char* synchronous, std::mt19937_64& random) {
        test::FaultyVfs vfs;
        sqlite3* db = open(synchronous);
        vfs.arm(test::DiskFault::power_cut, 5 + random() % 60);
        int committed = 0;
        while (insert(db, committed) == SQLITE_OK) ++committed;
        sqlite3_close(db);
        vfs.settle(folder_, random);
        sqlite3* again = nullptr;
        EXPECT_EQ(sqlite3_open((folder_ / "shop.db").c_str(), &again), SQLITE_OK);
        const int found = count(again);
        sqlite3_close(again);
        for (const auto& entry : std::filesystem::directory_iterator{folder_}) {
            std::filesystem::remove(entry.path());
        }
        return {committed, found};
    }

    std::filesystem::path folder_;
};

}  // namespace

TEST_F(FaultyVfsTest, what_was_committed_with_full_syncs_survives_every_power_cut) {
    for (unsigned seed = 0; seed < 60; ++seed) {
        SCOPED_TRACE(seed);
        std::mt19937_64 random{seed};
        const auto [committed, found] = cut_power("FULL", random);
        EXPECT_GE(found, committed);
        EXPECT_LE(found, committed + 1);  // the one under way may have made it
    }
}

TEST_F(FaultyVfsTest, without_syncs_something_is_lost) {
    int lost = 0;
    for (unsigned seed = 0; seed < 20; ++seed) {
        std::mt19937_64 random{seed};
        const auto [committed, found] = cut_power("OFF", random);
        if (found < committed) ++lost;
    }
    EXPECT_GT(lost, 10);
}

TEST_F(FaultyVfsTest, a_full_disk_refuses_writes_from_then_on) {
    test::FaultyVfs vfs;
    sqlite3* db = open("FULL");
    vfs.arm(test::DiskFault::full, 3);
    int code = SQLITE_OK;
    for (int n = 0; n < 20 && code == SQLITE_OK; ++n) code = insert(db, n);
    EXPECT_EQ(code, SQLITE_FULL);
    EXPECT_EQ(insert(db, 100), SQLITE_FULL);
    EXPECT_TRUE(vfs.fired());
    sqlite3_close(db);
}

TEST_F(FaultyVfsTest, an_io_error_comes_once) {
    test::FaultyVfs vfs;
    sqlite3* db = open("FULL");
    vfs.arm(test::DiskFault::io_error, 4);
    int failures = 0;
    for (int n = 0; n < 20; ++n) failures += insert(db, n) == SQLITE_OK ? 0 : 1;
    EXPECT_EQ(failures, 1);
    sqlite3_close(db);
}
