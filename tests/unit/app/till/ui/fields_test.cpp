// Goal: a field takes text in any script, by keyboard and finger, and nothing that is not for it.
// Method: a field over a plain model on a display without a window.
#include "app/till/ui/fields.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "tests/support/headless_ui.hpp"

namespace ui = till::ui;
using ui::Key;

namespace {

constexpr ui::Rect kPlace{100, 100, 500, 156};

struct Form {
    explicit Form(bool mirrored = false)
        : display({.mirrored = mirrored}, [this](ui::Frame& frame) { draw(frame); }) {}

    void draw(ui::Frame& frame) {
        const auto answer = ui::text_field(frame, "field", kPlace,
                                           {.text = text,
                                            .hint = "Search",
                                            .writing = writing,
                                            .command = ui::Command::search,
                                            .hidden = hidden,
                                            .characters_max = 30});
        if (answer.text) text = *answer.text;
        writing |= answer.wanted;
        entered += answer.entered;
        left += answer.left;
        if (const auto& copy = frame.copied()) copied = *copy;
    }

    std::string text;
    std::string copied;
    bool writing{true};
    bool hidden{false};
    int entered{0};
    int left{0};
    test::HeadlessUi display;
};

}  // namespace

TEST(TextField, characters_of_any_script_arrive) {
    Form form;
    form.display.type("Käse חלב บะหมี่ 有機");
    EXPECT_EQ(form.text, "Käse חלב บะหมี่ 有機");
    form.display.press(Key::backspace);
    EXPECT_EQ(form.text, "Käse חלב บะหมี่ 有");
}

TEST(TextField, keys_move_erase_and_select) {
    Form form;
    form.display.type("milk");
    form.display.press(Key::home);
    form.display.press(Key::del);
    form.display.type("M");
    EXPECT_EQ(form.text, "Milk");
    form.display.press(Key::end, true);
    form.display.type("x");
    EXPECT_EQ(form.text, "Mx");
    form.display.press(Key::letter_a, false, true);
    form.display.press(Key::letter_x, false, true);
    EXPECT_EQ(form.text, "");
    EXPECT_EQ(form.copied, "Mx");
    form.display.send(ui::Pasted{"Tea\n"});
    EXPECT_EQ(form.text, "Tea");
}

TEST(TextField, says_that_something_had_no_room) {
    Form form;
    form.display.type("123456789012345678901234567890");
    EXPECT_EQ(form.text.size(), 30U);
    EXPECT_FALSE(form.display.probe().shows("30 characters at most"));
    form.display.type("x");
    EXPECT_EQ(form.text.size(), 30U);
    EXPECT_TRUE(form.display.probe().shows("30 characters at most"));
    form.display.press(Key::backspace);
    EXPECT_FALSE(form.display.probe().shows("30 characters at most"));
    form.display.press(Key::letter_a, false, true);
    form.display.send(ui::Pasted{"/media/anna/STICK/Preisliste 2026.csv"});
    EXPECT_EQ(form.text, "/media/anna/STICK/Preisliste 2");
    EXPECT_TRUE(form.display.probe().shows("30 characters at most"));
}

TEST(TextField, the_left_arrow_goes_on_in_hebrew) {
    Form form;
    form.display.type("חלב");
    form.display.press(Key::home);
    form.display.press(Key::left);
    form.display.type("X");
    EXPECT_EQ(form.text, "חXלב");
}

TEST(TextField, enter_and_escape_are_told_and_other_keys_left_alone) {
    Form form;
    form.display.press(Key::enter);
    form.display.press(Key::escape);
    form.display.press(Key::f9);
    form.display.press(Key::down);
    EXPECT_EQ(form.entered, 1);
    EXPECT_EQ(form.left, 1);
    EXPECT_EQ(form.text, "");
}

TEST(TextField, a_field_not_written_in_takes_nothing_until_it_is_asked_for) {
    Form form;
    form.writing = false;
    form.display.show();
    EXPECT_TRUE(form.display.probe().shows("Search"));
    form.display.type("7");
    form.display.press(Key::backspace);
    EXPECT_EQ(form.text, "");
    form.display.press(Key::f2);
    EXPECT_TRUE(form.writing);
    form.display.type("7");
    EXPECT_EQ(form.text, "7");
}

