// Goal: where one part of a screen is shown at a time, fingers work on whichever it is, and what is
// tapped leads on. Method: screens on a small display at twice the size, by taps on their controls.
#include <gtest/gtest.h>

#include <optional>
#include <utility>

#include "app/till/screens/sell/sell_view.hpp"
#include "app/till/screens/sign_on/sign_on_view.hpp"
#include "tests/support/headless_ui.hpp"

namespace {

namespace sell = till::sell;
namespace sign_on = till::sign_on;
namespace ui = till::ui;

const test::HeadlessUi::Options kSmall{.width_px = 1024, .height_px = 768, .scale = 2};

/// A cart of one line that can be paid.
sell::Model with_a_line() {
    sell::Model model;
    model.tabs = {"Favourites"};
    sell::CartRow row;
    row.quantity = "1";
    row.name = "Milk";
    row.total = "1.19";
    model.rows = {row};
    model.total = "£1.19";
    model.exact = "£1.19";
    model.can_pay = true;
    return model;
}

/// Two people, of whom the first is chosen.
sign_on::Model of_two() {
    sign_on::Model model;
    model.people = {{"Anna", "", "A"}, {"Ben", "", "B"}};
    model.prompt.label = "PIN";
    model.prompt.confirm = "Sign on";
    model.prompt.secret = true;
    return model;
}

class NarrowSell : public ::testing::Test {
protected:
    std::optional<sell::Key> pressed(const char* control) {
        last_.reset();
        display_.tap(control);
        const auto* key = last_ ? std::get_if<sell::Pressed>(&*last_) : nullptr;
        return key ? std::optional{key->key} : std::nullopt;
    }

    sell::Model model_{with_a_line()};
    std::optional<sell::Action> last_;
    test::HeadlessUi display_{kSmall, [this](ui::Frame& frame) {
                                  auto action = sell::draw(frame, model_, [](std::string_view) {
                                      return ui::TextureId::none;
                                  });
                                  if (action) last_ = std::move(action);
                              }};
};

class NarrowSignOn : public ::testing::Test {
protected:
    sign_on::Model model_{of_two()};
    test::HeadlessUi display_{kSmall,
                              [this](ui::Frame& frame) { (void)sign_on::draw(frame, model_); }};
};

}  // namespace

TEST_F(NarrowSell, takes_money_on_either_pane) {
    ASSERT_TRUE(display_.probe().has("search")) << "the goods are shown first";
    EXPECT_EQ(pressed("pay"), sell::Key::pay);
    EXPECT_EQ(pressed("exact_cash"), sell::Key::exact_cash);
    EXPECT_EQ(pressed("more"), sell::Key::more);
    display_.tap("sell_pane");
    ASSERT_TRUE(display_.probe().has("line_0")) << "the cart";
    EXPECT_EQ(pressed("pay"), sell::Key::pay);
    EXPECT_EQ(pressed("void"), sell::Key::void_line);
}

TEST_F(NarrowSell, says_on_the_goods_what_the_cart_comes_to) {
    EXPECT_TRUE(display_.probe().shows("Cart £1.19"));
    model_.rows.clear();
    display_.show();
    EXPECT_TRUE(display_.probe().shows("Cart"));
}

TEST_F(NarrowSell, shows_a_question_that_comes_up_and_then_the_cart_again) {
    display_.tap("sell_pane");
    model_.prompt.emplace().label = "Quantity";
    model_.panel = sell::Panel::prompt;
    display_.show();
    EXPECT_TRUE(display_.probe().has("prompt_confirm"));
    model_.prompt.reset();
    model_.panel = sell::Panel::tiles;
    display_.show();
    EXPECT_TRUE(display_.probe().has("line_0"));
}

TEST_F(NarrowSignOn, begins_with_the_names_and_a_tap_on_any_leads_to_the_keys) {
    ASSERT_TRUE(display_.probe().has("person_0"));
    EXPECT_FALSE(display_.probe().has("prompt_confirm"));
    display_.tap("person_0");
    EXPECT_TRUE(display_.probe().has("prompt_confirm")) << "the one that is chosen already";
    display_.tap("sign_on_pane");
    display_.tap("person_1");
    EXPECT_TRUE(display_.probe().has("prompt_confirm"));
}

TEST_F(NarrowSignOn, shows_what_is_typed_and_why_it_was_not_taken) {
    model_.prompt.text = "1";
    display_.show();
    EXPECT_TRUE(display_.probe().has("prompt_confirm"));
    model_.prompt.text.clear();
    model_.prompt.refusal = "That PIN is wrong.";
    display_.show();
    EXPECT_TRUE(display_.probe().shows("That PIN is wrong."));
}

TEST_F(NarrowSignOn, says_above_the_pin_what_somebody_else_is_to_answer_for) {
    model_.about = "Max wants to: change a price";
    model_.prompt.may_cancel = true;  // as it is of an approval
    for (const char* refusal : {"", "That PIN is wrong."}) {
        model_.prompt.text = "1";
        model_.prompt.refusal = refusal;
        display_.show();
        ASSERT_TRUE(display_.probe().has("prompt_confirm"));
        EXPECT_FALSE(display_.probe().has("person_0"));
        EXPECT_TRUE(display_.probe().shows(model_.about)) << refusal;
    }
    model_.about = "Corner shop";
    model_.prompt.may_cancel = false;  // of signing on
    display_.show();
    EXPECT_FALSE(display_.probe().shows(model_.about)) << "the shop is no question";
}
