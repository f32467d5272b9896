// Goal: how an attempt stands follows from the journal, step by step. Method: each event after the
// one before, and the row that follows.
#include <gtest/gtest.h>

#include "tests/support/projected_journal.hpp"
#include "tests/support/sample_events.hpp"

using namespace pos::journal;
using pos::billing::attempt::State;
using test::id;

TEST(ProjectAttempt, says_how_each_one_stands) {
    test::ProjectedJournal journal;
    ASSERT_TRUE(journal.append(test::sample_shop_events()[0]));
    std::vector<Event> steps;
    for (const Event& event : test::sample_billing_events()) {
        const auto kind = static_cast<int>(kind_of(event));
        if (kind >= 95 && kind <= 98) steps.push_back(event);
    }
    ASSERT_EQ(steps.size(), 4U);
    const auto row = [&]() -> const AttemptRow& { return journal.rows.attempts.at(id(75)); };
    ASSERT_TRUE(journal.append(steps[0]));
    EXPECT_EQ(row().state, State::prepared);
    EXPECT_EQ(row().key, "I2026-000001-2");
    EXPECT_EQ(row().amount, test::euro(1178));
    EXPECT_EQ(row().purpose, Purpose::credit);
    EXPECT_EQ(row().about, id(56));
    EXPECT_EQ(row().nth, 2U);
    EXPECT_EQ(row().on, pos::make_date(2026, 11, 21));
    EXPECT_EQ(row().due.unix_ms, 1'795'354'300'003);
    EXPECT_FALSE(row().sent_at);
    ASSERT_TRUE(journal.append(steps[1]));
    EXPECT_EQ(row().state, State::sent);
    EXPECT_EQ(row().sent, 3U);
    EXPECT_EQ(row().sent_at, pos::Instant{1'795'354'300'004});
    ASSERT_TRUE(journal.append(steps[2]));
    EXPECT_EQ(row().state, State::asked);
    EXPECT_EQ(row().asked, 4U);
    EXPECT_EQ(row().said, "500");
    EXPECT_EQ(row().due.unix_ms, 1'795'354'900'005);
    ASSERT_TRUE(journal.append(steps[3]));
    EXPECT_EQ(row().state, State::paid);
    EXPECT_EQ(row().reference, "P-1");
    EXPECT_EQ(row().said, "by phone");
    EXPECT_EQ(row().asked, 4U) << "as it was";
    EXPECT_TRUE(journal.rows.ledger.empty()) << "the money is in entries of its own";
}
