// Goal: text stands where it is told, is shrunk or cut as told, and the probe knows; a mirrored
//       display is the same drawing seen from the other side.
// Method: one pass on a display without a window; places from the probe.
#include "app/till/ui/pen.hpp"

#include <gtest/gtest.h>

#include "app/till/ui/type.hpp"
#include "tests/support/headless_ui.hpp"

namespace ui = till::ui;

namespace {

constexpr ui::Colour kInk{0, 0, 0, 255};
constexpr ui::TextStyle kBody{ui::TextSize::body, ui::Weight::regular};
constexpr ui::TextStyle kMoney{ui::TextSize::money_key, ui::Weight::semibold};
constexpr ui::Rect kBox{100, 200, 300, 240};

/// Draws once and returns what was written.
std::vector<ui::Probe::Written> written(const std::function<void(const ui::Pen&)>& draw,
                                        bool mirrored = false) {
    test::HeadlessUi display({.mirrored = mirrored}, [&](ui::Frame& frame) { draw(frame.pen()); });
    return display.probe().written;
}

}  // namespace

TEST(Pen, text_stands_at_the_start_the_centre_or_the_end_of_its_box) {
    const auto texts = written([](const ui::Pen& pen) {
        pen.text(kBox, {kBody, kInk}, "Milk");
        pen.text(kBox, {kBody, kInk, ui::Align::centre}, "Milk");
        pen.text(kBox, {kBody, kInk, ui::Align::end}, "Milk");
    });
    ASSERT_EQ(texts.size(), 3U);
    EXPECT_EQ(texts[0].place.start, 100);
    EXPECT_NEAR(texts[1].place.centre(), 200, 0.01);
    EXPECT_EQ(texts[2].place.end, 300);
    for (const auto& text : texts) {
        EXPECT_FALSE(text.cut);
        EXPECT_EQ(text.place.middle(), 220);
    }
}

TEST(Pen, on_a_mirrored_display_the_start_is_at_the_right) {
    const auto texts = written(
        [](const ui::Pen& pen) {
            pen.text(kBox, {kBody, kInk}, "Milk");
            pen.text(kBox, {kBody, kInk, ui::Align::end}, "חלב");
        },
        true);
    ASSERT_EQ(texts.size(), 2U);
    EXPECT_EQ(texts[0].place.end, 1280 - 100);
    EXPECT_EQ(texts[1].place.start, 1280 - 300);
}

TEST(Pen, a_name_without_room_is_cut_and_may_be) {
    const auto texts = written([](const ui::Pen& pen) {
        pen.text({0, 0, 60, 20}, {kBody, kInk, ui::Align::start, ui::Cut::allowed},
                 "Sparkling water");
        pen.text({0, 30, 60, 50}, {kBody, kInk, ui::Align::start, ui::Cut::allowed},
                 "قهوة Lavazza Qualità");
    });
    ASSERT_EQ(texts.size(), 2U);
    for (const auto& text : texts) {
        EXPECT_TRUE(text.cut) << text.text;
        EXPECT_TRUE(text.may_be_cut);
        EXPECT_LE(text.place.end, 60);
    }
}

TEST(Pen, an_amount_without_room_is_written_smaller_before_it_is_cut) {
    const auto texts = written([](const ui::Pen& pen) {
        const float room = pen.width(kMoney, "Exact cash") - 10;
        pen.text({0, 0, room, 20}, {kMoney, kInk}, "Exact cash");
        pen.text({0, 30, 12, 50}, {kMoney, kInk}, "Exact cash");
    });
    ASSERT_EQ(texts.size(), 2U);
    EXPECT_FALSE(texts[0].cut);
    EXPECT_LT(texts[0].place.height(), texts[1].place.height() * 2);
    EXPECT_TRUE(texts[1].cut);
    EXPECT_FALSE(texts[1].may_be_cut);
}

TEST(Pen, a_paragraph_uses_the_height_it_announced) {
    test::HeadlessUi display([](ui::Frame& frame) {
        const ui::Pen& pen = frame.pen();
        for (const char* words : {"Washing powder for delicate dark woollens", "חלב טרי 3% בקרטון",
                                  "Milk", "قهوة Lavazza Qualità Rossa مطحونة"}) {
            const float announced = pen.paragraph_height(kBody, words, 130, 3);
            const float used = pen.paragraph(
                {0, 0, 130, 200}, {kBody, kInk, ui::Align::start, ui::Cut::allowed, 3}, words);
            EXPECT_EQ(used, announced) << words;
            EXPECT_GE(used, frame.theme().line_height(ui::TextSize::body)) << words;
        }
    });
}

TEST(Pen, words_in_bold_lead_a_paragraph_on_its_first_line) {
    test::HeadlessUi display([](ui::Frame& frame) {
        const ui::Pen& pen = frame.pen();
        const ui::Rect box{0, 0, 250, 200};
        const ui::TextBox how{kBody, kInk, ui::Align::start, ui::Cut::never, 4};
        const float line = frame.theme().line_height(ui::TextSize::body);
        EXPECT_EQ(pen.led_paragraph(box, how, "Otto", "has points"), line);
        EXPECT_EQ(pen.led_paragraph(box, how, "Otto Marten", "can redeem 1,000 points today"),
                  2 * line);
        EXPECT_EQ(pen.led_paragraph(box, how, "חיים", "has points"), 2 * line);
        EXPECT_EQ(pen.led_paragraph(box, how, "", "has points"), line);
    });
}

TEST(Pen, text_outside_a_scroll_area_is_not_seen) {
    const auto texts = written([](const ui::Pen& pen) {
        pen.push_clip({0, 0, 200, 100});
        pen.text_at({10, 50}, kBody, kInk, "inside");
        pen.text_at({10, 99}, kBody, kInk, "half");
        pen.text_at({10, 150}, kBody, kInk, "outside");
        pen.pop_clip();
    });
    ASSERT_EQ(texts.size(), 2U);
    EXPECT_FALSE(texts[0].clipped);
    EXPECT_TRUE(texts[1].clipped);
}

TEST(Pen, tight_letters_make_large_figures_narrower) {
    written([](const ui::Pen& pen) {
        const ui::Font total = pen.font({ui::TextSize::total, ui::Weight::bold});
        EXPECT_FLOAT_EQ(total.spacing_px, -1.2F);
        EXPECT_EQ(pen.font(kBody).spacing_px, 0);
    });
}
