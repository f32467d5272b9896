// Goal: what a key has signed last is known after a kill, is never taken from another journal or
// from a torn place, and a file that cannot be kept stands in nobody's way.
// Method: real files, damaged byte by byte; two who have the same one open.
#include "pos/journal/head_file.hpp"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <filesystem>

#include "tests/support/account.hpp"
#include "tests/support/temp_dir.hpp"

using namespace pos::journal;

namespace {

pos::Ulid journal_of(std::uint8_t number) {
    pos::Ulid id;
    id.bytes.fill(number);
    return id;
}

Head head_at(std::uint64_t seq) {
    Head head{seq, {}};
    head.hash.fill(static_cast<std::byte>(seq));
    return head;
}

class HeadFileTest : public testing::Test {
protected:
    test::TempDir folder_;
    std::string key_{folder_.file("shop.db.key")};
    std::string path_{folder_.file("shop.db.key.head")};
    const pos::Ulid journal_ = journal_of(7);
};

}  // namespace

TEST_F(HeadFileTest, lies_beside_its_key_for_its_owner_alone) {
    EXPECT_EQ(head_path(key_), path_);
    const mode_t before = ::umask(0);
    const auto made = HeadFile::beside(key_);
    ::umask(before);
    struct stat info{};
    ASSERT_EQ(::stat(path_.c_str(), &info), 0);
    EXPECT_EQ(info.st_mode & 07777U, 0600U);
    EXPECT_EQ(info.st_size, 1024) << "all its room is taken";
    EXPECT_EQ(made.read(journal_), std::nullopt);
    EXPECT_TRUE(made.is_blank());
}

TEST_F(HeadFileTest, keeps_the_last_of_many_and_stays_as_large) {
    auto file = HeadFile::beside(key_);
    for (std::uint64_t seq = 1; seq <= 1'000; ++seq) {
        file.note(journal_, head_at(seq));
        ASSERT_EQ(file.read(journal_), head_at(seq));
    }
    EXPECT_EQ(HeadFile::beside(key_).read(journal_), head_at(1'000)) << "before any sync";
    EXPECT_EQ(std::filesystem::file_size(path_), 1024U);
}

TEST_F(HeadFileTest, never_goes_back) {
    auto one = HeadFile::beside(key_);
    auto other = HeadFile::beside(key_);  // another program
    one.note(journal_, head_at(10));
    other.note(journal_, head_at(11));
    one.note(journal_, head_at(9));
    EXPECT_EQ(one.read(journal_), head_at(11));
    one.note(journal_, head_at(12));
    EXPECT_EQ(other.read(journal_), head_at(12));
}

TEST_F(HeadFileTest, says_nothing_of_another_journal) {
    auto file = HeadFile::beside(key_);
    file.note(journal_, head_at(500));
    EXPECT_EQ(file.read(journal_of(8)), std::nullopt);
    EXPECT_FALSE(file.is_blank());
    file.note(journal_of(8), head_at(1));  // the key was changed, and its journal begins
    EXPECT_EQ(file.read(journal_of(8)), head_at(1));
    file.note(journal_of(8), head_at(2));
    file.note(journal_of(8), head_at(3));
    EXPECT_EQ(file.read(journal_of(8)), head_at(3));
}

TEST_F(HeadFileTest, of_a_torn_place_the_other_counts) {
    auto file = HeadFile::beside(key_);
    file.note(journal_, head_at(41));
    file.note(journal_, head_at(42));
    const std::string whole = test::read_file(path_);
    for (std::size_t place = 0; place < 2; ++place) {
        const Head left = place == 0 ? head_at(42) : head_at(41);
        for (std::size_t at = 0; at < 96; ++at) {
            std::string torn = whole;
            torn[place * 512 + at] = static_cast<char>(torn[place * 512 + at] ^ 0x40);
            test::write_file(path_, torn);
            ASSERT_EQ(HeadFile::beside(key_).read(journal_), left) << place << " " << at;
        }
    }
    test::write_file(path_, "short");
    EXPECT_EQ(HeadFile::beside(key_).read(journal_), std::nullopt);
}

TEST_F(HeadFileTest, that_cannot_be_kept_stands_in_nobodys_way) {
    auto nowhere = HeadFile::beside(folder_.file("no/where.key"));
    nowhere.note(journal_, head_at(1));
    nowhere.sync();
    EXPECT_EQ(nowhere.read(journal_), std::nullopt);
    EXPECT_TRUE(nowhere.is_blank());
    std::filesystem::create_directory(path_);
    EXPECT_EQ(HeadFile::beside(key_).read(journal_), std::nullopt);
}

TEST_F(HeadFileTest, that_may_only_be_read_is_read) {
    HeadFile::beside(key_).note(journal_, head_at(5));
    std::filesystem::permissions(path_, std::filesystem::perms::owner_read |
                                            std::filesystem::perms::group_read |
                                            std::filesystem::perms::others_read);
    std::filesystem::permissions(folder_.path(), std::filesystem::perms::all);
    const bool kept = test::run_unprivileged([&] {
        auto file = HeadFile::beside(key_);
        file.note(journal_, head_at(6));
        return file.read(journal_) == head_at(5);
    });
    EXPECT_TRUE(kept);
}
