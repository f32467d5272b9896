// Goal: each kind of wrong file is told from the others and left byte for byte as it was.
// Method: real files, made wrong one way each.
#include "pos/store/db/inspect.hpp"

#include <gtest/gtest.h>
#include <sqlite3.h>
#include <sys/stat.h>

#include <filesystem>

#include "pos/store/db/migrate.hpp"
#include "pos/store/db/open.hpp"
#include "tests/support/account.hpp"
#include "tests/support/temp_dir.hpp"

namespace {

using namespace pos::store::db;
using test::read_file;
using test::write_file;

constexpr Migration kSteps[] = {
    {1, "t", "CREATE TABLE t (a {i64} PRIMARY KEY, b TEXT) {strict};", "", ""},
    {2, "u", "CREATE TABLE u (a {i64}) {strict}; CREATE INDEX t_b ON t (b);", "", ""}};

class InspectFile : public ::testing::Test {
protected:
    std::unique_ptr<Connection> make(std::span<const Migration> steps = kSteps) {
        auto db = open({Engine::sqlite, path_}, {.mode = OpenMode::create});
        EXPECT_TRUE(db) << db.error().text;
        EXPECT_TRUE(migrate(**db, steps));
        for (int i = 0; i < 2'000; ++i) {
            EXPECT_TRUE(
                (*db)->exec("INSERT INTO t (a, b) VALUES ($1, 'some text to fill pages')", i));
            if (i == 0) {
                EXPECT_TRUE((*db)->script("BEGIN"));
            }
        }
        EXPECT_TRUE((*db)->script("COMMIT"));
        return std::move(*db);
    }
    FileFacts inspect(bool every_page = false) {
        return inspect_file(path_, {.schema_version = 2, .every_page = every_page});
    }
    /// The state, and that looking changed nothing.
    FileState state_of(const std::string& contents) {
        write_file(path_, contents);
        const auto facts = inspect(true);
        EXPECT_EQ(read_file(path_), contents);
        const auto opened = open({Engine::sqlite, path_}, {.mode = OpenMode::read_write});
        EXPECT_EQ(opened.has_value(), false);
        EXPECT_EQ(read_file(path_), contents);
        return facts.state;
    }

    test::TempDir directory_;
    std::string path_ = directory_.file("shop.db");
};

TEST_F(InspectFile, KnowsAGoodOne) {
    EXPECT_EQ(inspect().state, FileState::missing);
    make().reset();
    const auto facts = inspect(true);
    EXPECT_EQ(facts.state, FileState::ours);
    EXPECT_EQ(facts.schema_version, 2);
    EXPECT_EQ(facts.wal_bytes, 0);
    EXPECT_GT(facts.bytes, 0);
    struct stat file{};
    ASSERT_EQ(::stat(path_.c_str(), &file), 0);
    EXPECT_EQ(file.st_mode & 0777, 0600U);
}

TEST_F(InspectFile, SeesALogLeftBehind) {
    const auto db = make();
    const std::string copy = directory_.file("copy.db");
    std::filesystem::copy(path_, copy);
    std::filesystem::copy(path_ + "-wal", copy + "-wal");
    path_ = copy;  // as after a power cut: the log holds what the file lacks
    const auto facts = inspect(true);
    EXPECT_EQ(facts.state, FileState::ours);
    EXPECT_GT(facts.wal_bytes, 0);
    const auto opened = open({Engine::sqlite, copy}, {});
    ASSERT_TRUE(opened);
    EXPECT_EQ((*opened)->value<int>("SELECT count(*) FROM t")->value_or(0), 2'000);
}

TEST_F(InspectFile, TellsOtherFilesApart) {
    EXPECT_EQ(state_of(""), FileState::empty);
    EXPECT_EQ(state_of("Receipts of May"), FileState::not_sqlite);
    EXPECT_EQ(state_of(std::string(10'000, 'x')), FileState::not_sqlite);
    EXPECT_EQ(state_of(std::string(10'000, '\0')), FileState::not_sqlite);
    std::filesystem::remove(path_);
    EXPECT_EQ(inspect_file(directory_.path(), {}).state, FileState::not_sqlite);
}

TEST_F(InspectFile, KnowsAnotherProgramsDatabase) {
    sqlite3* other = nullptr;
    ASSERT_EQ(sqlite3_open(path_.c_str(), &other), SQLITE_OK);
    sqlite3_exec(other, "CREATE TABLE photos (a)", nullptr, nullptr, nullptr);
    sqlite3_close(other);
    EXPECT_EQ(state_of(read_file(path_)), FileState::foreign);
    EXPECT_FALSE(open({Engine::sqlite, path_}, {.mode = OpenMode::create}));
}

TEST_F(InspectFile, KnowsNewerAndOlderSchemas) {
    make().reset();
    EXPECT_EQ(inspect_file(path_, {.schema_version = 1}).state, FileState::newer_schema);
    EXPECT_EQ(inspect_file(path_, {.schema_version = 3}).state, FileState::older_schema);
}

TEST_F(InspectFile, FindsDamagedPages) {
    make().reset();
    const std::string good = read_file(path_);
    std::string overwritten = good;
    overwritten.replace(5 * 4096, 4096, std::string(4096, '\xA5'));
    write_file(path_, overwritten);
    auto facts = inspect(true);
    EXPECT_EQ(facts.state, FileState::damaged);
    EXPECT_FALSE(facts.damage.empty());
    EXPECT_EQ(read_file(path_), overwritten);

    write_file(path_, good.substr(0, good.size() / 2));
    facts = inspect(true);
    EXPECT_EQ(facts.state, FileState::damaged);
    EXPECT_FALSE(facts.damage.empty());
}

TEST_F(InspectFile, KnowsWhatThisUserMayNotDo) {
    make().reset();
    const std::string folder = directory_.path();
    if (const auto account = test::unprivileged_account()) {
        ASSERT_EQ(::chown(folder.c_str(), account->user, account->group), 0);
        ASSERT_EQ(::chown(path_.c_str(), account->user, account->group), 0);
    }
    ASSERT_EQ(::chmod(path_.c_str(), 0400), 0);
    EXPECT_TRUE(test::run_unprivileged([&] {
        const auto opened = open({Engine::sqlite, path_}, {});
        return inspect().state == FileState::read_only && !opened &&
               opened.error().kind == DbErrorKind::read_only;
    }));
    ASSERT_EQ(::chmod(path_.c_str(), 0200), 0);
    EXPECT_TRUE(test::run_unprivileged(
        [&] { return inspect().state == FileState::unreadable && !inspect().cause.empty(); }));
    ASSERT_EQ(::chmod(path_.c_str(), 0600), 0);
    ASSERT_EQ(::chmod(folder.c_str(), 0500), 0);
    EXPECT_TRUE(test::run_unprivileged([&] {
        const auto facts = inspect();
        return facts.state == FileState::read_only || facts.state == FileState::unreadable;
    }));
    EXPECT_TRUE(test::run_unprivileged([&] {
        const auto made = open({Engine::sqlite, folder + "/new.db"}, {.mode = OpenMode::create});
        return !made && made.error().kind == DbErrorKind::read_only;
    }));
    ASSERT_EQ(::chmod(folder.c_str(), 0700), 0);
}

}  // namespace
