// Goal: what the cashier sees of a card payment, and that no tap charges a customer twice.
// Method: the terminal's reports are made up; actions go in and models and effects are looked at.
#include <gtest/gtest.h>

#include "app/till/shell/shell.hpp"
#include "tests/support/shell_driver.hpp"

using drivers::card::Approved;
using drivers::card::Ended;
using drivers::card::Outcome;
using drivers::card::Reason;
using drivers::card::Showing;
using drivers::card::State;
using drivers::card::StateChanged;
using pos::journal::CardState;
using test::ShellDriver;
using till::pay::CardChoice;
using till::sell::Key;
using till::shell::CardReported;
using till::shell::Screen;

namespace {

/// A till with a card terminal, open, with milk for 1.19 in the cart.
class CardShell : public testing::Test {
protected:
    CardShell() {
        till.model.card.there = true;
        till.open_till();
        till.scan("101");
    }

    void report(const drivers::card::Report& said) {
        till.act(CardReported{said});
        till.answer_all();
    }
    void press_card() {
        till.press(Key::card);
        till.answer_all();
    }
    /// Up to the terminal asking the customer for the card.
    void begin() {
        press_card();
        report(StateChanged{.state = State::ready, .last = "7"});
    }
    pos::Ulid attempt() const { return till.model.cash_register.state().cards.back().attempt; }
    void choose(CardChoice choice) {
        till.act(till::pay::Action{till::pay::CardChosen{choice}});
        till.answer_all();
    }
    bool offers(CardChoice choice) const {
        const auto& panel = till.model.pay.card;
        return panel && std::ranges::any_of(panel->keys, [&](const till::pay::CardKey& key) {
                   return key.choice == choice;
               });
    }
    template <class Effect>
    std::size_t wished() const {
        return static_cast<std::size_t>(std::ranges::count_if(
            till.done, [](const auto& effect) { return std::holds_alternative<Effect>(effect); }));
    }

    ShellDriver till;
};

}  // namespace

TEST_F(CardShell, a_payment_from_the_key_to_the_receipt) {
    press_card();
    EXPECT_EQ(till.model.screen, Screen::pay);
    EXPECT_EQ(wished<till::shell::PrepareCard>(), 1U);
    EXPECT_EQ(till.count<pos::sale::AskCard>(), 0U) << "the terminal has not said that it is there";
    report(StateChanged{.state = State::ready, .last = "7"});
    ASSERT_EQ(till.count<pos::sale::AskCard>(), 1U);
    ASSERT_TRUE(till.model.pay.card);
    EXPECT_TRUE(till.model.pay.card->busy);
    EXPECT_EQ(till.model.pay.card->amount, "£1.19");
    report(Showing{attempt(), drivers::card::Doing::show_card, {"Karte bitte", "1,19 GBP"}});
    EXPECT_EQ(till.model.pay.card->lines, (std::vector<std::string>{"Karte bitte", "1,19 GBP"}));
    report(Approved{attempt(), {.receipt = "8", .card = "girocard", .card_end = "5726"}});
    EXPECT_EQ(till.count<pos::sale::KeepCard>(), 1U);
    EXPECT_TRUE(till.receipts.empty()) << "the terminal can still take it back";
    report(Ended{.attempt = attempt(),
                 .outcome = Outcome::booked,
                 .details = {.receipt = "8", .card = "girocard", .card_end = "5726"},
                 .last = "8"});
    EXPECT_EQ(till.model.screen, Screen::done);
    ASSERT_EQ(till.receipts.size(), 1U);
    const auto& tenders = till.receipts.begin()->second.tenders;
    ASSERT_EQ(tenders.size(), 1U);
    EXPECT_EQ(tenders[0].kind, pos::journal::TenderKind::card);
    EXPECT_TRUE(till.model.cash_register.state().cards.empty());
    EXPECT_EQ(till.count<pos::sale::OpenDrawer>(), 0U);
}

TEST_F(CardShell, taps_while_it_runs_ask_for_nothing_more) {
    begin();
    till.press(Key::card);
    till.press(Key::exact_cash);
    till.act(till::pay::Action{till::pay::MethodPressed{till::pay::Method::card}});
    till.answer_all();
    EXPECT_EQ(till.count<pos::sale::AskCard>(), 1U);
    EXPECT_TRUE(till.receipts.empty());
}

TEST_F(CardShell, the_cashier_stops_it_and_takes_cash) {
    begin();
    choose(CardChoice::cancel);
    EXPECT_EQ(wished<till::shell::CancelCard>(), 1U);
    EXPECT_FALSE(offers(CardChoice::cancel)) << "it was asked to stop already";
    report(Ended{.attempt = attempt(),
                 .outcome = Outcome::cancelled,
                 .reason = Reason::cancelled,
                 .last = "7"});
    EXPECT_FALSE(till.model.pay.card);
    ASSERT_TRUE(till.model.said);
    EXPECT_EQ(till.model.screen, Screen::pay);
    till.act(till::pay::Action{till::pay::ExactTapped{}});
    till.answer_all();
    EXPECT_EQ(till.model.screen, Screen::done);
}

