// Goal: a new shop is set up by fingers alone, on a display too low for question and keys together
// too. Method: the questions on a small display at twice the size, by taps on what is seen.
#include <gtest/gtest.h>

#include "app/till/screens/first_start/first_start_view.hpp"
#include "tests/support/layout_check.hpp"

namespace {

namespace first = till::first_start;
namespace ui = till::ui;
using first::Field;
using first::Step;

const test::HeadlessUi::Options kLow{.width_px = 1024, .height_px = 768, .scale = 2};

first::Model questions() {
    first::Model model = first::begin("Europe/London", 0, {1'795'867'200'000});
    model.text(Field::manager) = "Manager";
    return model;
}

class FirstStartByHand : public ::testing::Test {
protected:
    bool has(const char* control) const { return display_.probe().has(control); }

    first::Model model_{questions()};
    test::HeadlessUi display_{kLow, [this](ui::Frame& frame) {
                                  if (const auto action = first::draw(frame, model_))
                                      (void)first::update(model_, *action);
                              }};
};

}  // namespace

TEST_F(FirstStartByHand, a_finger_on_a_field_brings_the_keys_and_next_the_next_question) {
    display_.tap("next");
    ASSERT_EQ(model_.step, Step::name);
    EXPECT_FALSE(has("key_0")) << "the question is to be read first";
    display_.tap("entry_0");
    ASSERT_TRUE(has("key_0"));
    EXPECT_TRUE(test::layout_faults(display_, kLow).empty());
    display_.tap("key_10");
    EXPECT_EQ(model_.text(Field::name), "Q");
    display_.tap("next");
    EXPECT_EQ(model_.step, Step::address);
    EXPECT_FALSE(has("key_0"));
}

TEST_F(FirstStartByHand, back_leads_from_the_keys_to_the_question) {
    model_.step = Step::address;
    display_.show();
    display_.tap("entry_1");
    ASSERT_TRUE(has("key_0"));
    EXPECT_FALSE(has("entry_0")) << "the one that is written in has the room";
    display_.tap("back");
    EXPECT_EQ(model_.step, Step::address);
    EXPECT_TRUE(has("entry_0"));
    EXPECT_FALSE(has("key_0"));
    display_.tap("entry_0");
    display_.tap("next");
    EXPECT_TRUE(has("entry_1")) << "with the keys there already";
    EXPECT_TRUE(has("key_0"));
}

TEST_F(FirstStartByHand, keys_that_can_be_pressed_put_the_keys_on_the_glass_away) {
    model_.step = Step::name;
    display_.show();
    display_.tap("entry_0");
    display_.type("x");
    EXPECT_EQ(model_.text(Field::name), "x");
    EXPECT_FALSE(has("key_0"));
}

TEST_F(FirstStartByHand, the_file_of_goods_and_the_printer_are_named_by_fingers_too) {
    model_.step = Step::goods;
    model_.goods = first::Goods::file;
    display_.show();
    display_.tap("entry_0");
    ASSERT_TRUE(has("key_0"));
    display_.tap("back");
    EXPECT_TRUE(has("choice_0")) << "another choice can be made";
    model_.step = Step::printer;
    (void)first::update(model_, first::ChoiceMade{1});
    ASSERT_EQ(first::printer_of(model_), first::Printer::network);
    display_.show();
    display_.tap("entry_0");
    ASSERT_TRUE(has("key_0"));
    display_.tap("key_0");
    EXPECT_EQ(model_.text(Field::printer), "1");
}

TEST_F(FirstStartByHand, where_there_is_room_the_keys_are_there_and_the_question_stays) {
    test::HeadlessUi display({.width_px = 1024, .height_px = 768}, [this](ui::Frame& frame) {
        if (const auto action = first::draw(frame, model_)) (void)first::update(model_, *action);
    });
    display.tap("next");
    ASSERT_TRUE(display.probe().has("key_0"));
    display.tap("entry_0");
    EXPECT_FALSE(model_.by_hand);
    EXPECT_TRUE(display.probe().has("language_0") || display.probe().has("language_1"));
    display.tap("back");
    EXPECT_EQ(model_.step, Step::country);
}
