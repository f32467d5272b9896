// Goal: two parts stand side by side, or one at a time with one tap and one key between; keys work
// whichever is seen; what a hand works on stands on its side, whatever way the language is read.
// Method: two parts of one button each, on displays, scales, hands and directions.
#include "app/till/ui/panes.hpp"

#include <gtest/gtest.h>

#include "app/till/ui/widgets.hpp"
#include "tests/support/headless_ui.hpp"

namespace ui = till::ui;

namespace {

struct Parts {
    std::size_t topic{0};
    bool topic_in_second{true};
    int first{0};
    int second{0};
};

test::HeadlessUi::Draw two_parts(Parts& parts) {
    return [&parts](ui::Frame& frame) {
        const ui::Rect rest =
            ui::status_bar(frame, {.till = "Till 1", .time = "14:32", .panes = true});
        ui::Panes panes{frame,
                        "both",
                        rest,
                        {.share = 0.4F,
                         .gap = 10,
                         .first_name = "Cart",
                         .second_name = "Goods",
                         .keys = true,
                         .topic = parts.topic,
                         .topic_in_second = parts.topic_in_second}};
        const auto button = [&](const char* name, const ui::Rect& place, ui::Command command) {
            const ui::Rect key = ui::centred(place, 200, 80);
            return ui::money_key(frame, name, key, {.label = name, .command = command});
        };
        panes.first([&](const ui::Rect& place) {
            parts.first += button("cart", place, ui::Command::price);
        });
        panes.second([&](const ui::Rect& place) {
            parts.second += button("goods", place, ui::Command::pay);
        });
    };
}

const test::HeadlessUi::Options kSmall{.width_px = 1024, .height_px = 768, .scale = 2};

float middle_of(const test::HeadlessUi& display, const char* name) {
    return display.probe().controls.find(name)->second.place.centre();
}

}  // namespace

TEST(Panes, both_stand_beside_each_other_where_there_is_room) {
    Parts parts;
    test::HeadlessUi display(two_parts(parts));
    EXPECT_TRUE(display.probe().has("cart"));
    EXPECT_TRUE(display.probe().has("goods"));
    EXPECT_FALSE(display.probe().has("both_pane")) << "no key that is not needed";
    EXPECT_LT(middle_of(display, "cart"), middle_of(display, "goods"));
}

TEST(Panes, come_below_900_by_600_scaled_units) {
    Parts parts;
    struct Case {
        float width, height, scale;
        bool alone;
    };
    constexpr Case kCases[] = {{1024, 768, 1, false},     {900, 600, 1, false},
                               {899, 768, 1, true},       {1024, 599, 1, true},
                               {1280, 800, 1.25F, false}, {1280, 800, 1.5F, true},
                               {1024, 768, 2, true},      {1920, 1200, 2, false}};
    for (const Case& one : kCases) {
        test::HeadlessUi display(
            {.width_px = one.width, .height_px = one.height, .scale = one.scale}, two_parts(parts));
        EXPECT_EQ(display.probe().has("both_pane"), one.alone)
            << one.width << " x " << one.height << " at " << one.scale;
    }
}

TEST(Panes, one_tap_and_one_key_lead_to_the_other_and_back) {
    Parts parts;
    test::HeadlessUi display(kSmall, two_parts(parts));
    const auto shown = [&] {
        const bool cart = display.probe().has("cart");
        EXPECT_NE(cart, display.probe().has("goods"));
        EXPECT_TRUE(display.probe().shows(cart ? "Goods" : "Cart"))
            << "the key says where it leads";
        EXPECT_TRUE(display.probe().shows("Ctrl+Tab"));
        return cart;
    };
    EXPECT_TRUE(shown());
    display.tap("both_pane");
    EXPECT_FALSE(shown());
    display.tap("both_pane");
    EXPECT_TRUE(shown());
    display.press(ui::Key::tab, false, true);
    EXPECT_FALSE(shown());
    display.press(ui::Key::tab);
    EXPECT_FALSE(shown()) << "Tab alone goes to the next department";
}

