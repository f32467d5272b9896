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
using till::shell::BackupWork;

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
            told_.push_back(std::move(action));
            changed_.notify_all();
        };
    }
    till::shell::Action next_action() {
        std::unique_lock lock{mutex_};
        changed_.wait(lock, [&] { return !told_.empty(); });
        till::shell::Action action = std::move(told_.front());
        told_.pop_front();
        return action;
    }
    /// The next of these; how a copy goes on is told between.
    template <class T>
    T next_of() {
        for (;;) {
            auto action = next_action();
            if (auto* wanted = std::get_if<T>(&action)) return std::move(*wanted);
        }
    }
    /// How it stands once nothing is being done.
    BackupChanged next() {
        for (;;) {
            auto changed = next_of<BackupChanged>();
            if (changed.work == BackupWork::nothing) return changed;
        }
    }

    test::TempDir home_;
    till::BackupLink::Parts parts_{home_.file("shop.db"), home_.path() / "stick", "B01-T1"};
    std::mutex mutex_;
    std::condition_variable changed_;
    std::deque<till::shell::Action> told_;
};

}  // namespace

TEST_F(BackupLink, makes_one_at_once_and_tries_the_one_of_the_close) {
    till::BackupLink link{parts_, post()};
    const auto at_first = next();
    EXPECT_TRUE(at_first.wanted);
    EXPECT_FALSE(at_first.last);
    EXPECT_EQ(at_first.folder, parts_.folder.string());
    const auto first = next();
    ASSERT_TRUE(first.last) << first.why;
    EXPECT_FALSE(first.tried);
    ASSERT_EQ(first.kept.size(), 1U);
    EXPECT_GT(first.kept.front().bytes, 0U);
    EXPECT_TRUE(first.free_bytes);
    EXPECT_TRUE(first.on_shops_disk);
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

TEST_F(BackupLink, makes_none_until_it_is_told_where_and_then_at_once) {
    const std::string stick = parts_.folder.string();
    parts_.folder.clear();
    till::BackupLink link{parts_, post()};
    EXPECT_EQ(next(), BackupChanged{});
    link.use({.ask = 7, .folder = stick});
    const auto used = next_of<till::shell::BackupsUsed>();
    EXPECT_EQ(used.ask, 7U);
    EXPECT_EQ(used.folder, stick);
    EXPECT_EQ(used.trouble, BackupTrouble::none);
    const auto there = next();
    EXPECT_TRUE(there.wanted);
    EXPECT_FALSE(there.last);
    const auto made = next();
    EXPECT_TRUE(made.last) << made.why;
    EXPECT_EQ(app::core::backups_in(stick, "B01-T1").size(), 1U);
    link.use({.ask = 8, .folder = {}});
    EXPECT_EQ(next_of<till::shell::BackupsUsed>().trouble, BackupTrouble::none);
    EXPECT_EQ(next(), BackupChanged{}) << "none are made any more, and those that are there stay";
    EXPECT_EQ(app::core::backups_in(stick, "B01-T1").size(), 1U);
}

TEST_F(BackupLink, stays_with_the_folder_it_has_where_another_will_not_do) {
    till::BackupLink link{parts_, post()};
    (void)next();
    ASSERT_TRUE(next().last);
    link.use({.ask = 9, .folder = (home_.path() / "not" / "there").string()});
    const auto used = next_of<till::shell::BackupsUsed>();
    EXPECT_EQ(used.trouble, BackupTrouble::no_folder);
    const auto still = next();
    EXPECT_EQ(still.folder, parts_.folder.string());
    EXPECT_EQ(still.trouble, BackupTrouble::none);
    link.closed();
    EXPECT_TRUE(next().tried);
}

TEST_F(BackupLink, tells_how_far_it_is) {
    till::BackupLink link{parts_, post()};
    (void)next();
    (void)next();
    link.closed();
    std::vector<BackupWork> works;
    int percent = 0;
    for (;;) {
        const auto changed = next_of<BackupChanged>();
        if (works.empty() || works.back() != changed.work) works.push_back(changed.work);
        if (changed.work == BackupWork::nothing) break;
        percent = std::max(percent, changed.percent);
    }
    EXPECT_EQ(works, (std::vector{BackupWork::copying, BackupWork::trying, BackupWork::nothing}));
    EXPECT_EQ(percent, 100);
}

TEST_F(BackupLink, makes_the_one_of_the_close_elsewhere_where_it_was_given_up_for_another_folder) {
    app::core::SystemClock clock;
    const auto other = home_.path() / "other";
    const auto never = [] { return false; };
    for (const auto& folder : {parts_.folder, other})
        ASSERT_TRUE(app::core::make_backup(parts_.shop, folder, "B01-T1", clock.now(), never, {}));
    till::BackupLink* link = nullptr;
    bool moved = false;
    const auto tell = post();
    till::BackupLink linked{parts_, [&](till::shell::Action action) {
                                const auto* how = std::get_if<BackupChanged>(&action);
                                const bool copies =
                                    how != nullptr && how->work == BackupWork::copying;
                                if (copies && !std::exchange(moved, true))
                                    link->use({.ask = 3, .folder = other.string()});
                                tell(std::move(action));
                            }};
    link = &linked;
    (void)next();
    linked.closed();
    EXPECT_EQ(next_of<till::shell::BackupsUsed>().trouble, BackupTrouble::none);
    EXPECT_EQ(next().folder, other.string()) << "it goes there";
    const auto made = next();
    EXPECT_TRUE(made.tried) << made.why;
    EXPECT_EQ(made.tried, made.last);
}

TEST_F(BackupLink, says_that_the_shop_is_gone) {
    till::BackupLink link{parts_, post()};
    (void)next();
    ASSERT_TRUE(next().last);
    std::filesystem::rename(parts_.shop, parts_.shop + ".gone");
    link.closed();
    EXPECT_EQ(next().trouble, BackupTrouble::no_shop);
}

TEST_F(BackupLink, finds_places_of_this_user) {
    till::BackupLink link{parts_, post()};
    link.find_places();
    const auto found = next_of<till::shell::BackupPlacesFound>();
    for (const auto& place : found.places) {
        EXPECT_TRUE(place.folder.ends_with("/Counterfoil")) << place.folder;
        EXPECT_TRUE(place.free_bytes) << place.folder;
    }
}
