// Goal: a till whose people have PINs works for nobody until somebody signs on, locks when it is
// left, changes hands without losing the cart, and asks a manager for what a cashier may not do.
// Method: actions as a finger and a keyboard give them; PINs are answered as a store would.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>

#include "app/till/shell/updates.hpp"
#include "tests/support/shell_driver.hpp"

namespace {

using pos::people::Role;
using test::ShellDriver;
using testing::ElementsAre;
using testing::HasSubstr;
using till::prompt::Cancelled;
using till::prompt::Confirmed;
using till::prompt::Typed;
using till::sell::Key;
using till::shell::Screen;
namespace sign_on = till::sign_on;

till::shell::Signer person(std::uint8_t id, const char* name, Role role, bool has_pin = true) {
    pos::people::User user{.id = {}, .name = name, .role = role};
    user.id.bytes[15] = id;
    return {user, has_pin};
}

class People : public ::testing::Test {
protected:
    static ShellDriver::Shop shop() {
        ShellDriver::Shop shop;
        shop.people = {person(1, "Anna", Role::manager), person(2, "Eva", Role::manager),
                       person(3, "Max", Role::cashier), person(4, "Otto", Role::cashier, false)};
        shop.pins = {{"Anna", "2580"}, {"Eva", "9021"}, {"Max", "4711"}};
        shop.rights = pos::people::usual_rights_with_pins();
        return shop;
    }
    void choose(std::size_t index) { till_.act(sign_on::Action{sign_on::PersonChosen{index}}); }
    void prompt(const till::prompt::Action& action) {
        till_.act(sign_on::Action{sign_on::Prompted{action}});
    }
    void sign(std::size_t index, const std::string& pin) {
        choose(index);
        prompt(Typed{pin});
        prompt(Confirmed{});
        till_.answer_all();
    }
    void in_sell(const till::prompt::Action& action) {
        till_.act(till::sell::Action{till::sell::Prompted{action}});
    }
    const std::string& at_till() { return till_.model.cash_register.state().user.name; }
    const std::string& refusal() { return till_.model.sign_on.prompt.refusal; }
    std::vector<pos::journal::SettingChanged> approvals() {
        std::vector<pos::journal::SettingChanged> found;
        for (const auto& effect : till_.done) {
            const auto* told = std::get_if<pos::sale::Effect>(&effect);
            const auto* store = told ? std::get_if<pos::sale::Store>(told) : nullptr;
            if (store == nullptr) continue;
            for (const auto& event : store->events) {
                if (const auto* one = std::get_if<pos::journal::SettingChanged>(&event))
                    found.push_back(*one);
            }
        }
        return found;
    }
    /// Max may change settings, has opened the till and stands there.
    void cashier_comes_to_settings() {
        till_.people.rights.set(pos::people::Operation::settings, true);
        till_.tell_people();
        sign(2, "4711");
        till_.open_till();
        till_.press(Key::settings);
    }
    /// Max has signed on and opened the till, and milk is in the cart.
    void max_sells() {
        sign(2, "4711");
        till_.open_till();
        till_.scan("101");
    }
    void change_price() {
        till_.press(Key::price);
        in_sell(Typed{"1.00"});
        in_sell(till::prompt::ReasonChosen{1});
        in_sell(Confirmed{});
    }

