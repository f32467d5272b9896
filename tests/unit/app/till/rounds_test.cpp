// Goal: a till that is to begin anew does so with what the next round has to know, and with nothing
// of the round before; it ends where it was closed, and says why where it could not begin.
// Method: rounds that end as a list says; each notes with which options it began.
#include "app/till/rounds.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <deque>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace {

using app::core::Failure;
using app::core::FailureKind;
using app::core::Outcome;
using app::core::Why;
using testing::ElementsAre;
using till::AfterTrouble;
using till::Ended;
using till::Options;
using till::ShopBefore;

const Failure kBroken{FailureKind::environment, "It is broken.", Why::other, "open_damaged"};
const Failure kSold{FailureKind::refused, "It has sold.", Why::has_sold};

class TillRounds : public testing::Test {
protected:
    /// What it comes to when the rounds are over.
    Outcome<void> run() {
        return till::run_rounds(
            {.db = "shop.db", .cashier = "Anna"},
            {.is_older_than_kept = [this](const Options&) { return std::exchange(older, false); },
             .put_rescued_back = [this](const Options&) -> Outcome<AfterTrouble> {
                 did.emplace_back("put back");
                 return on_copies;
             },
             .run = [this](const Options& options) -> Outcome<Ended> {
                 did.emplace_back("run");
                 began.push_back(options);
                 if (ends.empty()) return Ended{};
                 const Outcome<Ended> end = ends.front();
                 ends.pop_front();
                 return end;
             },
             .show_trouble = [this](const Options&, const Failure& why) -> Outcome<AfterTrouble> {
                 did.push_back("trouble " + why.about);
                 return on_trouble;
             },
             .start_over =
                 [this](const Options&) {
                     did.emplace_back("start over");
                     return ShopBefore{.file = stays ? "" : "shop.db.old", .stays = stays};
                 }});
    }

    bool older{false};
    std::deque<Outcome<Ended>> ends;  // each of a round; behind them the window is closed
    Outcome<AfterTrouble> on_copies{AfterTrouble::again};
    Outcome<AfterTrouble> on_trouble{AfterTrouble::again};
    std::optional<Failure> stays;

    std::vector<std::string> did;
    std::vector<Options> began;
};

TEST_F(TillRounds, end_when_the_window_is_closed) {
    EXPECT_TRUE(run());
    EXPECT_THAT(did, ElementsAre("run"));
    EXPECT_EQ(began.at(0).cashier, "Anna");
    EXPECT_FALSE(began.at(0).before);
}

TEST_F(TillRounds, start_over_with_nobody_of_the_old_shop_in_the_language_it_had) {
    ends = {Ended{.goes_on = "Max", .starts_over = true, .language = "de"}};
    EXPECT_TRUE(run());
    EXPECT_THAT(did, ElementsAre("run", "start over", "run"));
    const Options& next = began.at(1);
    EXPECT_EQ(next.db, "shop.db");
    EXPECT_EQ(next.cashier, "");
    ASSERT_TRUE(next.before);
    EXPECT_EQ(next.before->file, "shop.db.old");
    EXPECT_EQ(next.before->language, "de");
    EXPECT_FALSE(next.before->stays);
}

TEST_F(TillRounds, go_on_in_a_shop_that_is_not_set_aside_and_say_why) {
    stays = kSold;
    ends = {Ended{.goes_on = "Max", .starts_over = true, .language = "de"}};
    EXPECT_TRUE(run());
    EXPECT_THAT(did, ElementsAre("run", "start over", "run"));
    const Options& next = began.at(1);
    EXPECT_EQ(next.cashier, "Max") << "who asked for it works on";
    ASSERT_TRUE(next.before && next.before->stays);
    EXPECT_EQ(next.before->stays->why, Why::has_sold);
    EXPECT_EQ(next.before->file, "");
}

TEST_F(TillRounds, say_once_what_became_of_the_shop_before) {
    ends = {Ended{.goes_on = "Max", .starts_over = true}, Ended{.goes_on = "Maria"}};
    EXPECT_TRUE(run());
    EXPECT_THAT(did, ElementsAre("run", "start over", "run", "run"));
    EXPECT_TRUE(began.at(1).before);
    EXPECT_FALSE(began.at(2).before);
    EXPECT_EQ(began.at(2).cashier, "Maria");
}

TEST_F(TillRounds, know_of_the_shop_before_though_the_next_did_not_begin_at_once) {
    ends = {Ended{.goes_on = "Max", .starts_over = true, .language = "de"},
            std::unexpected{kBroken}};
    EXPECT_TRUE(run());
    EXPECT_THAT(did, ElementsAre("run", "start over", "run", "trouble open_damaged", "run"));
    ASSERT_TRUE(began.at(2).before);
    EXPECT_EQ(began.at(2).before->language, "de");
}

TEST_F(TillRounds, set_nothing_aside_for_a_till_that_only_begins_anew) {
    ends = {Ended{.goes_on = "Max"}};
    EXPECT_TRUE(run());
    EXPECT_THAT(did, ElementsAre("run", "run"));
    EXPECT_EQ(began.at(1).cashier, "Max");
}

TEST_F(TillRounds, put_a_copy_back_before_the_next_and_once) {
    ends = {Ended{.goes_on = "Max", .puts_back = true}, Ended{.goes_on = "Max"}};
    EXPECT_TRUE(run());
    EXPECT_THAT(did, ElementsAre("run", "put back", "run", "run"));
}

TEST_F(TillRounds, open_no_older_state_of_the_shop_unasked) {
    older = true;
    on_copies = AfterTrouble::quit;
    EXPECT_TRUE(run());
    EXPECT_THAT(did, ElementsAre("put back"));
}

TEST_F(TillRounds, show_a_trouble_and_try_again_until_somebody_leaves) {
    ends = {std::unexpected{kBroken}};
    EXPECT_TRUE(run());
    EXPECT_THAT(did, ElementsAre("run", "trouble open_damaged", "run"));
    did.clear();
    ends = {std::unexpected{kBroken}};
    on_trouble = AfterTrouble::quit;
    EXPECT_TRUE(run());
    EXPECT_THAT(did, ElementsAre("run", "trouble open_damaged"));
}

TEST_F(TillRounds, end_with_what_kept_them_where_no_window_can_say_it) {
    ends = {std::unexpected{kBroken}};
    on_trouble = std::unexpected{Failure{FailureKind::environment, "There is no display."}};
    const auto ended = run();
    ASSERT_FALSE(ended);
    EXPECT_EQ(ended.error().about, "open_damaged") << "not that it has no window";
}

}  // namespace
