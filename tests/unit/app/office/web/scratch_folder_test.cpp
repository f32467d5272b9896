// Goal: what a killed server left in the folder for temporary files is removed, and nothing else.
// Method: a folder with what may lie in such a place.
#include "app/office/web/scratch_folder.hpp"

#include <gtest/gtest.h>

#include "tests/support/temp_dir.hpp"

namespace {

namespace fs = std::filesystem;
using app::office::web::remove_left_scratch;
using app::office::web::ScratchFolder;

TEST(ScratchFolder, is_gone_with_all_in_it) {
    const test::TempDir place;
    fs::path path;
    {
        const ScratchFolder folder{place.path()};
        path = folder.path();
        ASSERT_TRUE(fs::is_directory(path));
        fs::create_directory(path / "tables");
        test::write_file(path / "tables" / "receipts.csv", "number");
    }
    EXPECT_FALSE(fs::exists(path));
    EXPECT_TRUE(fs::is_empty(place.path()));
}

TEST(ScratchFolder, is_none_where_there_is_no_place_for_it) {
    const test::TempDir place;
    EXPECT_TRUE(ScratchFolder{place.path() / "none"}.path().empty());
    EXPECT_TRUE(ScratchFolder{fs::path{}}.path().empty());
    EXPECT_EQ(remove_left_scratch(place.path() / "none"), 0U);
    EXPECT_EQ(remove_left_scratch({}), 0U);
}

TEST(ScratchFolder, that_was_left_is_removed_and_one_in_use_is_not) {
    const test::TempDir place;
    const ScratchFolder used{place.path()};
    test::write_file(used.path() / "everything.json", "{");
    const fs::path left = place.path() / "counterfoil-export-Ab3dE6";
    fs::create_directories(left / "tables");
    test::write_file(left / "tables" / "receipts.csv", "number");
    const fs::path other = place.path() / "counterfoil-imports";
    fs::create_directory(other);
    const test::TempDir elsewhere;
    test::write_file(elsewhere.file("kept"), "kept");
    fs::create_directory_symlink(elsewhere.path(), place.path() / "counterfoil-export-linked");
    test::write_file(place.file("counterfoil-export-file"), "a file");
    EXPECT_EQ(remove_left_scratch(place.path()), 1U);
    EXPECT_FALSE(fs::exists(left));
    EXPECT_TRUE(fs::exists(used.path() / "everything.json"));
    EXPECT_TRUE(fs::exists(other));
    EXPECT_TRUE(fs::exists(elsewhere.file("kept")));
    EXPECT_TRUE(fs::exists(place.file("counterfoil-export-file")));
    EXPECT_EQ(remove_left_scratch(place.path()), 0U);
}

}  // namespace
