// Goal: backups that are made by themselves can be put back, are few enough to be kept for years,
// and say what is in the way. Method: a real shop, real folders, a clock of the test's own.
#include "app/core/backups.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>

#include "app/core/init.hpp"
#include "tests/support/seeded_random.hpp"
#include "tests/support/temp_dir.hpp"

using namespace app::core;

namespace {

namespace fs = std::filesystem;

const pos::Instant kNow{1'790'000'000'000};  // 2026-09-21 14:13:20 UTC
constexpr std::int64_t kHour_ms = 3'600'000;

bool never() {
    return false;
}

class Backups : public testing::Test {
protected:
    void SetUp() override {
        const auto made = init_shop(
            shop, {.branch = "B01", .terminal = "T1", .currency = "EUR", .zone = "Europe/Berlin"},
            {}, kNow, random);
        ASSERT_TRUE(made) << made.error().words;
    }

    test::TempDir home;
    test::SeededRandom random{11};
    std::string shop = home.file("shop.db");
    fs::path folder = home.path() / "stick";
};

std::vector<Backup> hourly(int days) {
    std::vector<Backup> made;
    for (int hour = days * 24; hour >= 0; --hour)
        made.push_back({std::to_string(hour), {kNow.unix_ms - hour * kHour_ms}});
    return made;
}

}  // namespace

TEST_F(Backups, are_found_by_till_and_time_and_can_be_put_back) {
    const auto made = make_backup(shop, folder, "B01-T1", kNow, never);
    ASSERT_TRUE(made) << made.error().failure.words;
    EXPECT_EQ(made->file.filename(), "B01-T1-2026-09-21-141320Z.db");
    test::write_file((folder / "B01-T1-notes.db").string(), "somebody's own");
    test::write_file((folder / "B01-T10-2026-09-21-141320Z.db").string(), "another till's");
    EXPECT_EQ(backups_in(folder, "B01-T1"), std::vector{*made});
    const auto tried = try_backup(made->file, kNow, random, never);
    EXPECT_TRUE(tried) << tried.error().words;
    EXPECT_FALSE(fs::exists(made->file.string() + ".series")) << "the try has used up a series";
}

TEST_F(Backups, of_a_file_that_is_none_the_try_fails) {
    const auto made = make_backup(shop, folder, "B01-T1", kNow, never).value();
    test::write_file(made.file.string(), "no database");
    const auto tried = try_backup(made.file, kNow, random, never);
    ASSERT_FALSE(tried);
    EXPECT_NE(tried.error().words.find(made.file.string()), std::string::npos)
        << tried.error().words;
}

TEST_F(Backups, say_where_there_is_no_place_for_them) {
    const auto gone = make_backup(shop, home.path() / "no" / "stick", "B01-T1", kNow, never);
    ASSERT_FALSE(gone);
    EXPECT_EQ(gone.error().trouble, BackupTrouble::no_folder);
    EXPECT_NE(gone.error().failure.words.find("is not there"), std::string::npos)
        << gone.error().failure.words;
    test::write_file(home.file("file"), "");
    EXPECT_FALSE(make_backup(shop, home.file("file"), "B01-T1", kNow, never));
    fs::create_directory(folder);
    fs::permissions(folder, fs::perms::owner_read | fs::perms::owner_exec);
    const auto closed = make_backup(shop, folder, "B01-T1", kNow, never);
    ASSERT_FALSE(closed);
    EXPECT_EQ(closed.error().trouble, BackupTrouble::cannot_write);
    EXPECT_NE(closed.error().failure.words.find("cannot be written"), std::string::npos)
        << closed.error().failure.words;
    fs::permissions(folder, fs::perms::owner_all);
    EXPECT_TRUE(fs::is_empty(folder));
}

TEST_F(Backups, that_are_given_up_leave_nothing) {
    EXPECT_FALSE(make_backup(shop, folder, "B01-T1", kNow, [] { return true; }));
    EXPECT_TRUE(backups_in(folder, "B01-T1").empty());
}

