// Goal: whoever works at the till sees how old the last backup is, and hears once what is in the
// way of the next. Method: what the link posts goes in, and the strip and the message are read.
#include <gtest/gtest.h>

#include "app/till/shell/shell_view.hpp"
#include "tests/support/headless_ui.hpp"
#include "tests/support/shell_driver.hpp"

using till::common::Level;
using till::shell::BackupChanged;
using till::shell::BackupTrouble;

namespace {

class BackupShell : public testing::Test {
protected:
    BackupShell() { till.open_till(); }
    /// How serious the signal is that starts with those words.
    std::optional<Level> shown(std::string_view words) const {
        for (const auto& signal : till.model.sell.status.signals) {
            if (signal.words.starts_with(words)) return signal.level;
        }
        return std::nullopt;
    }
    /// The driver's clock has gone on by seconds.
    static pos::Instant ago(std::int64_t minutes) { return {1'790'000'000'000 - minutes * 60'000}; }
    test::ShellDriver till;
};

}  // namespace

TEST_F(BackupShell, says_nothing_where_there_can_be_none) {
    till.act(BackupChanged{.last = ago(1)});
    EXPECT_FALSE(shown("Backup"));
    EXPECT_FALSE(shown("No backup"));
}

TEST_F(BackupShell, says_quietly_that_none_are_wanted_where_nobody_else_has_the_sales) {
    till.model.backups_possible = true;
    till.act(BackupChanged{.last = ago(1)});
    EXPECT_EQ(shown("No backup"), Level::quiet);
    EXPECT_FALSE(shown("Backup"));
    till.act(BackupChanged{.wanted = true, .last = ago(1)});
    EXPECT_FALSE(shown("No backup"));
    till.act(BackupChanged{});
    EXPECT_EQ(shown("No backup"), Level::quiet);
    till.act(till::shell::OfficeChanged{.joined = true});
    EXPECT_FALSE(shown("No backup")) << "head office has what was sold";
}

TEST_F(BackupShell, says_nothing_of_it_where_things_are_only_tried) {
    till.model.backups_possible = true;
    till.model.demo = true;
    till.act(BackupChanged{});
    EXPECT_FALSE(shown("No backup"));
    till.model.demo = false;
    till.act(till::help::Action{till::help::Opened{}});
    till.act(till::help::Action{till::help::PractisePressed{}});
    ASSERT_EQ(till.model.screen, till::shell::Screen::practice);
    const auto& strip = till.model.practice.status.signals;
    EXPECT_FALSE(strip.empty());
    EXPECT_TRUE(std::ranges::none_of(
        strip, [](const auto& one) { return one.opens == till::common::Signal::Opens::backups; }));
}

TEST_F(BackupShell, opens_what_to_do_about_it_by_a_finger_on_the_words) {
    till.model.backups_possible = true;
    till.act(BackupChanged{});
    test::HeadlessUi display{[&](till::ui::Frame& frame) {
        const auto action = till::shell::draw(
            frame, till.model, [](std::string_view) { return till::ui::TextureId::none; });
        if (!action) return;
        till.act(*action);
        till.answer_all();
    }};
    ASSERT_TRUE(display.probe().shows("No backup"));
    display.tap("status_backups");
    EXPECT_EQ(till.model.screen, till::shell::Screen::backups);
    EXPECT_EQ(till.model.backups.headline.empty(), false);
    till.act(till::backups::Action{till::backups::BackPressed{}});
    EXPECT_EQ(till.model.screen, till::shell::Screen::settings);
}

TEST_F(BackupShell, says_when_the_last_was_made_and_warns_when_that_is_long_ago) {
    till.act(BackupChanged{.wanted = true});
    EXPECT_EQ(shown("No backup"), Level::quiet) << "it is being made";
    till.act(BackupChanged{.wanted = true, .last = ago(59)});
    EXPECT_EQ(shown("Backup "), Level::good);
    till.act(BackupChanged{.wanted = true, .last = ago(121)});
    EXPECT_EQ(shown("Backup "), Level::warning);
}

TEST_F(BackupShell, says_once_why_there_is_none) {
    const BackupChanged failed{
        .wanted = true, .trouble = BackupTrouble::no_folder, .folder = "/media/stick"};
    till.act(failed);
    EXPECT_EQ(shown("No backup"), Level::warning);
    ASSERT_TRUE(till.model.said);
    EXPECT_NE(till.model.said->words.find("/media/stick is not there."), std::string::npos);
    till.model.said.reset();
    till.act(failed);
    EXPECT_FALSE(till.model.said);
    till.act(BackupChanged{.wanted = true, .last = ago(0)});
    EXPECT_EQ(shown("Backup "), Level::good);
}

TEST_F(BackupShell, each_trouble_has_words_of_its_own) {
    std::vector<std::string> said;
    for (const auto trouble :
         {BackupTrouble::no_folder, BackupTrouble::cannot_write, BackupTrouble::disk_full,
          BackupTrouble::no_shop, BackupTrouble::damaged, BackupTrouble::not_restored,
          BackupTrouble::other}) {
        till.act(BackupChanged{.wanted = true,
                               .trouble = trouble,
                               .folder = "/media/stick",
                               .why = "file_in_the_way"});
        ASSERT_TRUE(till.model.said);
        EXPECT_EQ(till.model.said->level, Level::warning);
        EXPECT_EQ(std::ranges::find(said, till.model.said->words), said.end());
        said.push_back(till.model.said->words);
    }
    EXPECT_NE(said.back().find("Another file is in the way there."), std::string::npos);
}

namespace {

namespace backups = till::backups;
using till::shell::BackupWork;

class BackupScreen : public BackupShell {
protected:
    void open() {
        till.model.backups_possible = true;
        till.press(till::sell::Key::settings);
        till.act(till::settings::Action{till::settings::BackupsPressed{}});
        till.answer_all();
    }
    void act(const backups::Action& action) {
        till.act(action);
        till.answer_all();
    }
    static BackupChanged on_stick() {
        return {.wanted = true,
                .last = ago(5),
                .folder = "/media/stick/Counterfoil",
                .kept = {{ago(5), 4'210'000}, {ago(65), 4'200'000}},
                .free_bytes = 11'240'000'000};
    }
    const backups::Model& screen() const { return till.model.backups; }
    std::string said() const { return till.model.said ? till.model.said->words : ""; }
    template <class T>
    const T* last() const {
        const T* found = nullptr;
        for (const auto& effect : till.done)
            if (const auto* one = std::get_if<T>(&effect)) found = one;
        return found;
    }
};

}  // namespace

TEST_F(BackupScreen, says_where_they_go_how_the_last_is_and_which_are_there) {
    till.act(on_stick());
    open();
    EXPECT_EQ(till.model.screen, till::shell::Screen::backups);
    EXPECT_TRUE(screen().headline.starts_with("Last backup "));
    EXPECT_EQ(screen().level, Level::good);
    EXPECT_EQ(screen().facts[1], "/media/stick/Counterfoil");
    EXPECT_EQ(screen().facts[3], "11.3 GB") << "rounded up";
    ASSERT_EQ(screen().kept.size(), 4U);
    EXPECT_EQ(screen().kept[1], "4.3 MB");
    act(backups::BackPressed{});
    EXPECT_EQ(till.model.screen, till::shell::Screen::settings);
}

TEST_F(BackupScreen, makes_one_now_and_says_how_it_goes_on) {
    till.act(on_stick());
    open();
    act(backups::NowPressed{});
    ASSERT_NE(last<till::shell::BackUpNow>(), nullptr);
    auto changed = on_stick();
    changed.work = BackupWork::copying;
    changed.percent = 43;
    till.act(changed);
    EXPECT_EQ(screen().work, "Copying the shop, 43\u00a0%");
    EXPECT_EQ(screen().percent, 43);
    const auto ordered = till.done.size();
    act(backups::NowPressed{});
    EXPECT_EQ(till.done.size(), ordered) << "one is being made";
    changed.work = BackupWork::trying;
    till.act(changed);
    EXPECT_EQ(screen().work, "Testing it, 43\u00a0%");
    changed.work = BackupWork::nothing;
    changed.last = changed.tried = ago(0);
    till.act(changed);
    EXPECT_TRUE(screen().work.empty());
    EXPECT_EQ(said(), "The backup is made and tested: all of it can be restored.");
    EXPECT_EQ(screen().about, "It was tested: all of it can be restored.");
}

TEST_F(BackupScreen, says_again_what_is_in_the_way_of_one_that_was_ordered) {
    auto troubled = on_stick();
    troubled.trouble = BackupTrouble::disk_full;
    till.act(troubled);
    open();
    till.model.said.reset();
    act(backups::NowPressed{});
    troubled.work = BackupWork::copying;
    till.act(troubled);
    EXPECT_TRUE(said().empty()) << "it is being tried";
    troubled.work = BackupWork::nothing;
    till.act(troubled);
    EXPECT_NE(said().find("is full"), std::string::npos) << said();
    EXPECT_EQ(screen().level, Level::warning);
}

TEST_F(BackupScreen, begins_with_the_place_that_is_chosen_and_keeps_the_setting) {
    till.backup_places = {{"/media/stick/Counterfoil", "STICK", 1'000'000'000, false},
                          {"/a/Counterfoil", "a", {}, true}};
    open();
    EXPECT_EQ(screen().headline, "No backups are made");
    EXPECT_EQ(screen().level, Level::warning);
    act(backups::WherePressed{});
    ASSERT_EQ(screen().where.places.size(), 2U);
    EXPECT_EQ(screen().where.places[0].name, "STICK");
    EXPECT_EQ(screen().where.places[1].name, "The shop’s own disk");
    EXPECT_EQ(screen().where.places[1].note, "/a/Counterfoil");
    act(backups::Moved{1});
    EXPECT_EQ(screen().where.chosen, 1U);
    act(backups::Moved{-1});
    act(backups::Entered{});
    EXPECT_FALSE(screen().where.open);
    EXPECT_EQ(said(), "Backups go to /media/stick/Counterfoil from now on.");
    ASSERT_NE(last<till::shell::SaveSetting>(), nullptr);
    EXPECT_EQ(last<till::shell::SaveSetting>()->key, "backup_folder");
    EXPECT_EQ(last<till::shell::SaveSetting>()->value, "/media/stick/Counterfoil");
}

TEST_F(BackupScreen, goes_back_to_the_folder_before) {
    till.act(on_stick());
    till.backup_places = {{"/media/other/Counterfoil", "OTHER", {}, false}};
    open();
    act(backups::WherePressed{});
    act(backups::Entered{});
    ASSERT_TRUE(screen().can_undo);
    act(backups::UndoPressed{});
    EXPECT_EQ(last<till::shell::UseBackups>()->folder, "/media/stick/Counterfoil");
    EXPECT_EQ(last<till::shell::SaveSetting>()->value, "/media/stick/Counterfoil");
    EXPECT_EQ(said(), "Undone.");
    EXPECT_FALSE(screen().can_undo);
}

TEST_F(BackupScreen, changes_nothing_where_a_place_will_not_do) {
    till.act(on_stick());
    till.backup_places = {{"/media/full/Counterfoil", "FULL", {}, false}};
    till.bad_folders["/media/full/Counterfoil"] = BackupTrouble::disk_full;
    open();
    act(backups::WherePressed{});
    act(backups::Entered{});
    EXPECT_TRUE(screen().where.open);
    EXPECT_NE(said().find("/media/full/Counterfoil is full"), std::string::npos) << said();
    EXPECT_EQ(last<till::shell::SaveSetting>(), nullptr);
    EXPECT_FALSE(screen().can_undo);
}

TEST_F(BackupScreen, asks_for_a_whole_path) {
    open();
    act(backups::WherePressed{});
    act(backups::PathTyped{"backups"});
    act(backups::Entered{});
    EXPECT_NE(said().find("Type the whole folder"), std::string::npos) << said();
    EXPECT_EQ(last<till::shell::UseBackups>(), nullptr);
    act(backups::PathTyped{"~/backups"});
    act(backups::Entered{});
    EXPECT_EQ(last<till::shell::UseBackups>()->folder, "~/backups");
}

TEST_F(BackupScreen, takes_no_place_that_is_not_marked_while_somebody_writes) {
    till.backup_places = {{"/media/stick/Counterfoil", "STICK", {}, false}};
    open();
    act(backups::WherePressed{});
    act(backups::PathWanted{});
    act(backups::Entered{});
    EXPECT_EQ(last<till::shell::UseBackups>(), nullptr);
    act(backups::Moved{1});
    act(backups::Entered{});
    EXPECT_EQ(last<till::shell::UseBackups>()->folder, "/media/stick/Counterfoil");
}

TEST_F(BackupScreen, makes_none_any_more_where_that_is_wanted) {
    till.act(on_stick());
    open();
    act(backups::WherePressed{});
    act(backups::OffPressed{});
    EXPECT_EQ(said(), "No backups are made from now on.");
    EXPECT_EQ(last<till::shell::SaveSetting>()->value, "");
    EXPECT_TRUE(screen().can_undo);
}

TEST_F(BackupScreen, of_a_server_are_not_the_tills) {
    open();
    till.model.backups_possible = false;
    till.act(BackupChanged{});
    EXPECT_EQ(screen().nothing, "") << "none would be listed";
    act(backups::NowPressed{});
    EXPECT_EQ(last<till::shell::BackUpNow>(), nullptr);
}