TEST(TextField, a_tap_asks_for_the_keyboard_and_places_the_caret) {
    Form form;
    form.writing = false;
    form.text = "Sparkling water";
    form.display.tap_at({120, 128});
    EXPECT_TRUE(form.writing);
    form.display.tap_at({112, 128});
    form.display.type("X");
    EXPECT_EQ(form.text, "XSparkling water");
    form.display.tap_at({480, 128});
    form.display.type("Y");
    EXPECT_EQ(form.text, "XSparkling waterY");
}

TEST(TextField, the_caret_of_an_empty_field_is_seen_beside_the_hint) {
    for (const bool mirrored : {false, true}) {
        Form form(mirrored);
        form.display.show();
        const ui::Probe& probe = form.display.probe();
        const ui::Rect caret = probe.filled.back().place;
        EXPECT_EQ(caret.width(), form.display.ui().theme().at.size.caret) << mirrored;
        const auto hint =
            std::ranges::find(probe.written, std::string{"Search"}, &ui::Probe::Written::text);
        ASSERT_NE(hint, probe.written.end());
        EXPECT_FALSE(ui::overlap(caret, hint->place)) << mirrored;
    }
}

TEST(TextField, a_finger_drawn_over_the_text_selects_it) {
    Form form;
    form.text = "Milk";
    form.display.drag({112, 128}, {480, 128});
    form.display.type("T");
    EXPECT_EQ(form.text, "T");
}

TEST(TextField, a_tap_places_the_caret_on_a_mirrored_display_too) {
    Form form(true);
    form.text = "Milk";
    form.display.show();
    // The text stands at the right end of the field; a tap beyond its left end is before it.
    form.display.tap_at({1280 - 480, 128});
    form.display.type("X");
    EXPECT_EQ(form.text, "XMilk");
}

TEST(TextField, a_text_set_from_outside_is_written_on_at_its_end) {
    Form form;
    form.display.type("abc");
    form.display.press(Key::home);
    form.text = "milk";
    form.display.show();
    form.display.type("!");
    EXPECT_EQ(form.text, "milk!");
}

TEST(TextField, a_long_text_stays_in_its_field_with_the_caret_in_sight) {
    Form form;
    for (int i = 0; i < 30; ++i) form.display.type("W");
    EXPECT_EQ(form.text.size(), 30U);
    form.display.type("W");
    EXPECT_EQ(form.text.size(), 30U);
    for (const auto& written : form.display.probe().written)
        EXPECT_LE(written.place.end, kPlace.end) << written.text;
}

TEST(TextField, a_hidden_text_is_shown_as_dots_and_never_copied) {
    Form form;
    form.hidden = true;
    form.display.type("4711");
    EXPECT_EQ(form.text, "4711");
    EXPECT_TRUE(form.display.probe().shows("••••"));
    EXPECT_FALSE(form.display.probe().shows("4711"));
    form.display.press(Key::letter_a, false, true);
    form.display.press(Key::letter_c, false, true);
    EXPECT_EQ(form.copied, "");
    form.display.press(Key::home);
    form.display.press(Key::right);
    form.display.press(Key::del);
    EXPECT_EQ(form.text, "411");
}

TEST(TextField, its_key_is_shown_in_it) {
    Form form;
    EXPECT_TRUE(form.display.probe().shows("F2"));
}

TEST(AmountField, takes_the_room_there_is_within_its_bounds) {
    const auto height = [](const test::HeadlessUi::Options& options, float room) {
        float is = 0;
        test::HeadlessUi display(options,
                                 [&](ui::Frame& frame) { is = ui::amount_height(frame, room); });
        return is;
    };
    EXPECT_EQ(height({}, 10), 64) << "a key of money";
    EXPECT_EQ(height({}, 80), 80);
    EXPECT_EQ(height({}, 500), 96);
    const test::HeadlessUi::Options small{.width_px = 800, .height_px = 480};
    EXPECT_EQ(height(small, 10), 56) << "where it is lower than a key, that high";
    EXPECT_EQ(height(small, 500), 56);
}
