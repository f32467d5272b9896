// Goal: backups are made as soon as one is due, and one that is made with the close is tried.
// Method: a real shop and a real folder; the test goes on when it is told.
#include "app/till/backup_link.hpp"

#include <gtest/gtest.h>

#include <condition_variable>
#include <deque>

#include "app/core/backups.hpp"
#include "app/core/init.hpp"
#include "tests/support/seeded_random.hpp"
#include "tests/support/temp_dir.hpp"

namespace {

using till::shell::BackupChanged;
using till::shell::BackupTrouble;

class BackupLink : public testing::Test {
protected:
    void SetUp() override {
        test::SeededRandom random{5};
        ASSERT_TRUE(app::core::init_shop(
            parts_.shop,
            {.branch = "B01", .terminal = "T1", .currency = "EUR", .zone = "Europe/Berlin"}, {},
            {1'795'400'000'000}, random));
    }
    auto post() {
        return [this](till::shell::Action action) {
            const std::lock_guard lock{mutex_};
            told_.push_back(std::get<BackupChanged>(std::move(action)));
            changed_.notify_all();
        };
    }
    BackupChanged next() {
        std::unique_lock lock{mutex_};
        changed_.wait(lock, [&] { return !told_.empty(); });
        BackupChanged changed = std::move(told_.front());
        told_.pop_front();
        return changed;
    }

    test::TempDir home_;
    till::BackupLink::Parts parts_{home_.file("shop.db"), home_.path() / "stick", "B01-T1"};
    std::mutex mutex_;
    std::condition_variable changed_;
    std::deque<BackupChanged> told_;
};

}  // namespace

TEST_F(BackupLink, makes_one_at_once_and_tries_the_one_of_the_close) {
    till::BackupLink link{parts_, post()};
    EXPECT_EQ(next(), (BackupChanged{.wanted = true, .folder = parts_.folder.string()}));
    const auto first = next();
    ASSERT_TRUE(first.last) << first.why;
    EXPECT_FALSE(first.tried);
    link.closed();
    const auto second = next();
    EXPECT_EQ(second.trouble, BackupTrouble::none) << second.why;
    EXPECT_EQ(second.tried, second.last);
    EXPECT_EQ(app::core::backups_in(parts_.folder, "B01-T1").back().at, second.last);
}

TEST_F(BackupLink, leaves_one_that_is_not_an_hour_old_and_says_what_is_in_the_way) {
    app::core::SystemClock clock;
    const auto made = app::core::make_backup(parts_.shop, parts_.folder, "B01-T1", clock.now(), [] {
                          return false;
                      }).value();
    {
        till::BackupLink link{parts_, post()};
        EXPECT_EQ(next().last, made.at);
    }
    EXPECT_EQ(app::core::backups_in(parts_.folder, "B01-T1").size(), 1U);
    parts_.folder = home_.path() / "not" / "there";
    till::BackupLink link{parts_, post()};
    (void)next();
    EXPECT_EQ(next().trouble, BackupTrouble::no_folder);
}
