// Goal: what a cashier keys in for payment becomes what was given, and change is right.
// Method: the shell without a window; actions as a cashier gives them, and the models looked at.
#include <gtest/gtest.h>

#include "tests/support/shell_driver.hpp"

using test::ShellDriver;
using till::sell::Key;
using till::shell::Screen;

namespace {

/// Into the input line of the sell screen.
void key_in(ShellDriver& till, const std::string& digits) {
    till.act(till::sell::Action{till::sell::InputTyped{digits}});
}

}  // namespace

TEST(ShellPay, digits_typed_before_payment_are_the_cash_that_is_given) {
    ShellDriver till;
    till.open_till();
    key_in(till, "20");
    EXPECT_EQ(till.model.sell.pending, "× quantity · Enter item");  // nothing is to be paid
    till.press(Key::pay);
    EXPECT_EQ(till.model.screen, Screen::sell);
    EXPECT_EQ(till.model.sell.input, "20");  // refused, and not lost
    key_in(till, "");
    till.scan("101");
    key_in(till, "20");
    EXPECT_EQ(till.model.sell.pending, "× quantity · Enter item · F10 £20.00 given");
    till.press(Key::pay);
    EXPECT_EQ(till.model.screen, Screen::pay);
    EXPECT_EQ(till.model.pay.keyed_shown, "20.00");
    EXPECT_EQ(till.model.pay.cash_key, "Cash · change 18.81");
    till.act(till::pay::Action{till::pay::MethodPressed{till::pay::Method::cash}});
    till.answer_all();
    EXPECT_EQ(till.model.done.figure, "£18.81");
}

TEST(ShellPay, a_barcode_typed_before_payment_is_no_cash) {
    ShellDriver till;
    till.open_till();
    till.scan("101");
    key_in(till, "5012345678900");
    EXPECT_EQ(till.model.sell.pending, "× quantity · Enter item");
    till.press(Key::pay);
    EXPECT_EQ(till.model.pay.keyed, "");
}

TEST(ShellPay, a_payment_in_parts_says_what_is_left_and_gives_change_for_cash_alone) {
    ShellDriver till;
    till.open_till();
    key_in(till, "10");
    till.press(Key::times);
    till.scan("101");
    till.press(Key::pay);
    EXPECT_EQ(till.model.screen, Screen::pay);
    EXPECT_EQ(till.model.pay.due, "£11.90");
    till.act(till::pay::Action{till::pay::KeyedChanged{"500"}});
    till.act(till::pay::Action{till::pay::MethodPressed{till::pay::Method::card}});
    till.answer_all();
    EXPECT_EQ(till.model.pay.due, "£6.90");
    till.act(till::pay::Action{till::pay::KeyedChanged{"1000"}});
    till.act(till::pay::Action{till::pay::MethodPressed{till::pay::Method::card}});
    EXPECT_EQ(till.model.pay.message.words, "More than is due can only be taken in cash.");
    EXPECT_EQ(till.model.pay.cash_key, "Cash · change 3.10");
    till.act(till::pay::Action{till::pay::MethodPressed{till::pay::Method::cash}});
    till.answer_all();
    EXPECT_EQ(till.model.screen, Screen::done);
    EXPECT_EQ(till.model.done.figure, "£3.10");
}

TEST(Pay, likely_notes_are_above_what_is_due) {
    EXPECT_EQ(till::pay::likely_notes(1822, 100, 3),
              (std::vector<std::int64_t>{2000, 5000, 10000}));
    EXPECT_EQ(till::pay::likely_notes(500, 100, 2), (std::vector<std::int64_t>{1000, 2000}));
    EXPECT_EQ(till::pay::likely_notes(119, 100, 3), (std::vector<std::int64_t>{500, 1000, 2000}));
}
