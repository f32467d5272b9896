// Goal: a touch does one thing, once; keys and characters reach who they are for.
// Method: a few controls on a display without a window; what each answered is counted.
#include "app/till/ui/frame.hpp"

#include <gtest/gtest.h>

#include <map>

#include "tests/support/headless_ui.hpp"

namespace ui = till::ui;

namespace {

constexpr ui::Rect kFirst{100, 100, 200, 160};
constexpr ui::Rect kSecond{220, 100, 320, 160};

struct Answers {
    std::map<std::string, int> tapped;
    std::map<std::string, int> pressed;
};

test::HeadlessUi::Draw two_controls(Answers& answers, bool second_enabled = true) {
    return [&answers, second_enabled](ui::Frame& frame) {
        const auto control = [&](const char* name, const ui::Rect& place, bool enabled) {
            const ui::Touch touch = frame.touch(name, place, ui::Kind::key, enabled);
            answers.tapped[name] += touch.tapped;
            answers.pressed[name] = touch.pressed;
        };
        control("first", kFirst, true);
        control("second", kSecond, second_enabled);
    };
}

}  // namespace

TEST(Frame, a_tap_is_a_press_and_a_release_on_the_same_control) {
    Answers answers;
    test::HeadlessUi display(two_controls(answers));
    display.send(ui::PointerPressed{{150, 130}});
    EXPECT_TRUE(answers.pressed["first"]);
    EXPECT_EQ(answers.tapped["first"], 0);
    display.send(ui::PointerReleased{{150, 130}});
    EXPECT_FALSE(answers.pressed["first"]);
    EXPECT_EQ(answers.tapped["first"], 1);
    EXPECT_EQ(answers.tapped["second"], 0);
}

TEST(Frame, a_finger_that_slides_off_does_nothing_and_may_come_back) {
    Answers answers;
    test::HeadlessUi display(two_controls(answers));
    display.send(ui::PointerPressed{{150, 130}});
    display.send(ui::PointerMoved{{270, 130}});
    EXPECT_FALSE(answers.pressed["first"]);
    EXPECT_FALSE(answers.pressed["second"]);
    display.send(ui::PointerReleased{{270, 130}});
    EXPECT_EQ(answers.tapped["first"] + answers.tapped["second"], 0);
    display.send(ui::PointerPressed{{150, 130}});
    display.send(ui::PointerMoved{{270, 130}});
    display.send(ui::PointerMoved{{150, 130}});
    display.send(ui::PointerReleased{{150, 130}});
    EXPECT_EQ(answers.tapped["first"], 1);
}

TEST(Frame, what_is_disabled_is_not_tapped) {
    Answers answers;
    test::HeadlessUi display(two_controls(answers, false));
    display.tap("second");
    EXPECT_EQ(answers.tapped["second"], 0);
    EXPECT_FALSE(display.probe().controls.at("second").enabled);
}

TEST(Frame, a_tap_reaches_the_mirrored_control) {
    Answers answers;
    test::HeadlessUi display({.mirrored = true}, two_controls(answers));
    EXPECT_EQ(display.probe().controls.at("first").place.end, 1280 - 100);
    display.tap("first");
    EXPECT_EQ(answers.tapped["first"], 1);
    EXPECT_EQ(answers.tapped["second"], 0);
}

TEST(Frame, the_first_control_at_a_place_takes_the_touch) {
    int below = 0;
    int above = 0;
    test::HeadlessUi display([&](ui::Frame& frame) {
        above += frame.touch("above", kFirst, ui::Kind::key).tapped;
        below += frame.touch("below", kFirst, ui::Kind::key).tapped;
    });
    display.tap("below");
    EXPECT_EQ(above, 1);
    EXPECT_EQ(below, 0);
}

TEST(Frame, a_key_is_taken_by_the_first_who_asks) {
    int first = 0;
    int second = 0;
    test::HeadlessUi display([&](ui::Frame& frame) {
        first += frame.commanded(ui::Command::pay);
        second += frame.commanded(ui::Command::pay);
    });
    display.press(ui::Key::f10);
    EXPECT_EQ(first, 1);
    EXPECT_EQ(second, 0);
}

TEST(Frame, characters_belong_to_the_field_being_written_in) {
    bool writing = false;
    int bills = 0;
    std::u32string typed;
    test::HeadlessUi display([&](ui::Frame& frame) {
        bills += frame.commanded(ui::Command::bill);
        if (const auto c = frame.typed()) typed += *c;
        if (writing) frame.writing();
    });
    display.type("7b");
    EXPECT_EQ(bills, 1);
    EXPECT_EQ(typed, U"7");
    writing = true;
    display.show();
    display.type("b8");
    EXPECT_EQ(bills, 1);
    EXPECT_EQ(typed, U"7");
}

TEST(Frame, a_key_works_though_a_field_is_being_written_in) {
    int paid = 0;
    test::HeadlessUi display([&](ui::Frame& frame) {
        frame.writing();
        paid += frame.commanded(ui::Command::exact_cash);
    });
    display.press(ui::Key::f9);
    EXPECT_EQ(paid, 1);
}

TEST(Frame, two_controls_of_one_name_are_noticed) {
    test::HeadlessUi display([](ui::Frame& frame) {
        (void)frame.touch("same", kFirst, ui::Kind::key);
        (void)frame.touch("same", kSecond, ui::Kind::key);
    });
    EXPECT_EQ(display.probe().doubled, std::vector<std::string>{"same"});
}

TEST(Frame, nothing_is_drawn_again_unless_somebody_asks) {
    test::HeadlessUi still([](ui::Frame&) {});
    EXPECT_EQ(still.ui().wants_pass_at(), std::nullopt);
    EXPECT_EQ(still.wait(ui::Moment{10'000'000}), 0);
    test::HeadlessUi moving([](ui::Frame& frame) { frame.again_after(ui::Moment{100'000}); });
    EXPECT_EQ(moving.wait(ui::Moment{1'050'000}), 10);
}

TEST(Frame, a_change_of_screen_forgets_the_finger) {
    Answers answers;
    test::HeadlessUi display(two_controls(answers));
    display.send(ui::PointerPressed{{150, 130}});
    display.ui().forget();
    display.send(ui::PointerReleased{{150, 130}});
    EXPECT_EQ(answers.tapped["first"], 0);
}

TEST(Probe, it_is_told_in_json_for_another_process) {
    Answers answers;
    test::HeadlessUi display(two_controls(answers));
    const std::string json = display.probe().to_json();
    EXPECT_NE(json.find("\"first\""), std::string::npos);
    EXPECT_NE(json.find("100.0"), std::string::npos);
}
