// Goal: a till that has joined head office says how that is on every screen, and a till that has
// not says nothing of it. Method: what the link posts goes in, and the strip and the message are
// read.
#include <gtest/gtest.h>

#include "app/till/shell/shell.hpp"
#include "tests/support/shell_driver.hpp"

using till::common::Level;
using till::shell::OfficeChanged;

namespace {

class OfficeShell : public testing::Test {
protected:
    OfficeShell() { till.open_till(); }
    /// The strip's signal that ends with `words`; its level, or nothing.
    std::optional<Level> shown(std::string_view words) const {
        for (const auto& signal : till.model.sell.status.signals) {
            if (signal.words == words) return signal.level;
        }
        return std::nullopt;
    }
    test::ShellDriver till;
};

}  // namespace

TEST_F(OfficeShell, says_nothing_where_there_is_none) {
    const std::size_t signals = till.model.sell.status.signals.size();
    till.act(OfficeChanged{.to_send = 7});
    EXPECT_EQ(till.model.sell.status.signals.size(), signals);
}

TEST_F(OfficeShell, says_what_is_to_be_sent) {
    till.act(OfficeChanged{.joined = true, .online = true});
    EXPECT_EQ(shown("Online, 0 to send"), Level::good);
    till.act(OfficeChanged{.joined = true, .online = false, .to_send = 1'234});
    EXPECT_EQ(shown("Offline, 1,234 to send"), Level::quiet);
}

TEST_F(OfficeShell, says_once_that_the_office_refuses) {
    const OfficeChanged refuses{.joined = true,
                                .online = true,
                                .to_send = 2,
                                .refused = till::shell::OfficeRefusal::other,
                                .why = "Closed."};
    till.act(refuses);
    EXPECT_EQ(shown("Office refuses, 2 to send"), Level::warning);
    ASSERT_TRUE(till.model.said);
    EXPECT_NE(till.model.said->words.find("Closed."), std::string::npos);
    till.model.said.reset();
    till.act(refuses);
    EXPECT_FALSE(till.model.said);
}

TEST_F(OfficeShell, each_known_refusal_has_words_of_its_own) {
    std::vector<std::string> said;
    using till::shell::OfficeRefusal;
    for (const auto why :
         {OfficeRefusal::revoked, OfficeRefusal::unknown, OfficeRefusal::join_again}) {
        till.act(OfficeChanged{.joined = true, .online = true, .refused = why, .why = "English."});
        ASSERT_TRUE(till.model.said);
        EXPECT_EQ(till.model.said->words.find("English."), std::string::npos);
        said.push_back(till.model.said->words);
    }
    std::ranges::sort(said);
    EXPECT_EQ(std::ranges::adjacent_find(said), said.end());
}

TEST_F(OfficeShell, says_that_there_is_a_copy_of_it) {
    till.act(OfficeChanged{.joined = true, .online = true, .set_aside = 3});
    ASSERT_TRUE(till.model.said);
    EXPECT_EQ(till.model.said->level, Level::warning);
}

TEST_F(OfficeShell, shows_goods_as_they_are_now_and_stays_on_its_page) {
    const auto effects =
        till::shell::update(till.model, till::shell::CatalogueChanged{}, till.context());
    ASSERT_EQ(effects.size(), 1U);
    EXPECT_TRUE(std::holds_alternative<till::shell::ReadTabs>(effects.front()));
    EXPECT_FALSE(till.model.said);
    till.act(till::shell::TabsRead{{{}, {"a", "A"}, {"b", "B"}}});
    till.model.sell.tab = 2;
    till.act(till::shell::TabsRead{{{}, {"aa", "A"}, {"a", "A"}, {"b", "B"}}});
    EXPECT_EQ(till.model.sell.tab, 3U);
    till.act(till::shell::TabsRead{{{}, {"a", "A"}}});
    EXPECT_EQ(till.model.sell.tab, 0U);
}

TEST_F(OfficeShell, says_that_settings_count_from_the_next_start) {
    till.act(till::shell::CatalogueChanged{.settings = true});
    ASSERT_TRUE(till.model.said);
    EXPECT_EQ(till.model.said->level, Level::warning);
}
