// Goal: no device is a shop's key or log, so that nothing is sent into one.
// Method: each work at the counter, given such a file.
#include "app/core/may_write.hpp"

#include <gtest/gtest.h>

#include "app/core/display_setup.hpp"
#include "app/core/drawer_setup.hpp"
#include "app/core/scale_setup.hpp"
#include "tests/support/temp_dir.hpp"

using namespace app::core;

TEST(MayWrite, no_device_is_a_part_of_a_shop) {
    const test::TempDir folder;
    for (const char* end : {".key", "-wal", ".lock"}) {
        const std::string file = "file:" + folder.file("shop.db") + end;
        EXPECT_FALSE(drawer_setup(file, "", "")) << end;
        EXPECT_FALSE(display_options("cd5220@" + file, "")) << end;
        EXPECT_FALSE(scale_options("8217@" + file, "")) << end;
    }
    EXPECT_TRUE(drawer_setup("file:" + folder.file("pulses"), "", ""));
    EXPECT_TRUE(may_write(folder.file("receipt.txt")));
    const auto refused = may_write(folder.file("shop.db.key"));
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().kind, FailureKind::refused);
    EXPECT_NE(refused.error().words.find("choose another name"), std::string::npos);
}
