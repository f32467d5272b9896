// Goal: what the office's books have more than before is what the tills sold, each branch, day and
// means of payment; else it is said where not. Method: made-up books before and after.
#include "app/core/simulate/check_books.hpp"

#include <gtest/gtest.h>

namespace {

using namespace app::core::simulate;

const pos::Date kFirst{20'000};
const pos::Date kSecond{20'001};

std::vector<BranchCheck> checked(const std::map<BranchDay, std::int64_t>& sold,
                                 const Holdings& before, const Holdings& after) {
    auto branches = sum_sold(sold);
    check_books(branches, sold, before, after);
    return branches;
}

}  // namespace

TEST(CheckBooks, FindsWhatWasSoldInAndBesideTheBooks) {
    const Holdings before{{{{"B01", kFirst}, {{"CASH", 500}, {"CARD", 70}}}}, {}};
    const Holdings after{
        {{{"B01", kFirst}, {{"CASH", 800}, {"CARD", 70}}}, {{"B02", kFirst}, {{"CASH", 40}}}},
        {{{"B02", kFirst}, 10}}};
    const auto found = checked({{{"B01", kFirst}, 300}, {{"B02", kFirst}, 50}}, before, after);
    ASSERT_EQ(found.size(), 2U);
    EXPECT_EQ(found[0].branch, "B01");
    EXPECT_EQ(found[0].sold_minor, 300);
    EXPECT_EQ(found[0].accepted_minor, 300);
    EXPECT_TRUE(found[0].agrees());
    EXPECT_EQ(found[1].accepted_minor, 40);
    EXPECT_EQ(found[1].set_aside_minor, 10);
    EXPECT_TRUE(found[1].agrees());
}

TEST(CheckBooks, SaysTheDayOnWhichTheyDiffer) {
    // The sums of the branch agree, those of its days do not.
    const Holdings after{{{{"B01", kFirst}, {{"CASH", 200}}}, {{"B01", kSecond}, {{"CASH", 100}}}},
                         {}};
    const auto found = checked({{{"B01", kFirst}, 100}, {{"B01", kSecond}, 200}}, {}, after);
    ASSERT_EQ(found.size(), 1U);
    EXPECT_EQ(found[0].accepted_minor, found[0].sold_minor);
    EXPECT_EQ(found[0].differing, (std::vector{kFirst, kSecond}));
}

TEST(CheckBooks, TakesNoOtherMeansOfPaymentForCash) {
    const Holdings after{{{{"B01", kFirst}, {{"CASH", 60}, {"CARD", 40}}}}, {}};
    const auto found = checked({{{"B01", kFirst}, 100}}, {}, after);
    ASSERT_EQ(found.size(), 1U);
    EXPECT_EQ(found[0].accepted_minor, 100);
    EXPECT_FALSE(found[0].agrees());
}

TEST(CheckBooks, MissesWhatNeverCame) {
    const auto found = checked({{{"B01", kFirst}, 100}}, {}, {});
    ASSERT_EQ(found.size(), 1U);
    EXPECT_EQ(found[0].accepted_minor, 0);
    EXPECT_FALSE(found[0].agrees());
}
