// Goal: a till of which nothing is heard is named, with since when and what of its books is
// missing; one that is heard, or that nobody misses, is not. Method: both engines; tills that
// joined and sold, and a clock that the test moves.
#include "pos/store/office/silent.hpp"

#include "pos/store/office/succession.hpp"
#include "tests/contract/office/office.hpp"

namespace {

namespace office = pos::store::office;
using office::kSilentClosed_ms;
using office::kSilentOpen_ms;
using test::kMorning;

class Silent : public test::EitherOffice {
protected:
    void SetUp() override {
        EitherOffice::SetUp();
        till_.start();  // and opens its day
        till_.sell(500);
        terminal_ = joined(till_);
    }
    std::vector<office::SilentTill> silent(std::int64_t after_ms) {
        auto found = office::silent_tills(*db_, {kMorning.unix_ms + after_ms});
        EXPECT_TRUE(found);
        return found.value_or(std::vector<office::SilentTill>{});
    }
    void close_day() { ASSERT_TRUE(db_->exec("UPDATE shift SET closed_seq = 4, closed_at = 0")); }

    test::Till till_{"B01", "T1", 7};
    office::Terminal terminal_;
};

TEST_P(Silent, IsATillWhoseDayIsOpenAfterAnHour) {
    send(till_, terminal_, 0);
    EXPECT_TRUE(silent(kSilentOpen_ms).empty());
    const auto found = silent(kSilentOpen_ms + 1);
    ASSERT_EQ(found.size(), 1U);
    EXPECT_EQ(found[0].terminal.terminal, terminal_.terminal);
    EXPECT_EQ(found[0].since, kMorning);
    EXPECT_TRUE(found[0].day_open);
    EXPECT_EQ(found[0].unsent, 0U);
    ASSERT_NE(office::silence_of(found, terminal_.terminal), nullptr);
    EXPECT_EQ(office::silence_of(found, test::id(9)), nullptr);
}

TEST_P(Silent, IsOneWhoseDayIsClosedAfterADay) {
    send(till_, terminal_, 0);
    close_day();
    EXPECT_TRUE(silent(kSilentClosed_ms).empty());
    const auto found = silent(kSilentClosed_ms + 1);
    ASSERT_EQ(found.size(), 1U);
    EXPECT_FALSE(found[0].day_open);
}

TEST_P(Silent, IsOneThatNeverSentAnythingAfterADay) {
    EXPECT_TRUE(silent(kSilentClosed_ms).empty());
    EXPECT_EQ(silent(kSilentClosed_ms + 1).size(), 1U);
}

TEST_P(Silent, SaysWhatIsKnownToBeMissing) {
    send(till_, terminal_, 0);
    ASSERT_TRUE(office::note_told(*db_, till_.journal(), till_.head().seq + 9,
                                  {kMorning.unix_ms + 60'000}));
    // It was heard when it said so.
    EXPECT_TRUE(silent(kSilentOpen_ms + 60'000).empty());
    const auto found = silent(kSilentOpen_ms + 60'001);
    ASSERT_EQ(found.size(), 1U);
    EXPECT_EQ(found[0].unsent, 9U);
    EXPECT_EQ(found[0].since.unix_ms, kMorning.unix_ms + 60'000);
}

TEST_P(Silent, IsNobodyWhoIsHeardOrWhomNobodyMisses) {
    send(till_, terminal_, 0);
    const std::int64_t long_after = 3 * kSilentClosed_ms;
    ASSERT_EQ(silent(long_after).size(), 1U);
    // It looked, though it had nothing to send.
    ASSERT_TRUE(office::note_heard(*db_, till_.journal(), till_.head(),
                                   {kMorning.unix_ms + long_after - 1'000}));
    EXPECT_TRUE(silent(long_after).empty());
    ASSERT_EQ(silent(2 * long_after).size(), 1U);
    ASSERT_TRUE(
        office::note_seen(*db_, terminal_.terminal, {kMorning.unix_ms + 2 * long_after}, 0));
    EXPECT_TRUE(silent(2 * long_after).empty());
    ASSERT_EQ(silent(3 * long_after).size(), 1U);
    ASSERT_TRUE(office::revoke(*db_, "B01", "T1", kMorning));
    EXPECT_TRUE(silent(3 * long_after).empty());
}

ON_EITHER_ENGINE(Silent);

}  // namespace
