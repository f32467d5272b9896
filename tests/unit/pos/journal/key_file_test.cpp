// Goal: a key is on the disk whole or not at all, for its owner alone, and never replaced.
// Method: real files; each way a key file can be wrong, by name.
#include "pos/journal/key_file.hpp"

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include "tests/support/seeded_random.hpp"
#include "tests/support/temp_dir.hpp"

using namespace pos::journal;

namespace {

class KeyFile : public testing::Test {
protected:
    mode_t mode_of(const std::string& path) const {
        struct stat info{};
        EXPECT_EQ(::stat(path.c_str(), &info), 0);
        return info.st_mode & 07777U;
    }

    test::TempDir folder_;
    std::string path_{folder_.file("shop.db.key")};
    test::SeededRandom random_{7};
    SigningKey key_{SigningKey::generate(random_)};
};

}  // namespace

TEST_F(KeyFile, it_lies_beside_the_database) {
    EXPECT_EQ(key_path("/var/lib/shop.db"), "/var/lib/shop.db.key");
}

TEST_F(KeyFile, what_was_created_is_loaded) {
    ASSERT_TRUE(create_key_file(path_, key_));
    const auto loaded = load_key(path_);
    ASSERT_TRUE(loaded);
    EXPECT_EQ(loaded->public_key(), key_.public_key());
    EXPECT_EQ(loaded->sign(pos::as_bytes("x")), key_.sign(pos::as_bytes("x")));
}

TEST_F(KeyFile, only_the_owner_may_read_it_whatever_the_umask) {
    const mode_t before = ::umask(0);
    const auto created = create_key_file(path_, key_);
    ::umask(before);
    ASSERT_TRUE(created);
    EXPECT_EQ(mode_of(path_), 0600U);
}

TEST_F(KeyFile, nothing_else_is_left_behind) {
    ASSERT_TRUE(create_key_file(path_, key_));
    const std::filesystem::directory_iterator files{folder_.path()};
    EXPECT_EQ(std::distance(begin(files), end(files)), 1);
}

TEST_F(KeyFile, a_creation_that_was_cut_off_does_not_stand_in_the_way) {
    test::write_file(path_ + ".new", "half a key");
    EXPECT_EQ(load_key(path_).error(), KeyFileError::missing);
    ASSERT_TRUE(create_key_file(path_, key_));
    EXPECT_TRUE(load_key(path_));
}

TEST_F(KeyFile, an_existing_key_is_never_replaced) {
    ASSERT_TRUE(create_key_file(path_, key_));
    const auto other = SigningKey::generate(random_);
    EXPECT_EQ(create_key_file(path_, other).error(), KeyFileError::exists);
    EXPECT_EQ(load_key(path_)->public_key(), key_.public_key());
}

TEST_F(KeyFile, a_folder_that_is_not_there_cannot_be_written) {
    EXPECT_EQ(create_key_file(folder_.file("no/shop.db.key"), key_).error(),
              KeyFileError::cannot_write);
}

TEST_F(KeyFile, a_key_that_others_may_touch_is_refused) {
    ASSERT_TRUE(create_key_file(path_, key_));
    for (const mode_t mode : {0640U, 0604U, 0620U, 0602U, 0610U, 0601U}) {
        SCOPED_TRACE(mode);
        ASSERT_EQ(::chmod(path_.c_str(), mode), 0);
        EXPECT_EQ(load_key(path_).error(), KeyFileError::too_open);
    }
    ASSERT_EQ(::chmod(path_.c_str(), 0400), 0);
    EXPECT_TRUE(load_key(path_));
}

TEST_F(KeyFile, every_other_fault_has_its_own_name) {
    EXPECT_EQ(load_key(path_).error(), KeyFileError::missing);
    ASSERT_EQ(::mkfifo(path_.c_str(), 0600), 0);
    EXPECT_EQ(load_key(path_).error(), KeyFileError::not_a_file);
    ASSERT_EQ(::unlink(path_.c_str()), 0);
    EXPECT_EQ(load_key(folder_.path()).error(), KeyFileError::not_a_file);

    ASSERT_TRUE(create_key_file(path_, key_));
    std::string contents = test::read_file(path_);
    ASSERT_EQ(contents.size(), 64U);
    contents[3] = static_cast<char>(contents[3] ^ 1);
    test::write_file(path_, contents);
    EXPECT_EQ(load_key(path_).error(), KeyFileError::damaged);
    test::write_file(path_, contents + "x");
    EXPECT_EQ(load_key(path_).error(), KeyFileError::wrong_length);
    test::write_file(path_, "");
    EXPECT_EQ(load_key(path_).error(), KeyFileError::wrong_length);
}
