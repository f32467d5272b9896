// Goal: the customer sees what is entered, what is to pay and the change, and nothing else.
// Method: a till without devices; both the window's model and the two lines are looked at.
#include "app/till/shell/present_customer.hpp"

#include <gtest/gtest.h>

#include "app/till/shell/shell.hpp"
#include "tests/support/shell_driver.hpp"

using drivers::display::Panel;
using Scene = till::customer::Model::Scene;
using test::ShellDriver;
using till::sell::Key;

namespace {

till::customer::Model window_of(ShellDriver& till) {
    return till::shell::customer_model(till.model, till.context());
}
Panel lines_of(ShellDriver& till) {
    return till::shell::customer_panel(till.model, till.context());
}

}  // namespace

TEST(Customer, a_sale_from_welcome_to_change) {
    ShellDriver till;
    EXPECT_EQ(window_of(till).scene, Scene::closed);
    till.open_till();
    EXPECT_EQ(window_of(till).scene, Scene::welcome);
    EXPECT_EQ(lines_of(till).lower.start, "Corner shop");
    till.scan("101");
    EXPECT_EQ(window_of(till).scene, Scene::cart);
    ASSERT_EQ(window_of(till).lines.size(), 1U);
    EXPECT_EQ(window_of(till).total, "£1.19");
    EXPECT_EQ(lines_of(till).upper.start, "Milk 1 l");
    EXPECT_EQ(lines_of(till).upper.end, "1.19");
    EXPECT_EQ(lines_of(till).lower.end, "1.19");
    till.press(Key::pay);
    EXPECT_EQ(window_of(till).scene, Scene::pay);
    EXPECT_EQ(window_of(till).figure, "£1.19");
    till.act(till::pay::Action{till::pay::NoteTapped{2000}});
    till.answer_all();
    EXPECT_EQ(window_of(till).scene, Scene::done);
    EXPECT_EQ(window_of(till).headline, "Change");
    EXPECT_EQ(window_of(till).figure, "£18.81");
    EXPECT_EQ(lines_of(till).upper.end, "18.81");
    till.scan("102");
    EXPECT_EQ(window_of(till).scene, Scene::cart);
}

TEST(Customer, several_of_one_are_counted_on_the_two_lines) {
    ShellDriver till;
    till.open_till();
    till.act(till::sell::Action{till::sell::InputTyped{"3"}});
    till.press(Key::times);
    till.scan("101");
    EXPECT_TRUE(lines_of(till).upper.start.starts_with("3")) << lines_of(till).upper.start;
    EXPECT_TRUE(lines_of(till).upper.start.ends_with("Milk 1 l"));
    EXPECT_EQ(lines_of(till).upper.end, "3.57");
}

TEST(Customer, the_terminals_words_are_the_customers_too) {
    ShellDriver till;
    till.model.card.there = true;
    till.open_till();
    till.scan("101");
    till.press(Key::card);
    till.act(till::shell::CardReported{
        drivers::card::StateChanged{.state = drivers::card::State::ready, .last = "1"}});
    till.answer_all();
    const auto attempt = till.model.cash_register.state().cards.back().attempt;
    till.act(till::shell::CardReported{
        drivers::card::Showing{attempt, drivers::card::Doing::show_card, {"Please present card"}}});
    EXPECT_EQ(window_of(till).scene, Scene::card);
    EXPECT_EQ(window_of(till).terminal, std::vector<std::string>{"Please present card"});
    EXPECT_EQ(lines_of(till).lower.start, "Please present card");
}
