// Goal: a shop is made once, opened by its one writer, and every reason why not has its own name.
// Method: shops on both engines with one thing wrong each.
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <filesystem>
#include <optional>

#include "pos/journal/head_file.hpp"
#include "tests/contract/store/shop.hpp"

namespace {

using namespace pos::store;
using Kind = OpenErrorKind;
namespace fs = std::filesystem;

class StoreOpen : public test::EitherShop {};

TEST_P(StoreOpen, StartsAJournal) {
    const auto& journal = store_->journal();
    EXPECT_EQ(journal.branch, "B01");
    EXPECT_EQ(journal.series, "T1");
    EXPECT_EQ(journal.currency, test::kPound);
    EXPECT_EQ(journal.zone, "Europe/London");
    EXPECT_EQ(journal.program, "contract test");
    EXPECT_EQ(journal.started_at, test::kOpening);
    EXPECT_FALSE(journal.predecessor);
    EXPECT_EQ(store_->head().seq, 1U);
    const auto before = journal;
    const auto head = store_->head();
    open();
    EXPECT_EQ(store_->journal(), before);
    EXPECT_EQ(store_->head(), head);
    EXPECT_EQ(*store_->reader().journals(), std::vector{before});
}

TEST_P(StoreOpen, TellsASecondWriterWhoHoldsTheShop) {
    const auto second = Store::open(target_, options_, test::kOpening);
    ASSERT_FALSE(second);
    EXPECT_EQ(second.error().kind, Kind::in_use);
    EXPECT_EQ(second.error().holder.program, "contract test");
    EXPECT_NE(second.error().holder.pid, 0);
    auto reading = open_for_reading(target_);
    ASSERT_TRUE(reading);
    EXPECT_EQ(Reader{**reading}.journals()->size(), 1U);
}

TEST_P(StoreOpen, RefusesWithoutItsKey) {
    store_.reset();
    const std::string key = options_.key_file;
    fs::rename(key, key + ".away");
    EXPECT_EQ(why_not_open(), Kind::key_missing);
    test::write_file(key, "short");
    fs::permissions(key, fs::perms::owner_read | fs::perms::owner_write);
    EXPECT_EQ(why_not_open(), Kind::key_unusable);
    fs::remove(key);
    const auto other = pos::journal::SigningKey::generate(random_);
    ASSERT_TRUE(pos::journal::create_key_file(key, other));
    EXPECT_EQ(why_not_open(), Kind::key_of_another);
}

TEST_P(StoreOpen, TellsAServerThatDoesNotAnswerFromOneThatRefuses) {
    if (is_sqlite()) GTEST_SKIP() << "a file is there or not";
    store_.reset();
    const auto why = [&](const std::string& where) {
        auto opened = Store::open({db::Engine::postgresql, where}, options_, test::kOpening);
        EXPECT_FALSE(opened);
        return opened ? OpenError{} : std::move(opened.error());
    };
    const auto nobody = why("postgresql://test@127.0.0.1:1/shop");
    EXPECT_EQ(nobody.kind, Kind::no_answer);
    EXPECT_EQ(nobody.cause.text.find('\n'), std::string::npos) << nobody.cause.text;
    const auto refused = why(target_.where + "_that_is_not_there");
    EXPECT_EQ(refused.kind, Kind::unreadable);
    EXPECT_NE(refused.cause.text.find("does not exist"), std::string::npos) << refused.cause.text;
    EXPECT_EQ(refused.cause.text.find('\n'), std::string::npos);
}

TEST_P(StoreOpen, SaysThatTheServerWentAwayWhileItWasOpen) {
    if (is_sqlite()) GTEST_SKIP() << "a file is there or not";
    const auto other = connect({db::OpenMode::read_write});
    const auto left = [&](const char* what) {
        return other->value<std::int64_t>(std::string{"SELECT count("} + what +
                                          ") FROM pg_stat_activity WHERE datname = "
                                          "current_database() AND pid <> pg_backend_pid()");
    };
    ASSERT_TRUE(left("pg_terminate_backend(pid)"));
    while (left("*").value().value() > 0) {
    }
    const auto written = store_->try_to_write();
    ASSERT_FALSE(written);
    EXPECT_EQ(written.error().kind, StoreErrorKind::connection);
    EXPECT_EQ(written.error().cause.text.find('\n'), std::string::npos)
        << written.error().cause.text;
    store_.reset();
    open();
}

TEST_P(StoreOpen, RefusesANewerSchema) {
    ASSERT_TRUE(store_->reader().connection().exec(
        "INSERT INTO schema_version (version, name) VALUES (9999, 'from the future')"));
    store_.reset();
    EXPECT_EQ(why_not_open(), Kind::newer_schema);
}

TEST_P(StoreOpen, RefusesAChainThatDoesNotHold) {
    open_shift();
    ASSERT_TRUE(
        store_->reader().connection().exec("UPDATE journal_entry SET at = at + 1 WHERE kind = 10"));
    store_.reset();
    EXPECT_EQ(why_not_open(), Kind::damaged);
}

TEST_P(StoreOpen, MakesNoShopOverAnother) {
    store_.reset();
    const auto again = Store::create(target_, {"B01", "T1", test::kPound, "Europe/London"},
                                     options_, test::kOpening, random_);
    ASSERT_FALSE(again);
    EXPECT_EQ(again.error().kind, Kind::exists);
    open();
}

TEST_P(StoreOpen, MakesNoSecondTerminalInADatabase) {
    store_.reset();
    StoreOptions options = options_;
    options.key_file = directory_.file("second.key");
    const auto second = Store::create(target_, {"B01", "T2", test::kPound, "Europe/London"},
                                      options, test::kOpening, random_);
    ASSERT_FALSE(second);
    EXPECT_EQ(second.error().kind, Kind::exists);
    EXPECT_FALSE(fs::exists(options.key_file));
    open();
}

TEST_P(StoreOpen, ReplacesNoKey) {
    store_.reset();
    StoreOptions options = options_;
    target_.where =
        is_sqlite() ? directory_.file("other.db") : test::PostgresServer::shared().fresh_database();
    const auto other = Store::create(target_, {"B02", "T1", test::kPound, "Europe/London"}, options,
                                     test::kOpening, random_);
    ASSERT_FALSE(other);
    EXPECT_EQ(other.error().kind, Kind::key_exists);
    if (is_sqlite()) {
        EXPECT_EQ(why_not_open(), Kind::missing);
    }
}

/// What was signed after a copy was made is missing in it.
class StoreOlder : public test::EitherShop {
protected:
    void SetUp() override {
        EitherShop::SetUp();
        open_shift();
        sell(ticket({{"Tea", "D1"}}));
    }
    std::string head_file() const { return options_.key_file + ".head"; }
    /// The shop as it is, under another name; closes it.
    std::string copy() {
        store_.reset();
        if (!is_sqlite()) return test::PostgresServer::shared().copy_of(target_.where);
        std::string to = directory_.file("copy.db");
        fs::copy_file(target_.where, to);
        return to;
    }
    std::optional<pos::journal::Head> noted() const {
        return pos::journal::HeadFile::beside(options_.key_file).read(store_->journal().journal);
    }
};

TEST_P(StoreOlder, SellsNothingUnderNumbersThatWereGiven) {
    const std::string newest = target_.where;
    const std::string older = copy();
    open();
    EXPECT_EQ(sell(ticket({{"Bread", "D2"}})).number, "B01-T1-000002");
    store_.reset();
    target_.where = older;
    EXPECT_EQ(why_not_open(), Kind::older_copy);
    EXPECT_EQ(why_not_open(), Kind::older_copy) << "and it stays so";
    target_.where = newest;
    open();
    EXPECT_EQ(sell(ticket({{"Tea", "D1"}})).number, "B01-T1-000003");
}

TEST_P(StoreOlder, IsToldWithoutAnyClose) {
    for (int i = 0; i < 3; ++i) {
        sell(ticket({{"Bread", "D2"}}));
        EXPECT_EQ(noted(), store_->head()) << "a killed till leaves it so";
    }
    close_shift(400);
    EXPECT_EQ(noted(), store_->head());
}

TEST_P(StoreOlder, IsWhatWentOnElsewhereToo) {
    const std::string first = target_.where;
    const std::string second = copy();
    const std::string key = options_.key_file;
    fs::copy_file(key, directory_.file("second.key"));
    open();
    sell(ticket({{"Bread", "D2"}}));
    store_.reset();
    target_.where = second;
    options_.key_file = directory_.file("second.key");
    open();  // nobody can tell yet
    for (int i = 0; i < 3; ++i) sell(ticket({{"Tea", "D1"}}));
    store_.reset();
    options_.key_file = key;
    EXPECT_EQ(why_not_open(), Kind::older_copy) << "it is longer, and another";
    target_.where = first;
    open();
}

TEST_P(StoreOlder, IsNoneWhereTheFileLagsBehind) {
    const std::string before = test::read_file(head_file());
    sell(ticket({{"Bread", "D2"}}));
    store_.reset();
    test::write_file(head_file(), before);  // as a power cut may leave it
    open();
    EXPECT_EQ(noted(), store_->head()) << "it has caught up";
    store_.reset();
    fs::remove(head_file());  // of a shop of an older program
    open();
    EXPECT_EQ(noted(), store_->head());
}

TEST_P(StoreOlder, CannotBeToldWhereNothingCanBeKeptAndSellingGoesOn) {
    store_.reset();
    fs::remove(head_file());
    fs::create_directory(head_file());
    open();
    EXPECT_EQ(sell(ticket({{"Bread", "D2"}})).number, "B01-T1-000002");
    store_.reset();
    open();
}

ON_EITHER_ENGINE(StoreOlder);
ON_EITHER_ENGINE(StoreOpen);

class StoreFile : public test::EitherShop {
protected:
    void SetUp() override {
        EitherShop::SetUp();
        store_.reset();
    }
    std::string path() const { return target_.where; }
};

TEST_P(StoreFile, IsPrivate) {
    for (const std::string& name : {path(), options_.key_file, options_.key_file + ".head"}) {
        struct stat file{};
        ASSERT_EQ(::stat(name.c_str(), &file), 0);
        EXPECT_EQ(file.st_mode & 0777, 0600U) << name;
    }
}

TEST_P(StoreFile, RefusesEachWrongFileAndLeavesIt) {
    const auto wrong = [&](const std::string& contents) {
        test::write_file(path(), contents);
        const Kind kind = why_not_open();
        EXPECT_EQ(test::read_file(path()), contents);
        return kind;
    };
    EXPECT_EQ(wrong(""), Kind::empty);
    EXPECT_EQ(wrong("Receipts of May"), Kind::not_sqlite);
    fs::remove(path());
    EXPECT_EQ(why_not_open(), Kind::missing);
    EXPECT_FALSE(fs::exists(path()));
}

TEST_P(StoreFile, TakesItsKeyFromBesideTheDatabase) {
    fs::rename(options_.key_file, path() + ".key");
    options_.key_file.clear();
    open();
    EXPECT_EQ(store_->head().seq, 1U);
}

INSTANTIATE_TEST_SUITE_P(, StoreFile, ::testing::Values(db::Engine::sqlite), test::engine_name);

}  // namespace
