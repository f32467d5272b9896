// Goal: F3 finds a customer while typing, whose sale it then is; adds and changes customers; takes
// them off again; and never keeps the cashier waiting. Method: actions in, the driver answers.
#include "tests/support/shell_driver.hpp"

namespace {

namespace customers = till::customers;
using till::sell::Key;
using till::shell::Screen;

class ShellCustomers : public testing::Test {
protected:
    ShellCustomers() {
        till_.open_till();
        for (const auto& [number, name] :
             {std::pair{"K1", "Otto Müller"}, std::pair{"K2", "Ada Lovelace"}}) {
            pos::customer::Party party{.number = number, .name = name};
            party.id.bytes[15] = static_cast<std::uint8_t>(number[1]);
            till_.customers.push_back(party);
        }
        till_.scan("101");
    }
    void open() {
        till_.press(Key::customer);
        till_.answer_all();
    }
    void act(const customers::Action& action) { till_.act(till::shell::Action{action}); }
    const std::string& of_sale() const { return till_.model.cash_register.state().cart.customer; }

    test::ShellDriver till_;
};

TEST_F(ShellCustomers, is_found_while_typing_and_taken) {
    open();
    EXPECT_EQ(till_.model.screen, Screen::customers);
    EXPECT_EQ(till_.model.customers.rows.size(), 2U);
    act(customers::InputTyped{"Ad"});
    EXPECT_TRUE(till_.model.customers.looking);
    act(customers::Taken{});  // what is shown answers an earlier keystroke
    EXPECT_EQ(till_.model.screen, Screen::customers);
    till_.answer_all();
    ASSERT_EQ(till_.model.customers.rows.size(), 1U);
    act(customers::Taken{});
    EXPECT_EQ(till_.model.screen, Screen::sell);
    EXPECT_EQ(of_sale(), "K2");
    EXPECT_EQ(till_.model.sell.customer, "Customer K2");
    till_.answer_all();
    EXPECT_EQ(till_.model.sell.customer, "Customer: Ada Lovelace");
}

TEST_F(ShellCustomers, an_answer_to_an_earlier_keystroke_is_dropped) {
    open();
    act(customers::InputTyped{"O"});
    act(customers::InputTyped{"Ada"});
    till_.answer_next();
    EXPECT_TRUE(till_.model.customers.looking);
    till_.answer_all();
    ASSERT_EQ(till_.model.customers.rows.size(), 1U);
    EXPECT_EQ(till_.model.customers.rows[0].title, "Ada Lovelace");
}

TEST_F(ShellCustomers, is_taken_off_the_sale) {
    open();
    act(customers::RowTapped{1});
    act(customers::RowTapped{1});
    till_.answer_all();
    EXPECT_EQ(of_sale(), "K2");
    open();
    act(customers::Removed{});
    EXPECT_EQ(of_sale(), "");
    EXPECT_EQ(till_.model.sell.customer, "");
    EXPECT_EQ(till_.model.screen, Screen::sell);
}

TEST_F(ShellCustomers, a_number_that_nobody_has_here_is_taken_as_it_is) {
    open();
    act(customers::InputTyped{"4711"});
    till_.answer_all();
    EXPECT_FALSE(till_.model.customers.take_typed.empty());
    act(customers::Taken{});
    till_.answer_all();
    EXPECT_EQ(of_sale(), "4711");
    EXPECT_EQ(till_.model.sell.customer, "Customer 4711");
}

TEST_F(ShellCustomers, a_new_one_is_saved_and_taken) {
    open();
    act(customers::InputTyped{"Grace"});
    till_.answer_all();
    act(customers::NewPressed{});
    EXPECT_EQ(till_.model.customers.form.texts[0], "Grace");
    act(customers::EntryTyped{1, "grace@example.org"});
    act(customers::SavePressed{});
    EXPECT_TRUE(till_.model.customers.form.saving);
    act(customers::SavePressed{});  // once is enough
    till_.answer_all();
    ASSERT_EQ(till_.customers.size(), 3U);
    EXPECT_EQ(till_.customers[2].email, "grace@example.org");
    EXPECT_EQ(of_sale(), till_.customers[2].number);
    EXPECT_EQ(till_.model.sell.customer, "Customer: Grace");
}

TEST_F(ShellCustomers, what_is_wrong_is_said_and_nothing_is_saved) {
    open();
    act(customers::NewPressed{});
    act(customers::SavePressed{});
    EXPECT_EQ(till_.model.customers.message.words, "The name is missing.");
    act(customers::EntryTyped{0, "Grace"});
    act(customers::EntryTyped{1, "grace"});
    act(customers::SavePressed{});
    EXPECT_NE(till_.model.customers.message.words.find("@"), std::string::npos);
    act(customers::EntryTyped{1, ""});
    act(customers::EntryTyped{8, "Germany"});
    act(customers::SavePressed{});
    EXPECT_NE(till_.model.customers.message.words.find("letters"), std::string::npos);
    EXPECT_EQ(till_.customers.size(), 2U);
    act(customers::BackPressed{});
    EXPECT_FALSE(till_.model.customers.editing);
    act(customers::BackPressed{});
    EXPECT_EQ(till_.model.screen, Screen::sell);
}

TEST_F(ShellCustomers, one_is_changed) {
    open();
    act(customers::Moved{1});
    act(customers::EditPressed{});
    EXPECT_EQ(till_.model.customers.form.texts[0], "Ada Lovelace");
    act(customers::EntryTyped{0, "Ada King"});
    act(customers::SavePressed{});
    till_.answer_all();
    EXPECT_EQ(till_.customers[1].name, "Ada King");
    EXPECT_EQ(till_.model.sell.customer, "Customer: Ada King");
}

TEST_F(ShellCustomers, one_that_was_merged_meanwhile_is_refused) {
    open();
    act(customers::EditPressed{});
    act(customers::SavePressed{});
    till_.act(till::shell::CustomerSaved{till_.model.customer.saving, std::nullopt, std::nullopt});
    EXPECT_TRUE(till_.model.customers.editing);
    EXPECT_NE(till_.model.customers.message.words.find("merged"), std::string::npos);
}

TEST_F(ShellCustomers, a_scan_goes_into_the_cart_meanwhile) {
    open();
    till_.scan("102");
    EXPECT_EQ(till_.model.cash_register.state().cart.lines.size(), 2U);
}

}  // namespace
