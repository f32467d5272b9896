// Goal: what is in the cart is paid with the credit that this till has of an account, chosen by
// search or scan, from the pay screen; what exceeds it is said, what is left is given back.
// Method: actions in, the driver answers; milk costs 1.19.
#include "tests/support/shell_driver.hpp"

namespace {

namespace bills = till::bills;
namespace feed = pos::store::feed;
namespace pay = till::pay;
using till::shell::Screen;

class ShellCredit : public testing::Test {
protected:
    ShellCredit() {
        till_.open_till();
        feed::KnownAccount otto;
        otto.account.bytes[15] = 53;
        otto.number = "A-1042";
        otto.customer = "K1";
        otto.name = "Otto Müller";
        otto.ahead = otto.taken_here = pos::zero(till_.currency());
        otto.has_credit = true;
        otto.lots = {{{4'000, till_.currency()}, {0}, std::nullopt}};
        feed::KnownLease lease;
        lease.lease.bytes[15] = 91;
        lease.amount = {300, till_.currency()};
        lease.left = {200, till_.currency()};
        lease.floor_left = {50, till_.currency()};
        otto.leases = {lease};
        feed::KnownAccount ada;
        ada.account.bytes[15] = 54;
        ada.number = "A-1043";
        ada.name = "Ada Lovelace";
        ada.ahead = ada.taken_here = pos::zero(till_.currency());
        till_.accounts = {otto, ada};
        till_.accounts_heard_at = pos::Instant{1'790'000'000'000};
        till_.act(till::shell::OfficeChanged{.joined = true, .online = false});
        till_.act(till::shell::ClockTicked{});
        till_.answer_all();
    }
    void sell(int pieces) {
        for (int i = 0; i < pieces; ++i) {
            till_.scan("101");
            till_.answer_all();
        }
        till_.press(till::sell::Key::pay);
        till_.answer_all();
    }
    void choose(const std::string& words) {
        act(bills::InputTyped{words});
        till_.answer_all();
        act(bills::Taken{});
    }
    void act(const bills::Action& action) { till_.act(till::shell::Action{action}); }
    void press(const pay::Action& action) { till_.act(till::shell::Action{action}); }
    const till::shell::Model& model() const { return till_.model; }
    const pos::sale::State& state() const { return model().cash_register.state(); }
    /// What the register asked to be stored of credit, in order.
    template <class Event>
    std::vector<Event> stored() const {
        std::vector<Event> found;
        for (const auto& effect : till_.done) {
            const auto* told = std::get_if<pos::sale::Effect>(&effect);
            const auto* store = told ? std::get_if<pos::sale::Store>(told) : nullptr;
            for (const auto& event : store ? store->events : std::vector<pos::journal::Event>{}) {
                if (const auto* one = std::get_if<Event>(&event)) found.push_back(*one);
            }
        }
        return found;
    }

    test::ShellDriver till_;
};

TEST_F(ShellCredit, pays_the_cart_of_an_account_that_is_looked_for) {
    sell(1);
    ASSERT_EQ(model().screen, Screen::pay);
    EXPECT_EQ(model().pay.credit_key, "Credit");
    press(pay::CreditPressed{});
    till_.answer_all();
    EXPECT_EQ(model().screen, Screen::bills);
    choose("Otto");
    EXPECT_TRUE(model().bills.paying);
    EXPECT_TRUE(model().bills.can_pay_credit);
    EXPECT_EQ(model().bills.credit_pays, "£1.19") << "what is due";
    EXPECT_NE(model().bills.about.find("£2.00 of it to spend at this till"), std::string::npos)
        << model().bills.about;
    EXPECT_FALSE(model().bills.as_of.empty());  // how fresh that is
    act(bills::CreditPressed{});
    till_.answer_all();
    EXPECT_EQ(model().screen, Screen::done);
    const auto used = stored<pos::journal::CreditUsed>();
    ASSERT_EQ(used.size(), 1U);
    EXPECT_EQ(used[0].account_number, "A-1042");
    EXPECT_EQ(used[0].parts[0].amount.minor, 119);
    EXPECT_EQ(used[0].parts[0].over.minor, 0);
    EXPECT_EQ(used[0].left.minor, 81);
    EXPECT_EQ(used[0].known_at, till_.accounts_heard_at);
}

TEST_F(ShellCredit, says_what_exceeds_it_and_refuses_what_exceeds_the_floor) {
    sell(2);  // 2.38 of 2.00, and 0.50 above
    press(pay::CreditPressed{});
    till_.answer_all();
    choose("Otto");
    act(bills::CreditPressed{});
    EXPECT_EQ(model().pay.message.words,
              "£0.38 is more than the credit: the customer will owe it.");
    till_.answer_all();
    EXPECT_EQ(stored<pos::journal::CreditUsed>()[0].parts[0].over.minor, 38);
    // It stays on the screen until the next sale.
    EXPECT_NE(model().done.note.find("£0.38 is more than the credit"), std::string::npos)
        << model().done.note;
    till_.act(till::shell::Action{till::done::Action{till::done::NextSale{}}});
    sell(3);
    press(pay::KeyedChanged{"357"});
    press(pay::CreditPressed{});
    till_.answer_all();
    choose("Otto");
    act(bills::CreditPressed{});
    EXPECT_EQ(model().bills.message.words,
              "There is not so much credit. Type less, and pay the rest in another way.");
    EXPECT_TRUE(state().cart.tenders.empty());
}

TEST_F(ShellCredit, pays_what_was_keyed_and_leaves_the_rest) {
    sell(3);
    press(pay::KeyedChanged{"200"});
    press(pay::CreditPressed{});
    till_.answer_all();
    choose("Otto");
    act(bills::CreditPressed{});
    EXPECT_EQ(model().screen, Screen::pay);
    ASSERT_EQ(state().cart.tenders.size(), 1U);
    EXPECT_EQ(state().cart.tenders[0].amount.minor, 200);
    EXPECT_TRUE(model().pay.keyed.empty());
}

TEST_F(ShellCredit, pays_what_there_is_where_more_is_due) {
    sell(3);  // 3.57 of 2.00, and 0.50 above
    press(pay::CreditPressed{});
    till_.answer_all();
    choose("Otto");
    EXPECT_EQ(model().bills.credit_pays, "£2.00");
    act(bills::CreditPressed{});
    EXPECT_EQ(model().screen, Screen::pay);
    ASSERT_EQ(state().cart.tenders.size(), 1U);
    EXPECT_EQ(state().cart.tenders[0].amount.minor, 200);
    EXPECT_TRUE(stored<pos::journal::CreditUsed>().empty()) << "the rest is still due";
}

TEST_F(ShellCredit, goes_back_to_the_payment_without_it) {
    sell(1);
    press(pay::CreditPressed{});
    till_.answer_all();
    choose("Ada");
    EXPECT_FALSE(model().bills.can_pay_credit);
    act(bills::CreditPressed{});
    EXPECT_EQ(model().bills.message.words, "This till has no credit to spend here.");
    act(bills::BackPressed{});
    till_.answer_all();
    act(bills::BackPressed{});
    EXPECT_EQ(model().screen, Screen::pay);
    EXPECT_TRUE(state().cart.tenders.empty());
}

TEST_F(ShellCredit, is_given_back_where_the_account_is) {
    till_.press(till::sell::Key::bill);
    till_.answer_all();
    choose("Otto");
    EXPECT_FALSE(model().bills.paying);
    ASSERT_TRUE(model().bills.can_give_back);
    act(bills::GiveBackPressed{});
    EXPECT_EQ(model().bills.message.words, "£2.00 of credit goes back to head office.");
    till_.answer_all();
    const auto given = stored<pos::journal::CreditGivenUp>();
    ASSERT_EQ(given.size(), 1U);
    ASSERT_EQ(given[0].leases.size(), 1U);
    EXPECT_EQ(given[0].leases[0].left.minor, 200);
    EXPECT_FALSE(model().bills.can_give_back);
}

TEST_F(ShellCredit, goes_back_with_the_close_of_the_day) {
    pos::journal::GivenUpLease lease;
    lease.lease.bytes[15] = 91;
    lease.account.bytes[15] = 53;
    lease.left = {200, till_.currency()};
    till_.to_give_up = {lease};
    till_.press(till::sell::Key::close_day);
    till_.answer_all();
    ASSERT_EQ(model().screen, Screen::closing);
    const std::size_t count = model().closing.tenders.size();
    for (std::size_t at = 0; at < count; ++at) {
        till_.act(till::shell::Action{till::closing::Action{till::closing::AsExpected{}}});
    }
    till_.act(till::shell::Action{till::closing::Action{till::closing::Confirmed{}}});
    till_.answer_all();
    const auto given = stored<pos::journal::CreditGivenUp>();
    ASSERT_EQ(given.size(), 1U);
    EXPECT_EQ(given[0].leases, std::vector{lease});
    EXPECT_EQ(stored<pos::journal::ShiftClosed>().size(), 1U);
}

TEST_F(ShellCredit, of_which_nothing_new_is_known_stays_at_the_close_of_the_day) {
    pos::journal::GivenUpLease lease;
    lease.lease.bytes[15] = 91;
    lease.account.bytes[15] = 53;
    lease.left = {200, till_.currency()};
    till_.act(till::shell::AccountsKnown{true, true, {lease}});  // some of it may be spent since
    till_.press(till::sell::Key::close_day);
    const std::size_t count = model().closing.tenders.size();
    for (std::size_t at = 0; at < count; ++at) {
        till_.act(till::shell::Action{till::closing::Action{till::closing::AsExpected{}}});
    }
    till_.act(till::shell::Action{till::closing::Action{till::closing::Confirmed{}}});
    till_.answer_all();
    EXPECT_TRUE(stored<pos::journal::CreditGivenUp>().empty());
    EXPECT_EQ(stored<pos::journal::ShiftClosed>().size(), 1U);
}

TEST_F(ShellCredit, is_offered_where_the_till_has_some_alone) {
    till_.accounts[0].leases.clear();
    till_.act(till::shell::AccountsKnown{true, false, {}});
    sell(1);
    EXPECT_TRUE(model().pay.credit_key.empty());
}

}  // namespace
