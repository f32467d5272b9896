// Goal: one key takes the last sale back and puts its goods into the cart again, how it was paid is
// proposed, and a payment that was entered as another is put right; each refusal has its words.
// Method: actions as a finger and a keyboard give them; questions are answered as a store would.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "app/till/shell/updates.hpp"
#include "tests/support/shell_driver.hpp"

namespace {

using test::ShellDriver;
using testing::ElementsAre;
using testing::HasSubstr;
using till::sell::Key;
using till::shell::Screen;
namespace done = till::done;
namespace pay = till::pay;
namespace returns = till::returns;

class Correct : public ::testing::Test {
protected:
    void SetUp() override {
        till_.open_till();
        till_.scan("101");
        till_.scan("101");
    }
    void press(Key key) {
        till_.press(key);
        till_.answer_all();
    }
    void pay_with(const till::shell::Action& action) {
        till_.act(action);
        till_.answer_all();
    }
    void in_prompt(const till::prompt::Action& action) {
        till_.act(till::sell::Action{till::sell::Prompted{action}});
        till_.answer_all();
    }
    const std::string& sell_says() { return till_.model.sell.message.words; }
    const auto& state() { return till_.model.cash_register.state(); }

    ShellDriver till_;
};

TEST_F(Correct, takes_the_sale_back_on_one_key_and_proposes_its_payment) {
    pay_with(till::sell::Action{till::sell::NoteTapped{2000}});
    ASSERT_EQ(till_.model.screen, Screen::done);
    pay_with(done::Action{done::CorrectIt{}});
    EXPECT_EQ(till_.model.screen, Screen::sell);
    EXPECT_EQ(sell_says(),
              "Receipt B01-T1-000001 is taken back, its goods are in the cart again. Given back: "
              "Cash 2.38.");
    ASSERT_EQ(till_.model.sell.rows.size(), 1U);
    EXPECT_EQ(till_.model.sell.rows.front().quantity, "2");
    EXPECT_EQ(till_.model.sell.total, "£2.38");
    EXPECT_EQ(till_.receipts.at("B01-T1-000002").payable.minor, -238);

    press(Key::pay);
    EXPECT_EQ(till_.model.pay.as_before, "As before: Cash 20.00");
    pay_with(pay::Action{pay::AsBeforePressed{}});
    EXPECT_EQ(till_.model.screen, Screen::done);
    EXPECT_EQ(till_.model.done.figure, "£17.62");
    EXPECT_TRUE(till_.model.pay.as_before.empty());
}

TEST_F(Correct, proposes_one_payment_after_the_other_and_no_more_than_is_due) {
    press(Key::pay);
    pay_with(pay::Action{pay::KeyedChanged{"200"}});
    pay_with(pay::Action{pay::MethodPressed{pay::Method::other}});
    pay_with(pay::Action{pay::MethodPressed{pay::Method::card}});
    press(Key::correct_sale);
    till_.act(till::sell::Action{till::sell::RowChosen{0}});
    press(Key::pay);
    EXPECT_EQ(till_.model.pay.as_before, "As before: Voucher 2.00");
    pay_with(pay::Action{pay::AsBeforePressed{}});
    EXPECT_EQ(till_.model.pay.as_before, "As before: Card 0.38");
    pay_with(pay::Action{pay::AsBeforePressed{}});
    EXPECT_EQ(till_.model.screen, Screen::done);
    EXPECT_EQ(till_.receipts.at("B01-T1-000003").tenders.size(), 2U);
}

TEST_F(Correct, says_why_there_is_nothing_to_correct) {
    press(Key::correct_sale);
    EXPECT_THAT(sell_says(), HasSubstr("no sale of today's opening"));
    press(Key::exact_cash);
    till_.scan("101");
    press(Key::correct_sale);
    EXPECT_THAT(sell_says(), HasSubstr("cancel the open cart first"));
    EXPECT_TRUE(till_.saw(till::shell::Signal::refused));
}

TEST_F(Correct, says_that_it_was_done_already) {
    press(Key::exact_cash);
    press(Key::correct_sale);
    press(Key::cancel_sale);
    in_prompt(till::prompt::ReasonChosen{0});
    in_prompt(till::prompt::Confirmed{});
    press(Key::correct_sale);
    EXPECT_THAT(sell_says(), HasSubstr("taken back already"));
    EXPECT_EQ(till_.receipts.size(), 2U);
}

TEST_F(Correct, says_what_the_terminal_has_to_give_back) {
    press(Key::card);
    till_.terminal_paid.insert("");
    press(Key::correct_sale);
    EXPECT_EQ(till_.model.screen, Screen::pay);
    EXPECT_TRUE(till_.model.pay.refund);
    EXPECT_EQ(till_.model.pay.due, "£2.38");
    EXPECT_THAT(till_.model.pay.message.words, HasSubstr("2.38 go back"));
    pay_with(pay::Action{pay::MethodPressed{pay::Method::card}});
    EXPECT_EQ(till_.model.screen, Screen::sell);
    EXPECT_EQ(till_.model.sell.total, "£2.38");
    EXPECT_THAT(sell_says(), HasSubstr("Given back: Card 2.38"));
}

TEST_F(Correct, a_store_that_fails_leaves_the_sale) {
    press(Key::exact_cash);
    till_.act(done::Action{done::CorrectIt{}});
    till_.answer_next();
    till_.fail_next_store();
    EXPECT_EQ(till_.receipts.size(), 1U);
    EXPECT_FALSE(state().cart.started());
    press(Key::correct_sale);
    EXPECT_EQ(till_.receipts.size(), 2U);
}

TEST_F(Correct, moves_a_payment_that_was_another) {
    press(Key::card);
    pay_with(done::Action{done::CorrectPayment{}});
    ASSERT_TRUE(till_.model.sell.prompt.has_value());
    EXPECT_EQ(till_.model.sell.prompt->title, "What was receipt B01-T1-000001 paid with?");
    EXPECT_THAT(till_.model.sell.prompt->reasons,
                ElementsAre("Card 2.38 was Cash", "Card 2.38 was Voucher"));
    in_prompt(till::prompt::ReasonChosen{0});
    in_prompt(till::prompt::Confirmed{});
    EXPECT_EQ(sell_says(), "Receipt B01-T1-000001: Card 2.38 now counts as Cash.");
    EXPECT_FALSE(till_.model.sell.prompt.has_value());
    const auto& tenders = state().shift->figures.tenders;
    ASSERT_EQ(tenders.size(), 2U);
    EXPECT_EQ(tenders[0].expected.minor, 5238);
    EXPECT_EQ(tenders[1].expected.minor, 0);
    EXPECT_EQ(till_.receipts.size(), 1U);
}

TEST_F(Correct, finds_the_ticket_by_its_receipt_too) {
    press(Key::card);
    till_.scan("102");
    press(Key::return_goods);
    till_.act(returns::Action{returns::InputTyped{"B01-T1-000001"}});
    till_.act(returns::Action{returns::InputEntered{}});
    till_.answer_all();
    ASSERT_TRUE(till_.model.returns.found);
    till_.act(returns::Action{returns::PaymentPressed{}});
    till_.answer_all();
    EXPECT_EQ(till_.model.screen, Screen::sell);
    ASSERT_TRUE(till_.model.sell.prompt.has_value());
    in_prompt(till::prompt::ReasonChosen{1});
    in_prompt(till::prompt::Confirmed{});
    EXPECT_EQ(sell_says(), "Receipt B01-T1-000001: Card 2.38 now counts as Voucher.");
    EXPECT_EQ(state().cart.lines.size(), 1U);
}

TEST_F(Correct, does_not_offer_to_move_what_a_terminal_has_booked) {
    press(Key::card);
    till_.terminal_paid.insert("");
    pay_with(done::Action{done::CorrectPayment{}});
    EXPECT_FALSE(till_.model.sell.prompt.has_value());
    EXPECT_THAT(till_.model.done.message.words, HasSubstr("terminal"));
}

}  // namespace
