// Goal: whoever works at the till sees how old the last backup is, and hears once what is in the
// way of the next. Method: what the link posts goes in, and the strip and the message are read.
#include <gtest/gtest.h>

#include "app/till/shell/shell.hpp"
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

TEST_F(BackupShell, says_nothing_where_none_are_wanted) {
    till.act(BackupChanged{.last = ago(1)});
    EXPECT_FALSE(shown("Backup"));
    EXPECT_FALSE(shown("No backup"));
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
    for (const auto trouble : {BackupTrouble::no_folder, BackupTrouble::cannot_write,
                               BackupTrouble::disk_full, BackupTrouble::other}) {
        till.act(BackupChanged{
            .wanted = true, .trouble = trouble, .folder = "/media/stick", .why = "It is damaged."});
        ASSERT_TRUE(till.model.said);
        EXPECT_EQ(till.model.said->level, Level::warning);
        EXPECT_EQ(std::ranges::find(said, till.model.said->words), said.end());
        said.push_back(till.model.said->words);
    }
    EXPECT_NE(said.back().find("It is damaged."), std::string::npos);
}
