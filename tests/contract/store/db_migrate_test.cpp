// Goal: a schema goes from nothing to its last version on both engines, a failing step leaves
// nothing, and a newer program's database is left alone.
// Method: small lists of steps, some broken, on empty databases.
#include "pos/store/db/migrate.hpp"

#include <gtest/gtest.h>

#include <thread>
#include <vector>

#include "tests/contract/store/either_engine.hpp"

namespace {

using namespace pos::store::db;

constexpr Migration kSteps[] = {
    {1, "item",
     "CREATE TABLE item (id {i64} PRIMARY KEY, name {text} NOT NULL, image {bytes}) {strict};"
     "CREATE TABLE code (item {i64} NOT NULL, code {text} NOT NULL, PRIMARY KEY (code)) "
     "{strict, without_rowid};",
     "", ""},
    {2, "own parts", "", "CREATE TABLE own (a INTEGER) STRICT;",
     "CREATE TABLE own (a BIGINT) PARTITION BY RANGE (a);"
     "CREATE TABLE own_1 PARTITION OF own FOR VALUES FROM (0) TO (10);"},
    {5, "later", "ALTER TABLE item ADD COLUMN note TEXT;", "", ""},
};
constexpr Migration kBroken[] = {
    {9, "broken", "CREATE TABLE half (a {i64}); CREATE TABLE half (a {i64});", "", ""}};

class DbMigrate : public test::EitherEngine {
protected:
    std::unique_ptr<Connection> db_ = connect();
};

TEST_P(DbMigrate, TakesEachStepOnce) {
    EXPECT_EQ(schema_version(*db_).value_or(-1), 0);
    ASSERT_EQ(migrate(*db_, std::span{kSteps}.first(1)), 1);
    EXPECT_EQ(schema_version(*db_).value_or(-1), 1);
    ASSERT_EQ(migrate(*db_, kSteps), 5);
    ASSERT_EQ(migrate(*db_, kSteps), 5);
    EXPECT_EQ(schema_version(*db_).value_or(-1), 5);
    EXPECT_TRUE(db_->exec("INSERT INTO item (id, name, image, note) VALUES (1, 'x', NULL, 'y')"));
    EXPECT_TRUE(db_->exec("INSERT INTO own VALUES (5)"));
    EXPECT_FALSE(db_->script("INSERT INTO item (id, name) VALUES ('five', 'x')"));
}

TEST_P(DbMigrate, SortsTextByItsBytes) {
    ASSERT_TRUE(migrate(*db_, kSteps));
    for (const char* name : {"b", "a", "B", "ä", "Z", "_"}) {
        ASSERT_TRUE(db_->exec("INSERT INTO code (item, code) VALUES (1, $1)", name));
    }
    std::string order;
    ASSERT_TRUE(db_->each("SELECT code FROM code ORDER BY code",
                          [&](const Row& row) { order += row.text(0); }));
    EXPECT_EQ(order, "BZ_abä");
}

TEST_P(DbMigrate, LeavesNothingOfAFailingStep) {
    ASSERT_TRUE(migrate(*db_, kSteps));
    const auto broken = migrate(*db_, kBroken);
    ASSERT_FALSE(broken);
    EXPECT_EQ(broken.error().kind, MigrateError::Kind::failed);
    EXPECT_EQ(broken.error().version, 9);
    EXPECT_FALSE(db_->exec("SELECT * FROM half"));
    EXPECT_FALSE(db_->in_transaction());
    EXPECT_EQ(schema_version(*db_).value_or(-1), 5);
}

TEST_P(DbMigrate, LeavesANewerDatabaseAlone) {
    ASSERT_TRUE(migrate(*db_, kSteps));
    const auto refused = migrate(*db_, std::span{kSteps}.first(2));
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().kind, MigrateError::Kind::newer_schema);
    EXPECT_EQ(refused.error().version, 5);
}

TEST_P(DbMigrate, LetsTwoProgramsStartAtOnce) {
    std::vector<std::jthread> threads;
    for (int i = 0; i < 3; ++i) {
        threads.emplace_back([&] {
            auto own = connect({.mode = OpenMode::create, .busy_timeout_ms = 20'000});
            const auto done = migrate(*own, kSteps);
            EXPECT_TRUE(done) << done.error().cause.text;
        });
    }
    threads.clear();
    EXPECT_EQ(schema_version(*db_).value_or(-1), 5);
}

ON_EITHER_ENGINE(DbMigrate);

}  // namespace
