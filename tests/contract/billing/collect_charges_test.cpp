// Goal: whoever serves charges invoices on their days and then leaves them to reminders, and fills
// each wallet once each time that it gets low, whichever process does so and whatever gets lost.
// Method: two processes over one office of either engine, an emulated provider, a clock that is
// moved day by day.
#include "app/core/billing/collect_charges.hpp"

#include <gtest/gtest.h>

#include "app/core/billing/instalments.hpp"
#include "app/core/billing/top_ups.hpp"
#include "app/core/billing/wallet.hpp"
#include "pos/store/billing/customers.hpp"
#include "pos/store/billing/wallets.hpp"
#include "tests/contract/billing/provider_office.hpp"

namespace {

namespace billing = app::core::billing;
namespace stored = pos::store::billing;

class ChargesByThemselves : public test::ProviderOffice {
protected:
    void collect(const std::string& account) { method({.account = account, .collects = true}); }
    app::core::Outcome<void> rule(billing::NewTopUp asked) {
        auto open = books();
        asked.charged = true;
        return billing::change_top_up(open, asked, clock_.at);
    }
    std::string refusal(const billing::NewTopUp& asked) {
        const auto done = rule(asked);
        return done ? "" : done.error().about;
    }
    void fill_wallet(const std::string& below, const std::string& amount, std::int64_t most = 3) {
        const auto done =
            rule({.account = "1", .below = below, .amount = amount, .most_a_month = most});
        ASSERT_TRUE(done) << done.error().words;
    }
    stored::TopUpRule rule_of(const std::string& account) {
        const auto whose = stored::account_of_number(*db_, account);
        return stored::top_up_rule(*db_, (*whose)->stored.account.id)->value();
    }
    std::int64_t balance(const std::string& account) {
        const auto whose = stored::account_of_number(*db_, account);
        const auto& found = (*whose)->stored.account;
        return billing::wallet_at(*db_, found.id, found.currency, clock_.at)->balance.minor;
    }
    /// Takes the wallet's only lots back, as if they had been used up.
    void empty_wallet() {
        auto open = books();
        const auto whose = stored::account_of_number(*db_, "1");
        const auto lots = stored::lots_of(*db_, (*whose)->stored.account.id, clock_.at).value();
        for (const auto& lot : lots) {
            if (lot.left_minor > 0) {
                ASSERT_TRUE(billing::void_credit(open, to_string(lot.row.lot), "test", clock_.at));
            }
        }
    }
};

TEST_P(ChargesByThemselves, ComeWhenAnInvoiceIsDue) {
    collect("1");
    bill("2026-11-01");  // due on the 15th
    go_to("2026-11-14");
    EXPECT_EQ(one_->daily(), Told{});
    go_to("2026-11-15");
    EXPECT_EQ(one_->daily(),
              Told{"Charged at the payment provider: 1 paid, 0 declined, 0 unknown."});
    EXPECT_EQ(two_->daily(), Told{});
    EXPECT_EQ(open_of("1"), 0);
    EXPECT_EQ(open_of("2"), 1'178) << "whose method does not collect";
    EXPECT_EQ(machine_.moved(), 1);
    expect_books_in_order();
}

TEST_P(ChargesByThemselves, AreTriedOnTheirDaysAndThenLeftToReminders) {
    collect("1");
    bill("2026-11-01");
    std::vector<std::string> tried;
    for (int day = 10; day <= 30; ++day) {
        go_to("2026-11-" + std::to_string(day));
        machine_.next({Trouble::decline});
        const auto before = machine_.bookings().size();
        (day % 2 == 0 ? one_ : two_)->daily();
        if (machine_.bookings().size() > before) tried.push_back(std::to_string(day));
    }
    EXPECT_EQ(tried, (std::vector<std::string>{"15", "18", "22"}));
    EXPECT_EQ(open_of("1"), 1'178);
    const auto all = all_attempts();
    ASSERT_EQ(all.size(), 3U);
    for (const auto& one : all) EXPECT_EQ(one.row.state, State::declined);
    // A person may try once more.
    machine_.next({});
    auto open = books();
    const auto again = billing::retry_charge(open, all[0].row.key, clock_.at, random_);
    ASSERT_TRUE(again) << again.error().words;
    EXPECT_EQ(one_->daily(),
              Told{"Charged at the payment provider: 1 paid, 0 declined, 0 unknown."});
    EXPECT_EQ(open_of("1"), 0);
    expect_books_in_order();
}

TEST_P(ChargesByThemselves, AskAboutWhatIsUnknownAndChargeNothingAnew) {
    collect("1");
    bill("2026-11-01");
    go_to("2026-11-15");
    machine_.next({Trouble::cut_after});
    EXPECT_EQ(one_->daily(),
              Told{"Charged at the payment provider: 0 paid, 0 declined, 1 unknown."});
    EXPECT_EQ(two_->daily(), Told{}) << "not sooner than in a minute";
    minutes(1);
    machine_.next({Trouble::error_after});
    EXPECT_EQ(one_->daily(),
              Told{"Charged at the payment provider: 0 paid, 0 declined, 1 unknown."});
    minutes(1);
    EXPECT_EQ(one_->daily(),
              Told{"Charged at the payment provider: 1 paid, 0 declined, 0 unknown."});
    EXPECT_EQ(machine_.moved(), 1);
    EXPECT_EQ(all_attempts().size(), 1U);
    EXPECT_EQ(open_of("1"), 0);
    expect_books_in_order();
}

TEST_P(ChargesByThemselves, WaitWhereNobodyIsThere) {
    collect("1");
    bill("2026-11-01");
    go_to("2026-11-15");
    {
        auto open = books();
        auto away = setup();
        away.url = "http://127.0.0.1:1/v1";
        ASSERT_TRUE(billing::change_provider(open, away, clock_.at));
    }
    const auto told = one_->daily();
    ASSERT_EQ(told.size(), 1U);
    EXPECT_NE(told[0].find("the payment provider cannot be reached"), std::string::npos) << told[0];
    EXPECT_EQ(all_attempts()[0].row.state, State::prepared);
    {
        auto open = books();
        ASSERT_TRUE(billing::change_provider(open, setup(), clock_.at));
    }
    minutes(1);
    EXPECT_EQ(one_->daily(),
              Told{"Charged at the payment provider: 1 paid, 0 declined, 0 unknown."});
    EXPECT_EQ(all_attempts().size(), 1U);
    EXPECT_EQ(machine_.moved(), 1);
    expect_books_in_order();
}

TEST_P(ChargesByThemselves, LeaveAloneWhatIsDeferredAndMethodsThatExpired) {
    collect("1");
    collect("2");
    method({.account = "2", .until = "2026-11-10"});
    bill("2026-11-01");
    {
        auto open = books();
        const auto agreed = billing::agree_instalments(
            open, {.account = "1", .parts = 2, .first = "2026-12-15"}, false, clock_.at, random_);
        ASSERT_TRUE(agreed) << agreed.error().words;
    }
    go_to("2026-11-20");
    EXPECT_EQ(one_->daily(), Told{});
    EXPECT_TRUE(all_attempts().empty());
}

TEST_P(ChargesByThemselves, FillAWalletOnceEachTimeThatItGetsLow) {
    fill_wallet("10.00", "20.00");
    EXPECT_EQ(one_->daily(),
              Told{"Charged at the payment provider: 1 paid, 0 declined, 0 unknown."});
    EXPECT_EQ(two_->daily(), Told{});
    EXPECT_EQ(one_->daily(), Told{});
    EXPECT_EQ(balance("1"), 2'000);
    EXPECT_EQ(open_of("1"), 0) << "it is paid";
    EXPECT_EQ(machine_.bookings()[0].amount, "20.00");
    // A bill takes 11.78 of it and leaves less than ten.
    bill("2026-11-01");
    EXPECT_EQ(balance("1"), 822) << "the bill itself grants nothing: it is to be paid first";
    minutes(6);  // the other process is not heard of any more
    EXPECT_EQ(two_->daily(),
              Told{"Charged at the payment provider: 1 paid, 0 declined, 0 unknown."});
    EXPECT_EQ(one_->daily(), Told{});
    EXPECT_EQ(balance("1"), 2'822);
    EXPECT_EQ(machine_.moved(), 2);
    expect_books_in_order();
}

TEST_P(ChargesByThemselves, GrantCreditOnceItIsPaid) {
    fill_wallet("10.00", "20.00");
    machine_.next({Trouble::cut_after});
    one_->daily();
    EXPECT_EQ(balance("1"), 0) << "nobody knows yet";
    EXPECT_EQ(two_->daily(), Told{});
    EXPECT_EQ(all_attempts().size(), 1U) << "no second one beside it";
    minutes(6);
    two_->daily();
    EXPECT_EQ(balance("1"), 2'000);
    EXPECT_EQ(machine_.moved(), 1);
    expect_books_in_order();
}

TEST_P(ChargesByThemselves, FillAWalletNotTooOftenAMonth) {
    fill_wallet("10.00", "20.00", 2);
    for (int i = 0; i < 4; ++i) {
        one_->daily();
        empty_wallet();
        minutes(10);
    }
    EXPECT_EQ(machine_.moved(), 2);
    go_to("2026-11-30");
    EXPECT_EQ(one_->daily(), Told{});
    go_to("2026-12-01");
    EXPECT_EQ(one_->daily(),
              Told{"Charged at the payment provider: 1 paid, 0 declined, 0 unknown."});
    EXPECT_EQ(machine_.moved(), 3);
    expect_books_in_order();
}

TEST_P(ChargesByThemselves, ChargeNothingThatAnotherProcessFilledMeanwhile) {
    fill_wallet("10.00", "20.00");
    one_->daily();
    ASSERT_EQ(balance("1"), 2'000);
    // It has seen that the wallet was low, and comes too late.
    auto open = books();
    const auto late = billing::prepare_top_up(open, "1", 2'000, clock_.at, random_);
    ASSERT_TRUE(late) << late.error().words;
    EXPECT_EQ(one_->daily(), Told{});
    EXPECT_EQ(attempt(late->attempt.row.key).row.state, State::withdrawn);
    EXPECT_EQ(machine_.moved(), 1);
    EXPECT_EQ(balance("1"), 2'000);
    EXPECT_FALSE(rule_of("1").stopped_at) << "nothing is the matter with the rule";
    expect_books_in_order();
}

TEST_P(ChargesByThemselves, SeeWhoComesBehindThoseThatWereFilledOftenEnough) {
    fill_wallet("10.00", "20.00", 1);
    one_->daily();
    empty_wallet();
    ASSERT_TRUE(rule({.account = "2", .below = "10.00", .amount = "20.00", .most_a_month = 1}));
    const auto some =
        billing::wallets_to_fill(*db_, pos::make_date(2026, 11, 1), clock_.at, 1).value();
    ASSERT_EQ(some.size(), 1U);
    EXPECT_EQ(some[0].account, "2");
}

TEST_P(ChargesByThemselves, StopARuleThatIsDeclinedAndSaySo) {
    fill_wallet("10.00", "20.00");
    machine_.next({Trouble::decline});
    EXPECT_EQ(one_->daily(),
              (Told{"The wallet of account 1 tops itself up no more: No cover.",
                    "Charged at the payment provider: 0 paid, 1 declined, 0 unknown."}));
    EXPECT_EQ(rule_of("1").stopped_at, clock_.at);
    EXPECT_EQ(rule_of("1").stopped_said, "No cover");
    go_to("2026-11-10");
    EXPECT_EQ(one_->daily(), Told{});
    EXPECT_EQ(all_attempts().size(), 1U);
    auto open = books();
    const auto again = billing::retry_charge(open, all_attempts()[0].row.key, clock_.at, random_);
    ASSERT_TRUE(again) << again.error().words;
    EXPECT_FALSE(rule_of("1").stopped_at);
    one_->daily();
    EXPECT_EQ(balance("1"), 2'000);
    EXPECT_EQ(billing::resume_top_up(open, "2", clock_.at).error().about, "no_top_up");
    expect_books_in_order();
}

TEST_P(ChargesByThemselves, StopARuleWhoseMethodIsGone) {
    fill_wallet("10.00", "20.00");
    auto open = books();
    ASSERT_TRUE(billing::end_method(open, "1", clock_.at));
    const auto told = one_->daily();
    ASSERT_EQ(told.size(), 1U);
    EXPECT_NE(told[0].find("tops itself up no more"), std::string::npos) << told[0];
    EXPECT_FALSE(told[0].ends_with("..")) << told[0];
    EXPECT_TRUE(rule_of("1").stopped_at);
    EXPECT_EQ(one_->daily(), Told{});
    EXPECT_TRUE(machine_.bookings().empty());
}

TEST_P(ChargesByThemselves, RefuseRulesThatWouldNotDo) {
    EXPECT_EQ(refusal({.account = "1", .below = "10.00", .amount = "9.99", .most_a_month = 3}),
              "top_up_small");
    EXPECT_EQ(refusal({.account = "1", .below = "10.00", .amount = "20.00", .most_a_month = 0}),
              "top_up_most");
    EXPECT_EQ(refusal({.account = "1", .below = "10.00", .amount = "20.00", .most_a_month = 32}),
              "top_up_most");
    customer("3");
    EXPECT_EQ(refusal({.account = "3", .below = "10.00", .amount = "20.00", .most_a_month = 3}),
              "no_method");
    EXPECT_EQ(count("wallet_top_up"), 0);
    EXPECT_EQ(refusal({.account = "1", .below = "10.00", .amount = "10.00", .most_a_month = 31}),
              "");
}

TEST_P(ChargesByThemselves, NeedAProviderThatCanBeCalled) {
    auto open = books();
    const auto words = [&](billing::ProviderSetup change) {
        const auto done = billing::change_provider(open, change, clock_.at);
        return done ? std::string{} : done.error().words;
    };
    const auto has = [](const std::string& text, const char* part) {
        return text.find(part) != std::string::npos;
    };
    EXPECT_TRUE(has(words({.url = "http://pay.example"}), "in the open"));
    EXPECT_TRUE(has(words({.name = std::string(41, 'x')}), "name"));
    EXPECT_TRUE(has(words({.days = "1,2"}), "no days of tries"));
    EXPECT_TRUE(has(words({.patience_s = 51}), "from 1 to 50 seconds"));
    EXPECT_TRUE(has(words({.key_file = directory_.file("none")}), "is not there"));
    EXPECT_EQ(billing::read_provider(*db_).value(), setup()) << "as it was";
    std::filesystem::permissions(key_file_, std::filesystem::perms::others_read,
                                 std::filesystem::perm_options::add);
    EXPECT_TRUE(has(words({.days = "0,5"}), "may be read by others"));
}

}  // namespace

ON_EITHER_ENGINE(ChargesByThemselves);
