// Goal: bills are made by themselves once a day when their time has come, whichever process does
// it; one that was killed or stopped at it is followed; nothing is made where nobody asked for it.
#include "app/core/billing/bill_daily.hpp"

#include <gtest/gtest.h>

#include "pos/store/office/chores.hpp"
#include "tests/contract/billing/billing_office.hpp"

namespace {

using app::core::billing::BillRunReport;
using app::core::billing::parse_time_of_day;
using app::core::billing::TimeOfDay;

class BillDaily : public test::BillingOffice {
protected:
    void SetUp() override {
        BillingOffice::SetUp();
        for (const char* number : {"1", "2"}) {
            customer(number);
            subscribe(number, "GREEN", "2026-11-01");
        }
        go_to("2026-11-01");
    }
    void daily(const std::string& time) {
        auto opened = books();
        const auto done = app::core::billing::change_daily(opened, app::core::billing::kDailyBills,
                                                           parse_time_of_day(time), clock_.now());
        ASSERT_TRUE(done) << done.error().words;
    }
    static pos::Ulid id(int number) {
        pos::Ulid id;
        id.bytes.back() = static_cast<std::uint8_t>(number);
        return id;
    }
    std::optional<BillRunReport> look(int holder = 1, bool go_on = true) {
        return look(holder, [&] { return go_on; });
    }
    std::optional<BillRunReport> look(int holder, const std::function<bool()>& asked) {
        const std::string place = where();
        const auto store = options();
        const pos::Ulid process = id(holder);
        auto done = app::core::billing::bill_if_due({.db = *db_,
                                                     .where = place,
                                                     .store = store,
                                                     .holder = process,
                                                     .go_on = asked,
                                                     .clock = clock_,
                                                     .random = random_});
        EXPECT_TRUE(done) << done.error().words;
        return done.value_or(std::nullopt);
    }
};

TEST_P(BillDaily, MakesBillsOnceADayFromItsTimeOn) {
    EXPECT_FALSE(look());  // nobody asked for it
    daily("12:01");
    EXPECT_FALSE(look());
    clock_.at.unix_ms += 60'000;
    const auto first = look();
    ASSERT_TRUE(first);
    EXPECT_EQ(first->invoices, 2);
    EXPECT_FALSE(look());
    EXPECT_FALSE(look(2));
    EXPECT_EQ(documents().size(), 2U);
    // A month on which nobody served is made up for.
    go_to("2026-12-03");
    daily("off");
    EXPECT_FALSE(look());
    daily("03:00");
    EXPECT_EQ(look(2)->invoices, 2);
    EXPECT_EQ(documents().size(), 4U);
    expect_books_in_order();
}

TEST_P(BillDaily, GoesOnWhereAnotherWasKilled) {
    daily("03:00");
    const pos::Date today = pos::make_date(2026, 11, 1);
    ASSERT_TRUE(pos::store::office::take_chore(*db_, "bills", today, id(9), clock_.now()).value());
    EXPECT_FALSE(look());
    clock_.at.unix_ms += pos::store::office::kChoreSilence_ms + 1;
    EXPECT_EQ(look()->invoices, 2);
    EXPECT_FALSE(look());
}

TEST_P(BillDaily, ThatWasStoppedIsTakenUpAgain) {
    daily("03:00");
    EXPECT_TRUE(look(1, false)->stopped);
    const auto again = look();
    ASSERT_TRUE(again);
    EXPECT_FALSE(again->stopped);
    EXPECT_EQ(documents().size(), 2U);
    EXPECT_FALSE(look());
}

TEST_P(BillDaily, ThatAPersonCalledOffIsNotTakenUpAgain) {
    daily("03:00");
    const auto call_off = [&] {
        EXPECT_EQ(db_->exec("UPDATE bill_run SET state = 3").value_or(0), 1);
        return true;
    };
    const auto off = look(1, call_off);
    ASSERT_TRUE(off);
    EXPECT_TRUE(off->called_off);
    EXPECT_FALSE(look());
    EXPECT_FALSE(look(2));
}

TEST(TimesOfDay, AreReadStrictly) {
    EXPECT_EQ(parse_time_of_day("03:05"), (TimeOfDay{3, 5}));
    EXPECT_EQ(to_string(TimeOfDay{3, 5}), "03:05");
    for (const char* wrong : {"", "3:05", "24:00", "12:60", "12.30", "1a:00", "03:05 "})
        EXPECT_FALSE(parse_time_of_day(wrong)) << wrong;
}

ON_EITHER_ENGINE(BillDaily);

}  // namespace
