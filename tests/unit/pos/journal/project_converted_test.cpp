// Goal: what an entry comes to in the books' currency stands there whole or not at all, and the
// rate that something came in by is kept once. Method: the event alone, and the rows that follow.
#include <gtest/gtest.h>

#include <cstdint>
#include <variant>

#include "tests/support/projected_journal.hpp"
#include "tests/support/sample_events.hpp"

using namespace pos::journal;
using test::id;

namespace {

class ProjectConverted : public testing::Test {
protected:
    void SetUp() override { ASSERT_TRUE(journal_.append(test::sample_shop_events()[0])); }
    /// 100.00 dollars that came in, and 92.35 euro.
    static Converted sample() {
        const auto events = test::sample_billing_events();
        return std::get<Converted>(events[9]);
    }

    test::ProjectedJournal journal_;
    test::MemoryProjection& rows_{journal_.rows};
};

}  // namespace

TEST_F(ProjectConverted, its_parts_and_its_rate_are_kept) {
    ASSERT_TRUE(journal_.append(sample()));
    ASSERT_EQ(rows_.converted.size(), 2U);
    const ConvertedRow& money = rows_.converted[0];
    EXPECT_EQ(money.position, 1U);
    EXPECT_EQ(money.book, Book::money);
    EXPECT_EQ(money.about, id(61));
    EXPECT_FALSE(money.other);
    EXPECT_EQ(money.on, pos::make_date(2026, 12, 3));
    EXPECT_EQ(money.amount, (pos::Money{10'000, test::kDollar}));
    EXPECT_EQ(money.converted, test::euro(9'235));
    EXPECT_EQ(rows_.converted[1].book, Book::receivable);
    EXPECT_EQ(rows_.converted[1].other, id(51));
    const ExchangeRow& rate = rows_.rates.at(id(61));
    EXPECT_EQ(rate.rate, "0.9235");
    EXPECT_EQ(rate.rate_on, pos::make_date(2026, 12, 2));
    EXPECT_EQ(rate.currency, test::kDollar);
    EXPECT_EQ(rate.books, test::kEuro);
    EXPECT_TRUE(rows_.ledger.empty());  // the account's own currency is another entry's matter
}

TEST_F(ProjectConverted, what_asked_for_no_rate_keeps_none) {
    Converted none = sample();
    none.rate.clear();
    ASSERT_TRUE(journal_.append(none));
    EXPECT_EQ(rows_.converted.size(), 2U);
    EXPECT_TRUE(rows_.rates.empty());
}

TEST_F(ProjectConverted, what_does_not_come_to_nothing_or_mixes_currencies_is_refused) {
    Converted off = sample();
    off.parts[0].converted.minor += 1;
    EXPECT_EQ(journal_.append(off).error(), ProjectError::sums_differ);
    Converted beyond = sample();
    beyond.parts[0].converted.minor = beyond.parts[1].converted.minor = pos::kMinorMax;
    EXPECT_EQ(journal_.append(beyond).error(), ProjectError::sums_differ);
    Converted mixed = sample();
    mixed.parts[1].amount.currency = test::kEuro;
    EXPECT_EQ(journal_.append(mixed).error(), ProjectError::mixed_currencies);
    mixed = sample();
    mixed.parts[1].converted.currency = test::kDollar;
    EXPECT_EQ(journal_.append(mixed).error(), ProjectError::mixed_currencies);
    EXPECT_TRUE(rows_.converted.empty());
    EXPECT_TRUE(rows_.rates.empty());
}