TEST_F(CardShell, stopping_before_the_terminal_answered_asks_it_for_nothing) {
    press_card();
    choose(CardChoice::cancel);
    report(StateChanged{.state = State::ready, .last = "7"});
    EXPECT_EQ(till.count<pos::sale::AskCard>(), 0U);
    EXPECT_FALSE(till.model.pay.card);
}

TEST_F(CardShell, a_terminal_that_is_not_there_is_said_and_nothing_is_kept) {
    press_card();
    report(StateChanged{.state = State::gone, .reason = Reason::not_reached});
    ASSERT_TRUE(till.model.said);
    EXPECT_TRUE(till.model.cash_register.state().cards.empty());
    EXPECT_EQ(till.model.cash_register.state().waiting, pos::sale::Waiting::nothing);
    EXPECT_EQ(till.model.screen, Screen::pay);
}

TEST_F(CardShell, a_refusal_is_said_in_our_words_and_the_terminals) {
    begin();
    report(Ended{.attempt = attempt(),
                 .outcome = Outcome::declined,
                 .reason = Reason::not_enough_money,
                 .text = "Limit"});
    ASSERT_TRUE(till.model.said);
    EXPECT_NE(till.model.said->words.find("(Limit)"), std::string::npos);
    EXPECT_TRUE(till.saw(till::shell::Signal::refused));
    EXPECT_TRUE(till.model.cash_register.state().cards.empty());
}

TEST_F(CardShell, an_unknown_end_is_settled_by_asking_never_by_charging_again) {
    begin();
    const auto first = attempt();
    report(Ended{.attempt = first, .outcome = Outcome::unknown, .reason = Reason::no_connection});
    ASSERT_TRUE(till.model.pay.card);
    EXPECT_FALSE(till.model.pay.card->busy);
    EXPECT_TRUE(offers(CardChoice::ask_again));
    EXPECT_TRUE(offers(CardChoice::was_paid));
    EXPECT_TRUE(offers(CardChoice::was_not_paid));
    // The cashier tries the card key again: first it is asked what became of the first time.
    till.act(till::pay::Action{till::pay::MethodPressed{till::pay::Method::card}});
    report(StateChanged{.state = State::ready, .last = "8"});
    EXPECT_EQ(wished<till::shell::EnquireCard>(), 1U);
    EXPECT_EQ(till.count<pos::sale::AskCard>(), 1U);
    report(Ended{.attempt = first, .outcome = Outcome::booked, .details = {.receipt = "8"}});
    EXPECT_EQ(till.count<pos::sale::AskCard>(), 1U) << "it was charged already";
    EXPECT_TRUE(offers(CardChoice::use));
    EXPECT_TRUE(offers(CardChoice::take_back));
    choose(CardChoice::use);
    EXPECT_EQ(till.model.screen, Screen::done);
    EXPECT_EQ(till.receipts.size(), 1U);
}

TEST_F(CardShell, asking_again_while_the_terminal_is_gone_leaves_it_open) {
    begin();
    report(Ended{.attempt = attempt(), .outcome = Outcome::unknown});
    choose(CardChoice::ask_again);
    report(StateChanged{.state = State::gone, .reason = Reason::not_reached});
    ASSERT_EQ(till.model.cash_register.state().cards.size(), 1U);
    EXPECT_EQ(till.model.cash_register.state().cards[0].state, CardState::unknown);
    EXPECT_TRUE(offers(CardChoice::ask_again));
    choose(CardChoice::ask_again);
    report(StateChanged{.state = State::ready, .last = "7"});
    report(Ended{.attempt = attempt(), .outcome = Outcome::declined});
    EXPECT_TRUE(till.model.cash_register.state().cards.empty());
}

TEST_F(CardShell, the_terminals_slips_are_printed) {
    begin();
    report(Ended{.attempt = attempt(),
                 .outcome = Outcome::booked,
                 .slips = {{drivers::card::Slip::For::customer, {{"KUNDENBELEG"}}}}});
    EXPECT_EQ(wished<till::shell::PrintCardSlips>(), 1U);
}

TEST_F(CardShell, a_scan_at_the_terminal_waits) {
    begin();
    till.scan("102");
    EXPECT_EQ(till.model.cash_register.state().cart.lines.size(), 1U);
    report(Ended{.attempt = attempt(), .outcome = Outcome::booked});
    ASSERT_EQ(till.model.cash_register.state().cart.lines.size(), 1U);
    EXPECT_EQ(till.model.cash_register.state().cart.lines[0].item.name, "Bananas");
}
