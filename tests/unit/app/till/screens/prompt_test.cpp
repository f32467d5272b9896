// Goal: a question with a few answers is answered by a finger, by a digit, by arrows and Enter, and
// left by Esc. Method: the prompt as it is drawn, without a window.
#include "app/till/screens/prompt/prompt_view.hpp"

#include <gtest/gtest.h>

#include "tests/support/headless_ui.hpp"

namespace {

namespace prompt = till::prompt;
namespace ui = till::ui;

class AtOnce : public testing::Test {
protected:
    AtOnce() {
        model_.title = "5012345678900 is not known.";
        model_.reasons = {"Name it", "Sell it", "Search", "Ignore"};
        model_.reason = 0;
        model_.reason_needed = true;
        model_.at_once = true;
        display_.show();
    }
    void draw(ui::Frame& frame) {
        const auto action = prompt::draw(frame, model_, ui::Rect{100, 100, 700, 700});
        if (!action) return;
        if (prompt::update(model_, *action) == prompt::Outcome::answered) ++answers_;
    }

    prompt::Model model_;
    int answers_{0};
    test::HeadlessUi display_{[this](ui::Frame& frame) { draw(frame); }};
};

TEST_F(AtOnce, keeps_the_question_in_sight_above_a_refusal) {
    model_.about = "What is to become of it?";
    model_.refusal = "A manager is needed for this.";
    display_.show();
    const auto top_of = [&](std::string_view words) {
        for (const auto& written : display_.probe().written)
            if (written.text == words) return written.place.top;
        ADD_FAILURE() << words;
        return 0.0F;
    };
    EXPECT_LT(top_of(model_.title), top_of(model_.refusal));
    EXPECT_FALSE(display_.probe().shows(model_.about));
}

TEST_F(AtOnce, a_finger_on_an_answer_gives_it) {
    display_.tap(ui::numbered("answer", 2));
    EXPECT_EQ(answers_, 1);
    EXPECT_EQ(model_.reason, 2U);
}

TEST_F(AtOnce, a_digit_gives_it_and_others_do_nothing) {
    for (const char* none : {"0", "5", "9", "x", "/"}) display_.type(none);
    EXPECT_EQ(answers_, 0);
    display_.type("2");
    EXPECT_EQ(answers_, 1);
    EXPECT_EQ(model_.reason, 1U);
}

TEST_F(AtOnce, arrows_move_and_enter_gives_it) {
    display_.press(ui::Key::down);
    display_.press(ui::Key::down);
    display_.press(ui::Key::up);
    EXPECT_EQ(answers_, 0);
    EXPECT_EQ(model_.reason, 1U);
    display_.press(ui::Key::enter);
    EXPECT_EQ(answers_, 1);
}

TEST_F(AtOnce, esc_is_the_last) {
    display_.press(ui::Key::escape);
    EXPECT_EQ(answers_, 1);
    EXPECT_EQ(model_.reason, 3U);
}

TEST_F(AtOnce, each_has_its_digit_before_it) {
    EXPECT_TRUE(display_.probe().shows("1   Name it"));
    EXPECT_TRUE(display_.probe().shows("4   Ignore"));
}

/// A figure and why: the accent key waits for both.
class WithReasons : public testing::Test {
protected:
    WithReasons() {
        model_.label = "Price";
        model_.text = "5.50";
        model_.confirm = "Change price";
        model_.reasons = {"Damaged", "Other"};
        model_.reason_needed = true;
        display_.show();
    }
    void draw(ui::Frame& frame) {
        const auto action = prompt::draw(frame, model_, ui::Rect{100, 100, 700, 700});
        if (action) last_ = prompt::update(model_, *action);
    }

    prompt::Model model_;
    prompt::Outcome last_{prompt::Outcome::open};
    test::HeadlessUi display_{[this](ui::Frame& frame) { draw(frame); }};
};

TEST_F(WithReasons, the_accent_key_says_what_it_waits_for_and_by_which_keys) {
    const std::string first = "First choose one: ↑ ↓";
    EXPECT_TRUE(display_.probe().shows(first));
    display_.press(ui::Key::enter);
    EXPECT_EQ(last_, prompt::Outcome::open);
    display_.press(ui::Key::down);
    EXPECT_FALSE(display_.probe().shows(first));
    display_.press(ui::Key::enter);
    EXPECT_EQ(last_, prompt::Outcome::answered);
    EXPECT_EQ(model_.reason, 0U);
}

}  // namespace
