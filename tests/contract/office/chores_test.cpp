// Goal: a day's chore is done once, by one process; one that fell silent is followed by another.
#include "pos/store/office/chores.hpp"

#include "tests/contract/office/office.hpp"

namespace {

using pos::store::office::end_chore;
using pos::store::office::kChoreSilence_ms;
using pos::store::office::keep_chore;
using pos::store::office::take_chore;

const pos::Date kToday = pos::make_date(2026, 3, 2);
const pos::Date kTomorrow = pos::make_date(2026, 3, 3);

class Chores : public test::EitherOffice {
protected:
    bool take(const pos::Ulid& holder, std::int64_t ms, pos::Date day = kToday) {
        return take_chore(*db_, "bills", day, holder, {test::kMorning.unix_ms + ms}).value();
    }
    bool keep(const pos::Ulid& holder, std::int64_t ms) {
        return keep_chore(*db_, "bills", holder, {test::kMorning.unix_ms + ms}).value();
    }
    const pos::Ulid one_ = test::id(1);
    const pos::Ulid two_ = test::id(2);
};

TEST_P(Chores, AreTakenOnByOneAtATime) {
    EXPECT_TRUE(take(one_, 0));
    EXPECT_FALSE(take(two_, kChoreSilence_ms));
    EXPECT_TRUE(keep(one_, kChoreSilence_ms));
    EXPECT_FALSE(take(two_, 2 * kChoreSilence_ms));
    EXPECT_TRUE(take_chore(*db_, "another", kToday, two_, test::kMorning).value());
}

TEST_P(Chores, GoToAnotherWhenTheirHolderFallsSilent) {
    EXPECT_TRUE(take(one_, 0));
    EXPECT_TRUE(take(two_, kChoreSilence_ms + 1));
    EXPECT_FALSE(keep(one_, kChoreSilence_ms + 2));
    // What the first one says too late ends nothing.
    EXPECT_TRUE(end_chore(*db_, "bills", one_));
    EXPECT_TRUE(keep(two_, kChoreSilence_ms + 3));
}

TEST_P(Chores, AreDoneOncePerDay) {
    EXPECT_TRUE(take(one_, 0));
    EXPECT_TRUE(end_chore(*db_, "bills", one_));
    EXPECT_FALSE(take(one_, 1));
    EXPECT_FALSE(take(two_, 10 * kChoreSilence_ms));
    EXPECT_TRUE(take(two_, 10 * kChoreSilence_ms, kTomorrow));
    EXPECT_FALSE(keep(one_, 10 * kChoreSilence_ms));
}

ON_EITHER_ENGINE(Chores);

}  // namespace
