// Goal: under a file's name stands its old content or its new one, whatever fails and when.
// Method: every system call of a replacement fails in turn, in a real folder; then the folder is
// read. Order of calls: all is synced before the first file gets its name.
#include "drivers/printer/whole_files.hpp"

#include <gtest/gtest.h>

#include <cerrno>
#include <cstdlib>
#include <fstream>
#include <map>
#include <sstream>

using namespace drivers::printer;

namespace {

/// Notes every call; fails the `fail_at`-th (from 1) with `number`; writes 1,000 bytes at a time.
class FailingCalls final : public FileCalls {
public:
    int fail_at{0};
    int number{EIO};
    std::vector<std::string> seen;

    int open(const char* path, int flags, mode_t mode) override {
        return fails("open") ? -1 : FileCalls::open(path, flags, mode);
    }
    ssize_t write(int file, const void* data, std::size_t size) override {
        return fails("write") ? -1
                              : FileCalls::write(file, data, std::min<std::size_t>(size, 1000));
    }
    int fsync(int file) override { return fails("fsync") ? -1 : FileCalls::fsync(file); }
    int close(int file) override {
        const int closed = FileCalls::close(file);
        return fails("close") ? -1 : closed;
    }
    int rename(const char* from, const char* to) override {
        return fails("rename") ? -1 : FileCalls::rename(from, to);
    }

private:
    bool fails(const char* name) {
        seen.emplace_back(name);
        if (static_cast<int>(seen.size()) != fail_at) return false;
        errno = number;
        return true;
    }
};

pos::Bytes bytes(char letter) {
    return pos::Bytes(2500, static_cast<std::byte>(letter));
}

class WholeFilesTest : public testing::Test {
protected:
    void SetUp() override {
        std::string made = (std::filesystem::temp_directory_path() / "wholeXXXXXX").string();
        ASSERT_NE(mkdtemp(made.data()), nullptr);
        folder = made;
    }
    void TearDown() override { std::filesystem::remove_all(folder); }

    auto write(char letter, FileCalls& calls) {
        const NamedBytes files[] = {{"a", bytes(letter)}, {"b", bytes(letter)}};
        return write_whole(folder, files, calls);
    }

    std::map<std::string, std::string> contents() const {
        std::map<std::string, std::string> found;
        for (const auto& entry : std::filesystem::directory_iterator{folder}) {
            std::ostringstream content;
            content << std::ifstream{entry.path(), std::ios::binary}.rdbuf();
            found[entry.path().filename().string()] = content.str();
        }
        return found;
    }

    std::filesystem::path folder;
};

}  // namespace

TEST_F(WholeFilesTest, syncs_all_before_the_first_name_and_the_folder_at_the_end) {
    FailingCalls calls;
    ASSERT_TRUE(write('x', calls));
    const std::vector<std::string> one{"open", "write", "write", "write", "fsync", "close"};
    std::vector<std::string> wanted = one;
    wanted.insert(wanted.end(), one.begin(), one.end());
    wanted.insert(wanted.end(), {"rename", "rename", "open", "fsync", "close"});
    EXPECT_EQ(calls.seen, wanted);
    EXPECT_EQ(contents(), (std::map<std::string, std::string>{{"a", std::string(2500, 'x')},
                                                              {"b", std::string(2500, 'x')}}));
}

TEST_F(WholeFilesTest, any_failing_call_leaves_whole_files_only) {
    FailingCalls good;
    ASSERT_TRUE(write('o', good));
    const int count = static_cast<int>(good.seen.size());
    for (int at = 1; at < count; ++at) {  // the last closes the folder: all is done by then
        SCOPED_TRACE(at);
        FailingCalls none;
        ASSERT_TRUE(write('o', none));
        FailingCalls calls;
        calls.fail_at = at;
        const auto written = write('n', calls);
        ASSERT_FALSE(written);
        EXPECT_EQ(written.error().number, EIO);
        EXPECT_TRUE(written.error().path.string().starts_with(folder.string()));
        const auto after = contents();
        ASSERT_EQ(after.size(), 2U);
        for (const auto& [name, content] : after) {
            EXPECT_TRUE(content == std::string(2500, 'o') || content == std::string(2500, 'n'));
            if (at <= 12) {
                EXPECT_EQ(content.front(), 'o');  // before any rename nothing changes
            }
        }
    }
}

TEST_F(WholeFilesTest, an_interrupted_write_goes_on) {
    FailingCalls calls;
    calls.fail_at = 2;
    calls.number = EINTR;
    ASSERT_TRUE(write('x', calls));
    EXPECT_EQ(contents().at("a"), std::string(2500, 'x'));
}

TEST_F(WholeFilesTest, what_a_power_cut_left_behind_is_written_over) {
    std::ofstream{folder / ".a.new"} << std::string(9999, '?');
    FailingCalls calls;
    ASSERT_TRUE(write('x', calls));
    EXPECT_EQ(contents().size(), 2U);
    EXPECT_EQ(contents().at("a"), std::string(2500, 'x'));
}

TEST_F(WholeFilesTest, a_missing_folder_is_told) {
    FileCalls calls;
    const NamedBytes files[] = {{"a", bytes('x')}};
    EXPECT_EQ(write_whole(folder / "none", files, calls).error().number, ENOENT);
}