TEST_F(Backups, that_are_too_many_go_when_the_next_is_made) {
    const pos::Instant before{kNow.unix_ms - 40 * 24 * kHour_ms};
    const auto first = make_backup(shop, folder, "B01-T1", before, never).value();
    const auto second =
        make_backup(shop, folder, "B01-T1", {before.unix_ms + kHour_ms}, never).value();
    const auto now = make_backup(shop, folder, "B01-T1", kNow, never).value();
    EXPECT_EQ(backups_in(folder, "B01-T1"), (std::vector{second, now}));
    EXPECT_FALSE(fs::exists(first.file));
}

TEST_F(Backups, of_a_year_stay_one_a_month_then_one_a_day_then_all) {
    const auto made = hourly(365);
    const auto drop = backups_to_drop(made, kNow);
    const auto stays = [&](const Backup& backup) {
        return !std::ranges::binary_search(drop, backup.at, {}, &Backup::at);
    };
    const auto kept = std::ranges::count_if(made, stays);
    EXPECT_GE(kept, 24 + 29 + 11);
    EXPECT_LE(kept, 25 + 31 + 13);
    for (const auto& backup : made) {
        if (kNow.unix_ms - backup.at.unix_ms < 24 * kHour_ms) {
            EXPECT_TRUE(stays(backup));
        }
    }
    EXPECT_TRUE(backups_to_drop(std::vector{made.front()}, kNow).empty()) << "the last of all";
}

TEST_F(Backups, say_how_far_they_are) {
    {
        auto store = open_shop(shop, {}, kNow);
        ASSERT_TRUE(store);
        const pos::Bytes large(5'000'000, std::byte{7});
        ASSERT_TRUE((*store)->change_catalogue(
            [&](pos::store::CatalogueWriter& to) -> pos::store::Answer<void> {
                EXPECT_TRUE(to.put_setting("large", large));
                return {};
            },
            {}, kNow));
    }
    std::vector<int> copied;
    const auto made =
        make_backup(shop, folder, "B01-T1", kNow, never, [&](int p) { copied.push_back(p); });
    ASSERT_TRUE(made);
    EXPECT_GT(copied.size(), 3U);
    EXPECT_TRUE(std::ranges::is_sorted(copied));
    EXPECT_EQ(copied.back(), 100);
    std::vector<int> tried;
    ASSERT_TRUE(try_backup(made->file, kNow, random, never, [&](int p) { tried.push_back(p); }));
    ASSERT_FALSE(tried.empty());
    EXPECT_EQ(tried.back(), 100);
}

TEST_F(Backups, go_only_where_something_can_be_written) {
    ASSERT_TRUE(check_backup_folder(folder));
    EXPECT_TRUE(fs::is_directory(folder)) << "its own folder was there";
    EXPECT_TRUE(fs::is_empty(folder)) << "nothing of the try is left";
    EXPECT_EQ(check_backup_folder(home.path() / "not" / "there").error(), BackupTrouble::no_folder);
    EXPECT_EQ(check_backup_folder(shop).error(), BackupTrouble::no_folder) << "a file";
    if (::geteuid() == 0) return;  // whom nothing is forbidden
    fs::permissions(folder, fs::perms::owner_read | fs::perms::owner_exec);
    EXPECT_EQ(check_backup_folder(folder).error(), BackupTrouble::cannot_write);
    EXPECT_EQ(check_backup_folder(folder / "new").error(), BackupTrouble::cannot_write);
    fs::permissions(folder, fs::perms::owner_all);
}

TEST_F(Backups, beside_the_shop_are_on_its_disk) {
    EXPECT_TRUE(on_one_disk(home.path(), shop));
    EXPECT_FALSE(on_one_disk(home.path(), "/proc"));
    EXPECT_FALSE(on_one_disk(home.path(), home.path() / "missing"));
}
