// Goal: a device in use is used by somebody with a name.
// Method: a made-up /proc.
#include "drivers/transport/holder.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

#include "tests/support/temp_dir.hpp"

namespace fs = std::filesystem;
using drivers::transport::holder_of;

namespace {

void add_process(const fs::path& proc, const std::string& number, const std::string& name,
                 const fs::path& opened) {
    fs::create_directories(proc / number / "fd");
    fs::create_symlink(opened, proc / number / "fd" / "3");
    fs::create_symlink("pipe:[4711]", proc / number / "fd" / "4");
    if (!name.empty()) test::write_file((proc / number / "comm").string(), name + "\n");
}

}  // namespace

TEST(Holder, is_named_with_its_number) {
    const test::TempDir folder;
    const auto proc = folder.path() / "proc";
    const fs::path node = folder.path() / "004";
    test::write_file(node.string(), "");
    add_process(proc, "17", "other", folder.path() / "005");
    add_process(proc, "812", "cupsd", node);
    EXPECT_EQ(holder_of(node, proc), "cupsd (812)");
    EXPECT_EQ(holder_of(folder.path() / "006", proc), "");
}

TEST(Holder, is_a_number_where_it_has_no_name_and_never_ourselves) {
    const test::TempDir folder;
    const auto proc = folder.path() / "proc";
    const fs::path node = folder.path() / "004";
    test::write_file(node.string(), "");
    add_process(proc, std::to_string(::getpid()), "us", node);
    EXPECT_EQ(holder_of(node, proc), "");
    add_process(proc, "9", "", node);
    EXPECT_EQ(holder_of(node, proc), "9");
}

TEST(Holder, is_nobody_where_processes_cannot_be_seen) {
    const test::TempDir folder;
    EXPECT_EQ(holder_of(folder.path() / "004", folder.path() / "none"), "");
}
