// Goal: a copy is whole, of one moment, private, and replaces nothing by accident; a failed one
// leaves nothing behind.
// Method: copies of a database that is written between the steps, of damaged and of wrong files.
#include "pos/store/db/copy_database.hpp"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <filesystem>

#include "pos/store/db/migrate.hpp"
#include "pos/store/db/open.hpp"
#include "tests/support/account.hpp"
#include "tests/support/temp_dir.hpp"

namespace {

using namespace pos::store::db;
using Kind = CopyError::Kind;

constexpr Migration kSteps[] = {
    {1, "t", "CREATE TABLE t (a {i64} PRIMARY KEY, b TEXT) {strict};", "", ""}};
constexpr auto kGoOn = [](const CopyProgress&) { return true; };

class CopyDatabase : public ::testing::Test {
protected:
    void SetUp() override {
        db_ = open({Engine::sqlite, from_}, {.mode = OpenMode::create}).value();
        ASSERT_TRUE(migrate(*db_, kSteps));
        fill(0, 5'000);
    }
    void fill(int from, int to) {
        auto begun = Transaction::begin(*db_, TransactionKind::write);
        for (int i = from; i < to; ++i) {
            ASSERT_TRUE(
                db_->exec("INSERT INTO t (a, b) VALUES ($1, 'text that takes some room')", i));
        }
        ASSERT_TRUE(begun->commit());
    }
    int rows_of(const std::string& path) {
        const auto db = open({Engine::sqlite, path}, {.mode = OpenMode::read_only});
        return db ? (*db)->value<int>("SELECT count(*) FROM t")->value_or(-1) : -2;
    }
    int files() {
        int count = 0;
        for ([[maybe_unused]] const auto& entry :
             std::filesystem::directory_iterator{target_.path()}) {
            ++count;
        }
        return count;
    }

    test::TempDir source_;
    test::TempDir target_;
    std::string from_ = source_.file("shop.db");
    std::string to_ = target_.file("backup.db");
    std::unique_ptr<Connection> db_;
};

TEST_F(CopyDatabase, NamesNothingInAFolderThatCannotBeSynced) {
    ASSERT_TRUE(copy_to_part(from_, target_.file("part"), 256, kGoOn));
    // Written to and searched, but not opened: a rename works, a sync does not.
    ASSERT_EQ(::chmod(target_.path().c_str(), 0333), 0);
    const bool refused = test::run_unprivileged([&] {
        const auto placed = put_in_place(target_.file("part"), to_, false);
        return !placed && placed.error().kind == Kind::cannot_write;
    });
    const bool replaced = test::run_unprivileged(
        [&] { return put_in_place(target_.file("part"), to_, true).has_value(); });
    ASSERT_EQ(::chmod(target_.path().c_str(), 0700), 0);
    EXPECT_TRUE(refused);
    EXPECT_TRUE(replaced) << "the part had kept its name";
    EXPECT_EQ(rows_of(to_), 5'000);
}

TEST_F(CopyDatabase, ReplacesABackupAndNeverAShop) {
    const CopyOptions replace{.replace = true};
    ASSERT_TRUE(copy_database(from_, to_, {}, kGoOn));
    fill(5'000, 5'001);
    ASSERT_TRUE(copy_database(from_, to_, replace, kGoOn));
    EXPECT_EQ(rows_of(to_), 5'001);
    const auto refuses = [&](const std::string& to) {
        const auto copied = copy_database(from_, to, replace, kGoOn);
        return !copied && copied.error().kind == Kind::a_shop;
    };
    EXPECT_TRUE(refuses(from_));
    std::filesystem::create_symlink(from_, target_.file("link.db"));
    EXPECT_TRUE(refuses(target_.file("link.db")));
    test::write_file(to_ + "-wal", "sales");
    EXPECT_TRUE(refuses(to_));
    EXPECT_EQ(test::read_file(to_ + "-wal"), "sales");
    for (const char* beside : {".key", ".lock"}) {
        std::filesystem::remove(to_ + "-wal");
        test::write_file(to_ + beside, "");
        EXPECT_TRUE(refuses(to_)) << beside;
        std::filesystem::remove(to_ + beside);
    }
    EXPECT_EQ(rows_of(to_), 5'001);
}

TEST_F(CopyDatabase, ReplacesNoFileThatIsNoCopy) {
    const auto refuses = [&](const std::string& name, const std::string& content) {
        const std::string to = target_.file(name);
        if (!content.empty()) test::write_file(to, content);
        const std::string before = test::read_file(to);
        const auto copied = copy_database(from_, to, {.replace = true}, kGoOn);
        EXPECT_EQ(test::read_file(to), before) << name;
        return !copied && copied.error().kind == Kind::no_copy;
    };
    EXPECT_TRUE(refuses("notes.txt", "shopping"));
    EXPECT_TRUE(refuses("cut.db", "SQLite format 3"));
    for (const char* kept : {"shop.db.rescued", "shop.db.rescued-2", "shop.db.old-1"}) {
        ASSERT_TRUE(copy_database(from_, to_, {.replace = true}, kGoOn));
        std::filesystem::rename(to_, target_.file(kept));
        EXPECT_TRUE(refuses(kept, "")) << kept;
    }
}

TEST_F(CopyDatabase, TakesNoNameOfWhatBelongsToAShop) {
    for (const std::string end : {"-wal", "-shm", "-journal", ".key", ".lock", ".key.head",
                                  ".key.billing", ".key.next", ".key.old-1"}) {
        for (const bool there : {false, true}) {
            const std::string to = target_.file("shop.db") + end;
            if (there) test::write_file(to, "sales");
            for (const bool replace : {false, true}) {
                const auto copied = copy_database(from_, to, {.replace = replace}, kGoOn);
                ASSERT_FALSE(copied) << to;
                EXPECT_EQ(copied.error().kind, Kind::taken_name) << to;
            }
            EXPECT_EQ(std::filesystem::exists(to), there) << to;
            if (there) {
                EXPECT_EQ(test::read_file(to), "sales") << to;
            }
        }
    }
}

TEST_F(CopyDatabase, IsMarkedSoThatNobodyWritesIt) {
    ASSERT_TRUE(copy_database(from_, to_, {}, kGoOn));
    EXPECT_EQ(rows_of(to_), 5'000) << "it can be read";
    const std::string before = test::read_file(to_);
    for (const OpenMode mode : {OpenMode::read_write, OpenMode::create}) {
        const auto opened = open({Engine::sqlite, to_}, {.mode = mode});
        ASSERT_FALSE(opened);
        EXPECT_EQ(opened.error().kind, DbErrorKind::not_a_database);
        EXPECT_EQ(opened.error().code, "backup");
    }
    EXPECT_EQ(test::read_file(to_), before);
    EXPECT_EQ(files(), 1) << "nothing was put beside it";
    // What is made of it to be worked in bears none, and neither does the shop itself.
    ASSERT_TRUE(copy_to_part(to_, target_.file("part"), 256, kGoOn));
    EXPECT_TRUE(open({Engine::sqlite, target_.file("part")}, {.mode = OpenMode::read_write}));
    EXPECT_TRUE(open({Engine::sqlite, from_}, {.mode = OpenMode::read_write}));
}

TEST_F(CopyDatabase, CopiesOneMomentWhileSellingGoesOn) {
    int steps = 0;
    const auto copied = copy_database(from_, to_, {.pages_per_step = 4}, [&](const CopyProgress&) {
        fill(5'000 + steps, 5'001 + steps);
        ++steps;
        return steps < 1'000;
    });
    ASSERT_TRUE(copied) << copied.error().cause.text;
    EXPECT_GT(steps, 5);
    EXPECT_LT(steps, 1'000);
    EXPECT_EQ(copied->pages_done, copied->pages_total);
    EXPECT_EQ(files(), 1);
    EXPECT_EQ(rows_of(to_), 5'000);
    EXPECT_EQ(rows_of(from_), 5'000 + steps);
    struct stat file{};
    ASSERT_EQ(::stat(to_.c_str(), &file), 0);
    EXPECT_EQ(file.st_mode & 0777, 0600U);
}

TEST_F(CopyDatabase, ReplacesOnlyWhenAsked) {
    ASSERT_TRUE(copy_database(from_, to_, {}, kGoOn));
    fill(5'000, 5'001);
    auto copied = copy_database(from_, to_, {}, kGoOn);
    ASSERT_FALSE(copied);
    EXPECT_EQ(copied.error().kind, Kind::exists);
    EXPECT_EQ(rows_of(to_), 5'000);
    copied = copy_database(from_, to_, {.replace = true}, kGoOn);
    ASSERT_TRUE(copied);
    EXPECT_EQ(rows_of(to_), 5'001);
}

TEST_F(CopyDatabase, LeavesNothingWhenStopped) {
    ASSERT_TRUE(copy_database(from_, to_, {}, kGoOn));
    const std::string before = test::read_file(to_);
    const auto copied = copy_database(from_, to_, {.replace = true, .pages_per_step = 4},
                                      [](const CopyProgress& at) { return at.pages_done < 8; });
    ASSERT_FALSE(copied);
    EXPECT_EQ(copied.error().kind, Kind::stopped);
    EXPECT_EQ(files(), 1);
    EXPECT_EQ(test::read_file(to_), before);
}

TEST_F(CopyDatabase, RefusesADamagedSource) {
    db_.reset();
    std::string bytes = test::read_file(from_);
    bytes.replace(6 * 4096, 4096, std::string(4096, '\xA5'));
    test::write_file(from_, bytes);
    const auto copied = copy_database(from_, to_, {}, kGoOn);
    ASSERT_FALSE(copied);
    EXPECT_EQ(copied.error().kind, Kind::damaged);
    EXPECT_FALSE(copied.error().damage.empty());
    EXPECT_EQ(files(), 0);
}

TEST_F(CopyDatabase, NamesOtherFailures) {
    EXPECT_EQ(copy_database(source_.file("none.db"), to_, {}, kGoOn).error().kind, Kind::source);
    test::write_file(source_.file("notes.txt"), "no database at all");
    EXPECT_EQ(copy_database(source_.file("notes.txt"), to_, {}, kGoOn).error().kind, Kind::source);
    EXPECT_EQ(copy_database(from_, target_.file("no/where.db"), {}, kGoOn).error().kind,
              Kind::cannot_write);
    EXPECT_EQ(files(), 0);
}

}  // namespace
