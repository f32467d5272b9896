// Goal: a payment that was entered by mistake goes away by the keyboard as by a finger.
// Method: the pay screen as it is drawn, without a window.
#include "app/till/screens/pay/pay_view.hpp"

#include <gtest/gtest.h>

#include <optional>
#include <utility>

#include "tests/support/headless_ui.hpp"

namespace {

namespace pay = till::pay;
namespace ui = till::ui;

class PayView : public testing::Test {
protected:
    std::optional<std::size_t> removed() const {
        const auto* one = last_ ? std::get_if<pay::PaidRemoved>(&*last_) : nullptr;
        return one ? std::optional{one->index} : std::nullopt;
    }

    pay::Model model_;
    std::optional<pay::Action> last_;
    test::HeadlessUi display_{[this](ui::Frame& frame) {
        if (auto action = pay::draw(frame, model_)) last_ = std::move(action);
    }};
};

TEST_F(PayView, one_key_takes_the_last_payment_out_and_stands_beside_it) {
    model_.paid = {{"Cash", "", "0.10"}, {"Voucher", "", "5.00"}};
    display_.show();
    EXPECT_TRUE(display_.probe().shows("F7"));
    display_.press(ui::Key::f7);
    EXPECT_EQ(removed(), 1U);
    last_.reset();
    display_.tap("paid_remove_0");
    EXPECT_EQ(removed(), 0U);
}

TEST_F(PayView, the_key_does_nothing_where_nothing_is_paid) {
    display_.press(ui::Key::f7);
    EXPECT_FALSE(last_.has_value());
    EXPECT_FALSE(display_.probe().shows("F7"));
}

}  // namespace
