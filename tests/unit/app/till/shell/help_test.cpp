// Goal: help says of each screen what it is for, and leads back to it as it was. Method: the shell
// as it is drawn, with the key that a person presses.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

#include "app/till/shell/shell_view.hpp"
#include "app/till/shell/updates.hpp"
#include "tests/support/headless_ui.hpp"
#include "tests/support/shell_driver.hpp"

namespace {

namespace shell = till::shell;
using shell::Screen;
using test::ShellDriver;
using testing::HasSubstr;
using till::sell::Key;

class Help : public testing::Test {
protected:
    Help() { till_.open_till(); }
    void draw(till::ui::Frame& frame) {
        const auto action = shell::draw(frame, till_.model,
                                        [](std::string_view) { return till::ui::TextureId::none; });
        if (!action) return;
        till_.act(*action);
        till_.answer_all();
    }
    void press(till::ui::Key key) {
        display_.show();
        display_.press(key);
    }
    Screen screen() const { return till_.model.screen; }
    const std::string& about() const { return till_.model.help.about; }

    ShellDriver till_;
    test::HeadlessUi display_{[this](till::ui::Frame& frame) { draw(frame); }};
};

TEST_F(Help, says_what_each_screen_is_for_and_leads_back_to_it) {
    std::set<std::string> sentences;
    for (const Screen each : {Screen::sell, Screen::held, Screen::returns, Screen::takings,
                              Screen::settings, Screen::devices, Screen::office, Screen::customers,
                              Screen::goods, Screen::bills, Screen::price_check}) {
        shell::go_to(till_.model, each);
        till_.act(shell::ClockTicked{});
        press(till::ui::Key::f1);
        ASSERT_EQ(screen(), Screen::help) << static_cast<int>(each);
        EXPECT_TRUE(sentences.insert(about()).second) << about();
        EXPECT_TRUE(display_.probe().shows(about())) << about();
        press(till::ui::Key::f1);
        EXPECT_EQ(screen(), each);
    }
    EXPECT_EQ(sentences.size(), 11U);
}

TEST_F(Help, knows_what_a_manager_looks_after) {
    till_.press(Key::goods);
    till_.answer_all();
    press(till::ui::Key::f1);
    EXPECT_THAT(about(), HasSubstr("What is sold"));
    press(till::ui::Key::escape);
    EXPECT_EQ(screen(), Screen::editor);
}

TEST_F(Help, leaves_a_form_as_it_was) {
    till_.press(Key::goods);
    till_.answer_all();
    till_.act(till::editor::Action{till::editor::Pressed{till::editor::Key::add}});
    till_.answer_all();
    till_.act(till::editor::Action{till::editor::EntryTyped{0, "Rolls"}});
    press(till::ui::Key::f1);
    press(till::ui::Key::escape);
    ASSERT_TRUE(till_.model.editor.editing);
    EXPECT_EQ(till_.model.editor.form.entries[0].text, "Rolls");
}

TEST_F(Help, does_not_come_between_a_form_and_its_answer) {
    till_.press(Key::goods);
    till_.answer_all();
    till_.model.editor.editing = true;
    till_.model.editor.form.saving = true;
    till_.act(till::help::Action{till::help::Opened{}});
    EXPECT_EQ(screen(), Screen::editor);
}

TEST_F(Help, is_closed_by_a_scan_which_sells_nothing_where_nothing_is_sold) {
    till_.press(Key::price_check);
    press(till::ui::Key::f1);
    ASSERT_EQ(screen(), Screen::help);
    till_.scan("101");
    EXPECT_EQ(screen(), Screen::price_check);
    ASSERT_TRUE(till_.model.price_check.shown);
    EXPECT_EQ(till_.model.price_check.shown->name, "Milk 1 l");

    till_.act(till::price_check::Action{till::price_check::BackPressed{}});
    till_.press(Key::goods);
    till_.answer_all();
    press(till::ui::Key::f1);
    till_.scan("4006381333931");
    EXPECT_EQ(screen(), Screen::editor);
    EXPECT_TRUE(till_.model.editor.editing) << "of an item with that code";

    shell::go_to(till_.model, Screen::devices);
    press(till::ui::Key::f1);
    till_.scan("101");
    EXPECT_EQ(screen(), Screen::devices);
    EXPECT_EQ(till_.model.devices.scanned, "101");

    shell::go_to(till_.model, Screen::bills);
    press(till::ui::Key::f1);
    till_.act(shell::Scanned{"A-1"});
    EXPECT_EQ(screen(), Screen::bills);
    EXPECT_EQ(till_.model.bills.input, "A-1");
    EXPECT_TRUE(till_.model.cash_register.state().cart.is_empty());
}

TEST_F(Help, is_closed_by_a_scan_which_is_sold_where_goods_are) {
    press(till::ui::Key::f1);
    ASSERT_EQ(screen(), Screen::help);
    till_.scan("101");
    EXPECT_EQ(screen(), Screen::sell);
    EXPECT_EQ(till_.model.cash_register.state().cart.lines.size(), 1U);
}

TEST_F(Help, waits_for_answers_that_a_screen_waits_for) {
    const auto stays_on = [&](Screen there) {
        EXPECT_EQ(screen(), there);
        till_.act(till::help::Action{till::help::Opened{}});
        EXPECT_EQ(screen(), there) << "while it waits";
        till_.answer_all();
        till_.act(till::help::Action{till::help::Opened{}});
        EXPECT_EQ(screen(), Screen::help) << "once it is answered";
        till_.act(till::help::Action{till::help::BackPressed{}});
        till_.answer_all();
    };
    till_.act(shell::Scanned{"101"});
    stays_on(Screen::sell);
    EXPECT_EQ(till_.model.cash_register.state().cart.lines.size(), 1U);

    till_.press(Key::customer);
    stays_on(Screen::customers);
    till_.act(till::customers::Action{till::customers::NewPressed{}});
    till_.act(till::customers::Action{till::customers::EntryTyped{0, "Otto"}});
    till_.act(till::customers::Action{till::customers::SavePressed{}});
    ASSERT_TRUE(till_.model.customers.form.saving);
    till_.act(till::help::Action{till::help::Opened{}});
    EXPECT_EQ(screen(), Screen::customers);
    till_.answer_all();
    EXPECT_EQ(till_.model.cash_register.state().cart.customer, "B01-T1-C0001")
        << "the sale is the new customer's";

    till_.act(shell::OfficeChanged{.joined = true});
    till_.model.bill_desk.there = true;
    till_.press(Key::bill);
    stays_on(Screen::bills);
    till_.act(till::bills::Action{till::bills::BackPressed{}});

    till_.press(Key::goods);
    till_.answer_all();
    till_.act(shell::Scanned{"101"});
    till_.act(till::help::Action{till::help::Opened{}});
    EXPECT_EQ(screen(), Screen::editor);
}

TEST_F(Help, does_not_wait_for_a_reading_that_failed) {
    till_.model.bill_desk.there = true;
    till_.press(Key::bill);
    till_.act(shell::ReadFailed{till_.model.bill_desk.asked, {}});
    till_.act(till::help::Action{till::help::Opened{}});
    EXPECT_EQ(screen(), Screen::help);
}

TEST_F(Help, opens_over_a_payment_and_keeps_what_was_typed) {
    till_.scan("101");
    till_.press(Key::pay);
    ASSERT_EQ(screen(), Screen::pay);
    till_.act(till::pay::Action{till::pay::KeyedChanged{"500"}});
    press(till::ui::Key::f1);
    ASSERT_EQ(screen(), Screen::help);
    EXPECT_THAT(about(), HasSubstr("Take the money"));
    press(till::ui::Key::escape);
    EXPECT_EQ(screen(), Screen::pay);
    EXPECT_EQ(till_.model.pay.keyed, "500");
}

TEST_F(Help, opens_over_the_count_and_keeps_what_was_counted) {
    till_.press(Key::close_day);
    ASSERT_EQ(screen(), Screen::closing);
    till_.act(till::closing::Action{till::closing::DigitsChanged{"12345"}});
    press(till::ui::Key::f1);
    ASSERT_EQ(screen(), Screen::help);
    EXPECT_THAT(about(), HasSubstr("Count what is in the drawer"));
    press(till::ui::Key::escape);
    EXPECT_EQ(screen(), Screen::closing);
    ASSERT_FALSE(till_.model.closing.tenders.empty());
    EXPECT_EQ(till_.model.closing.tenders[0].digits, "12345");
}

TEST_F(Help, opens_where_somebody_signs_on_and_lets_nobody_in) {
    pos::people::User anna{.id = {}, .name = "Anna", .role = pos::people::Role::manager};
    anna.id.bytes[15] = 1;
    till_.model.people.signers = {{anna, true}};
    till_.people.people.push_back({anna, true});
    till_.model.people.asks = true;
    till_.act(shell::LockPressed{});
    ASSERT_EQ(screen(), Screen::sign_on);
    till_.act(till::sign_on::Action{till::sign_on::Prompted{till::prompt::Typed{"25"}}});
    press(till::ui::Key::f1);
    ASSERT_EQ(screen(), Screen::help);
    EXPECT_THAT(about(), HasSubstr("enter your PIN"));
    till_.act(till::help::Action{till::help::PractisePressed{}});
    EXPECT_NE(screen(), Screen::practice);
    press(till::ui::Key::escape);
    EXPECT_EQ(screen(), Screen::sign_on);
    EXPECT_EQ(till_.model.sign_on.prompt.text, "25");
}

TEST_F(Help, gives_way_to_what_the_card_terminal_says_of_a_payment) {
    till_.scan("101");
    till_.press(Key::pay);
    press(till::ui::Key::f1);
    ASSERT_EQ(screen(), Screen::help);
    pos::Ulid attempt{};
    attempt.bytes[15] = 7;
    till_.act(shell::CardReported{drivers::card::Ended{.attempt = attempt,
                                                       .outcome = drivers::card::Outcome::declined,
                                                       .reason = drivers::card::Reason::declined}});
    EXPECT_EQ(screen(), Screen::pay);
    EXPECT_TRUE(till_.model.said) << "why it was declined";
}

}  // namespace