TEST(Panes, keys_work_on_the_part_that_is_not_seen_and_fingers_do_not) {
    Parts parts;
    test::HeadlessUi display(kSmall, two_parts(parts));
    const ui::Point there = *display.centre("cart");
    display.tap("both_pane");
    display.press(ui::Key::f5);
    EXPECT_EQ(parts.first, 1) << "its key";
    display.tap_at(there);
    EXPECT_EQ(parts.first, 1) << "and nobody's finger";
    EXPECT_FALSE(display.probe().shows("cart"));
}

TEST(Panes, a_key_that_stands_on_both_answers_the_finger_on_either) {
    int tapped = 0;
    test::HeadlessUi display(kSmall, [&](ui::Frame& frame) {
        const ui::Rect rest = ui::status_bar(frame, {.till = "Till 1", .panes = true});
        ui::Panes panes{frame, "both", rest, {.first_name = "Cart", .second_name = "Goods"}};
        const auto pay = [&](const ui::Rect& place) {
            tapped += ui::money_key(frame, "pay", ui::centred(place, 200, 160), {.label = "Pay"});
        };
        panes.first(pay);
        panes.second(pay);
    });
    display.tap("pay");
    EXPECT_EQ(tapped, 1) << "on the first";
    display.tap("both_pane");
    display.tap("pay");
    EXPECT_EQ(tapped, 2) << "on the second, though the first is drawn before it";
    EXPECT_TRUE(display.probe().doubled.empty());
}

TEST(Panes, what_is_tapped_in_the_first_goes_on_in_the_second) {
    test::HeadlessUi display(kSmall, [](ui::Frame& frame) {
        const ui::Rect rest = ui::status_bar(frame, {.till = "Till 1", .panes = true});
        ui::Panes panes{frame, "both", rest, {.first_name = "Names", .second_name = "Keys"}};
        panes.first([&](const ui::Rect& place) {
            if (ui::money_key(frame, "name", ui::centred(place, 200, 160), {.label = "Anna"}))
                panes.go_on_in_second();
        });
        panes.second([&](const ui::Rect& place) {
            (void)ui::money_key(frame, "keys", ui::centred(place, 200, 160), {.label = "1"});
        });
    });
    display.tap("name");
    EXPECT_TRUE(display.probe().has("keys"));
    EXPECT_FALSE(display.probe().has("name"));
    display.tap("both_pane");
    EXPECT_TRUE(display.probe().has("name")) << "and one may go back";
}

TEST(Panes, what_comes_up_is_shown_and_left_again) {
    Parts parts;
    test::HeadlessUi display(kSmall, two_parts(parts));
    parts.topic = 7;
    display.show();
    EXPECT_TRUE(display.probe().has("goods")) << "a question is there";
    display.tap("both_pane");
    display.show();
    EXPECT_TRUE(display.probe().has("cart")) << "one may look elsewhere meanwhile";
    parts.topic = 8;
    display.show();
    EXPECT_TRUE(display.probe().has("goods")) << "the next question";
    parts.topic = 0;
    display.show();
    EXPECT_TRUE(display.probe().has("cart")) << "back to where one was";
}

TEST(Panes, keys_stand_at_the_hand_whatever_way_is_read) {
    Parts parts;
    for (const bool mirrored : {false, true}) {
        test::HeadlessUi usual({.mirrored = mirrored}, two_parts(parts));
        EXPECT_EQ(middle_of(usual, "goods") > middle_of(usual, "cart"), !mirrored);
        test::HeadlessUi left({.mirrored = mirrored, .hand = ui::Hand::left}, two_parts(parts));
        EXPECT_LT(middle_of(left, "goods"), middle_of(left, "cart")) << mirrored;
        test::HeadlessUi right({.mirrored = mirrored, .hand = ui::Hand::right}, two_parts(parts));
        EXPECT_GT(middle_of(right, "goods"), middle_of(right, "cart")) << mirrored;
    }
}

TEST(Panes, keep_their_shares_at_either_hand) {
    const auto width = [&](ui::Hand hand) {
        float first = 0;
        test::HeadlessUi display({.hand = hand}, [&](ui::Frame& frame) {
            ui::Panes panes{frame, "both", frame.display(), {.share = 0.4F, .keys = true}};
            panes.first([&](const ui::Rect& place) { first = place.width(); });
            panes.second([](const ui::Rect&) {});
        });
        return first;
    };
    EXPECT_EQ(width(ui::Hand::usual), 512);
    EXPECT_EQ(width(ui::Hand::left), 512);
}