    ShellDriver till_{shop()};
};

TEST(PeopleWithoutPins, are_not_asked) {
    ShellDriver::Shop shop;
    shop.people = {person(1, "Anna", Role::manager, false), person(3, "Max", Role::cashier, false)};
    ShellDriver till{shop};
    EXPECT_EQ(till.model.screen, Screen::opening);
    till.open_till();
    till.act(till::shell::LockPressed{});
    EXPECT_EQ(till.model.screen, Screen::sell);
    EXPECT_FALSE(till.model.sell.has_people);
    EXPECT_FALSE(till.model.sell.status.person_locks);
    till.model.people.used_at = {0};
    till.act(till::shell::ClockTicked{});
    EXPECT_EQ(till.model.screen, Screen::sell);
}

TEST_F(People, begins_with_nobody_and_says_whom_it_waits_for) {
    EXPECT_EQ(till_.model.screen, Screen::sign_on);
    const auto& s = till_.model.sign_on;
    std::vector<std::string> shown;
    for (const auto& one : s.people) shown.push_back(one.name + ", " + one.note);
    EXPECT_THAT(shown,
                ElementsAre("Anna, Manager", "Eva, Manager", "Max, Cashier", "Otto, no PIN"));
    EXPECT_EQ(s.prompt.about, "Anna");
    EXPECT_FALSE(s.prompt.may_cancel);
    EXPECT_EQ(s.status.person, "");
    EXPECT_EQ(s.about, "Corner shop · Sunday 22 November 2026");
}

TEST(PeopleWithPins, hear_what_was_recovered_once_somebody_is_there) {
    ShellDriver::Shop shop;
    shop.people = {person(1, "Anna", Role::manager)};
    shop.pins = {{"Anna", "2580"}};
    ShellDriver till{shop};
    till.model.said = till::shell::Said{till::common::Level::good, "Two lines are back."};
    (void)till::shell::start(till.model, till.context());
    EXPECT_FALSE(till.model.said.has_value());
    till.act(sign_on::Action{sign_on::Prompted{Typed{"2580"}}});
    till.act(sign_on::Action{sign_on::Prompted{Confirmed{}}});
    till.answer_all();
    EXPECT_EQ(till.model.said->words, "Two lines are back.");
}

TEST_F(People, a_manager_lets_a_cashier_to_the_backups_from_the_strip) {
    max_sells();
    till_.model.backups_possible = true;
    const auto open = [&] {
        till_.act(till::backups::Action{till::backups::Opened{}});
        ASSERT_EQ(till_.model.screen, Screen::sign_on);
    };
    open();
    prompt(Cancelled{});
    EXPECT_EQ(till_.model.screen, Screen::sell);
    till_.press(Key::settings);
    sign(0, "2580");
    EXPECT_EQ(till_.model.screen, Screen::settings) << "which is what was asked for now";
    till_.act(till::settings::Action{till::settings::BackPressed{}});
    open();
    sign(0, "2580");
    EXPECT_EQ(till_.model.screen, Screen::backups);
}

TEST_F(People, a_pin_lets_its_person_in_whom_the_events_carry) {
    sign(2, "4711");
    EXPECT_EQ(till_.model.screen, Screen::opening);
    EXPECT_EQ(at_till(), "Max");
    EXPECT_THAT(till_.model.said->words, HasSubstr("Max works at this till now."));
    till_.open_till();
    till_.scan("101");
    till_.press(Key::exact_cash);
    till_.answer_all();
    EXPECT_EQ(till_.receipts.begin()->second.cashier.name, "Max");
    EXPECT_EQ(till_.model.done.status.person, "Max");
}

TEST_F(People, only_digits_are_taken_and_another_person_begins_anew) {
    choose(2);
    prompt(Typed{"4a7,1"});
    EXPECT_EQ(till_.model.sign_on.prompt.text, "471");
    prompt(Typed{"1234567890"});
    EXPECT_EQ(till_.model.sign_on.prompt.text, "12345678");
    till_.act(sign_on::Action{sign_on::PersonMoved{1}});
    EXPECT_EQ(till_.model.sign_on.prompt.text, "");
    EXPECT_EQ(till_.model.sign_on.prompt.about, "Otto");
    till_.act(sign_on::Action{sign_on::PersonMoved{9}});
    EXPECT_EQ(till_.model.sign_on.chosen, 3U);
    prompt(Confirmed{});
    EXPECT_EQ(till_.count<pos::sale::Store>(), 0U);
    EXPECT_EQ(till_.model.people.asked, 0U) << "an empty PIN is not tried";
}

TEST_F(People, wrong_pins_are_said_with_how_long_the_next_must_wait) {
    sign(2, "1470");
    EXPECT_EQ(refusal(), "That is not Max’s PIN.");
    EXPECT_EQ(till_.model.sign_on.prompt.text, "");
    EXPECT_TRUE(till_.saw(till::shell::Signal::refused));
    sign(2, "1470");
    sign(2, "1470");
    EXPECT_EQ(refusal(), "That is not Max’s PIN. The next try is possible in 5 seconds.");
    EXPECT_EQ(till_.model.screen, Screen::sign_on);
    EXPECT_EQ(till_.model.people.locked, true);
    till_.model.people.asked = 77;
    till_.act(till::shell::PinTried{.ask = 77,
                                    .outcome = till::shell::PinTried::Outcome::must_wait,
                                    .user = {},
                                    .wait_ms = 180'001});
    EXPECT_EQ(refusal(), "The next try is possible in 4 minutes.");
    sign(3, "1470");
    EXPECT_THAT(refusal(), HasSubstr("Otto has no PIN at this till yet."));
}

TEST_F(People, a_pin_that_could_not_be_tried_and_an_answer_that_comes_late) {
    choose(2);
    prompt(Typed{"4711"});
    prompt(Confirmed{});
    const auto ask = till_.model.people.asked;
    prompt(Confirmed{});
    EXPECT_EQ(till_.model.people.asked, ask) << "one try at a time";
    till_.waiting.clear();
    till_.act(till::shell::PinTried{.ask = ask + 1,
                                    .outcome = till::shell::PinTried::Outcome::right,
                                    .user = person(3, "Max", Role::cashier).user});
    EXPECT_EQ(till_.model.screen, Screen::sign_on);
    till_.act(till::shell::PinTried{
        .ask = ask,
        .user = {},
        .why = pos::store::StoreError{pos::store::StoreErrorKind::disk_full, {}, {}}});
    EXPECT_NE(refusal(), "");
    sign(2, "4711");
    EXPECT_EQ(at_till(), "Max");
}

TEST_F(People, locking_keeps_the_cart_for_whoever_comes_next) {
    max_sells();
    EXPECT_TRUE(till_.model.sell.status.person_locks);
    till_.press(Key::lock);
    till_.answer_all();
    EXPECT_EQ(till_.model.screen, Screen::sign_on);
    EXPECT_EQ(till_.model.sign_on.prompt.about, "Max") << "who was at it is chosen";
    till_.scan("102");
    EXPECT_THAT(till_.model.said->words, HasSubstr("Nobody has signed on."));
    EXPECT_EQ(till_.model.screen, Screen::sign_on);
    till_.act(till::shell::PrinterChanged{.state = till::shell::PrinterState::paper_out});
    EXPECT_EQ(till_.model.screen, Screen::sign_on);
    sign(0, "2580");
    EXPECT_EQ(at_till(), "Anna");
    EXPECT_EQ(till_.model.screen, Screen::sell);
    ASSERT_EQ(till_.model.sell.rows.size(), 1U);
}

TEST_F(People, whoever_comes_next_finds_no_screen_of_the_one_before) {
    sign(0, "2580");
    till_.open_till();
    till_.press(Key::settings);
    ASSERT_EQ(till_.model.screen, Screen::settings);
    EXPECT_THAT(till_.model.settings.locks, ElementsAre("never", "1 min", "5 min", "15 min"));
    EXPECT_EQ(till_.model.settings.lock, 2U);
    till_.act(till::shell::LockPressed{});
    till_.answer_all();
    sign(2, "4711");
    EXPECT_EQ(till_.model.screen, Screen::sell);
}

TEST_F(People, a_till_that_is_left_locks_by_itself) {
    max_sells();
    const auto minutes_later = [&](int minutes) {
        till_.model.people.used_at.unix_ms -= minutes * 60'000;
        till_.act(till::shell::ClockTicked{});
        till_.answer_all();
    };
    minutes_later(4);
    EXPECT_EQ(till_.model.screen, Screen::sell);
    till_.scan("102");
    minutes_later(4);
    EXPECT_EQ(till_.model.screen, Screen::sell) << "a scan is a sign of life";
    minutes_later(1);
    EXPECT_EQ(till_.model.screen, Screen::sign_on);
    sign(2, "4711");
    till_.model.people.lock_minutes = 0;
    minutes_later(600);
    EXPECT_EQ(till_.model.screen, Screen::sell);
    till_.act(till::settings::Action{till::settings::LockChosen{1}});
    EXPECT_EQ(till_.model.people.lock_minutes, 1);
    const auto* saved = std::get_if<till::shell::SaveSetting>(&till_.done.back());
    ASSERT_NE(saved, nullptr);
    EXPECT_EQ(saved->key + "=" + saved->value, "lock_minutes=1");
}

TEST_F(People, a_badge_signs_on_at_a_locked_till) {
    const auto badge = [&](const till::shell::Signer& who) {
        till_.act(till::shell::Scanned{"0411"});
        till_.waiting.clear();
        till_.act(
            till::shell::CodeAnswered{till_.model.code_asked, till::shell::PersonFound{who.user}});
        till_.answer_all();
    };
    badge(person(3, "Max", Role::cashier));
    EXPECT_EQ(till_.model.screen, Screen::opening);
    EXPECT_EQ(at_till(), "Max");
    till_.open_till();
    till_.scan("101");
    change_price();
    ASSERT_EQ(till_.model.screen, Screen::sign_on);
    badge(person(3, "Max", Role::cashier));
    EXPECT_THAT(refusal(), HasSubstr("Max cannot approve this."));
    badge(person(2, "Eva", Role::manager));
    EXPECT_EQ(till_.model.sell.total, "£1.00");
    EXPECT_EQ(at_till(), "Max");
}

TEST_F(People, a_manager_approves_one_action_in_line) {
    max_sells();
    change_price();
    ASSERT_EQ(till_.model.screen, Screen::sign_on);
    const auto& s = till_.model.sign_on;
    EXPECT_EQ(s.title, "A manager is needed");
    EXPECT_EQ(s.about, "Max wants to: change a price");
    ASSERT_EQ(s.people.size(), 2U) << "managers with a PIN alone";
    EXPECT_EQ(s.prompt.reasons.front(), "Damaged") << "the reason that was given already";
    EXPECT_EQ(s.status.person, "Max");
    till_.scan("102");
    EXPECT_EQ(till_.model.said->words, "A manager is needed");
    sign(1, "1111");
    EXPECT_EQ(till_.model.screen, Screen::sign_on);
    sign(1, "9021");
    EXPECT_EQ(till_.model.screen, Screen::sell);
    EXPECT_EQ(till_.model.sell.total, "£1.00");
    EXPECT_FALSE(till_.model.sell.prompt.has_value());
    EXPECT_THAT(till_.model.said->words, HasSubstr("Eva has approved it."));
    EXPECT_EQ(at_till(), "Max");
    ASSERT_EQ(approvals().size(), 1U);
    EXPECT_EQ(approvals()[0].user.name, "Max");
    EXPECT_EQ(approvals()[0].from, "Eva");
    EXPECT_EQ(approvals()[0].key, "approved.override_price");
    EXPECT_EQ(approvals()[0].to, "Damaged");
    change_price();
    EXPECT_EQ(till_.model.screen, Screen::sign_on) << "it was for one action";
}

TEST_F(People, an_approved_correction_says_what_the_payment_counts_as) {
    max_sells();
    till_.press(Key::card);
    till_.answer_all();
    till_.act(till::done::Action{till::done::CorrectPayment{}});
    till_.answer_all();
    in_sell(till::prompt::ReasonChosen{0});
    in_sell(Confirmed{});
    ASSERT_EQ(till_.model.screen, Screen::sign_on);
    sign(1, "9021");
    EXPECT_EQ(till_.model.said->words,
              "Eva has approved it. Receipt B01-T1-000001: Card 1.19 now counts as Cash.");
}

TEST_F(People, an_approval_that_is_not_wanted_any_more_leaves_all_as_it_was) {
    max_sells();
    change_price();
    prompt(Cancelled{});
    EXPECT_EQ(till_.model.screen, Screen::sell);
    EXPECT_TRUE(till_.model.sell.prompt.has_value());
    EXPECT_EQ(till_.model.sell.total, "£1.19");
    EXPECT_TRUE(approvals().empty());
    till_.scan("102");
    EXPECT_EQ(till_.model.sell.rows.size(), 2U);
}

TEST_F(People, approvals_lead_where_the_action_does) {
    max_sells();
    till_.press(Key::settings);
    ASSERT_EQ(till_.model.screen, Screen::sign_on);
    EXPECT_EQ(till_.model.sign_on.about, "Max wants to: change the settings");
    sign(0, "2580");
    EXPECT_EQ(till_.model.screen, Screen::settings);
    till_.act(till::settings::Action{till::settings::BackPressed{}});
    till_.press(Key::basket_discount);
    in_sell(Typed{"20"});
    in_sell(Confirmed{});
    EXPECT_EQ(till_.model.sign_on.about, "Max wants to: give more than 10 % discount");
    sign(0, "2580");
    EXPECT_EQ(till_.model.sell.total, "£0.95");
    till_.press(Key::cash_in_out);
    in_sell(Typed{"5"});
    in_sell(till::prompt::ReasonChosen{0});
    in_sell(Confirmed{});
    ASSERT_EQ(till_.model.screen, Screen::sign_on);
    sign(0, "2580");
    EXPECT_EQ(till_.model.screen, Screen::sell);
    EXPECT_EQ(approvals().size(), 3U);
}

TEST_F(People, without_another_manager_it_stays_refused) {
    till_.model.people.signers[1].has_pin = false;
    till_.model.people.signers[0].has_pin = false;
    sign(2, "4711");
    till_.open_till();
    till_.scan("101");
    change_price();
    EXPECT_EQ(till_.model.screen, Screen::sell);
    EXPECT_EQ(till_.model.sell.prompt->refusal, "A manager is needed for this.");
}

TEST_F(People, a_till_whose_last_pin_is_gone_opens) {
    till_.act(till::shell::SignersRead{{person(1, "Anna", Role::manager, false)}});
    EXPECT_EQ(till_.model.screen, Screen::opening);
}

TEST_F(People, the_one_who_was_chosen_stays_so_while_others_come) {
    choose(2);
    prompt(Typed{"47"});
    till_.act(
        till::shell::SignersRead{{person(9, "Ada", Role::cashier), person(1, "Anna", Role::manager),
                                  person(3, "Max", Role::cashier)}});
    EXPECT_EQ(till_.model.sign_on.chosen, 2U);
    EXPECT_EQ(till_.model.sign_on.prompt.text, "47");
    till_.act(till::shell::SignersRead{{person(1, "Anna", Role::manager)}});
    EXPECT_EQ(till_.model.sign_on.chosen, 0U);
    EXPECT_EQ(till_.model.sign_on.prompt.text, "");
}

// ---- who may no more what they did ----

TEST_F(People, whoever_may_no_more_leaves_what_was_open) {
    sign(0, "2580");
    till_.open_till();
    const auto open_settings = [&] { till_.press(Key::settings); };
    const auto open_people = [&] {
        open_settings();
        till_.act(till::settings::Action{till::settings::PeoplePressed{}});
        till_.answer_all();
        till_.act(till::editor::Action{till::editor::RowTapped{2}});
    };
    const auto open_goods = [&] { till_.press(Key::goods); };
    const auto open_file = [&] {
        open_settings();
        till_.act(till::settings::Action{till::settings::GoodsPressed{}});
    };
    const auto open_devices = [&] {
        open_settings();
        till_.act(till::settings::Action{till::settings::DevicesPressed{}});
    };
    till_.people.people[0].user.role = Role::manager;
    for (const std::function<void()>& open : std::vector<std::function<void()>>{
             open_settings, open_people, open_goods, open_file, open_devices}) {
        open();
        const Screen opened = till_.model.screen;
        ASSERT_NE(opened, Screen::sell);
        till_.people.people[0].user.role = Role::cashier;
        till_.tell_people();
        EXPECT_EQ(till_.model.cash_register.state().user.role, Role::cashier);
        EXPECT_EQ(till_.model.screen, Screen::sell) << static_cast<int>(opened);
        EXPECT_EQ(till_.model.said->words, "A manager is needed for this.");
        till_.people.people[0].user.role = Role::manager;
        till_.tell_people();
    }
}

TEST_F(People, a_right_that_is_taken_away_closes_what_it_opened) {
    till_.people.rights.set(pos::people::Operation::goods, true);
    till_.tell_people();
    sign(2, "4711");
    till_.open_till();
    till_.press(Key::goods);
    ASSERT_EQ(till_.model.screen, Screen::editor);
    till_.people.rights.set(pos::people::Operation::goods, false);
    till_.tell_people();
    EXPECT_EQ(till_.model.screen, Screen::sell);
}

TEST_F(People, what_was_approved_stays_open_while_goods_change) {
    sign(2, "4711");
    till_.open_till();
    till_.press(Key::goods);
    sign(0, "2580");
    ASSERT_EQ(till_.model.screen, Screen::editor);
    till_.act(till::shell::CatalogueChanged{});
    till_.answer_all();
    till_.tell_people();
    EXPECT_EQ(till_.model.screen, Screen::editor);
}

TEST_F(People, somebody_is_renewed_once_the_register_is_free) {
    sign(0, "2580");
    till_.open_till();
    till_.scan("101");
    till_.press(Key::pay);
    till_.act(till::pay::Action{till::pay::ExactTapped{}});
    ASSERT_NE(till_.model.cash_register.state().waiting, pos::sale::Waiting::nothing);
    const auto waiting = std::exchange(till_.waiting, {});
    till_.people.people[0].user.role = Role::cashier;
    till_.tell_people();
    EXPECT_EQ(till_.model.cash_register.state().user.role, Role::manager);
    till_.waiting = waiting;
    till_.answer_all();
    EXPECT_EQ(till_.model.cash_register.state().user.role, Role::cashier);
}

// ---- a file of goods ----

TEST_F(People, a_file_of_goods_needs_the_right_to_change_goods) {
    cashier_comes_to_settings();
    till_.act(till::settings::Action{till::settings::GoodsPressed{}});
    EXPECT_EQ(till_.model.screen, Screen::sign_on);
    EXPECT_EQ(till_.model.sign_on.about, "Max wants to: change goods and prices");
    sign(0, "2580");
    EXPECT_EQ(till_.model.screen, Screen::goods);
}

TEST_F(People, a_file_that_is_dropped_needs_it_too_and_is_looked_at_then) {
    cashier_comes_to_settings();
    till_.act(till::shell::FileDropped{"/tmp/goods.csv"});
    EXPECT_EQ(till_.model.screen, Screen::sign_on);
    prompt(Cancelled{});
    EXPECT_EQ(till_.model.screen, Screen::settings);
    till_.act(till::shell::FileDropped{"/tmp/goods.csv"});
    sign(0, "2580");
    EXPECT_EQ(till_.model.screen, Screen::goods);
    EXPECT_EQ(till_.model.goods.file, "/tmp/goods.csv");
}

TEST_F(People, goods_that_are_asked_for_after_a_file_was_not_open_as_goods) {
    cashier_comes_to_settings();
    till_.act(till::settings::Action{till::settings::GoodsPressed{}});
    prompt(Cancelled{});
    till_.act(till::settings::Action{till::settings::ItemsPressed{}});
    sign(0, "2580");
    EXPECT_EQ(till_.model.screen, Screen::editor);
}

}  // namespace
