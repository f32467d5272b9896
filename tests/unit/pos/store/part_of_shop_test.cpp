// Goal: nothing that a shop is made of is written over, whatever it is called or linked as, and
// everything else may be.
// Method: a database, a key and a log as they are, under their own and other names.
#include "pos/store/part_of_shop.hpp"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <filesystem>

#include "pos/journal/key_file.hpp"
#include "pos/store/db/open.hpp"
#include "tests/support/seeded_random.hpp"
#include "tests/support/temp_dir.hpp"

namespace {

using pos::store::is_part_of_shop;
namespace fs = std::filesystem;

class PartOfShop : public ::testing::Test {
protected:
    test::TempDir folder_;
    test::SeededRandom random_{7};
    std::string shop_{folder_.file("shop.db")};
};

TEST_F(PartOfShop, IsADatabaseOfOursWithItsLog) {
    const auto db = pos::store::db::open({pos::store::db::Engine::sqlite, shop_},
                                         {.mode = pos::store::db::OpenMode::create});
    ASSERT_TRUE(db);
    ASSERT_TRUE((*db)->script("CREATE TABLE t (a INTEGER)"));
    EXPECT_TRUE(is_part_of_shop(shop_));
    fs::create_symlink(shop_, folder_.file("receipt.txt"));
    EXPECT_TRUE(is_part_of_shop(folder_.file("receipt.txt")));
    ASSERT_GT(fs::file_size(shop_ + "-wal"), 0U);
    fs::create_hard_link(shop_ + "-wal", folder_.file("receipt.png"));
    EXPECT_TRUE(is_part_of_shop(folder_.file("receipt.png")));
}

TEST_F(PartOfShop, IsAKeyWhateverItIsCalled) {
    const auto file = folder_.file("till");
    ASSERT_TRUE(pos::journal::create_key_file(file, pos::journal::SigningKey::generate(random_)));
    EXPECT_TRUE(is_part_of_shop(file));
    ASSERT_EQ(::chmod(file.c_str(), 0644), 0);
    EXPECT_TRUE(is_part_of_shop(file));
    std::string bytes = test::read_file(file);
    bytes.back() = static_cast<char>(bytes.back() ^ 1);
    test::write_file(file, bytes);
    EXPECT_FALSE(is_part_of_shop(file)) << "64 bytes of something else";
}

TEST_F(PartOfShop, IsWhatHasTheNameOfOneEvenIfItIsNotThereYet) {
    for (const std::string end :
         {"-wal", "-shm", "-journal", ".lock", ".key", ".key.head", ".key.billing", ".key.old-1"}) {
        EXPECT_TRUE(is_part_of_shop(shop_ + end)) << end;
        const auto link = folder_.file("link" + end.substr(1) + ".txt");
        test::write_file(shop_ + end, "");
        fs::create_symlink(shop_ + end, link);
        EXPECT_TRUE(is_part_of_shop(link)) << link;
    }
}

TEST_F(PartOfShop, IsNothingElse) {
    for (const char* name : {"receipt.txt", "b.png", "keys.csv", "journal.cfj", "lock", "wal"}) {
        const auto file = folder_.file(name);
        EXPECT_FALSE(is_part_of_shop(file)) << name;
        test::write_file(file, "SQLite format 3");
        EXPECT_FALSE(is_part_of_shop(file)) << name;
    }
    EXPECT_FALSE(is_part_of_shop(folder_.path().string()));
    EXPECT_FALSE(is_part_of_shop("/dev/null"));
}

}  // namespace
