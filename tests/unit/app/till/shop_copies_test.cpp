// Goal: a shop that was there and is gone is told from one that never was, and its copies are
// found. Method: files of those names in a folder of their own.
#include "app/till/shop_copies.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include <filesystem>
#include <fstream>

#include "tests/support/temp_dir.hpp"

namespace {

namespace fs = std::filesystem;

void write(const fs::path& file) {
    fs::create_directories(file.parent_path());
    std::ofstream{file} << "something";
}

}  // namespace

TEST(ShopCopies, nothing_is_left_where_there_never_was_a_shop) {
    const test::TempDir home;
    EXPECT_EQ(till::left_of_shop(home.file("shop.db")), "");
    EXPECT_TRUE(till::find_copies(home.file("shop.db"), {}).empty());
}

TEST(ShopCopies, a_key_a_log_or_a_rescued_copy_says_that_there_was_one) {
    for (const char* left : {".key", "-wal", ".rescued", ".rescued-2"}) {
        const test::TempDir home;
        const auto shop = home.file("shop.db");
        write(shop + left);
        EXPECT_EQ(till::left_of_shop(shop), shop + left);
    }
}

TEST(ShopCopies, an_attempt_to_make_one_that_was_cut_off_is_no_shop) {
    const test::TempDir home;
    write(home.file("shop.db.key"));
    write(home.file("shop.db.part"));
    EXPECT_EQ(till::left_of_shop(home.file("shop.db")), "");
}

TEST(ShopCopies, finds_backups_and_rescued_copies_newest_first) {
    const test::TempDir home;
    const auto shop = home.file("shop.db");
    write(shop + ".rescued");
    write(shop + ".rescued.part");
    write(home.path() / "backups" / "B01-T1-2026-11-26-134501Z.db");
    write(home.path() / "backups" / "B01-T1-2026-11-26-134501Z.db.series");
    write(home.path() / "stick" / "B01-T1-2026-11-27-080000Z.db");
    write(home.path() / "stick" / "holiday.db");
    const fs::path folders[] = {home.path() / "stick", {}};
    const auto copies = till::find_copies(shop, folders);
    ASSERT_EQ(copies.size(), 3U);
    EXPECT_EQ(std::ranges::count_if(copies, &till::ShopCopy::rescued), 1);
    std::vector<std::string> backups;
    for (const auto& copy : copies)
        if (!copy.rescued) backups.push_back(copy.file.filename().string());
    EXPECT_EQ(backups, (std::vector<std::string>{"B01-T1-2026-11-27-080000Z.db",
                                                 "B01-T1-2026-11-26-134501Z.db"}));
}

TEST(ShopCopies, what_was_rescued_and_put_back_is_a_copy_like_others) {
    const test::TempDir home;
    const auto shop = home.file("shop.db");
    write(shop + ".rescued");
    write(shop + ".rescued.series");
    const auto copies = till::find_copies(shop, {});
    ASSERT_EQ(copies.size(), 1U);
    EXPECT_FALSE(copies.front().rescued);
}

TEST(ShopCopies, finds_them_where_they_usually_lie_and_in_one_folder_alone) {
    const test::TempDir home;
    const test::TempDir user;
    write(user.path() / "Counterfoil" / "B01-T1-2026-11-26-134501Z.db");
    write(user.path() / "Counterfoil" / "B02-T7-2026-11-27-134501Z.db");
    const fs::path folders[] = {user.path()};
    EXPECT_EQ(till::find_copies(home.file("shop.db"), folders).size(), 2U);
    EXPECT_TRUE(till::copies_in(user.path()).empty());
    const auto copies = till::copies_in(user.path() / "Counterfoil");
    ASSERT_EQ(copies.size(), 2U) << "of whichever till";
    EXPECT_EQ(copies.front().file.filename(), "B02-T7-2026-11-27-134501Z.db");
}

TEST(ShopCopies, a_file_that_is_named_was_made_when_its_name_says) {
    const test::TempDir home;
    const auto named = home.path() / "stick" / "B01-T1-2026-11-26-134501Z.db";
    write(named);  // copied later
    EXPECT_EQ(till::copy_at(named).at.unix_ms, 1'795'700'701'000);
    EXPECT_EQ(till::copy_at(named).file, named);
    const auto other = home.path() / "copy of the shop.db";
    EXPECT_EQ(till::copy_at(other).at.unix_ms, 0) << "there is none";
    write(other);
    EXPECT_GT(till::copy_at(other).at.unix_ms, 0);
}
