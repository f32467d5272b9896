// Goal: an empty cart says whether the next scan is sold or comes back, whatever else is said.
// Method: the sell screen as it is drawn, without a window.
#include <gtest/gtest.h>

#include "app/till/screens/sell/sell_view.hpp"
#include "tests/support/headless_ui.hpp"

namespace {

namespace sell = till::sell;
namespace ui = till::ui;

TEST(CartView, an_empty_one_says_that_goods_come_back) {
    const std::string ready = "Ready for the next customer";
    const std::string comes_back = "Return without a receipt: scan what comes back. Esc ends it.";
    sell::Model model;
    model.message.words = "2580 is not known.";
    test::HeadlessUi display{[&](ui::Frame& frame) {
        (void)sell::draw(frame, model, [](std::string_view) { return ui::TextureId::none; });
    }};
    EXPECT_TRUE(display.probe().shows(ready));
    EXPECT_FALSE(display.probe().shows(comes_back));
    model.takes_back = true;
    display.show();
    EXPECT_FALSE(display.probe().shows(ready));
    EXPECT_TRUE(display.probe().shows(comes_back));
}

}  // namespace
