// Goal: a lost till is replaced from a backup that was seen and proved before, or with a code, by
// keys alone and by fingers alone; nothing is done twice or while something goes on.
// Method: actions as a keyboard and a finger give them; the work beside the screen is the test's.
#include "app/till/screens/replace/replace.hpp"

#include <gtest/gtest.h>

#include "app/till/screens/replace/replace_view.hpp"
#include "tests/support/headless_ui.hpp"

namespace {

using namespace till::replace;
using till::ui::Key;
using What = till::ui::KeyboardPress::What;

class Replace : public ::testing::Test {
protected:
    void SetUp() override {
        EXPECT_EQ(begin(model_), Outcome::look);
        EXPECT_EQ(model_.busy, Busy::looking);
        copies_found(model_, {{"Friday 27 November, 14:05", "Corner shop"},
                              {"Friday 27 November, 13:05", "Corner shop"}});
    }
    Outcome act(const Action& action) { return update(model_, action); }

    Model model_{.copies = {}, .path = {}, .fields = {}};
};

TEST_F(Replace, a_backup_is_seen_before_it_is_put_in_place) {
    act(Moved{1});
    EXPECT_EQ(model_.chosen, 1U);
    act(Moved{1});
    EXPECT_EQ(model_.chosen, 1U);
    EXPECT_EQ(act(NextPressed{}), Outcome::prove);
    EXPECT_EQ(act(NextPressed{}), Outcome::open) << "while it is proved";
    proved(model_, {"Shop", "Corner shop"}, {"What was sold after 13:05."});
    EXPECT_EQ(model_.step, Step::shown);
    EXPECT_EQ(act(NextPressed{}), Outcome::put_back);
    EXPECT_EQ(act(NextPressed{}), Outcome::open) << "while it is put in place";
    EXPECT_EQ(act(BackPressed{}), Outcome::open);
    replaced(model_, {"New receipts begin with", "B01-T1b"}, {});
    EXPECT_EQ(model_.step, Step::done);
    EXPECT_EQ(act(BackPressed{}), Outcome::open) << "it is done";
    EXPECT_EQ(model_.step, Step::done);
    EXPECT_EQ(act(NextPressed{}), Outcome::sell);
}

TEST_F(Replace, what_is_no_good_is_said_and_another_can_be_chosen) {
    act(NextPressed{});
    refused(model_, "It is damaged.");
    EXPECT_EQ(model_.step, Step::choose);
    EXPECT_EQ(model_.refusal, "It is damaged.");
    act(CopyTapped{1});
    EXPECT_EQ(model_.refusal, "");
    act(NextPressed{});
    proved(model_, {}, {});
    act(BackPressed{});
    EXPECT_EQ(model_.step, Step::choose);
    EXPECT_EQ(act(BackPressed{}), Outcome::leave);
}

TEST_F(Replace, proving_can_be_stopped) {
    act(NextPressed{});
    EXPECT_EQ(act(BackPressed{}), Outcome::stop);
    EXPECT_EQ(model_.busy, Busy::proving) << "until it has stopped";
    refused(model_, {});
    EXPECT_EQ(model_.step, Step::choose);
    EXPECT_EQ(act(BackPressed{}), Outcome::leave);
}

TEST_F(Replace, another_file_can_be_written_with_fingers_or_dropped) {
    act(PathWanted{});
    EXPECT_EQ(act(NextPressed{}), Outcome::open) << "nothing is written";
    EXPECT_FALSE(model_.writing);
    act(PathWanted{});
    const std::string typed = "/mnt/x";
    for (const char letter : typed) act(Touched{{What::character, std::string{letter}}});
    act(Touched{{What::erase, {}}});
    EXPECT_EQ(model_.path, "/mnt/");
    EXPECT_EQ(act(NextPressed{}), Outcome::prove);
    EXPECT_TRUE(model_.writing) << "it goes before what is chosen";
    refused(model_, "There is no such file.");
    act(BackPressed{});
    EXPECT_FALSE(model_.writing);
    EXPECT_EQ(dropped(model_, "/mnt/shop.copy"), Outcome::prove);
    EXPECT_EQ(model_.path, "/mnt/shop.copy");
    EXPECT_EQ(dropped(model_, "/mnt/other"), Outcome::open) << "one after the other";
    proved(model_, {}, {});
    replaced(model_, {}, {});
    EXPECT_EQ(dropped(model_, "/mnt/other"), Outcome::open);
}

TEST_F(Replace, without_a_backup_there_is_nothing_to_go_on_with) {
    copies_found(model_, {});
    EXPECT_EQ(act(NextPressed{}), Outcome::open);
    EXPECT_EQ(act(AgainPressed{}), Outcome::look);
}

TEST_F(Replace, a_tills_place_is_taken_with_address_and_code) {
    EXPECT_EQ(act(FromChosen{1}), Outcome::open);
    EXPECT_EQ(model_.from, From::backup) << "where a shop was before";
    model_.from_office = true;
    act(FromChosen{1});
    EXPECT_EQ(model_.from, From::office);
    act(Typed{"https://office.example"});
    act(NextPressed{});
    EXPECT_EQ(act(NextPressed{}), Outcome::open) << "there is no code";
    act(Typed{"AB12-CD34"});
    EXPECT_EQ(model_.text(Field::code), "AB12-CD34");
    EXPECT_EQ(act(NextPressed{}), Outcome::take_over);
    EXPECT_EQ(act(BackPressed{}), Outcome::open) << "head office has heard of it";
    refused(model_, "That code was used.");
    EXPECT_EQ(model_.text(Field::address), "https://office.example") << "what was typed stays";
    EXPECT_EQ(act(NextPressed{}), Outcome::take_over);
    replaced(model_, {}, {});
    EXPECT_EQ(act(NextPressed{}), Outcome::sell);
}

TEST_F(Replace, keys_alone_and_fingers_alone_go_through_it) {
    std::vector<Outcome> done;
    test::HeadlessUi display{[&](till::ui::Frame& frame) {
        if (const auto action = draw(frame, model_)) done.push_back(update(model_, *action));
    }};
    const auto last = [&] { return done.empty() ? Outcome::open : done.back(); };
    display.press(Key::down);
    EXPECT_EQ(model_.chosen, 1U);
    display.press(Key::enter);
    EXPECT_EQ(last(), Outcome::prove);
    EXPECT_FALSE(display.probe().controls.at("next").enabled);
    EXPECT_TRUE(display.probe().shows("The backup is being tested…"));
    proved(model_, {"Shop", "Corner shop"}, {"What was sold after 13:05."});
    display.show();
    EXPECT_TRUE(display.probe().shows("Corner shop"));
    EXPECT_TRUE(display.probe().shows("What was sold after 13:05."));
    display.press(Key::escape);
    display.tap("file_0");
    EXPECT_EQ(model_.chosen, 0U);
    display.tap("next");
    EXPECT_EQ(last(), Outcome::prove);
    display.tap("back");
    EXPECT_EQ(last(), Outcome::stop);
    refused(model_, {});
    display.show();
    display.tap("path");
    EXPECT_TRUE(model_.writing);
    display.tap("key_0");
    EXPECT_FALSE(model_.path.empty());
}

}  // namespace
