// Goal: a list follows the finger, glides on and comes to rest; a drag is never a tap.
// Method: twenty rows in a place for five; a finger, a wheel and keys; time is the test's.
#include <gtest/gtest.h>

#include "app/till/ui/widgets.hpp"
#include "tests/support/headless_ui.hpp"

namespace ui = till::ui;

namespace {

constexpr ui::Rect kPlace{0, 100, 400, 400};
constexpr float kRow = 60;
constexpr int kRows = 20;
constexpr float kFarthest = kRows * kRow - 300;

struct List {
    explicit List(ui::ScrollArea::Options options = {}) : options_(options) {}

    void draw(ui::Frame& frame) {
        ui::ScrollArea area(frame, "list", kPlace, kRow * static_cast<float>(rows), options_);
        offset = kPlace.top - area.content().top;
        ui::Rect all = area.content();
        for (int i = 0; i < rows; ++i) {
            const ui::Rect row = ui::take_top(all, kRow);
            if (i == chosen) area.reveal(row);
            if (!area.shows(row)) continue;
            if (frame.touch(ui::numbered("row", i), row, ui::Kind::row).tapped) tapped = i;
        }
    }
    float offset{0};
    int tapped{-1};
    int chosen{-1};
    int rows{kRows};

private:
    ui::ScrollArea::Options options_;

public:
    // The last: it draws as soon as it is there.
    test::HeadlessUi display{[this](ui::Frame& frame) { draw(frame); }};
};

}  // namespace

TEST(ScrollArea, the_list_follows_the_finger_and_a_drag_is_no_tap) {
    List list;
    list.display.drag({200, 350}, {200, 250}, 10, ui::Moment{100'000});
    EXPECT_EQ(list.tapped, -1);
    EXPECT_NEAR(list.offset, 100, 1);
}

TEST(ScrollArea, a_small_trembling_is_still_a_tap) {
    List list;
    list.display.send(ui::PointerPressed{{200, 190}});
    list.display.send(ui::PointerMoved{{203, 195}});
    list.display.send(ui::PointerReleased{{203, 195}});
    EXPECT_EQ(list.tapped, 1);
    EXPECT_EQ(list.offset, 0);
}

TEST(ScrollArea, after_a_flick_the_list_glides_on_and_comes_to_rest) {
    List list;
    list.display.drag({200, 390}, {200, 290}, 5, ui::Moment{8'000});
    const float let_go = list.offset;
    const int passes = list.display.wait(ui::Moment{5'000'000});
    EXPECT_GT(list.offset, let_go + 50);
    EXPECT_GT(passes, 5);
    EXPECT_LT(passes, 250);
    EXPECT_EQ(list.display.ui().wants_pass_at(), std::nullopt);
    EXPECT_EQ(list.display.wait(ui::Moment{5'000'000}), 0);
}

TEST(ScrollArea, a_finger_that_rests_before_it_leaves_does_not_flick) {
    List list;
    list.display.send(ui::PointerPressed{{200, 390}});
    list.display.wait(ui::Moment{10'000});
    list.display.send(ui::PointerMoved{{200, 290}});
    list.display.wait(ui::Moment{300'000});
    list.display.send(ui::PointerReleased{{200, 290}});
    EXPECT_EQ(list.display.ui().wants_pass_at(), std::nullopt);
    EXPECT_NEAR(list.offset, 100, 1);
}

TEST(ScrollArea, a_finger_stops_a_gliding_list_without_tapping_a_row) {
    List list;
    list.display.drag({200, 390}, {200, 290}, 5, ui::Moment{8'000});
    list.display.wait(ui::Moment{50'000});
    const float moving = list.offset;
    list.display.tap_at({200, 250});
    EXPECT_NEAR(list.offset, moving, 30);
    EXPECT_EQ(list.tapped, -1);
    EXPECT_EQ(list.display.ui().wants_pass_at(), std::nullopt);
    list.display.tap_at({200, 250});
    EXPECT_NE(list.tapped, -1);
}

TEST(ScrollArea, it_stops_at_both_ends) {
    List list;
    list.display.drag({200, 150}, {200, 390});
    EXPECT_EQ(list.offset, 0);
    for (int i = 0; i < 10; ++i) list.display.drag({200, 390}, {200, 110}, 4, ui::Moment{4'000});
    list.display.wait(ui::Moment{5'000'000});
    EXPECT_EQ(list.offset, kFarthest);
}

TEST(ScrollArea, the_wheel_turns_it_only_over_the_list) {
    List list;
    list.display.send(ui::WheelTurned{{200, 200}, -1});
    EXPECT_GT(list.offset, 50);
    const float before = list.offset;
    list.display.send(ui::WheelTurned{{800, 200}, -1});
    EXPECT_EQ(list.offset, before);
    list.display.send(ui::WheelTurned{{200, 200}, 5});
    EXPECT_EQ(list.offset, 0);
}

TEST(ScrollArea, keys_page_through_it_when_they_may) {
    List with({.keys = true});
    with.display.press(ui::Key::page_down);
    EXPECT_NEAR(with.offset, 300 - 52, 1);
    with.display.press(ui::Key::end);
    EXPECT_EQ(with.offset, kFarthest);
    with.display.press(ui::Key::home);
    EXPECT_EQ(with.offset, 0);
    List without;
    without.display.press(ui::Key::page_down);
    EXPECT_EQ(without.offset, 0);
}

TEST(ScrollArea, a_chosen_row_comes_into_sight_once) {
    List list;
    list.chosen = 12;
    list.display.show();
    EXPECT_EQ(list.offset, 13 * kRow - 300);
    list.display.send(ui::WheelTurned{{200, 200}, 20});
    EXPECT_EQ(list.offset, 0);  // and a person may go on looking elsewhere
    list.chosen = 19;
    list.display.show();
    EXPECT_EQ(list.offset, kFarthest);
}

TEST(ScrollArea, a_growing_list_can_stay_at_its_end) {
    List list({.start_at_end = true});
    list.display.send(ui::WheelTurned{{200, 200}, -100});
    ++list.rows;
    list.display.show();
    EXPECT_EQ(list.offset, kFarthest + kRow);
}

TEST(ScrollArea, rows_outside_are_not_to_be_tapped) {
    List list;
    EXPECT_TRUE(list.display.probe().has("row_4"));
    EXPECT_FALSE(list.display.probe().controls.at("row_4").clipped);
    EXPECT_FALSE(list.display.probe().has("row_5"));
    list.display.send(ui::WheelTurned{{200, 200}, -0.5F});
    EXPECT_TRUE(list.display.probe().controls.at("row_0").clipped);
    list.display.tap_at({200, 99});
    EXPECT_EQ(list.tapped, -1);
}

TEST(ScrollArea, that_is_still_leaves_the_finger_to_what_is_in_it) {
    List list{{.keys = true, .still = true}};
    list.display.drag({200, 350}, {200, 250}, 10, ui::Moment{8'000});
    EXPECT_EQ(list.offset, 0);
    list.display.press(ui::Key::page_down);
    EXPECT_GT(list.offset, 0) << "keys and wheel move it all the same";
}
