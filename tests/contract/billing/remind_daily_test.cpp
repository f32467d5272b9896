// Goal: customers are reminded by themselves on the day on which it is due, once however many
// processes serve; credit that has expired is booked likewise; what is refused is told. Method: two
// processes over one office on either engine, and a clock of the test's.
#include "app/core/billing/remind_daily.hpp"

#include <gtest/gtest.h>

#include <barrier>
#include <thread>

#include "app/core/billing/expire_daily.hpp"
#include "app/core/billing/wallet.hpp"
#include "pos/store/office/chores.hpp"
#include "tests/contract/billing/serving_office.hpp"

namespace {

namespace billing = app::core::billing;
using billing::TimeOfDay;

class RemindDaily : public test::ServingOffice {
protected:
    void SetUp() override {
        ServingOffice::SetUp();
        customer("1");
        subscribe("1", "GREEN", "2026-11-01");
        bill("2026-11-01");  // 11.78, due on 2026-11-15
    }
    void levels(const std::string& fee = "0") {
        auto open = books();
        ASSERT_TRUE(
            billing::change_levels(open, {{7, fee, "Reminder"}, {14, fee, "Second"}}, clock_.at));
    }
    void daily(std::optional<TimeOfDay> time) {
        auto open = books();
        const auto done = billing::change_daily_reminders(open, time, clock_.at);
        ASSERT_TRUE(done) << done.error().words;
    }
};

TEST_P(RemindDaily, RemindsOnTheDueDayOnce) {
    levels();
    go_to("2026-11-22");
    EXPECT_EQ(one_->daily(), Told{});  // nobody asked for it
    daily(TimeOfDay{12, 1});
    EXPECT_EQ(one_->daily(), Told{});
    clock_.at.unix_ms += 60'000;
    EXPECT_EQ(one_->daily(), Told{"Reminders of the day: 1 given."});
    EXPECT_EQ(one_->daily(), Told{});
    EXPECT_EQ(two_->daily(), Told{});
    go_to("2026-11-28");
    daily(TimeOfDay{7, 0});
    EXPECT_EQ(two_->daily(), Told{});  // looked at, and too early for the next level
    go_to("2026-11-29");
    EXPECT_EQ(two_->daily(), Told{"Reminders of the day: 1 given."});
    EXPECT_EQ(one_->daily(), Told{});
    EXPECT_EQ(count("reminder"), 2);
    expect_books_in_order();
}

TEST_P(RemindDaily, IsDoneByOneOfTwoAtOnce) {
    levels("5.00");
    daily(TimeOfDay{7, 0});
    go_to("2026-11-22");
    std::barrier start{2};
    Told first;
    Told second;
    {
        const std::jthread other{[&] {
            start.arrive_and_wait();
            second = two_->daily();
        }};
        start.arrive_and_wait();
        first = one_->daily();
    }
    EXPECT_EQ(first.size() + second.size(), 1U);
    EXPECT_EQ(count("reminder"), 1);
    EXPECT_EQ(open_of("1"), 1'178 + 500);  // one fee
    expect_books_in_order();
}

TEST_P(RemindDaily, GoesOnWhereOneWasKilledOrStopped) {
    levels();
    daily(TimeOfDay{7, 0});
    go_to("2026-11-22");
    EXPECT_EQ(one_->daily(false), Told{});  // and it is killed
    EXPECT_EQ(two_->daily(), Told{});
    clock_.at.unix_ms += pos::store::office::kChoreSilence_ms + 1;
    EXPECT_EQ(two_->daily(), Told{"Reminders of the day: 1 given."});
    go_to("2026-11-29");
    EXPECT_EQ(two_->daily(false), Told{});
    EXPECT_EQ(two_->daily(), Told{"Reminders of the day: 1 given."});
}

TEST_P(RemindDaily, TellsWhatIsRefusedAndWhatFails) {
    levels("0.005");  // no amount in euros
    daily(TimeOfDay{7, 0});
    go_to("2026-11-22");
    const auto told = one_->daily();
    ASSERT_EQ(told.size(), 1U);
    EXPECT_EQ(told[0].find("I2026-000001 is not reminded of, and is tried again tomorrow: "), 0U)
        << told[0];
    EXPECT_EQ(two_->daily(), Told{});
    {
        auto open = books();
        ASSERT_TRUE(billing::change_levels(open, {}, clock_.at));
    }
    go_to("2026-11-23");
    const Told none{
        "Nobody is reminded of what is overdue, and this is tried again: There are no levels of "
        "reminders: counterfoil remind levels."};
    EXPECT_EQ(one_->daily(), none);
    EXPECT_EQ(one_->daily(), Told{});  // told once
    levels();
    EXPECT_EQ(one_->daily(), Told{"Reminders of the day: 1 given."});
}

TEST_P(RemindDaily, IsRefusedWithoutLevels) {
    auto open = books();
    const auto refused = billing::change_daily_reminders(open, TimeOfDay{7, 0}, clock_.at);
    ASSERT_FALSE(refused);
    EXPECT_NE(refused.error().words.find("there are no levels"), std::string::npos)
        << refused.error().words;
    EXPECT_TRUE(billing::change_daily_reminders(open, std::nullopt, clock_.at));
    const auto wrong = billing::time_or_off("7:00");
    ASSERT_FALSE(wrong);
    EXPECT_EQ(wrong.error().words, "--daily 7:00 is no time such as 03:00, and not off.");
    EXPECT_FALSE(billing::time_or_off("off").value());
}

TEST_P(RemindDaily, CreditThatHasExpiredIsBookedOnceUnlessSaidOtherwise) {
    const auto grant = [&](const std::string& expires) {
        auto open = books();
        billing::NewLot lot{.account = "1", .amount = "5.00", .promotional = true};
        lot.expires = expires;
        const auto done = billing::grant_credit(open, lot, clock_.at, random_);
        ASSERT_TRUE(done) << done.error().words;
    };
    grant("2026-11-10");
    grant("2026-12-10");
    EXPECT_EQ(one_->daily(), Told{});
    go_to("2026-11-10");
    EXPECT_EQ(one_->daily(), Told{"Lots of credit that have expired and are booked: 1."});
    EXPECT_EQ(two_->daily(), Told{});
    EXPECT_EQ(count("wallet_move"), 1);
    {
        auto open = books();
        ASSERT_TRUE(billing::change_daily(open, billing::kDailyExpiry, std::nullopt, clock_.at));
    }
    go_to("2026-12-10");
    EXPECT_EQ(two_->daily(), Told{});
    {
        auto open = books();
        ASSERT_TRUE(billing::change_daily(open, billing::kDailyExpiry, TimeOfDay{0, 0}, clock_.at));
    }
    EXPECT_EQ(two_->daily(), Told{"Lots of credit that have expired and are booked: 1."});
    EXPECT_EQ(count("wallet_move"), 2);
    expect_books_in_order();
}

ON_EITHER_ENGINE(RemindDaily);

}  // namespace
